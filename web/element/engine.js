// The engines: the one that decides, and the one that also has words and documents. Each is loaded once for all
// elements of a page, when it is first asked for.

const SOURCES = {
  alone: () => import('./{{alone}}'),
  whole: () => import('./{{whole}}'),
};

const loaded = {};

/** Why an engine does not run: `none` the browser has no WebAssembly, `refused` the page forbids it, `missing` not loaded. */
export class NoEngine extends Error {
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** The smallest module there is: what the page forbids, it forbids this too. */
const SMALLEST = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** Throws where no engine can run. */
export function refuse() {
  if (typeof WebAssembly !== 'object') throw new NoEngine('none');
  try {
    new WebAssembly.Module(SMALLEST);
  } catch (error) {
    throw new NoEngine('refused', error);
  }
}

/** The engine `alone` or `whole`. A failure is not kept: the next call tries again. */
export function engine(which) {
  loaded[which] ??= (async () => {
    refuse();
    try {
      const module = await SOURCES[which]();
      await module.default();
      return module;
    } catch (error) {
      delete loaded[which];
      throw error instanceof NoEngine ? error : new NoEngine('missing', error);
    }
  })();
  loaded[which].catch(() => { delete loaded[which]; });
  return loaded[which];
}
