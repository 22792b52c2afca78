//! Colours and their contrast.

use std::fmt;

use serde::{Serialize, Serializer};

/// A colour (sRGB), `#rrggbb` where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "string"))]
pub struct Color(pub [u8; 3]);

impl Color {
    /// Reads `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?.as_bytes();
        let digit = |at: usize| char::from(digits[at]).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let part = |high: usize, low: usize| Some(digit(high)? << 4 | digit(low)?);
        match digits.len() {
            3 => Some(Self([part(0, 0)?, part(1, 1)?, part(2, 2)?])),
            6 => Some(Self([part(0, 1)?, part(2, 3)?, part(4, 5)?])),
            _ => None,
        }
    }

    /// Relative luminance (WCAG 2.2), from 0 for black to 1 for white.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio (WCAG 2.2), from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour that has enough contrast to each of the grounds and lies nearest on the way from this one to black or
    /// to white. `None` where neither black nor white has.
    pub(crate) fn nearest(self, grounds: &[(Self, f64)]) -> Option<Self> {
        let passes = |color: Self| grounds.iter().all(|(ground, least)| color.contrast(*ground) >= *least);
        let toward = |end: u8, part: u16| {
            let mixed = |own| (u16::from(own) * (255 - part) + u16::from(end) * part + 127) / 255;
            self.0.map(|own| u8::try_from(mixed(own)).unwrap_or(u8::MAX))
        };
        (0..=255).flat_map(|part| [0, 255].map(|end| Self(toward(end, part)))).find(|color| passes(*color))
    }
}

/// The value of a part of a colour in light: ((c + 0.055) / 1.055) ^ 2.4, but for the darkest.
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 {
        return part / 12.92;
    }
    let base = (part + 0.055) / 1.055;
    // The fifth root of the twelfth power by Newton's way: `powf` would cost the browser more than the rest of this file.
    // From above it comes down to the root and stays there.
    let power = base * base * base;
    let power = power * power * power * power;
    let mut root = 1.0_f64;
    for _ in 0..64 {
        let fourth = root * root * root * root;
        root -= (root - power / fourth) / 5.0;
    }
    root
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Color {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The ground of everything.
    Background,
    /// The ground of panels.
    Surface,
    /// Text.
    Text,
    /// Main buttons and what is chosen.
    Primary,
    /// Text on those.
    OnPrimary,
    /// Links.
    Link,
    /// Frames of fields and buttons.
    Border,
    /// The frame around what has the focus.
    Focus,
}

/// A colour for each role. Every pair of them that meets on the screen has enough contrast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Colors {
    /// The ground of everything.
    pub background: Color,
    /// The ground of panels.
    pub surface: Color,
    /// Text.
    pub text: Color,
    /// Main buttons and what is chosen.
    pub primary: Color,
    /// Text on those.
    pub on_primary: Color,
    /// Links.
    pub link: Color,
    /// Frames of fields and buttons.
    pub border: Color,
    /// The frame around what has the focus.
    pub focus: Color,
}

impl Default for Colors {
    /// Those of the app, from デジタル庁デザインシステム.
    fn default() -> Self {
        Self {
            background: Color([0xff; 3]),
            surface: Color([0xf2; 3]),
            text: Color([0x1a; 3]),
            primary: Color([0x00, 0x17, 0xc1]),
            on_primary: Color([0xff; 3]),
            link: Color([0x00, 0x17, 0xc1]),
            border: Color([0x66; 3]),
            focus: Color([0x00; 3]),
        }
    }
}

impl Colors {
    /// The colour of a role.
    pub fn get(&self, role: Role) -> Color {
        match role {
            Role::Background => self.background,
            Role::Surface => self.surface,
            Role::Text => self.text,
            Role::Primary => self.primary,
            Role::OnPrimary => self.on_primary,
            Role::Link => self.link,
            Role::Border => self.border,
            Role::Focus => self.focus,
        }
    }

    pub(crate) fn set(&mut self, role: Role, color: Color) {
        *match role {
            Role::Background => &mut self.background,
            Role::Surface => &mut self.surface,
            Role::Text => &mut self.text,
            Role::Primary => &mut self.primary,
            Role::OnPrimary => &mut self.on_primary,
            Role::Link => &mut self.link,
            Role::Border => &mut self.border,
            Role::Focus => &mut self.focus,
        } = color;
    }
}

/// Two colours that meet, and how much contrast they need at least (WCAG 2.2: 1.4.3 for text, 1.4.11 for controls).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The colour that gives way.
    pub over: Role,
    /// What it stands on.
    pub ground: Role,
    /// The least ratio.
    pub least: f64,
}

const fn pair(over: Role, ground: Role, least: f64) -> Pair {
    Pair { over, ground, least }
}

/// All pairs that meet, in the order in which colours give way: no colour is a ground before it has found its place.
pub const PAIRS: [Pair; 10] = [
    pair(Role::Text, Role::Background, 4.5),
    pair(Role::Text, Role::Surface, 4.5),
    pair(Role::Link, Role::Background, 4.5),
    pair(Role::Link, Role::Surface, 4.5),
    pair(Role::Primary, Role::Background, 3.0),
    pair(Role::Primary, Role::Surface, 3.0),
    pair(Role::OnPrimary, Role::Primary, 4.5),
    pair(Role::Border, Role::Background, 3.0),
    pair(Role::Border, Role::Surface, 3.0),
    pair(Role::Focus, Role::Background, 3.0),
];

/// A colour that gave way.
pub(crate) struct Adapted {
    pub pair: Pair,
    /// The ratio as it was.
    pub ratio: f64,
    pub ground: Color,
    pub was: Color,
    pub now: Color,
}

impl Colors {
    /// Lets colours give way until all pairs have enough contrast.
    pub(crate) fn adapt(&mut self) -> Vec<Adapted> {
        let mut adapted = Vec::new();
        if self.text.nearest(&self.grounds(Role::Text)).is_none() {
            // No text suits both grounds: it suits the background, and the surface becomes the same.
            let text = self.text.nearest(&[(self.background, 4.5)]).unwrap_or(self.text);
            let pair = pair(Role::Surface, Role::Text, 4.5);
            let (was, now) = (self.surface, self.background);
            adapted.push(Adapted { pair, ratio: was.contrast(text), ground: text, was, now });
            self.surface = now;
        }
        for (at, pair) in PAIRS.iter().enumerate() {
            if PAIRS[..at].iter().any(|earlier| earlier.over == pair.over) {
                continue;
            }
            let was = self.get(pair.over);
            let of_this = PAIRS.iter().filter(|other| other.over == pair.over);
            let mut ratios = of_this.map(|pair| (*pair, was.contrast(self.get(pair.ground))));
            let Some((pair, ratio)) = ratios.find(|(pair, ratio)| *ratio < pair.least) else { continue };
            // What suits both grounds at the least is the text.
            let now = was.nearest(&self.grounds(pair.over)).unwrap_or(self.text);
            self.set(pair.over, now);
            adapted.push(Adapted { pair, ratio, ground: self.get(pair.ground), was, now });
        }
        adapted
    }

    /// What a colour stands on, and the least contrast.
    fn grounds(&self, over: Role) -> Vec<(Color, f64)> {
        let pairs = PAIRS.iter().filter(|pair| pair.over == over);
        pairs.map(|pair| (self.get(pair.ground), pair.least)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn color(text: &str) -> Color {
        Color::parse(text).expect("a colour")
    }

    #[test]
    fn colours_are_read_in_both_lengths_and_written_in_one() {
        assert_eq!(color("#0aF").to_string(), "#00aaff");
        assert_eq!(color("#0017C1").to_string(), "#0017c1");
        for bad in ["", "#", "#12", "#1234", "#12345", "#1234567", "0017c1", "red", "#00g", "#0017c１", "#+12"] {
            assert_eq!(Color::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn light_is_what_the_standard_says_for_every_value() {
        for part in 0..=255_u8 {
            let share = f64::from(part) / 255.0;
            let expected = if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) };
            assert!((linear(part) - expected).abs() < 1e-12, "{part}: {} {expected}", linear(part));
        }
    }

    #[test]
    fn contrast_is_that_of_known_pairs() {
        for (a, b, expected) in [
            ("#000", "#fff", 21.0),
            ("#777", "#777", 1.0),
            ("#777777", "#ffffff", 4.478),
            ("#767676", "#ffffff", 4.542),
            ("#0017c1", "#ffffff", 11.096),
        ] {
            let ratio = color(a).contrast(color(b));
            assert!((ratio - expected).abs() < 0.01, "{a} {b}: {ratio}");
            assert!((color(b).contrast(color(a)) - ratio).abs() < 1e-12);
        }
    }

    #[test]
    fn the_nearest_colour_just_passes() {
        let grounds = [(color("#fff"), 4.5)];
        assert_eq!(color("#777777").nearest(&grounds).expect("one").to_string(), "#767676");
        assert_eq!(color("#767676").nearest(&grounds), Some(color("#767676")));
        assert_eq!(color("#ffffff").nearest(&[(color("#000"), 22.0)]), None);
    }

    #[test]
    fn the_colours_of_the_app_need_not_give_way() {
        assert!(Colors::default().adapt().is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn whatever_the_colours_all_pairs_have_enough_contrast_in_the_end(parts in any::<[[u8; 3]; 8]>()) {
            let [background, surface, text, primary, on_primary, link, border, focus] = parts.map(Color);
            let mut colors = Colors { background, surface, text, primary, on_primary, link, border, focus };
            let before = colors;
            let adapted = colors.adapt();
            for pair in PAIRS {
                let ratio = colors.get(pair.over).contrast(colors.get(pair.ground));
                prop_assert!(ratio >= pair.least, "{pair:?} {ratio}");
            }
            prop_assert_eq!(adapted.is_empty(), before == colors);
            prop_assert_eq!(colors.background, before.background);
        }
    }
}
