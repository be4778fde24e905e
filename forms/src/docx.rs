//! The same sheet as a Word document, for those who lay it out themselves.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, LineSpacing, Paragraph, Run, RunFonts, SpecialIndentType, Table, TableCell, TableRow,
};

use crate::{
    engine::FormError,
    sheet::{Block, Language, Sheet},
};

/// Sizes in half points, as Word counts.
const TITLE: usize = 36;
const HEADING: usize = 28;
const BODY: usize = 24;
const SMALL: usize = 18;
/// Two characters of the body, in twentieths of a point.
const INDENT: i32 = 480;

/// Writes a sheet as a Word document.
pub fn docx(sheet: &Sheet) -> Result<Vec<u8>, FormError> {
    let fonts = RunFonts::new()
        .ascii("Times New Roman")
        .hi_ansi("Times New Roman")
        .east_asia("宋体");
    let mut document = Docx::new().default_fonts(fonts).default_size(BODY);
    document = document.add_paragraph(line(&sheet.title, TITLE, true).align(AlignmentType::Center));
    let under: Vec<&str> = [&sheet.left, &sheet.right]
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    document = document.add_paragraph(line(&under.join("　　"), BODY, false).align(AlignmentType::Center));
    for block in &sheet.blocks {
        document = add(document, block, sheet.language);
    }
    for signature in &sheet.signatures {
        let signed = if signature.confirmed.is_empty() {
            "＿＿＿＿＿＿＿＿"
        } else {
            &signature.confirmed
        };
        document = document.add_paragraph(line(&format!("{}：{signed}", signature.label), BODY, false));
    }
    let mut file = Cursor::new(Vec::new());
    document
        .build()
        .pack(&mut file)
        .map_err(|error| FormError::Word(error.to_string()))?;
    Ok(file.into_inner())
}

fn add(document: Docx, block: &Block, language: Language) -> Docx {
    match block {
        Block::Heading { text } => document.add_paragraph(line(text, HEADING, true)),
        Block::Paragraph { text } => {
            let first = (language == Language::Zh).then_some(SpecialIndentType::FirstLine(INDENT));
            document.add_paragraph(line(text, BODY, false).indent(None, first, None, None))
        }
        Block::Note { text } => document.add_paragraph(line(text, SMALL, false)),
        Block::Text { label, text, lines: _ } => document.add_table(table(&[vec![label.clone(), text.clone()]])),
        Block::Facts { facts } => {
            let rows: Vec<_> = facts
                .iter()
                .map(|fact| vec![fact.label.clone(), fact.value.clone()])
                .collect();
            document.add_table(table(&rows))
        }
        Block::Table {
            caption,
            columns,
            rows,
            empty,
        } => {
            let document = if caption.is_empty() {
                document
            } else {
                document.add_paragraph(line(caption, BODY, true))
            };
            let mut all = vec![columns.iter().map(|column| column.title.clone()).collect()];
            all.extend(rows.iter().cloned());
            if rows.is_empty() {
                all.push(vec![empty.clone()]);
            }
            document.add_table(table(&all))
        }
        Block::Cards { cards } => cards.iter().fold(document, |document, card| {
            let document = document.add_paragraph(line(&card.title, BODY, true));
            card.lines.iter().fold(document, |document, text| {
                document.add_paragraph(line(text, BODY, false))
            })
        }),
    }
}

fn table(rows: &[Vec<String>]) -> Table {
    let cell = |text: &String| TableCell::new().add_paragraph(line(text, BODY, false));
    Table::new(
        rows.iter()
            .map(|row| TableRow::new(row.iter().map(cell).collect()))
            .collect(),
    )
}

fn line(text: &str, size: usize, bold: bool) -> Paragraph {
    let mut run = Run::new().size(size);
    if bold {
        run = run.bold();
    }
    Paragraph::new()
        .line_spacing(LineSpacing::new().line(360))
        .add_run(run.add_text(text))
}
