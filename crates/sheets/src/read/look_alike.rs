//! Characters that look like others: the radicals that copying from a PDF gives instead of ideographs, and kana whose
//! marks stand beside them (NFD), as names of files on a Mac have them.
//!
//! Not the normal forms of Unicode: those make 神 of U+FA19 and 福 of U+FA1B, which are how people write their names,
//! and their tables are ten times the size of these. What is changed here is only what nobody can see.

/// The ideographs of U+2F00 (康熙部首) and what follows it, as Japanese fonts draw them (Unicode, EqUIdeo; for ⼾, ⾭, ⿈ and
/// ⿊, which share their shape with the simpler ideographs in those fonts, these).
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戸手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黒黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Those of U+2E80 (CJK部首補助) and what follows it (Unicode, EqUIdeo). Those that stand for themselves are no ideographs.
const SUPPLEMENT: &str = "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";
/// Half-width kana from U+FF66 on in full width.
const KANA: &str =
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
/// A mark that stands behind its letter, and letters with and without it, in pairs.
const MARKS: [(char, &str); 19] = [
    ('\u{300}', "AÀEÈIÌOÒUÙaàeèiìoòuùNǸnǹ"),
    ('\u{301}', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźGǴgǵ"),
    ('\u{302}', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷ"),
    ('\u{303}', "AÃNÑOÕaãnñoõIĨiĩUŨuũ"),
    ('\u{304}', "AĀaāEĒeēIĪiīOŌoōUŪuūYȲyȳ"),
    ('\u{306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ"),
    ('\u{307}', "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯ"),
    ('\u{308}', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ"),
    ('\u{30a}', "AÅaåUŮuů"),
    ('\u{30b}', "OŐoőUŰuű"),
    ('\u{30c}', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔGǦgǧKǨkǩjǰHȞhȟ"),
    ('\u{30f}', "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕ"),
    ('\u{311}', "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
    ('\u{31b}', "OƠoơUƯuư"),
    ('\u{326}', "SȘsșTȚtț"),
    ('\u{327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩ"),
    ('\u{328}', "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
    (
        '\u{3099}',
        "かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボウヴワヷヰヸヱヹヲヺヽヾ",
    ),
    ('\u{309a}', "はぱひぴふぷへぺほぽハパヒピフプヘペホポ"),
];

/// A text with what it looks like: ideographs for radicals, and marks on their letters.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let character = ideograph(character);
        let composed = out.chars().next_back().and_then(|last| marked(last, character));
        if composed.is_some() {
            out.pop();
        }
        out.push(composed.unwrap_or(character));
    }
    out
}

/// The same with half-width kana in full width and marks of their own (゛) on their letters, to compare names.
pub fn widened(text: &str) -> String {
    let wide = |character| match character {
        '゛' | 'ﾞ' => '\u{3099}',
        '゜' | 'ﾟ' => '\u{309a}',
        '\u{ff66}'..='\u{ff9d}' => nth(KANA, character, '\u{ff66}'),
        other => other,
    };
    plain(&text.chars().map(wide).collect::<String>())
}

fn ideograph(character: char) -> char {
    match character {
        '\u{2f00}'..='\u{2fd5}' => nth(RADICALS, character, '\u{2f00}'),
        '\u{2e80}'..='\u{2ef3}' => nth(SUPPLEMENT, character, '\u{2e80}'),
        other => other,
    }
}

fn nth(table: &str, character: char, first: char) -> char {
    let place = usize::try_from(u32::from(character) - u32::from(first)).unwrap_or(usize::MAX);
    table.chars().nth(place).unwrap_or(character)
}

/// The letter with the mark on it.
fn marked(letter: char, mark: char) -> Option<char> {
    let (_, pairs) = MARKS.iter().find(|(own, _)| *own == mark)?;
    let mut pairs = pairs.chars();
    while let (Some(without), Some(with)) = (pairs.next(), pairs.next()) {
        if without == letter {
            return Some(with);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_another_becomes_it() {
        for (typed, plain_text) in [
            ("⽪膚・形成外科", "皮膚・形成外科"),
            ("⽿⿐咽喉", "耳鼻咽喉"),
            ("⻑野⺠⼾⿊⿈⻘", "長野民戸黒黄青"),
            ("アレルキ\u{3099}ー", "アレルギー"),
            ("か\u{3099}ん ハ\u{309a} う\u{3099}", "がん パ ゔ"),
            ("Cafe\u{301} A\u{308}", "Café Ä"),
        ] {
            assert_eq!(plain(typed), plain_text);
        }
        assert_eq!(widened("ｱﾚﾙｷﾞｰ"), "アレルギー");
        assert_eq!(widened("アレルキ゛ー ハ゜"), "アレルギー パ");
    }

    #[test]
    fn how_people_write_their_names_stays() {
        for name in [
            "髙﨑 濵田 𠮷野",
            "葛\u{e0100}城 辻\u{e0101}",
            "神\u{fe00}",
            "\u{fa19}\u{fa1a}\u{fa1b}\u{fa1c}\u{fa1e}\u{fa10}",
            "①㈱㌔ｱﾚﾙｷﾞｰ",
            "あ\u{3099}",
            "゛",
            "か゛",
            "〜～−－",
        ] {
            assert_eq!(plain(name), name);
        }
    }

    #[test]
    fn every_table_has_a_character_for_each_of_its_range() {
        assert_eq!([RADICALS, SUPPLEMENT, KANA].map(|table| table.chars().count()), [214, 116, 56]);
        assert!(RADICALS.chars().all(|character| ideograph(character) == character));
        assert!(MARKS.iter().all(|(_, pairs)| pairs.chars().count() % 2 == 0));
    }
}
