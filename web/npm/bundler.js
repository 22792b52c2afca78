// In a bundler that imports WebAssembly as a module.

import * as module from './{{module}}.bundler.js';
import { KakariError, guarded } from './guard.js';

/** Nothing is left to do: the bundler has loaded the module. */
export async function init() {}

export { init as default, KakariError };
export const { {{names}} } = guarded(module, () => true);
