// A browser as old as the oldest that `docs/hosting.md` names: what is newer than Chrome and Edge 109, Firefox ESR 115 and
// Safari 15.6 is taken away from the one that is here.

/** Runs in the page, before everything else. Gives the names of what was there to be taken. */
export function takeAway() {
  const gone = [];
  const drop = (holder, ...names) => {
    for (const name of names) if (holder && name in holder && delete holder[name]) gone.push(name);
  };
  const Sheet = globalThis.CSSStyleSheet;
  if (Sheet) {
    // Safari 15.6 has the class and makes none.
    globalThis.CSSStyleSheet = new Proxy(Sheet, { construct() { throw new TypeError('Illegal constructor'); } });
    gone.push('new CSSStyleSheet()');
  }
  for (const root of [globalThis.Document, globalThis.ShadowRoot]) drop(root?.prototype, 'adoptedStyleSheets');
  drop(URL, 'canParse', 'parse');
  drop(Object, 'groupBy');
  drop(Map, 'groupBy');
  drop(Map.prototype, 'getOrInsert', 'getOrInsertComputed');
  drop(Promise, 'withResolvers', 'try');
  drop(Array, 'fromAsync');
  drop(Array.prototype, 'toSorted', 'toReversed', 'toSpliced', 'with');
  drop(String.prototype, 'isWellFormed', 'toWellFormed');
  drop(Set.prototype, 'union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom');
  drop(globalThis.Iterator?.prototype, 'map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find');
  drop(globalThis.AbortSignal, 'any', 'timeout');
  drop(RegExp, 'escape');
  drop(Symbol, 'dispose', 'asyncDispose');
  drop(globalThis.Element?.prototype, 'checkVisibility', 'setHTMLUnsafe', 'getHTML', 'setHTML', 'moveBefore');
  drop(globalThis.HTMLElement?.prototype, 'popover', 'showPopover', 'hidePopover', 'togglePopover', 'writingSuggestions');
  drop(globalThis.HTMLSelectElement?.prototype, 'showPicker');
  drop(globalThis.Document?.prototype, 'startViewTransition');
  drop(globalThis.Navigator?.prototype, 'userActivation', 'userAgentData', 'clipboard');
  drop(globalThis, 'Iterator', 'OffscreenCanvas', 'CompressionStream', 'DecompressionStream', 'requestIdleCallback', 'scheduler', 'navigation', 'trustedTypes', 'showSaveFilePicker', 'showOpenFilePicker', 'Temporal', 'CloseWatcher', 'Highlight', 'EditContext', 'cookieStore');
  if (globalThis.WebAssembly) drop(WebAssembly, 'JSTag', 'Suspending', 'promising');
  globalThis.takenAway = gone;
}
