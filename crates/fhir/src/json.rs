//! Building JSON whose members stand in the order they were put in.

use kakari_draft::{Object, Value};

/// An object under construction. Nothing empty gets in, since FHIR knows no empty lists and strings.
#[derive(Default)]
pub struct Node(Object);

impl Node {
    pub fn new() -> Self {
        Self::default()
    }

    /// A resource.
    pub fn resource(kind: &str) -> Self {
        Self::new().with("resourceType", kind)
    }

    /// An extension, still without its value.
    pub fn extension(url: &str) -> Self {
        Self::new().with("url", url)
    }

    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.set(name, value.into());
        self
    }

    /// Text, where there is any.
    pub fn text(self, name: &str, text: Option<&str>) -> Self {
        match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => self.with(name, text),
            None => self,
        }
    }

    /// A list, where there is anything in it.
    pub fn list(mut self, name: &str, list: Vec<Value>) -> Self {
        if !list.is_empty() {
            self.0.set(name, Value::Array(list));
        }
        self
    }

    pub fn number(mut self, name: &str, number: u64) -> Self {
        self.0.set(name, Value::Number(number.into()));
        self
    }

    pub fn end(self) -> Value {
        Value::Object(self.0)
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        node.end()
    }
}

/// The text of a resource: indented JSON with a line break at the end.
pub fn text(resource: &Value) -> String {
    let mut text = serde_json::to_string_pretty(resource).unwrap_or_default();
    text.push('\n');
    text
}
