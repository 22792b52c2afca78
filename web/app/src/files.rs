//! Files that the person saves and opens.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Event, HtmlAnchorElement, HtmlInputElement, Url};

use crate::store::Context;

/// The largest file that is read, as in `crates/sheets`. A draft has a few kilobytes, a file of fifty with their
/// histories some five megabytes.
const MOST_BYTES: f64 = 10.0 * 1024.0 * 1024.0;

/// The largest catalogue or configuration.
const MOST_BYTES_OF_TEXT: f64 = 1024.0 * 1024.0;

/// The file that was chosen in an input.
pub fn chosen(event: &Event) -> Option<web_sys::File> {
    let input = event.target().map(JsCast::unchecked_into::<HtmlInputElement>)?;
    let file = input.files()?.get(0);
    // The same file can be chosen again after it was mended.
    input.set_value("");
    file
}

/// What is said where there is no file.
pub const NOT_MADE: &str = "ファイルを作れませんでした。ほかのタブやソフトを閉じてから、もう一度試してください。";

/// Hands a file to the browser's download, or to the page around the element. Nothing where it makes none.
#[must_use]
pub fn save(store: &Context, name: &str, mime: &str, bytes: &[u8]) -> Option<()> {
    let bytes = Uint8Array::from(bytes);
    if !store.host().is_page() {
        return store.host().call("file", &[name.into(), mime.into(), bytes.into()]).is_ok().then_some(());
    }
    let parts = Array::of1(&bytes);
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link = gloo_utils::document().create_element("a").ok()?.unchecked_into::<HtmlAnchorElement>();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data once it has begun; some browsers begin a moment later.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}

/// The content of a file that the person chose, or why it cannot be had, in words.
pub async fn read(file: web_sys::File, is_table: bool) -> Result<Uint8Array, &'static str> {
    if file.size() > MOST_BYTES {
        return Err(if is_table {
            "ファイルが大きすぎます。転記ファイルは、ふつう数十キロバイトまでの大きさです。"
        } else {
            "ファイルが大きすぎます。下書きファイルは、ふつう数十キロバイトまでの大きさです。"
        });
    }
    let bytes = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| "ファイルを読み取れませんでした。ファイルが移動・削除されていないか確かめてください。")?;
    Ok(Uint8Array::new(&bytes))
}

/// The text of a file that is much smaller than a draft may be, such as a catalogue: in UTF-8, up to a megabyte.
///
/// # Errors
///
/// Why it cannot be had, in words; `too_large` where it is larger.
pub async fn read_text(file: web_sys::File, too_large: &'static str) -> Result<String, &'static str> {
    if file.size() > MOST_BYTES_OF_TEXT {
        return Err(too_large);
    }
    let bytes = read(file, false).await?;
    String::from_utf8(bytes.to_vec())
        .map_err(|_| "文字コードがUTF-8ではないため読めません。UTF-8で保存し直してください。")
}

/// The text of a draft file.
pub fn text(bytes: &Uint8Array) -> Result<String, &'static str> {
    String::from_utf8(bytes.to_vec())
        .map_err(|_| "下書きファイルの文字コード(UTF-8)ではありません。別のソフトで保存し直したファイルではないか確かめてください。")
}
