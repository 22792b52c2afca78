// In Node.

const module_ = require('./{{module}}.node.cjs');
const { KakariError, guarded } = require('./guard.cjs');

/** Nothing is left to do: the module was loaded with this file. */
async function init() {}

const { {{names}} } = guarded(module_, () => true);
module.exports = { default: init, init, KakariError, {{names}} };
Object.defineProperty(module.exports, '__esModule', { value: true });
