//! What a configuration says.

use kakari_catalog::{Date, parse_date};
use kakari_draft::{Object, Value};
use serde::{Serialize, Serializer};

use crate::color::{Color, Colors};

/// What is used of a configuration. What is absent or empty was not given, or could not be used, and stays at its default.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "KakariConfiguration"))]
pub struct Configuration {
    /// 都道府県コード, two digits.
    pub prefecture: Option<String>,
    /// Who puts up the page.
    pub name: Option<String>,
    /// The edition of the catalogue; that of the day where absent.
    pub edition: Option<String>,
    /// The prefecture's deadline (`2027-02-26`), inside the window of the edition unless a catalogue is named, which
    /// then has its own.
    #[serde(serialize_with = "iso")]
    #[cfg_attr(feature = "types", ts(type = "string | null"))]
    pub deadline: Option<Date>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    /// Pages to look at.
    pub links: Vec<Link>,
    /// Where the file gives any: all of them, so that every pair has enough contrast.
    pub colors: Option<Colors>,
    /// The catalogue to use instead of the built-in ones.
    pub catalog: Option<CatalogSource>,
    /// What may be shown; all where nothing was said.
    #[cfg_attr(feature = "types", ts(type = "Array<KakariMode>"))]
    pub modes: Vec<Mode>,
    /// Ids of the sections of the form to show; all where empty.
    pub steps: Vec<String>,
    /// Origins that the iframe talks to, as browsers write them.
    pub origins: Vec<String>,
}

/// Whom to ask: a 保健所, as a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Contact {
    /// Its name.
    pub name: String,
    /// 市区町村 that it is for.
    pub areas: Vec<String>,
    /// Telephone number as it was written.
    pub phone: Option<String>,
    /// Mail address, which may stand behind `mailto:`.
    pub email: Option<String>,
    /// When it answers.
    pub hours: Option<String>,
    /// Its page; `https` alone.
    pub url: Option<String>,
}

/// A page to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Link {
    /// What to show.
    pub label: String,
    /// Where it leads; `https` alone.
    pub url: String,
}

/// Where a catalogue comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum CatalogSource {
    /// An address, absolute (`https`) or relative to that of the configuration.
    Url(String),
    /// The catalogue itself, as the text of its JSON form.
    Json(String),
}

/// What the element shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A few questions.
    Quick,
    /// The whole form.
    Full,
    /// The preview of 院内掲示.
    Notice,
}

impl Mode {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Quick, Self::Full, Self::Notice];

    /// The word in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Full => "full",
            Self::Notice => "notice",
        }
    }

    /// The word for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Quick => "対象と機能の確認",
            Self::Full => "報告の下書き",
            Self::Notice => "院内掲示",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == text)
    }
}

impl Default for Configuration {
    fn default() -> Self {
        Self::of(&Object::default())
    }
}

impl Configuration {
    /// From members of which each can be used.
    pub(crate) fn of(members: &Object) -> Self {
        let modes: Vec<_> = texts(members, "modes").iter().filter_map(|mode| Mode::parse(mode)).collect();
        Self {
            prefecture: text(members, "prefecture"),
            name: text(members, "name"),
            edition: text(members, "edition"),
            deadline: text(members, "deadline").as_deref().and_then(parse_date),
            contacts: objects(members, "contacts").map(contact).collect(),
            links: objects(members, "links").map(link).collect(),
            colors: members.get("colors").and_then(Value::as_object).filter(|own| !own.is_empty()).map(colors),
            catalog: text(members, "catalog").map(CatalogSource::Url),
            modes: if modes.is_empty() { Mode::ALL.to_vec() } else { modes },
            steps: texts(members, "steps"),
            origins: texts(members, "origins"),
        }
    }
}

fn contact(members: &Object) -> Contact {
    Contact {
        name: text(members, "name").unwrap_or_default(),
        areas: texts(members, "areas"),
        phone: text(members, "phone"),
        email: text(members, "email"),
        hours: text(members, "hours"),
        url: text(members, "url"),
    }
}

fn link(members: &Object) -> Link {
    Link { label: text(members, "label").unwrap_or_default(), url: text(members, "url").unwrap_or_default() }
}

fn colors(members: &Object) -> Colors {
    let own = |name, default| members.get(name).and_then(Value::as_str).and_then(Color::parse).unwrap_or(default);
    let default = Colors::default();
    Colors {
        background: own("background", default.background),
        surface: own("surface", default.surface),
        text: own("text", default.text),
        primary: own("primary", default.primary),
        on_primary: own("on_primary", default.on_primary),
        link: own("link", default.link),
        border: own("border", default.border),
        focus: own("focus", default.focus),
    }
}

fn text(members: &Object, name: &str) -> Option<String> {
    members.get(name).and_then(Value::as_str).map(ToOwned::to_owned)
}

fn texts(members: &Object, name: &str) -> Vec<String> {
    let list = members.get(name).and_then(Value::as_array).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

fn objects<'a>(members: &'a Object, name: &str) -> impl Iterator<Item = &'a Object> {
    let list = members.get(name).and_then(Value::as_array).unwrap_or_default();
    list.iter().filter_map(Value::as_object)
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn iso<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => {
            serializer.collect_str(&format_args!("{}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day()))
        }
        None => serializer.serialize_none(),
    }
}
