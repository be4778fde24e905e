//! Files that are wrong, strange or meant to do harm: a clear answer, and the process lives.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use rust_xlsxwriter::Workbook;
use serde_json::json;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::sheets::{upload, workbook};
use crate::{both, support::TestApp};

const SMALL: &[&[&str]] = &[&["姓名", "性别", "教职工号"], &["甲", "男", "X1"]];

/// A good workbook with one part replaced.
fn tampered(part: &str, content: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let good = workbook(SMALL);
    let mut archive = ZipArchive::new(Cursor::new(good)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut old = String::new();
        std::io::Read::read_to_string(&mut entry, &mut old).unwrap();
        out.start_file(&name, options).unwrap();
        let new = if name == part { content(&old) } else { old.into_bytes() };
        out.write_all(&new).unwrap();
    }
    out.finish().unwrap().into_inner()
}

async fn refused(app: &TestApp, name: &str, content: &[u8], code: &str) {
    let answer = upload(&app.as_("office"), "personnel", app.world.east, name, content).await;
    answer.refuses("#/file", code);
}

/// Memory of this process in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|size| size.parse().ok())
        .unwrap_or(0)
}

both!(a_zip_bomb_is_refused_without_memory);
async fn a_zip_bomb_is_refused_without_memory(app: TestApp) {
    let sheet = tampered("xl/worksheets/sheet1.xml", |_| vec![b' '; 24 << 20]);
    assert!(sheet.len() < 100 << 10);
    // The contract that every answer is held against is read with the first one.
    app.as_("office").get("/imports").await.expect(200);
    let made = resident();
    refused(&app, "bomb.xlsx", &sheet, "too_large_unpacked").await;
    let texts = tampered("xl/sharedStrings.xml", |texts| {
        texts
            .replace("uniqueCount=\"", "uniqueCount=\"99999999999")
            .into_bytes()
    });
    refused(&app, "reserve.xlsx", &texts, "too_large_unpacked").await;
    let other = tampered("xl/styles.xml", |_| vec![b' '; 5 << 20]);
    refused(&app, "styles.xlsx", &other, "too_large_unpacked").await;
    assert!(resident() - made < 32 << 10);
}

both!(a_cell_at_the_far_corner_costs_nothing);
async fn a_cell_at_the_far_corner_costs_nothing(app: TestApp) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(SMALL) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    sheet.write_string(1_048_575, 16_383, "角落").unwrap();
    sheet.write_string(1_048_575, 0, "乙").unwrap();
    let far = book.save_to_buffer().unwrap();
    // What the tests themselves keep is there before it is measured.
    app.as_("office").get("/imports").await.expect(200);
    let before = resident();
    let import = upload(&app.as_("office"), "personnel", app.world.east, "far.xlsx", &far)
        .await
        .expect(201)
        .body;
    assert!(resident() - before < 64 << 10);
    assert_eq!(
        import["counts"],
        json!({"create": 1, "update": 0, "unchanged": 0, "rejected": 1})
    );
    let claimed = tampered("xl/worksheets/sheet1.xml", |sheet| {
        sheet.replace("A1:C2", "A1:XFD1048576").into_bytes()
    });
    upload(&app.as_("office"), "personnel", app.world.east, "claim.xlsx", &claimed)
        .await
        .expect(201);
}

both!(two_hundred_thousand_rows_are_too_many);
async fn two_hundred_thousand_rows_are_too_many(app: TestApp) {
    let mut text = String::from("姓名,性别,教职工号\n");
    for number in 0..200_000 {
        writeln!(text, "甲,男,N{number}").unwrap();
    }
    refused(&app, "many.csv", text.as_bytes(), "too_many_rows").await;
}

both!(csv_is_read_in_the_encodings_of_china);
async fn csv_is_read_in_the_encodings_of_china(app: TestApp) {
    let text = "姓名,性别,教职工号,民族\n㛃䶮,男,C1,彝族\n";
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for (name, content) in [
        ("gb.csv", gb),
        ("bom.csv", bom),
        ("plain.csv", text.as_bytes().to_vec()),
        ("crlf.csv", text.replace('\n', "\r\n").into_bytes()),
    ] {
        let office = app.as_("office");
        let import = upload(&office, "personnel", app.world.east, name, &content)
            .await
            .expect(201)
            .body;
        let rows = office
            .get(format!("/imports/{}/rows", import["id"].as_str().unwrap()))
            .await
            .expect(200);
        assert_eq!(rows.column("label"), ["㛃䶮"], "{name}");
        assert_eq!(rows.column("action"), ["create"], "{name}");
        assert_eq!(rows.column("row_no"), [2], "{name}: the header is row 1");
    }
}

both!(what_is_no_sheet_is_said_to_be_none);
async fn what_is_no_sheet_is_said_to_be_none(app: TestApp) {
    refused(&app, "photo.jpg", b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00", "not_a_workbook").await;
    refused(
        &app,
        "old.xls",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more",
        "old_format",
    )
    .await;
    refused(&app, "zip.xlsx", b"PK\x03\x04 cut off", "not_a_workbook").await;
    refused(&app, "empty.csv", b" \r\n", "empty_file").await;
    refused(&app, "empty.xlsx", &workbook(&[]), "no_header").await;
    refused(&app, "letter.csv", "尊敬的家长：\n您好\n".as_bytes(), "no_header").await;
    let cut = workbook(SMALL);
    refused(&app, "cut.xlsx", &cut[..cut.len() / 2], "not_a_workbook").await;
    let broken = tampered("xl/worksheets/sheet1.xml", |sheet| {
        sheet.as_bytes()[..sheet.len() * 3 / 4].to_vec()
    });
    refused(&app, "broken.xlsx", &broken, "not_a_workbook").await;
}

both!(missing_columns_are_named);
async fn missing_columns_are_named(app: TestApp) {
    let sheet = workbook(&[&["教职工号", "民族"], &["X1", "汉族"]]);
    let answer = upload(&app.as_("office"), "personnel", app.world.east, "a.xlsx", &sheet).await;
    let problem = answer.problem(422, "invalid_fields");
    assert_eq!(problem["errors"][0]["code"], "missing_columns");
    assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("姓名、性别"));
    let nothing = workbook(&[&["姓名", "性别"]]);
    refused(&app, "b.xlsx", &nothing, "empty_sheet").await;
}

both!(cells_of_the_wrong_type_are_problems_of_their_rows);
async fn cells_of_the_wrong_type_are_problems_of_their_rows(app: TestApp) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(["姓名", "班号", "出生日期", "性别", "民族", "身份证件号"]) {
        sheet.write_string(0, column, title).unwrap();
    }
    // Numbers where texts are expected, a day number, a number that lost its digits.
    sheet.write_string(1, 0, "数字").unwrap();
    sheet.write_number(1, 1, 202_401.0).unwrap();
    sheet.write_number(1, 2, 42_074.0).unwrap();
    sheet.write_number(1, 3, 1.0).unwrap();
    sheet.write_number(1, 4, 7.0).unwrap();
    sheet.write_boolean(2, 0, true).unwrap();
    sheet.write_number(2, 1, 3.5).unwrap();
    sheet.write_string(3, 0, "公式").unwrap();
    sheet.write_string(3, 1, "202401").unwrap();
    sheet.write_number(3, 5, 532_301_201_503_100_011.0).unwrap();
    let content = book.save_to_buffer().unwrap();
    let office = app.as_("office");
    let import = upload(&office, "students", app.world.west, "types.xlsx", &content)
        .await
        .expect(201)
        .body;
    let rows = office
        .get(format!("/imports/{}/rows", import["id"].as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!(
        rows.column("action"),
        ["create", "rejected", "rejected"],
        "{}",
        rows.text()
    );
    assert_eq!(rows.items()[1]["problems"][0]["column"], "班号");
    assert_eq!(rows.items()[2]["problems"][0]["column"], "身份证件号");
}

both!(a_pupil_number_twice_in_a_file_is_refused_the_second_time);
async fn a_pupil_number_twice_in_a_file_is_refused_the_second_time(app: TestApp) {
    let sheet = workbook(&[
        &["姓名", "班号", "身份证件号"],
        &["甲", "202401", "532301201503100011"],
        &["甲", "202401", "532301201503100011"],
        &["丙", "202401", "110105194912310021"],
    ]);
    let office = app.as_("office");
    let import = upload(&office, "students", app.world.west, "a.xlsx", &sheet)
        .await
        .expect(201)
        .body;
    let rows = office
        .get(format!("/imports/{}/rows", import["id"].as_str().unwrap()))
        .await
        .expect(200);
    let codes: Vec<_> = rows
        .items()
        .iter()
        .map(|row| row["problems"][0]["code"].clone())
        .collect();
    assert_eq!(codes, [json!(null), json!("duplicate_row"), json!("resident_id")]);
}

both!(a_file_that_is_too_large_or_missing_is_refused);
async fn a_file_that_is_too_large_or_missing_is_refused(app: TestApp) {
    let large = vec![b'a'; (20 << 20) + 1];
    upload(&app.as_("office"), "personnel", app.world.east, "a.csv", &large)
        .await
        .problem(413, "too_large");
    let none = app.as_("office").post("/imports", json!({})).key("x").await;
    none.problem(415, "unsupported_media_type");
    let unknown = upload(&app.as_("office"), "cats", app.world.east, "a.csv", b"x").await;
    unknown.refuses("#/kind", "unknown_value");
}
