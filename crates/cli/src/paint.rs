//! Colour, where it is wanted.

use std::env;
use std::io::{self, IsTerminal};

use kakari_rules::Severity;

/// Colours text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// Colours only on a terminal, and not where the user refuses them (<https://no-color.org>).
    pub fn for_stdout() -> Self {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { on: io::stdout().is_terminal() && !refused && !dumb }
    }

    /// Something that stands out.
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// Something that stands back.
    pub fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// A word in the colour of a severity. The word itself always says which.
    pub fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Question => "1;36",
            Severity::Note => "1",
        };
        self.with(code, text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
