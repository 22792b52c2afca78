//! The foot of the page: privacy, versions, what 暫定 means.

use kakari_sources::{Document, documents};
use yew::prelude::*;

use crate::device;
use crate::store::Store;

/// The foot of the page.
pub fn footer(store: &Store) -> Html {
    let offline = device::is_offline_ready();
    let view = |document: &Document| {
        html! { <li>{ document.title }if let Some(checked) = document.checked { { format!("({checked})") } }</li> }
    };
    html! {
        <footer class="footer">
            <p class="footer-privacy">{ "入力内容はこの端末から送信されません。" }
                if offline { { "通信がなくても使えます。" } }
            </p>
            <p>{ "このページは厚生労働省や都道府県のものではなく、G-MISへの報告も行いません。報告はG-MIS(または都道府県が定める方法)で行ってください。" }</p>
            if let Some(provisional) = store.catalog.provisional() {
                <p><span class="mark is-provisional">{ "暫定" }</span>{ " " }{ provisional.to_owned() }</p>
            }
            <details>
                <summary>{ "「暫定」の意味と出典" }</summary>
                <p>{ "「暫定」は、厚生労働省のマニュアルなど公式の資料でその番号・選択肢・コード・期間を確認できていないことを示します。暫定のコードは、ファイルにも公式のコードとしては書き出しません。G-MISの画面の表示に従ってください。" }</p>
                <ul>{ for documents().iter().map(view) }</ul>
            </details>
            <p class="footer-version">
                { format!("版 {} / 台帳 {}({}) / 点検規則 {}", env!("CARGO_PKG_VERSION"), store.catalog.edition(), store.catalog.fingerprint(), kakari_rules::FINGERPRINT) }
            </p>
        </footer>
    }
}
