//! JSON as it was written.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;

use crate::parse::{Parser, SyntaxError};

/// How `serde_json` hands over a number when it keeps its text (feature `arbitrary_precision`).
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// A JSON value. Numbers keep their text, objects their order and members given twice.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was typed.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// Reads any JSON text.
    pub fn read(text: &str) -> Result<Self, SyntaxError> {
        Parser::new(text, |_| None).whole()
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The members of an object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The elements of a list.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(list) => Some(list),
            _ => None,
        }
    }

    /// A boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A number.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

/// The members of a JSON object in the order they were written. Of members with the same name the last one counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    members: Vec<(Cow<'static, str>, Value)>,
}

impl Object {
    /// The member that counts under this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.members.iter_mut().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// All members as written.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> {
        self.members.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Sets the member that counts, or appends it.
    pub fn set(&mut self, name: &str, value: Value) {
        match self.members.iter_mut().rev().find(|(own, _)| own == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name.to_owned().into(), value)),
        }
    }

    /// Removes every member of this name.
    pub fn remove(&mut self, name: &str) {
        self.members.retain(|(own, _)| own != name);
    }

    /// Appends a member; the first makes room for so many.
    pub(crate) fn push(&mut self, name: Cow<'static, str>, value: Value, room: usize) {
        if self.members.is_empty() {
            self.members.reserve(room);
        }
        self.members.push((name, value));
    }

    /// The object under this name. What stands there instead is moved to the first free name with `(1)`, `(2)` … behind
    /// it.
    #[allow(clippy::maybe_infinite_iter, reason = "an object has a finite number of names")]
    pub(crate) fn object_or_aside(&mut self, name: &str) -> &mut Self {
        if !matches!(self.get(name), Some(Value::Object(_))) {
            let aside = (1..).map(|n| format!("{name}({n})")).find(|aside| self.get(aside).is_none());
            if let (Some(aside), Some(at)) = (aside, self.members.iter().rposition(|(own, _)| own == name)) {
                self.members[at].0 = aside.into();
            }
            self.members.push((name.to_owned().into(), Value::Object(Self::default())));
        }
        let at = self.members.iter().rposition(|(own, _)| own == name).unwrap_or_default();
        match &mut self.members[at].1 {
            Value::Object(object) => object,
            other => {
                *other = Value::Object(Self::default());
                match other {
                    Value::Object(object) => object,
                    _ => unreachable!("just set to an object"),
                }
            }
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.members.len()))?;
        for (name, value) in &self.members {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => number.serialize(serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(list) => list.serialize(serializer),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    /// Never met: numbers with a fraction come as their text. Written out all the same, since the method it replaces
    /// brings the printing of binary fractions along, several kilobytes in the browser.
    fn visit_f64<E: Error>(self, _: f64) -> Result<Value, E> {
        Err(E::custom("a number without its text"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Object::default();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value()?;
            if object.is_empty()
                && name == NUMBER_TOKEN
                && let Value::String(text) = &value
                && let Ok(number) = text.parse()
            {
                return Ok(Value::Number(number));
            }
            object.push(name.into(), value, 4);
        }
        Ok(Value::Object(object))
    }
}
