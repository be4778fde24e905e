//! What a form is made of.

use serde::Serialize;

/// The language of the words the template itself adds (page numbers, the line for a date).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    Zh,
    En,
}

/// One form (表). Every text is plain: nothing in it is read as markup, line breaks are kept.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    pub language: Language,
    /// Centred at the top: 家访记录表.
    pub title: String,
    /// Under the title on the left: 单位：者力完小.
    pub left: String,
    /// Under the title on the right: 2026年11月26日.
    pub right: String,
    /// An SVG picture of a code to scan, in the corner at the top right; empty for none.
    pub code: String,
    /// Wide tables lie across.
    pub landscape: bool,
    pub blocks: Vec<Block>,
    /// At the end, two a line.
    pub signatures: Vec<Signature>,
    /// At the foot of every page, left of the page number: who printed it and when.
    pub footer: String,
}

/// A part of a form, from top to bottom.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// Framed pairs of label and value, two a row.
    Facts { facts: Vec<Fact> },
    /// A framed row: the label on the left, room for the text on the right.
    Text {
        label: String,
        text: String,
        /// Rows the box has at least, for writing by hand.
        lines: u8,
    },
    /// A framed table; its head is repeated on every page.
    Table {
        /// A framed line above the table; empty for none.
        caption: String,
        columns: Vec<Column>,
        /// As many cells a row as there are columns.
        rows: Vec<Vec<String>>,
        /// Said in place of rows when there are none.
        empty: String,
    },
    /// Small cards side by side, each kept in one piece, to be cut out.
    Cards { cards: Vec<Card> },
    /// Cards with a code to scan, eight to a page, to be cut along dashed lines.
    CodeCards { cards: Vec<CodeCard> },
    /// A heading without a frame: 一、基本情况.
    Heading { text: String },
    /// A paragraph without a frame, its first line set in.
    Paragraph { text: String },
    /// Small print: sources, how something was counted.
    Note { text: String },
}

#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
    /// Takes the whole row.
    pub wide: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub title: String,
    /// Its share of the width, against the other columns' shares.
    pub share: u8,
    pub align: Align,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    Left,
    Center,
    Right,
}

#[derive(Debug, Clone, Serialize)]
pub struct Card {
    pub title: String,
    pub lines: Vec<String>,
}

/// A card that leads somewhere by its code.
#[derive(Debug, Clone, Serialize)]
pub struct CodeCard {
    /// 民情联系卡.
    pub title: String,
    /// Beside the title: the school.
    pub head: String,
    /// Large: whom to call.
    pub name: String,
    /// Under the name; the first one is large as well.
    pub lines: Vec<String>,
    /// An SVG picture of the code.
    pub code: String,
    /// At the foot, left and right.
    pub foot: (String, String),
}

/// A line to be signed (签名), or the confirmation in the product that takes its place.
#[derive(Debug, Clone, Serialize)]
pub struct Signature {
    /// 记录人, 被观课教师 …
    pub label: String,
    /// Who confirmed, and when; empty for a line to sign by hand.
    pub confirmed: String,
}

impl Sheet {
    pub fn new(language: Language, title: impl Into<String>) -> Self {
        Self {
            language,
            title: title.into(),
            left: String::new(),
            right: String::new(),
            code: String::new(),
            landscape: false,
            blocks: Vec::new(),
            signatures: Vec::new(),
            footer: String::new(),
        }
    }
}

impl Fact {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            wide: false,
        }
    }

    pub fn wide(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            wide: true,
            ..Self::new(label, value)
        }
    }
}

impl Column {
    pub fn new(title: impl Into<String>, share: u8, align: Align) -> Self {
        Self {
            title: title.into(),
            share,
            align,
        }
    }
}

impl Signature {
    /// A line to sign by hand.
    pub fn line(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            confirmed: String::new(),
        }
    }

    /// Confirmed in the product: "周玉兰 2026年11月20日 系统内确认".
    pub fn confirmed(label: impl Into<String>, confirmed: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            confirmed: confirmed.into(),
        }
    }
}
