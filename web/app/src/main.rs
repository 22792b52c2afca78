//! かかりつけ医機能報告 下書きチェッカー: the Yew app.
//!
//! Everything on the screen is a view of the [`store`]: draft, catalogue and the report that the engine makes of them.
//! [`desk`] hands each change to [`keep`], which writes it into the browser; [`device`] is what else is asked of it.

mod app;
mod chunks;
mod desk;
mod device;
mod fields;
mod files;
mod frame;
mod html;
mod js;
mod keep;
mod route;
mod screens;
mod sheets;
mod store;
mod view;
mod words;

#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    if let Some(root) = gloo_utils::document().get_element_by_id("app") {
        yew::Renderer::<html::Drawn>::with_root_and_props(root, app::app()).render();
    }
}
