//! Why a file is not read at all.

use std::fmt;

/// Why a file is not read at all. What it says is for the person; [`Self::fix`] is what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Larger than [`crate::MOST_BYTES`].
    TooLarge,
    /// Small as a file, huge once unpacked, or more rows and cells than a transcription can have.
    TooMuch,
    /// Nothing stands in it.
    Empty,
    /// Neither a workbook nor text.
    NotATable,
    /// An encrypted workbook.
    Encrypted,
    /// A workbook of Excel 97-2003.
    OldWorkbook,
    /// A workbook in the binary form.
    BinaryWorkbook,
    /// An OpenDocument spreadsheet.
    OpenDocument,
    /// A workbook that is cut off or broken.
    Damaged,
    /// Text in neither UTF-8 nor CP932.
    UnknownEncoding,
    /// No row has the headings.
    NoHeader,
    /// The headings are on sheets that are hidden, and nowhere else.
    AllHidden,
    /// Headings, and no row under them.
    NothingFilled,
    /// The edition that the file names is not built in.
    UnknownEdition(String),
    /// The program was built without a catalogue.
    NoCatalogue,
}

impl Refused {
    /// What to do.
    pub fn fix(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooMuch => {
                "kakariで書き出した転記ファイルかどうかを確かめてください。余分なシートや、下のほうまで続く空の行を消すと小さくなります。"
            }
            Self::Empty | Self::NotATable => "kakariで書き出した転記ファイル(.xlsx、.csv、.txt)を選んでください。",
            Self::Encrypted => "Excelで開き、パスワードを外して保存し直してください。",
            Self::OldWorkbook | Self::BinaryWorkbook => {
                "Excelで開き、「Excel ブック(.xlsx)」として保存し直してください。"
            }
            Self::OpenDocument => "表計算ソフトで開き、「Excel(.xlsx)」として保存し直してください。",
            Self::Damaged => {
                "Excelで開けるかどうかを確かめ、開けたら保存し直してください。開けないときは、もとのファイルをもう一度受け取ってください。"
            }
            Self::UnknownEncoding => {
                "Excelで開き、「CSV UTF-8(コンマ区切り)」か「Excel ブック(.xlsx)」として保存し直してください。"
            }
            Self::NoHeader => {
                "見出しの行(機能、項番、…、項目ID)を消さずに、kakariで書き出した転記ファイルに書き込んでください。"
            }
            Self::AllHidden => "読み込むシートを再表示して、保存し直してください。",
            Self::NothingFilled => "書き込んだ内容を保存してから、もう一度選んでください。",
            Self::UnknownEdition(_) => "「この表について」の「版」の行を、書き出したときのままに戻してください。",
            Self::NoCatalogue => "ページを読み直してください。",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "ファイルが大きすぎます。読み込めるのは10メガバイトまでです。",
            Self::TooMuch => "中の表が大きすぎます。転記ファイルの大きさを大きく超えています。",
            Self::Empty => "ファイルに何も入っていません。",
            Self::NotATable => "ExcelのファイルでもCSVでもありません。",
            Self::Encrypted => "パスワードの付いたファイルは読めません。",
            Self::OldWorkbook => "古い形式のExcelファイル(.xls)は読めません。",
            Self::BinaryWorkbook => "バイナリ形式のExcelファイル(.xlsb)は読めません。",
            Self::OpenDocument => "OpenDocument形式のファイル(.ods など)は読めません。",
            Self::Damaged => "Excelのファイルとして読めません。途中で切れているか、壊れています。",
            Self::UnknownEncoding => "文字コードが、UTF-8でもUTF-16でもシフトJIS(CP932)でもありません。",
            Self::NoHeader => "転記ファイルの見出し(「項目ID」と「記入値」など)が見つかりません。",
            Self::AllHidden => "転記ファイルの表が、非表示のシートにしかありません。",
            Self::NothingFilled => "見出しの下に、項目の行がありません。",
            Self::UnknownEdition(name) => return write!(f, "版「{name}」の報告は、この道具では扱えません。"),
            Self::NoCatalogue => "内蔵の台帳を読めません。",
        })
    }
}

impl std::error::Error for Refused {}
