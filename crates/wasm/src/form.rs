//! A catalogue as a form needs it: plain data, complete in itself.
//!
//! The objects are made member by member, straight from the catalogue. The usual way, over Rust types that are serialized,
//! takes up three times as much of the engine alone.

use js_sys::{Array, Object, Reflect};
use kakari_catalog::{Catalog, ChoiceOption, Function, Group, Item, PeriodKey, Posting, Role, Section, Span, When};
use wasm_bindgen::prelude::*;

/// Makes two things of one list of members: the function that makes the object, and the type from which TypeScript's
/// declaration is written.
macro_rules! object {
    ($(#[$about:meta])* $type:ident, fn $make:ident($($of:ident: $what:ty),+) {
        $($(#[$about_member:meta])* $member:ident $name:literal: $kind:ty = $value:expr;)+
    }) => {
        $(#[$about])*
        #[cfg(test)]
        #[derive(ts_rs::TS)]
        #[allow(dead_code, reason = "for its declaration alone")]
        pub struct $type { $($(#[$about_member])* #[ts(rename = $name)] $member: $kind,)+ }

        $(#[$about])*
        pub fn $make($($of: $what),+) -> JsValue {
            let object = Object::new();
            $($value.put(&object, $name);)+
            object.into()
        }
    };
}

object! {
    /// What a form is made from.
    Form, fn form(catalog: &Catalog) {
        /// "R8".
        edition "edition": String = catalog.edition();
        /// 「令和8年度報告」.
        label "label": String = catalog.label();
        /// What is not yet sure about the edition as a whole (暫定).
        provisional "provisional": Option<String> = catalog.provisional();
        /// 基準日, "YYYY-MM-DD".
        as_of "asOf": String = &*catalog.dates().as_of.to_string();
        /// 報告期間.
        window "window": Days = days(catalog.dates().window);
        /// The sections in the order of the form.
        sections "sections": Vec<FormSection> = list(catalog.sections(), |own| section(own, catalog));
    }
}

object! {
    /// A day from a day to a day, both included, "YYYY-MM-DD".
    Days, fn days(span: Span) {
        /// First day.
        from "from": String = &*span.from.to_string();
        /// Last day.
        to "to": String = &*span.to.to_string();
    }
}

object! {
    /// A step of the form.
    FormSection, fn section(section: &Section, catalog: &Catalog) {
        /// "f2i".
        id "id": String = &*section.id;
        /// 「2号機能 イ」.
        label "label": String = &*section.label;
        /// 「通常の診療時間外の診療」.
        title "title": String = &*section.title;
        /// What the section is about.
        help "help": Option<String> = section.help.as_deref();
        /// The groups in the order of the form.
        groups "groups": Vec<FormGroup> = list(&section.groups, |own| group(own, section, catalog));
    }
}

object! {
    /// A group of items inside a section.
    FormGroup, fn group(group: &Group, section: &Section, catalog: &Catalog) {
        /// Unique in the section.
        id "id": String = &*group.id;
        /// Heading.
        label "label": String = &*group.label;
        /// A sentence under the heading.
        help "help": Option<String> = group.help.as_deref();
        /// The items in the order of the form.
        items "items": Vec<FormItem> = list(
            catalog.items_of(&section.id).filter(|item| item.group == group.id),
            |own| item(own, catalog),
        );
    }
}

object! {
    /// One thing that is asked.
    FormItem, fn item(item: &Item, catalog: &Catalog) {
        /// The id that findings name.
        #[ts(type = "ItemId")]
        id "id": String = &*item.id;
        /// The member of a draft that the answer stands in.
        #[ts(type = "'facility' | 'answers'")]
        member "member": String = place(item).0;
        /// The name of the answer in that member.
        key "key": String = place(item).1;
        /// Number on the ministry's form.
        number "number": Option<String> = item.number.as_deref();
        /// Whether the number may be printed as official. It is 暫定 otherwise.
        number_is_official "numberIsOfficial": bool = item.number_is_official();
        /// Official name.
        label "label": String = &*item.label;
        /// Short name for summaries.
        short "short": String = item.short();
        /// Kind of value.
        #[ts(type = "ItemKind")]
        kind "kind": String = item.kind.key();
        /// The answers to choose from, in the order of the form.
        options "options": Vec<FormOption> = list(catalog.options(item), |own| option(own, item));
        /// 人, 回, か月 …
        unit "unit": Option<String> = item.unit.as_deref();
        /// The days that the answer is about.
        period "period": Option<FormPeriod> = item.period.map(|key| period(key, catalog));
        /// ★: counts for 1号機能.
        star "star": bool = item.star;
        /// Place on the 院内掲示.
        #[ts(type = "Posting | null")]
        posting "posting": Option<String> = item.posting.map(Posting::key);
        /// Places of 別表第八 that it covers.
        law "law": Vec<String> = &*item.law;
        /// It is asked when another item holds one of these options, or a decision has this outcome.
        when "when": Option<FormCondition> = item.when.as_ref().map(condition);
        /// Whether it must be answered when its section is asked: no remark, working figure or conditional item.
        required "required": bool = item.is_required();
        /// Why it need not be answered.
        #[ts(type = "ItemRole | null")]
        role "role": Option<String> = item.role.map(Role::key);
        /// Counted from electronic claims and preprinted in G-MIS (NDBプレプリント).
        preprinted "preprinted": bool = item.preprinted;
        /// Whether the answer becomes public.
        published "published": bool = item.published;
        /// What is meant, in plain words.
        help "help": Option<String> = item.help.as_deref();
        /// What does not have to hold, against common fears.
        not_needed "notNeeded": Option<String> = item.not_needed.as_deref();
        /// 暫定: one of its facts was not seen on an official page.
        provisional "provisional": bool = item.grade().is_provisional();
    }
}

object! {
    /// The days that an answer is about.
    FormPeriod, fn period(key: PeriodKey, catalog: &Catalog) {
        /// Which days.
        #[ts(type = "PeriodKind")]
        kind "kind": String = key.key();
        /// First day, "YYYY-MM-DD".
        from "from": String = &*catalog.days(key).from.to_string();
        /// Last day, "YYYY-MM-DD".
        to "to": String = &*catalog.days(key).to.to_string();
        /// 「令和8年1月1日〜令和8年12月31日の実績」.
        words "words": String = &*catalog.period_in_words(key);
    }
}

object! {
    /// When a conditional item is asked.
    FormCondition, fn condition(when: &When) {
        /// Id of the item that decides; `null` where a decision does.
        #[ts(type = "ItemId | null")]
        item "item": Option<String> = when.item();
        /// The decision that decides; `null` where an item does.
        #[ts(type = "'function1' | 'function2.i' | 'function2.ro' | 'function2.ha' | 'function2.ni' | null")]
        decision "decision": Option<String> = when.function().map(Function::key);
        /// One of these has to hold: options of the item, or `has` and `lacks` of the decision.
        is "is": Vec<String> = &*when.is;
    }
}

object! {
    /// One answer among several.
    FormOption, fn option(option: &ChoiceOption, item: &Item) {
        /// The key in a draft.
        key "key": String = &*option.key;
        /// The code on the ministry's form, where it may be printed as official.
        code "code": Option<String> = item.official_code(option);
        /// The label, to the letter where it was read.
        label "label": String = &*option.label;
        /// Another official wording (diseases: 告示).
        formal "formal": Option<String> = option.formal.as_deref();
        /// Reading in hiragana, for a search field.
        kana "kana": Option<String> = option.kana.as_deref();
        /// Heading under which the option stands.
        group "group": Option<String> = option.group.as_deref();
        /// What the choice means.
        help "help": Option<String> = option.help.as_deref();
        /// 主な診療領域 (diseases): option keys of `f1.areas`.
        areas "areas": Vec<String> = &*option.areas;
        /// Whether it stands alone (該当無し).
        exclusive "exclusive": bool = option.exclusive;
    }
}

/// The member of a draft that an answer stands in, and its name there.
fn place(item: &Item) -> (&'static str, &str) {
    item.id.strip_prefix("facility.").map_or(("answers", &item.id), |key| ("facility", key))
}

fn list<T>(all: impl IntoIterator<Item = T>, make: impl Fn(T) -> JsValue) -> JsValue {
    all.into_iter().map(make).collect::<Array>().into()
}

/// What can be a member of an object. Each is put in by a function of its own, so that a member costs one call.
trait Member {
    fn put(self, object: &Object, name: &str);
}

impl Member for JsValue {
    #[inline(never)]
    fn put(self, object: &Object, name: &str) {
        // A fresh object takes any member.
        let _ = Reflect::set(object, &name.into(), &self);
    }
}

impl Member for &str {
    #[inline(never)]
    fn put(self, object: &Object, name: &str) {
        JsValue::from_str(self).put(object, name);
    }
}

impl Member for bool {
    #[inline(never)]
    fn put(self, object: &Object, name: &str) {
        JsValue::from_bool(self).put(object, name);
    }
}

impl Member for Option<&str> {
    #[inline(never)]
    fn put(self, object: &Object, name: &str) {
        self.map(JsValue::from_str).put(object, name);
    }
}

impl Member for Option<JsValue> {
    #[inline(never)]
    fn put(self, object: &Object, name: &str) {
        self.unwrap_or(JsValue::NULL).put(object, name);
    }
}

impl Member for &[String] {
    #[inline(never)]
    fn put(self, object: &Object, name: &str) {
        list(self, JsValue::from).put(object, name);
    }
}
