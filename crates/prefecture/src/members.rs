//! The members of a configuration: the one table that the reader, the schema and the page for officers are made from.

use crate::color::Role;

/// A member of an object in the file.
pub(crate) struct Member {
    /// Its name in the file.
    pub name: &'static str,
    /// Its name in words.
    pub title: &'static str,
    /// Whether what it stands in means nothing without it.
    pub required: bool,
    /// What may stand there.
    pub kind: Kind,
    /// What it is for, in a sentence or two.
    #[cfg(feature = "prose")]
    pub help: &'static str,
}

/// What may stand in a member.
pub(crate) enum Kind {
    /// [`crate::FORMAT`].
    Format,
    /// [`crate::VERSION`].
    Version,
    /// Text of at most so many characters.
    Text(usize),
    /// 都道府県コード (JIS X 0401).
    Prefecture,
    /// An edition of the catalogue.
    Edition,
    /// A day inside the window of the edition.
    Deadline,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// An address of a page.
    Url,
    /// A catalogue, or the address of its file.
    Catalog,
    /// A colour.
    Color(Role),
    /// A mode of the element.
    Mode,
    /// A section of the catalogue.
    Step,
    /// An origin (RFC 6454).
    Origin,
    /// A list of at least and at most so many.
    List(&'static Kind, usize, usize),
    /// An object.
    Object(&'static [Member]),
}

impl Kind {
    /// Whether it is one of some words, in which a space is as wrong as a letter.
    pub(crate) fn is_word(&self) -> bool {
        matches!(
            self,
            Self::Format | Self::Prefecture | Self::Edition | Self::Deadline | Self::Color(_) | Self::Mode | Self::Step
        )
    }

    /// The most characters of a text.
    pub(crate) fn most(&self) -> usize {
        match self {
            Self::Text(most) => *most,
            Self::Phone => PHONE,
            Self::Email => EMAIL,
            _ => URL,
        }
    }
}

/// The longest address.
const URL: usize = 2000;
/// The longest telephone number, with an extension and a word on it.
const PHONE: usize = 60;
/// The longest mail address (RFC 5321).
const EMAIL: usize = 254;

#[cfg_attr(not(feature = "prose"), expect(unused_variables, reason = "the words are left out of the browser"))]
const fn member(name: &'static str, title: &'static str, kind: Kind, help: &'static str) -> Member {
    Member {
        name,
        title,
        required: false,
        kind,
        #[cfg(feature = "prose")]
        help,
    }
}

const fn required(member: Member) -> Member {
    Member { required: true, ..member }
}

/// The whole file.
pub(crate) static ROOT: &[Member] = &[
    required(member(
        "format",
        "ファイルの種類",
        Kind::Format,
        "このツールの設定ファイルであることを表します。いつも同じ言葉を書きます。",
    )),
    required(member("version", "書き方の版", Kind::Version, "設定ファイルの書き方の版です。いまは 1 だけです。")),
    member(
        "$schema",
        "スキーマの場所",
        Kind::Text(URL),
        "編集ソフトに入力を助けてもらうための、JSON Schema の場所です。このツールは使いません。",
    ),
    member(
        "prefecture",
        "都道府県コード",
        Kind::Prefecture,
        "どの都道府県か(JIS X 0401 の2桁の番号)です。医療機関の所在地の都道府県に、はじめから入ります。",
    ),
    member("name", "名前", Kind::Text(60), "ページを出している都道府県や医師会の名前です。"),
    member(
        "edition",
        "報告年度の版",
        Kind::Edition,
        "どの年度の報告かを表します。書かないときは、見る日の年度の版になります。",
    ),
    member(
        "deadline",
        "期限",
        Kind::Deadline,
        "都道府県が定めた報告の期限です。報告期間の中の日を書きます。書かないときは、報告期間の最後の日になります。",
    ),
    member(
        "contacts",
        "問い合わせ先",
        Kind::List(&Kind::Object(CONTACT), 0, 100),
        "保健所など、医療機関からの問い合わせ先です。書いた順に並びます。",
    ),
    member(
        "links",
        "リンク",
        Kind::List(&Kind::Object(LINK), 0, 20),
        "都道府県の案内のページなど、あわせて見てほしいページです。",
    ),
    member(
        "colors",
        "色",
        Kind::Object(COLORS),
        "ページに合わせる色です。「#0017c1」のように書きます。書かない色は、はじめの色のままです。\
         読みにくい組み合わせは、近い色に変えて表示します。",
    ),
    member(
        "catalog",
        "台帳",
        Kind::Catalog,
        "内蔵の台帳(何を聞くか)のかわりに使う台帳です。JSONの台帳の場所を、この設定ファイルから見た相対アドレスか \
         https:// で始まるアドレスで書くか、台帳そのものを書きます。ふつうは書きません。",
    ),
    member(
        "modes",
        "使える画面",
        Kind::List(&Kind::Mode, 1, 3),
        "使えるようにする画面です。書かないときは、すべて使えます。",
    ),
    member(
        "steps",
        "聞く段階",
        Kind::List(&Kind::Step, 1, 20),
        "「対象と機能の確認」と「報告の下書き」で聞く段階です。書かないときは、すべて聞きます。",
    ),
    member(
        "origins",
        "置くページのオリジン",
        Kind::List(&Kind::Origin, 0, 20),
        "インラインフレームで置くとき、やり取りを許すページのオリジン(https:// とホスト名)です。ここにないページには、\
         入力の結果を渡しません。",
    ),
];

static CONTACT: &[Member] = &[
    required(member("name", "名前", Kind::Text(60), "保健所や担当課の名前です。")),
    member(
        "areas",
        "受け持つ地域",
        Kind::List(&Kind::Text(40), 0, 100),
        "受け持つ市区町村の名前です。問い合わせ先の名前に並べて表示します。",
    ),
    member("phone", "電話番号", Kind::Phone, "市外局番から書きます。"),
    member("email", "メールアドレス", Kind::Email, "問い合わせを受けるメールアドレスです。"),
    member("hours", "受付時間", Kind::Text(100), "受け付けている曜日と時間です。"),
    member("url", "ページのアドレス", Kind::Url, "問い合わせ先のページです。https:// で始まるものだけが使えます。"),
];

static LINK: &[Member] = &[
    required(member(
        "label",
        "リンクの文字",
        Kind::Text(80),
        "リンクとして表示する文字です。行き先がわかる言葉にします。",
    )),
    required(member("url", "アドレス", Kind::Url, "行き先のアドレスです。https:// で始まるものだけが使えます。")),
];

static COLORS: &[Member] = &[
    member("background", "背景", Kind::Color(Role::Background), "いちばん下の背景です。"),
    member("surface", "囲みの背景", Kind::Color(Role::Surface), "囲みや結果の欄の背景です。"),
    member("text", "文字", Kind::Color(Role::Text), "本文の文字です。"),
    member("primary", "主な色", Kind::Color(Role::Primary), "主なボタンと、選ばれているものの色です。"),
    member("on_primary", "主な色の上の文字", Kind::Color(Role::OnPrimary), "主なボタンの文字です。"),
    member("link", "リンク", Kind::Color(Role::Link), "リンクの文字です。"),
    member("border", "枠線", Kind::Color(Role::Border), "入力欄とボタンの枠線です。"),
    member("focus", "フォーカス", Kind::Color(Role::Focus), "キーボードで選んでいるところの枠です。"),
];
