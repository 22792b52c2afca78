/// <reference lib="esnext.disposable" />

/**
 * Loads the module. In a page it has to be done before anything else is called; in Node and with `/bundler` there is
 * nothing to wait for. It may be called any number of times.
 *
 * @param source Where the module is, or the module itself; beside this script where absent.
 */
export declare function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;
export { init as default };

/** What a module can be loaded from. */
export type ModuleSource = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | WebAssembly.Module;

/** What every function here throws. */
export declare class KakariError extends Error {
  readonly name: 'KakariError';
  /** The kind of the trouble. `LOAD`: the module cannot be loaded. `NOT_READY`: it is not loaded yet. */
  readonly code: TroubleCode | 'LOAD' | 'NOT_READY';
  /** The argument or option that it is about, the place in a catalogue, or empty. */
  readonly place: string;
  constructor(code: KakariError['code'], place: string, message: string, options?: { cause?: unknown });
}

