//! Values of JavaScript by name: what the browser gives and takes without types.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A member, where there is one.
pub fn field(owner: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(owner, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// A member that is a text.
pub fn text(owner: &JsValue, name: &str) -> Option<String> {
    field(owner, name)?.as_string()
}

/// Sets a member.
pub fn set(owner: &JsValue, name: &str, value: impl Into<JsValue>) {
    let _ = Reflect::set(owner, &name.into(), &value.into());
}

/// An object with these members.
pub fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, value);
    }
    object.into()
}

/// Calls a method.
///
/// # Errors
///
/// What it throws, and `undefined` where there is no such method.
pub fn call(owner: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method = field(owner, method).ok_or(JsValue::UNDEFINED)?;
    method.dyn_into::<Function>()?.apply(owner, &arguments.iter().collect::<Array>())
}

/// Does something that may break down, such as reading a file that a stranger made. Nothing where it did: what it was in
/// the middle of is lost, and the program goes on, since the browser turns what happens within a promise into a refusal.
pub async fn guarded<T: 'static>(act: impl FnOnce() -> T + 'static) -> Option<T> {
    let mut act = Some(act);
    let mut outcome = None;
    let promise = Promise::new(&mut |done, _| {
        outcome = act.take().map(|act| act());
        let _ = done.call0(&JsValue::UNDEFINED);
    });
    JsFuture::from(promise).await.ok()?;
    outcome
}

/// Calls a method and waits for what it promises.
///
/// # Errors
///
/// As [`call`], and what the promise is refused with.
pub async fn wait(owner: JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&call(&owner, method, arguments)?)).await
}
