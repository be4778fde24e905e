//! Every part of a form comes out of the printer.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use lianxin_forms::{Align, Block, Card, CodeCard, Column, Fact, Language, Sheet, Signature, docx, has_glyph, pdf};

fn example(language: Language) -> Sheet {
    Sheet {
        left: "单位：者力完小".into(),
        right: "2026年11月20日".into(),
        blocks: vec![
            Block::Facts {
                facts: vec![
                    Fact::new("家访教师", "周䶮"),
                    Fact::new("日期", "2026年11月20日 16:30"),
                    Fact::wide("学生", "李㛃（三年级1班）、王𬭎（一年级1班）"),
                    Fact::new("家长", "李大山（父亲）"),
                ],
            },
            Block::Text {
                label: "在校表现".into(),
                text: "作业认真。\n#set page(fill: red) 午饭有时吃不完。".into(),
                lines: 4,
            },
            Block::Table {
                caption: "商定事项".into(),
                columns: vec![
                    Column::new("事项", 4, Align::Left),
                    Column::new("责任人", 1, Align::Center),
                    Column::new("期限", 1, Align::Center),
                ],
                rows: vec![vec!["每周一次电话".into(), "周䶮".into(), "12月10日".into()]],
                empty: "无".into(),
            },
            Block::Heading {
                text: "一、基本情况".into(),
            },
            Block::Paragraph {
                text: "本学期家访三次。".repeat(20),
            },
            Block::Note {
                text: "来源：联系记录 3 条".into(),
            },
            Block::Cards {
                cards: vec![
                    Card {
                        title: "周䶮".into(),
                        lines: vec!["者力完小 班主任".into(), "联系 12 户".into()]
                    };
                    3
                ],
            },
            Block::CodeCards {
                cards: vec![
                    CodeCard {
                        title: "民情联系卡".into(),
                        head: "大地基乡中心小学".into(),
                        name: "普文秀".into(),
                        lines: vec!["139 0000 1111".into(), "周一至周五 12:00—14:00".into()],
                        code: r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h3v3h-3z"/></svg>"#.into(),
                        foot: ("扫码看联系方式".into(), "给：李明家".into()),
                    };
                    2
                ],
            },
        ],
        signatures: vec![
            Signature::line("家访教师"),
            Signature::confirmed("家长", "李大山 2026年11月20日"),
        ],
        footer: "2026年11月26日 由周䶮打印".into(),
        ..Sheet::new(language, "家访记录表")
    }
}

/// What a reader, a search or a screen reader finds in the file.
fn words(file: &[u8]) -> String {
    pdf_extract::extract_text_from_mem(file).unwrap()
}

#[test]
fn every_part_is_on_the_page_as_text() {
    for language in [Language::Zh, Language::En] {
        let file = pdf(&[example(language)]).unwrap();
        if let Some(folder) = option_env!("CARGO_TARGET_TMPDIR") {
            std::fs::write(format!("{folder}/example-{language:?}.pdf"), &file).unwrap();
        }
        assert!(file.starts_with(b"%PDF-"));
        let words: String = words(&file).split_whitespace().collect();
        for part in [
            "家访记录表",
            "普文秀",
            "给：李明家",
            "周䶮",
            "李㛃",
            "王𬭎",
            "#setpage(fill:red)",
            "每周一次电话",
            "一、基本情况",
            "联系12户",
            "由周䶮打印",
        ] {
            assert!(words.contains(part), "{part} is not in {words}");
        }
        let page = if language == Language::Zh { "第1页" } else { "Page1of" };
        assert!(words.contains(page), "{words}");
    }
}

#[test]
fn names_with_rare_characters_are_not_boxes() {
    for character in "䶮㛃𬭎犇彧禕祎昇□√①㈠—“”…·℃㎡〇".chars() {
        assert!(has_glyph(character), "{character}");
    }
    assert!(!has_glyph('\u{1F600}'));
}

#[test]
fn a_pack_counts_its_pages_through_and_may_lie_across() {
    let across = Sheet {
        landscape: true,
        ..example(Language::Zh)
    };
    let words: String = words(&pdf(&[example(Language::Zh), across]).unwrap())
        .split_whitespace()
        .collect();
    assert!(words.contains("第2页共"), "{words}");
}

#[test]
fn the_same_sheet_gives_the_same_file() {
    let sheets = [example(Language::Zh)];
    assert_eq!(pdf(&sheets).unwrap(), pdf(&sheets).unwrap());
}

#[test]
fn an_empty_sheet_and_an_empty_table_print() {
    let table = Block::Table {
        caption: String::new(),
        columns: vec![Column::new("日期", 1, Align::Left)],
        rows: vec![],
        empty: "本月无记录".into(),
    };
    let sheet = Sheet {
        blocks: vec![table, Block::Facts { facts: vec![] }, Block::Cards { cards: vec![] }],
        ..Sheet::new(Language::Zh, "")
    };
    assert!(
        words(&pdf(&[sheet]).unwrap())
            .split_whitespace()
            .collect::<String>()
            .contains("本月无记录")
    );
    assert!(pdf(&[]).is_ok());
}

#[test]
fn the_same_sheet_is_a_word_document_too() {
    let file = docx(&example(Language::Zh)).unwrap();
    if let Some(folder) = option_env!("CARGO_TARGET_TMPDIR") {
        std::fs::write(format!("{folder}/example.docx"), &file).unwrap();
    }
    assert!(file.starts_with(b"PK"), "a Word document is a zip archive");
    let text = |name: &str| file.windows(name.len()).any(|window| window == name.as_bytes());
    assert!(text("word/document.xml"));
}

/// A sheet to be filled in by hand: so many boxes of four lines.
fn by_hand(boxes: usize) -> String {
    let sheet = Sheet {
        code: r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h3v3h-3z"/></svg>"#.into(),
        blocks: vec![
            Block::Text {
                label: "记录".into(),
                text: String::new(),
                lines: 4,
            };
            boxes
        ],
        signatures: vec![Signature::line("记录人")],
        ..Sheet::new(Language::Zh, "空白表")
    };
    words(&pdf(&[sheet]).unwrap()).split_whitespace().collect()
}

#[test]
fn boxes_to_write_in_give_way_so_that_no_line_is_left_for_a_second_page() {
    for boxes in [1, 8, 9, 10] {
        let words = by_hand(boxes);
        assert!(words.contains("第1页共1页"), "{boxes}: {words}");
    }
    assert!(by_hand(30).contains("第1页共3页"), "what does not fit goes on");
}
