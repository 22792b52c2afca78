// What stands between the caller and the module: every trouble is a KakariError, and the module is there before it is used.

/** What every function here throws. `code` is the kind of the trouble, `place` the argument or the place that it is about. */
export class KakariError extends Error {
  constructor(code, place, message, options) {
    super(message, options);
    this.code = code;
    this.place = place;
  }
}
Object.defineProperty(KakariError.prototype, 'name', { value: 'KakariError', configurable: true, writable: true });

/** The functions and classes of a module, guarded. */
export function guarded(module, isReady) {
  const guard = (call) =>
    function (...args) {
      if (!isReady()) {
        throw new KakariError('NOT_READY', '', '点検のプログラムがまだ読み込まれていません。先に await init() を済ませてください。');
      }
      try {
        return Reflect.apply(call, this, args);
      } catch (error) {
        throw known(error);
      }
    };
  const own = {};
  for (const [name, value] of Object.entries(module)) {
    if (typeof value === 'function') own[name] = value.prototype?.free ? guardedClass(value, name, guard) : guard(value);
  }
  return own;
}

/** The same class; what it throws is a KakariError. */
function guardedClass(own, name, guard) {
  for (const holder of [own, own.prototype]) {
    for (const [member, property] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
      // What the glue calls on itself begins so.
      if (member === 'constructor' || member.startsWith('__')) continue;
      if (typeof property.value === 'function') property.value = guard(property.value);
      else if (property.get) property.get = guard(property.get);
      else continue;
      Object.defineProperty(holder, member, property);
    }
  }
  const made = guard((args, target) => {
    const object = Reflect.construct(own, args, target);
    if (object.__wbg_ptr) return object;
    throw new KakariError('OPTIONS', '', `${name} は new では作れません。`);
  });
  return new Proxy(own, {
    construct: (_, args, target) => made(args, target),
    apply() {
      throw new KakariError('OPTIONS', '', `${name} は new を付けて呼んでください。`);
    },
  });
}

/** The trouble as a KakariError. */
function known(error) {
  if (error instanceof KakariError) return error;
  if (error?.name === 'KakariError') return new KakariError(error.code, error.place, error.message, { cause: error });
  const stopped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  const message = stopped
    ? '点検のプログラムが止まりました。ページを読み込み直してください(Node では、プログラムを起動し直してください)。'
    : '呼び出しを処理できませんでした。free() したあとのものを使っていないか、確かめてください。';
  return new KakariError('INTERNAL', '', message, { cause: error });
}

/** Why the module is not there. */
export function unloaded(error, source) {
  const place = source === undefined || typeof source === 'object' ? '' : String(source);
  const message =
    '点検のプログラム(WebAssembly)を読み込めません。ファイルの場所と、ページのセキュリティ設定(CSP)の ' +
    "script-src に 'wasm-unsafe-eval' があることを確かめてください。";
  return new KakariError('LOAD', place, message, { cause: error });
}
