//! Elements of the page, built by plain functions.
//!
//! Yew's `html!` writes out some 300 bytes of code for each element; a call here costs a tenth of that, since what a
//! call does exists once. The result is the same tree that the macro gives.
//!
//! ```ignore
//! el("p").class("lead").text("…")
//! el("button").class("button").attr("type", "button").flag("disabled", !store.can_undo())
//!     .text("元に戻す").on_click(store, |store| store.dispatch(Action::Undo))
//! ```
//!
//! A child that comes and goes keeps its place ([`El::when`], [`El::maybe`], [`El::all`]), so that its neighbours keep
//! what the browser knows of them: focus, cursor, what is unfolded.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VComp, VList, VNode, VTag, VText,
};
use yew::{AttrValue, Component, Html, Properties};

use crate::store::{Context, Link, Linked, Store};

/// An element that is being built. It becomes [`Html`] where it is put into another.
#[must_use]
pub struct El(Box<Parts>);

struct Parts {
    /// Empty for a fragment.
    tag: &'static str,
    names: Names,
    /// One for each of the names; `None` where an attribute is absent for now.
    values: Vec<Option<AttributeOrProperty>>,
    /// Most elements have one child.
    first: Option<VNode>,
    more: Vec<VNode>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    value: Option<AttrValue>,
    checked: Option<bool>,
    key: Option<Key>,
}

/// An element without anything in it.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts {
        tag,
        names: &[],
        values: Vec::new(),
        first: None,
        more: Vec::new(),
        listeners: Vec::new(),
        value: None,
        checked: None,
        key: None,
    }))
}

/// Several nodes without an element around them.
pub fn fragment() -> El {
    el("")
}

impl El {
    /// Sets the class, or adds one. Comes before all other attributes.
    #[inline(never)]
    pub fn class(mut self, class: &'static str) -> Self {
        let own = match self.0.values.first() {
            Some(Some(AttributeOrProperty::Static(own))) => own,
            Some(Some(AttributeOrProperty::Attribute(own))) => own.as_str(),
            _ => return self.put_attribute("class", Some(AttributeOrProperty::Static(class))),
        };
        self.0.values[0] = Some(attribute(&[own, " ", class].concat()));
        self
    }

    /// Adds a class where a condition holds.
    pub fn class_if(self, condition: bool, class: &'static str) -> Self {
        if condition { self.class(class) } else { self }
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.put_attribute(name, Some(attribute(value)))
    }

    /// Sets an attribute where there is a value for it.
    #[inline(never)]
    pub fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        self.put_attribute(name, value.map(attribute))
    }

    /// Sets an attribute that is either there or not, such as `disabled`.
    pub fn flag(self, name: &'static str, is_set: bool) -> Self {
        self.attr_if(name, is_set.then_some(name))
    }

    /// Makes an input or a textarea show a value, whatever was typed.
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.value = Some(shared(value));
        self
    }

    /// Makes a check box or radio button be ticked or not, whatever was clicked.
    pub fn checked(mut self, checked: bool) -> Self {
        self.0.checked = Some(checked);
        self
    }

    /// Tells it from its neighbours when their order or number changes.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// Adds text.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.with_html(VText::new(shared(text)).into())
    }

    /// Adds a child.
    #[inline(never)]
    pub fn with(self, child: Self) -> Self {
        self.with_html(child.into())
    }

    /// Adds a child that is not an element of ours.
    #[inline(never)]
    pub fn with_html(mut self, child: Html) -> Self {
        match self.0.first {
            Some(_) => self.0.more.push(child),
            None => self.0.first = Some(child),
        }
        self
    }

    /// Adds a child where a condition holds.
    pub fn when(self, condition: bool, child: impl FnOnce() -> Self) -> Self {
        if condition { self.with(child()) } else { self.with_nothing() }
    }

    /// Adds a child where there is something to show.
    pub fn maybe<T>(self, value: Option<T>, child: impl FnOnce(T) -> Self) -> Self {
        match value {
            Some(value) => self.with(child(value)),
            None => self.with_nothing(),
        }
    }

    /// Adds a list of children.
    pub fn all(self, children: impl IntoIterator<Item = Self>) -> Self {
        let mut list = fragment();
        for child in children {
            list = list.with(child);
        }
        self.with(list)
    }

    /// Does something on a click.
    pub fn on_click(self, to: &impl Linked, act: impl Fn(&Context) + 'static) -> Self {
        self.listen(to.link(), On::Click, Act::Plain(Box::new(act)))
    }

    /// Hands on the value of a control with each keystroke.
    pub fn on_input(self, to: &impl Linked, act: impl Fn(&Context, String) + 'static) -> Self {
        self.listen(to.link(), On::Input, Act::Value(Box::new(act)))
    }

    /// Hands on the value of a control when it has been changed.
    pub fn on_change(self, to: &impl Linked, act: impl Fn(&Context, String) + 'static) -> Self {
        self.listen(to.link(), On::Change, Act::Value(Box::new(act)))
    }

    /// Hands on whether a check box is now ticked.
    pub fn on_tick(self, to: &impl Linked, act: impl Fn(&Context, bool) + 'static) -> Self {
        self.listen(to.link(), On::Change, Act::Tick(Box::new(act)))
    }

    /// Hands on an event as it is.
    pub fn on(self, to: &impl Linked, kind: On, act: impl Fn(&Context, &Event) + 'static) -> Self {
        self.listen(to.link(), kind, Act::Event(Box::new(act)))
    }

    #[inline(never)]
    fn put_attribute(mut self, name: &'static str, value: Option<AttributeOrProperty>) -> Self {
        self.0.names = with_name(self.0.names, name);
        // Most elements have one attribute.
        self.0.values.reserve_exact(1);
        self.0.values.push(value);
        self
    }

    /// Keeps the place of a child that is absent for now.
    #[inline(never)]
    fn with_nothing(self) -> Self {
        self.with_html(Html::default())
    }

    #[inline(never)]
    fn listen(mut self, link: &Link, kind: On, act: Act) -> Self {
        self.0.listeners.push(Some(Rc::new(Listening { kind, act, link: link.clone() })));
        self
    }
}

impl From<El> for Html {
    #[inline(never)]
    fn from(El(parts): El) -> Self {
        if parts.tag.is_empty() {
            return list(parts.first, parts.more, parts.key);
        }
        let mut tag = VTag::new(if IS_INSIDE.get() { inside(parts.tag) } else { parts.tag });
        tag.attributes = Attributes::Dynamic { keys: parts.names, values: parts.values.into_boxed_slice() };
        tag.key = parts.key;
        if !parts.listeners.is_empty() {
            tag.set_listeners(parts.listeners.into_boxed_slice());
        }
        if let (Some(own), Some(first)) = (tag.children_mut(), parts.first) {
            *own = if parts.more.is_empty() { first } else { list(Some(first), parts.more, None) };
        }
        if parts.value.is_some() {
            tag.set_value(parts.value);
        }
        if let Some(checked) = parts.checked {
            tag.set_checked(checked);
        }
        tag.into()
    }
}

thread_local! {
    /// Whether what is being drawn stands in a page of somebody else, below its headings.
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// A page has one main part and one line of headings, which are those of the page around an element.
fn inside(tag: &'static str) -> &'static str {
    match tag {
        "main" => "div",
        "h1" => "h2",
        "h2" => "h3",
        "h3" => "h4",
        tag => tag,
    }
}

#[inline(never)]
fn list(first: Option<VNode>, mut nodes: Vec<VNode>, key: Option<Key>) -> Html {
    if let Some(first) = first {
        nodes.insert(0, first);
    }
    VList::with_children(nodes, key).into()
}

#[inline(never)]
fn shared(text: &str) -> AttrValue {
    AttrValue::Rc(text.into())
}

fn attribute(value: &str) -> AttributeOrProperty {
    AttributeOrProperty::Attribute(shared(value))
}

/// The names of an element's attributes.
///
/// Yew compares two elements value by value when their names are the same list, the same address. So each list is kept
/// once, for as long as the page lives; there are as many as there are kinds of elements.
type Names = &'static [&'static str];

const CLASS: Names = &["class"];

thread_local! {
    static KNOWN: RefCell<Vec<Names>> = const { RefCell::new(Vec::new()) };
}

/// The list of names with one more.
fn with_name(names: Names, name: &'static str) -> Names {
    if names.is_empty() && name == "class" {
        return CLASS;
    }
    KNOWN.with_borrow_mut(|known| {
        let is_it = |list: &Names| matches!(list.split_last(), Some((last, rest)) if *last == name && rest == names);
        if let Some(list) = known.iter().copied().find(is_it) {
            return list;
        }
        let list: Names = Box::leak([names, &[name]].concat().into_boxed_slice());
        known.push(list);
        list
    })
}

/// A part of the page that is drawn from a selection of the store (a selector, as stores elsewhere call it), and drawn anew
/// exactly when that differs: a keystroke changes little of a page.
///
/// Drawing is handed what was selected and no store, so that it cannot show what it was not drawn anew for. What a part
/// does on an event is handed the store as it is by then.
pub trait Select {
    /// What it shows.
    type Seen<'a>: PartialEq;

    /// Takes that from a store. `at` tells parts of one kind apart.
    fn select(store: &Store, at: usize) -> Self::Seen<'_>;

    /// Draws it.
    fn draw(link: &Link, seen: &Self::Seen<'_>) -> El;
}

/// A part of the page.
pub fn part<S: Select>(store: &Context, at: usize) -> El {
    let part = Part {
        store: store.clone(),
        at,
        same: |old, new, at| S::select(old, at) == S::select(new, at),
        draw: |store, at| S::draw(store.link(), &S::select(store, at)),
        drawn: None,
    };
    fragment().with_html(VComp::new::<Drawn>(Rc::new(part), None).into())
}

/// The whole page. `drawn` is called each time it has been drawn.
pub fn whole(store: Context, draw: fn(&Context, usize) -> El, drawn: fn(&Context)) -> Part {
    Part { store, at: 0, same: |_, _, _| false, draw, drawn: Some(drawn) }
}

/// What a part of the page, or the whole, is drawn from.
pub struct Part {
    /// As it was when the part was drawn.
    store: Context,
    at: usize,
    same: fn(&Store, &Store, usize) -> bool,
    draw: fn(&Context, usize) -> El,
    drawn: Option<fn(&Context)>,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && (self.same)(&self.store, &other.store, self.at)
    }
}

impl Properties for Part {
    type Builder = ();

    fn builder() {}
}

/// The only component there is, since each kind costs some 3 KB: the page, and the parts in it.
pub struct Drawn;

impl Component for Drawn {
    type Message = ();
    type Properties = Part;

    fn create(context: &yew::Context<Self>) -> Self {
        let part = context.props();
        if part.drawn.is_some() {
            part.store.show_by(context.link().clone());
        }
        Self
    }

    fn view(&self, context: &yew::Context<Self>) -> Html {
        let part = context.props();
        IS_INSIDE.set(!part.store.host().is_page());
        // What others have changed in the page is taken back first: see boot.js.
        let _ = part.store.host().call("kakariDraw", &[]);
        (part.draw)(&part.store, part.at).into()
    }

    fn rendered(&mut self, context: &yew::Context<Self>, _: bool) {
        let part = context.props();
        if let Some(drawn) = part.drawn {
            drawn(&part.store);
        }
    }
}

/// What can be listened to.
#[derive(Clone, Copy)]
pub enum On {
    Click,
    Input,
    Change,
    FocusIn,
    FocusOut,
    KeyDown,
    Paste,
    Toggle,
}

type With<T> = Box<dyn Fn(&Context, T)>;
type WithEvent = Box<dyn Fn(&Context, &Event)>;

/// What is done on an event.
enum Act {
    Plain(Box<dyn Fn(&Context)>),
    Value(With<String>),
    Tick(With<bool>),
    Event(WithEvent),
}

/// A listener: it is handed the store as it is when the event happens.
struct Listening {
    kind: On,
    act: Act,
    link: Link,
}

impl Listener for Listening {
    fn kind(&self) -> ListenerKind {
        match self.kind {
            On::Click => ListenerKind::onclick,
            On::Input => ListenerKind::oninput,
            On::Change => ListenerKind::onchange,
            On::FocusIn => ListenerKind::onfocusin,
            On::FocusOut => ListenerKind::onfocusout,
            On::KeyDown => ListenerKind::onkeydown,
            On::Paste => ListenerKind::onpaste,
            On::Toggle => ListenerKind::ontoggle,
        }
    }

    fn handle(&self, event: Event) {
        let store = self.link.now();
        // Selects and textareas have a `value` as well, and nothing but that is asked of them.
        let control = || event.target().map(JsCast::unchecked_into::<HtmlInputElement>);
        match &self.act {
            Act::Plain(act) => act(&store),
            Act::Event(act) => act(&store, &event),
            Act::Value(act) => act(&store, control().map(|control| control.value()).unwrap_or_default()),
            Act::Tick(act) => act(&store, control().is_some_and(|control| control.checked())),
        }
    }

    fn passive(&self) -> bool {
        false
    }
}
