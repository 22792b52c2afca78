// What boot.js puts on `window` for the app (see there), and the script that wasm-bindgen writes (see program.js). For the type checker
// only: no page loads this file. It has no `import` or `export` of its own, so that all in it is global.

interface Window {
  kakariKeep: typeof import('./keep.js');
  kakariArchive: () => Promise<typeof import('./archive.js')>;
  kakariChunk: (name: string) => Promise<void>;
  kakariTake: (what: 'file' | 'picture', ...given: [name: string, text: string]) => Promise<boolean>;
  kakariDraw: () => void;
  kakariOfflineReady: boolean;
  kakariUpdate: { ready: boolean; apply: () => void };
}

// The star: a path that begins with `./` cannot be declared, only a pattern that it fits.
declare module '*/app.js' {
  const start: () => Promise<WebAssembly.Exports>;
  export default start;
  export const mount: (root: Element, port: object) => void;
}
