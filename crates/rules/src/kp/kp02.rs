//! KP02 公表される欄に、電話番号・メールアドレス・URLのようなものがある。 The text itself is never repeated.

use std::ops::RangeInclusive;

use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KP02",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "公表される欄に、連絡先のようなものが書かれています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}に、{0}のようなものが書かれています。",
        why: "この欄に書いたことは、報告すると公表されます。載せてよい連絡先かどうかは、このツールでは決められません。",
        fix: "公表してよい連絡先かを、医療機関で確かめてください。公表しない連絡先であれば、消してください。",
    }],
    sources: &[Cite::derived("regulation", "第30条の33の19"), Cite::derived("law", "第30条の18の4第7項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "特記事項、連携医療機関、施設の名称、その他の疾患など、公表される文章の欄に、電話番号、メールアドレス、URLのようなものがないかを見ます。見つけた文字そのものは、お知らせに含めません。10桁か11桁の数字の並びを電話番号とみなすため、ほかの番号のこともあります。",
        good: &[
            Example::new("日付と時刻", &[("f1.remarks", r#""2026年1月5日から、09:00〜12:30に変更""#)]),
            Example::new("医療機関の電話番号は別の欄", &[("facility.phone", r#""011-000-0000""#)]),
        ],
        bad: &[
            Example::new("電話番号", &[("f1.remarks", r#""連絡先は ０１１－０００－００００""#)]),
            Example::new("メールアドレスとURL", &[("f2i.remarks", r#""info@example.jp https://example.jp/""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() {
        return;
    }
    for (index, texts) in context.texts_by_item() {
        let item = &context.catalog.items()[index];
        if !item.published || item.is_facility() || context.asked(index).is_left_out() {
            continue;
        }
        let mut seen = [false; 3];
        for text in texts {
            for (all, own) in seen.iter_mut().zip(scan(text)) {
                *all |= own;
            }
        }
        let names = ["電話番号", "メールアドレス", "URL"].into_iter().zip(seen).filter(|(_, seen)| *seen);
        let names: Vec<_> = names.map(|(name, _)| name).collect();
        if !names.is_empty() {
            findings.raise(context).at_item(index).arg(names.join("、"));
        }
    }
}

/// Whether a text seems to hold a telephone number, a mail address, a URL.
fn scan(text: &str) -> [bool; 3] {
    let text: Vec<char> = text.chars().map(half_width).collect();
    [has_phone(&text), has_mail(&text), has_url(&text)]
}

/// Lower case in half width; every kind of dash as a hyphen and every kind of space as a space.
fn half_width(character: char) -> char {
    let code = u32::from(character);
    let half = match code {
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
        _ => character,
    };
    match half {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' => '-',
        _ if half.is_whitespace() => ' ',
        _ => half.to_ascii_lowercase(),
    }
}

/// Ten or eleven digits that begin with 0, or eleven or twelve that begin with +81, in groups.
fn has_phone(text: &[char]) -> bool {
    text.iter().enumerate().any(|(start, first)| {
        let (before, rest) = text.split_at(start);
        let wanted = match (before, first) {
            // In the midst of a number.
            ([.., last] | [.., last, '-' | '.'], _) if last.is_ascii_digit() => return false,
            ([.., '+'], '8') if rest.get(1) == Some(&'1') => 11..=12,
            (_, '0') => 10..=11,
            _ => return false,
        };
        has_groups(rest, &wanted)
    })
}

/// Whether the groups of digits at the beginning, with at most two signs between them, add up to as many as wanted.
fn has_groups(text: &[char], wanted: &RangeInclusive<usize>) -> bool {
    let (mut digits, mut signs) = (0, 0);
    let mut text = text.iter().peekable();
    while let Some(sign) = text.next() {
        if sign.is_ascii_digit() {
            (digits, signs) = (digits + 1, 0);
            let is_last = text.peek().is_none_or(|next| !next.is_ascii_digit());
            if is_last && wanted.contains(&digits) {
                return true;
            }
        } else if signs < 2 && matches!(sign, '-' | ' ' | '(' | ')' | '.') {
            signs += 1;
        } else {
            return false;
        }
    }
    false
}

/// An @ between what can be a name and what can be a domain with a dot.
fn has_mail(text: &[char]) -> bool {
    let is_part = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | '+');
    text.iter().enumerate().filter(|(_, sign)| **sign == '@').any(|(at, _)| {
        let (name, domain) = text.split_at(at);
        let mut parts = domain.iter().skip(1).take_while(|sign| is_part(sign)).collect::<String>();
        parts.truncate(parts.trim_end_matches('.').len());
        name.last().is_some_and(is_part) && parts.split_once('.').is_some_and(|(host, _)| !host.is_empty())
    })
}

/// A scheme, or a name that begins with www.
fn has_url(text: &[char]) -> bool {
    let holds = |sign: &str| text.windows(sign.len()).any(|part| sign.chars().eq(part.iter().copied()));
    ["http://", "https://", "www."].into_iter().any(holds)
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::testing::{expect, places, says};

    #[test]
    fn telephone_numbers_are_seen_in_their_many_forms() {
        for text in [
            "011-000-0000",
            "０１１－０００－００００",
            "電話(011)000-0000まで",
            "TEL:0110000000",
            "090 0000 0000",
            "03.0000.0000",
            "011ー000ー0000",
            "+81-90-0000-0000",
            "03-0000-0000 03-0000-0001",
            "0120-000-000",
            "2026年 011-000-0000",
            "011　000　0000",
            "(011) 000-0000",
        ] {
            assert!(scan(text)[0], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_telephone_numbers() {
        for text in [
            "2026-01-05",
            "2026-01-05 09:00",
            "9:00-12:30 14:00-18:00",
            "年間1234567890円",
            "011-000-000",
            "011-0000-000000",
            "011、000、0000",
            "011) - 000-0000",
            "+8290-0000-0000",
            "011 と 000 と 0000",
            "",
            "一般外来を行っていない",
        ] {
            assert!(!scan(text)[0], "{text}");
        }
    }

    #[test]
    fn mail_addresses_are_seen_and_a_lone_at_sign_is_not() {
        for text in ["info@example.jp", "連絡先:ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｊｐ", "a.b+c@x-y.example.jpまで"]
        {
            assert_eq!(scan(text), [false, true, false], "{text}");
        }
        for text in ["@", "a@", "@example.jp", "a@b", "a@.jp", "a@jp.", "例示@例示", "会場 @ホール"] {
            assert!(!scan(text)[1], "{text}");
        }
    }

    #[test]
    fn addresses_of_pages_are_seen() {
        for text in ["http://example.jp", "HTTPS://example.jp/", "ｗｗｗ．example.jp", "詳しくはhttps://例示.jp"]
        {
            assert!(scan(text)[2], "{text}");
        }
        for text in ["http", "www", "ホームページ参照", "https: //"] {
            assert!(!scan(text)[2], "{text}");
        }
    }

    #[test]
    fn one_finding_for_each_item_names_the_kinds_and_not_the_text() {
        let rows =
            r#"[{"name": "例示病院", "content": "090-0000-1234"}, {"name": "secret@example.jp", "content": "電話"}]"#;
        let set = [("f2i.partners", rows), ("other.community", r#""www.example.jp""#)];
        assert_eq!(places("KP02", &set), [["f2i.partners"], ["other.community"]]);
        let (message, fix) = says("KP02", &set);
        assert_eq!(message, "「時間外の連携医療機関」に、電話番号、メールアドレスのようなものが書かれています。");
        assert!(!message.contains("1234") && !fix.contains("secret"));
    }

    #[test]
    fn every_published_text_is_looked_at() {
        for id in ["f1.remarks", "f2ni.remarks", "other.community", "other.education"] {
            expect("KP02", &[(id, r#""011-000-0000""#)], 1);
        }
        for (id, texts, decider, answer) in [
            ("f1.diseases.other", r#""011-000-0000""#, "f1.diseases", r#"["other"]"#),
            ("f2ro.partners", r#"[{"name": "011-000-0000"}]"#, "f2ro.beds", r#""partnered""#),
            ("f2ha.partners", r#"[{"name": "011-000-0000"}]"#, "f2ha.care", r#""partnered_24h""#),
            ("f2ni.facilities.names", r#"["例示荘", "011-000-0000"]"#, "f2ni.facilities", r#""yes""#),
        ] {
            expect("KP02", &[(id, texts), (decider, answer)], 1);
            // What is not asked is not published.
            expect("KP02", &[(id, texts), (decider, "")], 0);
        }
    }

    #[test]
    fn what_is_not_published_or_not_reported_is_left_alone() {
        expect("KP02", &[("facility.manager", r#""011-000-0000""#), ("facility.name", r#""a@example.jp""#)], 0);
        expect("KP02", &[("f2i.remarks", r#""011-000-0000""#), ("f1.posted", r#""no""#)], 0);
        expect("KP02", &[("f1.remarks", r#""011-000-0000""#), ("facility.exclusion", r#""imperial""#)], 0);
    }
}
