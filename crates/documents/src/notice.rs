//! 院内掲示: the notice in the clinic, after the ministry's example form (ガイドライン 別添3).

mod posted;
mod sheet;
mod statement;

use kakari_catalog::{Catalog, ChoiceOption, Date, Id};
use kakari_draft::Draft;
use kakari_rules::{Answer, Context, Options, Report};

pub use posted::Posted;
pub use statement::Statement;

use crate::Stamp;

/// The styles of the sheet. The app serves the same file by itself; [`Notice::page`] puts them into the file it makes.
pub const STYLES: &str = include_str!("../../../web/static/notice.css");

/// What the sheet shows of the areas and diseases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// All of them with ■ or □, like the official form.
    #[default]
    Full,
    /// Only those that apply. A clinic is free in the layout of its notice.
    Applying,
}

/// The size of the sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 mm × 297 mm
    #[default]
    A4,
    /// 297 mm × 420 mm: the same sheet, larger.
    A3,
}

impl Paper {
    /// 「A4」
    pub fn label(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
        }
    }
}

/// How the sheet hangs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// 縦
    #[default]
    Portrait,
    /// 横
    Landscape,
}

/// What the clinic chooses about its notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeOptions {
    /// The date printed under the name of the institution.
    pub date: Date,
    /// The day on which the document is made, for the footer.
    pub made_on: Date,
    /// Whether the two numbers of persons are printed. They are on the example form, but the law does not ask for them.
    pub numbers: bool,
    /// Everything, or only what applies.
    pub layout: Layout,
    /// The size of the sheet.
    pub paper: Paper,
    /// Upright or lying.
    pub orientation: Orientation,
    /// Larger type. The full form then takes two sheets.
    pub larger: bool,
}

impl NoticeOptions {
    /// The official form with everything on it, dated and made today.
    pub fn new(today: Date) -> Self {
        Self {
            date: today,
            made_on: today,
            numbers: true,
            layout: Layout::Full,
            paper: Paper::A4,
            orientation: Orientation::Portrait,
            larger: false,
        }
    }
}

/// 有 or 無, 可 or 不可; not ticked where it is not answered.
pub type Choice = Option<bool>;

/// 研修の修了者, or 総合診療専門医.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// 有 or 無.
    pub has: Choice,
    /// How many, in the words of the sheet: 「2」, 「常勤換算 1.5」. Empty where it is not answered or there are none.
    pub number: Option<String>,
}

/// A box on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The label of the official form.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// The areas, or the diseases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticks {
    /// Whether the item is answered at all. If not, all boxes are blank, and nothing is said about any of them.
    pub answered: bool,
    /// 該当無し
    pub none: Tick,
    /// The areas or diseases in the order of the form.
    pub boxes: Vec<Tick>,
}

/// The notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// 名称, where it is given.
    pub institution: Option<String>,
    /// 「具体的な機能」. The lead sentence states it, so a notice for an institution without it must not be posted.
    pub function: Choice,
    /// 研修の修了者
    pub training: Staff,
    /// 総合診療専門医
    pub generalist: Staff,
    /// (1) 一次診療の対応ができる領域
    pub areas: Ticks,
    /// (2) 一次診療を行うことができる発生頻度が高い疾患
    pub diseases: Ticks,
    /// その他の疾患
    pub other: Tick,
    /// Text of その他の疾患, where it is ticked.
    pub other_text: Option<String>,
    /// 相談への対応
    pub consultation: Choice,
    /// What the clinic chose.
    pub options: NoticeOptions,
    /// How it was made.
    pub stamp: Stamp,
}

/// The option of the diseases that opens a text.
const OTHER: &str = "other";

impl Notice {
    /// Takes from a draft what the notice states.
    pub fn new(draft: &Draft, catalog: &Catalog, report: &Report, options: &NoticeOptions) -> Self {
        let context = Context::new(draft, catalog, &Options { today: options.made_on, deadline: None });
        let yes = |id| context.choice(id).map(|key| key == "yes");
        let text = |id| context.text(id).map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned);

        let training = yes(Id::F1Training);
        let trained = context.count(Id::F1TrainingCount).filter(|_| training == Some(true));
        let generalist = yes(Id::F1Generalist);
        let generalists = context.tenths(Id::F1GeneralistFte).filter(|_| generalist == Some(true));

        let is_other = |option: &ChoiceOption| option.key == OTHER;
        let diseases = catalog.options_at(catalog.index(Id::F1Diseases));
        let other = Tick {
            label: diseases.iter().find(|option| is_other(option)).map_or_else(String::new, |own| own.label.clone()),
            ticked: context.holds(Id::F1Diseases, OTHER),
        };
        Self {
            institution: text(Id::FacilityName),
            function: yes(Id::F1Function),
            training: Staff { has: training, number: trained.map(|number| number.to_string()) },
            // The report holds 常勤換算 while the form says 名: both are printed, so that nobody reads 1.5 persons.
            generalist: Staff {
                has: generalist,
                number: generalists.map(|tenths| format!("常勤換算 {}.{}", tenths / 10, tenths % 10)),
            },
            areas: ticks(&context, Id::F1Areas),
            diseases: ticks(&context, Id::F1Diseases),
            other_text: text(Id::F1DiseasesOther).filter(|_| other.ticked),
            other,
            consultation: yes(Id::F1Consultation),
            options: *options,
            stamp: Stamp::new(catalog, report, options.made_on),
        }
    }

    /// How many sheets it is laid out on.
    pub fn sheets(&self) -> usize {
        sheet::count(self)
    }

    /// The sheets as a piece of HTML for a page that has [`STYLES`]: classes only, everything escaped.
    pub fn fragment(&self) -> String {
        sheet::fragment(self)
    }

    /// The sheets as a complete HTML file that needs nothing else. The styles are [`STYLES`], or the same packed.
    pub fn page(&self, styles: &str) -> String {
        sheet::page(self, styles)
    }

    /// 下書き: errors remain.
    pub fn is_draft(&self) -> bool {
        self.stamp.is_draft
    }
}

fn ticks(context: &Context, id: Id) -> Ticks {
    let tick = |option: &ChoiceOption| Tick { label: option.label.clone(), ticked: context.holds(id, &option.key) };
    let options = context.catalog.options_at(context.catalog.index(id));
    let mut none = Tick { label: "該当無し".to_owned(), ticked: false };
    let mut boxes = Vec::with_capacity(options.len());
    for option in options.iter().filter(|option| option.key != OTHER) {
        if option.exclusive {
            none = tick(option);
        } else {
            boxes.push(tick(option));
        }
    }
    Ticks { answered: matches!(context.answer(id), Answer::Multi(_)), none, boxes }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::testing::{checked, checked_in, today};

    pub(super) fn notice_with(set: &[(&str, &str)], change: impl Fn(&mut NoticeOptions)) -> Notice {
        let (draft, catalog, report) = checked(set);
        let mut options = NoticeOptions::new(today());
        change(&mut options);
        Notice::new(&draft, &catalog, &report, &options)
    }

    pub(super) fn notice(set: &[(&str, &str)]) -> Notice {
        notice_with(set, |_| ())
    }

    /// The text of the sheet as a sighted reader sees it: without markup and without what is for screen readers.
    fn read(html: &str) -> String {
        let mut html = html.to_owned();
        while let Some(at) = html.find("<span class=\"notice-hidden\">") {
            let end = html[at..].find("</span>").expect("closed") + at + "</span>".len();
            html.replace_range(at..end, "");
        }
        let mut text = String::new();
        for part in html.split('<') {
            text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
        }
        text
    }

    #[track_caller]
    fn shows(html: &str, needle: &str) {
        let text = read(html);
        assert!(text.contains(needle), "{needle} in {text}");
    }

    #[test]
    fn the_sheet_has_the_parts_of_the_official_form_to_the_letter_and_in_order() {
        let html = notice(&[]).fragment();
        let text = read(&html);
        let mut rest = text.as_str();
        for part in [
            "当院におけるかかりつけ医機能について",
            "当院は、発生頻度の高い疾患についての診療を行い、日常的な診療において、患者様の生活背景を把握し、適切な診療・保健指導を行い、必要な場合には、地域の医師・医療機関と協力して解決策を提供します。この他、患者さんが適切な医療機関の選択ができるように、当院の有する「かかりつけ医機能」に関する体制を以下のように報告します。",
            "例示クリニック",
            "2026年2月1日",
            "1.かかりつけ医機能に関する研修の修了者および総合診療専門医について",
            "研修の修了者の有無/人数",
            "総合診療専門医の有無/人数",
            "2.一次診療の対応について",
            "(1)一次診療の対応ができる領域",
            "皮膚・形成外科領域",
            "小児領域",
            "(2)一次診療を行うことができる発生頻度が高い疾患",
            "貧血",
            "うつ（気分障害、躁うつ病）",
            "がん",
            "その他の疾患（",
            "3.医療に関する患者からの相談への対応について",
            "院内掲示様式（例）",
        ] {
            let at = rest.find(part).unwrap_or_else(|| panic!("{part} in order: {text}"));
            rest = &rest[at + part.len()..];
        }
    }

    #[test]
    fn all_areas_and_diseases_are_printed_and_those_that_apply_are_filled() {
        let notice = notice(&[("f1.areas", r#"["6","9"]"#), ("f1.diseases", r#"["2"]"#)]);
        assert_eq!((notice.areas.boxes.len(), notice.diseases.boxes.len()), (17, 40));
        let html = notice.fragment();
        shows(&html, "■呼吸器領域");
        shows(&html, "■糖尿病");
        shows(&html, "□貧血");
        assert!(html.contains("該当</span>"), "said to screen readers");
        // 17 + 40 + 該当無し twice + その他 + 有無 twice + 可不可, filled or blank.
        assert_eq!(read(&html).matches(['■', '□']).count(), 17 + 40 + 2 + 1 + 4 + 2);
    }

    #[test]
    fn what_is_not_answered_is_blank_and_nothing_is_said_about_it() {
        let set = ["f1.training", "f1.training.count", "f1.generalist", "f1.generalist.fte", "f1.areas", "f1.diseases"];
        let mut set: Vec<(&str, &str)> = set.into_iter().map(|id| (id, "")).collect();
        set.extend([("f1.consultation", ""), ("facility.name", "")]);
        for layout in [Layout::Full, Layout::Applying] {
            let html = notice_with(&set, |options| options.layout = layout).fragment();
            assert!(!html.contains('■') && !html.contains("該当</span>"), "{html}");
            assert!(read(&html).matches('□').count() >= 17 + 40);
        }
    }

    #[test]
    fn the_number_of_generalists_says_that_it_is_converted_to_full_time() {
        let html = notice(&[("f1.generalist.fte", "1.5"), ("f1.training.count", "2")]).fragment();
        shows(&html, "有の場合 ⇒常勤換算 1.5名");
        shows(&html, "有の場合 ⇒2名");
    }

    #[test]
    fn the_numbers_can_be_left_out() {
        let html = notice_with(&[], |options| options.numbers = false).fragment();
        assert!(!read(&html).contains("人数") && !read(&html).contains("名 ") && !read(&html).contains("有の場合"));
        shows(&html, "研修の修了者の有無");
    }

    #[test]
    fn a_number_beside_no_is_not_printed() {
        let notice = notice(&[("f1.training", r#""no""#), ("f1.training.count", "3")]);
        assert_eq!(notice.training, Staff { has: Some(false), number: None });
    }

    #[test]
    fn only_what_applies_leaves_the_rest_out() {
        let set = [("f1.areas", r#"["6"]"#), ("f1.diseases", r#"["2","other"]"#), ("f1.diseases.other", r#""痛風""#)];
        let html = notice_with(&set, |options| options.layout = Layout::Applying).fragment();
        shows(&html, "呼吸器領域");
        shows(&html, "その他の疾患（痛風）");
        for label in ["小児領域", "貧血", "該当無し", "□"] {
            assert!(!read(&html).contains(label), "{label}");
        }
    }

    /// All areas and the first diseases, so many boxes together.
    fn boxes(count: usize) -> [(&'static str, String); 2] {
        let keys = |count: usize| -> Vec<String> { (1..=count).map(|key| key.to_string()).collect() };
        let json = |count| serde_json::to_string(&keys(count)).expect("JSON");
        let areas = count.min(17);
        let diseases = if count > 17 { json(count - 17) } else { r#"["0"]"#.to_owned() };
        [("f1.areas", json(areas)), ("f1.diseases", diseases)]
    }

    #[test]
    fn larger_type_takes_a_second_sheet_unless_little_applies() {
        #[track_caller]
        fn sheets(count: usize, layout: Layout, larger: bool, expected: usize) {
            let set = boxes(count);
            let set = set.each_ref().map(|(id, json)| (*id, json.as_str()));
            let notice = notice_with(&set, |options| {
                options.layout = layout;
                options.larger = larger;
            });
            assert_eq!(notice.sheets(), expected, "{count} {layout:?} {larger}");
            assert_eq!(notice.fragment().matches("<article").count(), expected);
        }
        for count in [1, 24, 25, 57] {
            sheets(count, Layout::Full, false, 1);
            sheets(count, Layout::Applying, false, 1);
            sheets(count, Layout::Full, true, 2);
            sheets(count, Layout::Applying, true, if count > 24 { 2 } else { 1 });
        }
    }

    #[test]
    fn two_sheets_say_the_same_as_one() {
        let one = notice(&[]).fragment();
        let two = notice_with(&[], |options| options.larger = true).fragment();
        assert_eq!(read(&two).matches(['■', '□']).count(), read(&one).matches(['■', '□']).count());
        shows(&two, "1/2枚");
        shows(&two, "2/2枚");
    }

    #[test]
    fn paper_and_orientation_reach_frame_sheet_and_file() {
        for (paper, orientation, size) in [
            (Paper::A4, Orientation::Portrait, "size: A4 portrait"),
            (Paper::A4, Orientation::Landscape, "size: A4 landscape"),
            (Paper::A3, Orientation::Portrait, "size: A3 portrait"),
            (Paper::A3, Orientation::Landscape, "size: A3 landscape"),
        ] {
            let html = notice_with(&[], |options| (options.paper, options.orientation) = (paper, orientation)).page("");
            assert!(html.contains(size), "{size}");
            assert_eq!(html.contains("notice-wide"), orientation == Orientation::Landscape);
            assert_eq!(html.contains("notice-a3"), paper == Paper::A3);
        }
    }

    #[test]
    fn what_the_user_typed_is_escaped() {
        let set = [
            ("facility.name", r#""<script>alert(1)</script>""#),
            ("f1.diseases", r#"["other"]"#),
            ("f1.diseases.other", r#""\"><img src=x onerror=alert(1)>""#),
        ];
        let notice = notice(&set);
        for html in [notice.fragment(), notice.page(STYLES)] {
            assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
            assert!(html.contains("&lt;script&gt;") && html.contains("&quot;&gt;&lt;img"));
        }
    }

    #[test]
    fn the_fragment_has_classes_of_its_own_and_neither_ids_nor_styles() {
        let html = notice(&[]).fragment();
        assert!(!html.contains(" id=") && !html.contains("style="));
        for class in html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(class.split(' ').all(|name| name.starts_with("notice-")), "{class}");
        }
    }

    #[test]
    fn the_file_needs_nothing_else() {
        let html = notice(&[]).page(STYLES);
        assert!(html.starts_with("<!doctype html>\n<html lang=\"ja\">"));
        for needle in ["http:", "https:", "url(", "@import", "<script", "<link", "src="] {
            assert!(!html.contains(needle), "{needle}");
        }
    }

    #[test]
    fn a_draft_with_errors_says_so_above_and_below() {
        let clean = notice(&[]).fragment();
        assert!(!clean.contains("下書き"), "{clean}");
        let html = notice(&[("f1.generalist.fte", "")]).fragment();
        assert_eq!(read(&html).matches("下書き").count(), 2);
    }

    #[test]
    fn a_notice_without_the_function_says_that_it_must_not_be_posted() {
        let html = notice(&[("f1.function", r#""no""#)]).fragment();
        shows(&html, "掲示に使わないでください");
    }

    #[test]
    fn the_footer_says_how_it_was_made() {
        let (draft, catalog, report) = checked_in("R8", &[]);
        let html = Notice::new(&draft, &catalog, &report, &NoticeOptions::new(today())).fragment();
        for part in ["令和8年度報告(R8)", catalog.fingerprint(), kakari_rules::FINGERPRINT, "kakari 0."] {
            shows(&html, part);
        }
    }
}
