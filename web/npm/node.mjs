// In Node, for `import`: what `require` gives, so that there is one module whichever way it is reached.

import own from './{{index}}.node.cjs';

export const { init, KakariError, {{names}} } = own;
export { init as default };
