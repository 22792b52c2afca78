//! かかりつけ医機能報告 下書きチェッカー: the Yew app.
//!
//! Everything on the screen is a view of the [`store`]: draft, catalogue and the report that the engine makes of them. It
//! is drawn into a [`host`]. [`desk`] hands each change to [`keep`], which writes it into the browser; [`device`] is what
//! else is asked of it.

mod app;
mod chunks;
mod desk;
mod device;
mod element;
mod fields;
mod files;
mod frame;
mod host;
mod html;
mod js;
mod keep;
mod route;
mod screens;
mod sheets;
mod store;
mod view;
mod words;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Draws the app into a root. `port` is what the script around it can do: see [`host::Host`]. An element is handed what it
/// can ask of the app.
#[wasm_bindgen]
pub fn mount(root: Element, port: JsValue) -> JsValue {
    let store = app::app(host::Host::new(root.clone(), port));
    if !store.host().is_page() {
        return element::mount(root, &store);
    }
    yew::Renderer::<html::Drawn>::with_root_and_props(root, app::page(store)).render();
    JsValue::UNDEFINED
}

/// Nothing is drawn until somebody asks for it.
fn main() {}
