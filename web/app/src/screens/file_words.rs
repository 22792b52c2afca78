//! Whether the last draft file holds everything, in words.

use crate::html::El;
use crate::store::Store;
use crate::words::p;

/// What is said of a file and of the text that it should hold.
pub fn file_words(file: Option<&str>, text: &str) -> &'static str {
    match file {
        Some(file) if file == text => "ファイルにも保存してあります",
        Some(_) => "前にファイルに保存したあと、変更があります",
        None => "まだファイルに保存していません",
    }
}

/// Reminds of the file where it lacks changes.
pub fn file_reminder(store: &Store) -> El {
    p("hint", file_words(store.file.as_deref(), &store.draft.to_text())).text("。")
}

#[cfg(test)]
mod tests {
    use super::file_words;

    #[test]
    fn a_file_holds_everything_or_lacks_something_or_is_not_there() {
        assert!(file_words(Some("{}"), "{}").starts_with("ファイルにも保存"));
        assert!(file_words(Some("{}"), "{ }").contains("変更があります"));
        assert!(file_words(None, "{}").starts_with("まだ"));
    }
}
