// In a page, a worker, or a bundler that follows `new URL(…, import.meta.url)`.

import start, * as module from './{{module}}.web.js';
import { KakariError, guarded, unloaded } from './guard.js';

let ready = false;
let loading;

/** Loads the module, once. After a failure it can be tried again. */
export function init(source) {
  loading ??= start(source === undefined || source === null ? undefined : { module_or_path: source }).then(
    () => {
      ready = true;
    },
    (error) => {
      loading = undefined;
      throw unloaded(error, source);
    },
  );
  return loading;
}

export { init as default, KakariError };
export const { {{names}} } = guarded(module, () => ready);
