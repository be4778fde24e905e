//! Attachments, through HTTP, on both databases: what is kept of a file, who sees it, and that backups carry it.

use std::{
    io::{Cursor, Write},
    path::Path,
    process::Command,
};

use actix_web::http::Method;
use image::{DynamicImage, ImageFormat, RgbImage};
use lianxin::{entities::attachment, files::Files, vault::Vault};
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    both,
    support::{Answer, Engine, Stage, TestApp, files_of},
};

/// A record of `teacher_a`; where its attachments are.
async fn visit(app: &TestApp, submit: bool) -> (Uuid, String) {
    let visit = json!({
        "happened_on": "2026-11-22", "text": "孩子能按时完成作业。", "submit": submit,
        "details": {"home_visit": {"household_id": app.world.li.household, "student_ids": [app.world.li.pupil]}}
    });
    let visit = app.as_("teacher_a").post("/activities", visit).await.expect(201);
    let id: Uuid = visit.id();
    (id, format!("/activities/{id}/attachments"))
}

async fn upload(app: &TestApp, username: &str, at: &str, name: &str, content: &[u8]) -> Answer {
    let client = app.as_(username);
    client
        .request(Method::POST, at)
        .file(&[("caption", "孩子的书桌")], "file", name, content)
        .await
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut content = Vec::new();
    image.write_to(&mut Cursor::new(&mut content), format).unwrap();
    content
}

/// Wider than high, with red on the left.
fn picture() -> DynamicImage {
    RgbImage::from_fn(
        64,
        32,
        |x, _| if x < 32 { [200, 30, 20].into() } else { [240; 3].into() },
    )
    .into()
}

const PLACE: &[u8] = b"25 02 00 N 101 32 00 E";

/// A JPEG as a phone makes it: lying on its side, with the place where it was taken.
fn taken_with_a_phone() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    exif.extend([0, 2]);
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]);
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0x26]);
    exif.extend([0; 4]);
    exif.extend([0, 1]);
    exif.extend([
        0,
        0x1d,
        0,
        2,
        0,
        0,
        0,
        u8::try_from(PLACE.len()).unwrap(),
        0,
        0,
        0,
        0x38,
    ]);
    exif.extend([0; 4]);
    exif.extend(PLACE);
    let plain = encoded(&picture(), ImageFormat::Jpeg);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

fn package(parts: &[&str]) -> Vec<u8> {
    let mut content = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        content.start_file(*part, SimpleFileOptions::default()).unwrap();
        content.write_all(b"<xml/>").unwrap();
    }
    content.finish().unwrap().into_inner()
}

fn contains(content: &[u8], part: &[u8]) -> bool {
    content.windows(part.len()).any(|window| window == part)
}

/// Everything that the store holds, opened.
async fn everything_kept(app: &TestApp) -> Vec<Vec<u8>> {
    let mut kept = Vec::new();
    for row in attachment::Entity::find().all(app.db()).await.unwrap() {
        for name in row.preview.into_iter().chain([row.stored]) {
            kept.push(app.state.files.read(&name).await.unwrap());
        }
    }
    kept
}

fn files_in(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let entries = entries.map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { files_in(&path) } else { 1 })
        .sum()
}

both!(a_picture_loses_its_place_and_stands_upright);
async fn a_picture_loses_its_place_and_stands_upright(app: TestApp) {
    let (id, at) = visit(&app, false).await;
    let sent = taken_with_a_phone();
    assert!(contains(&sent, b"Exif") && contains(&sent, PLACE));
    let added = upload(&app, "teacher_a", &at, "IMG_0001.HEIC", &sent).await.expect(201);
    assert_eq!(added.body["file_name"], "IMG_0001.jpg");
    assert_eq!(added.body["media_type"], "image/jpeg");
    assert_eq!(added.body["caption"], "孩子的书桌");
    assert_eq!(added.body["has_preview"], true);
    assert_eq!(added.body["owner_id"], id.to_string());
    let place = format!("/attachments/{}", added.id::<Uuid>());
    assert_eq!(added.header("location"), Some(format!("/api/v1{place}").as_str()));
    let file = app.as_("teacher_a").get(&place).await.expect(200);
    let upright = image::load_from_memory(&file.bytes).unwrap();
    assert_eq!((upright.width(), upright.height()), (32, 64));
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(file.header("content-security-policy"), Some("sandbox"));
    assert_eq!(file.header("cache-control"), Some("private, max-age=3600"));
    assert!(file.header("content-disposition").unwrap().starts_with("attachment;"));
    let preview = app.as_("teacher_a").get(format!("{place}/preview")).await.expect(200);
    assert_eq!(preview.header("content-type"), Some("image/jpeg"));
    let kept = everything_kept(&app).await;
    assert_eq!(kept.len(), 2);
    for content in kept {
        assert!(!contains(&content, b"Exif") && !contains(&content, PLACE));
    }
}

both!(nothing_rides_along_with_a_picture);
async fn nothing_rides_along_with_a_picture(app: TestApp) {
    let (_, at) = visit(&app, true).await;
    let stowaway = package(&["evil.html"]);
    let sent = [encoded(&picture(), ImageFormat::Jpeg), stowaway].concat();
    let added = upload(&app, "teacher_a", &at, "a.html", &sent).await.expect(201);
    assert_eq!(added.body["file_name"], "a.jpg");
    for content in everything_kept(&app).await {
        assert!(!contains(&content, b"evil.html") && !contains(&content, b"PK\x03\x04"));
    }
}

both!(what_is_no_known_file_is_refused_and_nothing_of_it_stays);
async fn what_is_no_known_file_is_refused_and_nothing_of_it_stays(app: TestApp) {
    let (_, at) = visit(&app, true).await;
    let jpeg = encoded(&picture(), ImageFormat::Jpeg);
    for content in [
        b"<html>%PDF-1.7<script>".as_slice(),
        b"GIF89a\x01\x00\x01\x00",
        b"plain text",
        &package(&["hello.txt"]),
        &package(&["[Content_Types].xml", "ppt/presentation.xml"]),
    ] {
        let refused = upload(&app, "teacher_a", &at, "a.jpg", content).await;
        refused.problem(415, "unsupported_file");
    }
    upload(&app, "teacher_a", &at, "a.pdf", b"")
        .await
        .refuses("#/file", "empty");
    let cut = upload(&app, "teacher_a", &at, "a.jpg", &jpeg[..40]).await;
    cut.refuses("#/file", "unreadable_picture");
    let bomb = encoded(&DynamicImage::new_luma8(9_000, 9_000), ImageFormat::Png);
    assert!(bomb.len() < 1_000_000);
    let bomb = upload(&app, "teacher_a", &at, "a.png", &bomb).await;
    bomb.refuses("#/file", "too_many_pixels");
    let macros = package(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
    let macros = upload(&app, "teacher_a", &at, "a.docx", &macros).await;
    macros.refuses("#/file", "has_macros");
    let large = [b"%PDF-1.7".as_slice(), &vec![b' '; 10 * 1024 * 1024]].concat();
    let large = upload(&app, "teacher_a", &at, "a.pdf", &large).await;
    assert!(
        large.problem(413, "too_large")["detail"]
            .as_str()
            .unwrap()
            .contains("10 MiB")
    );
    let long = app.as_("teacher_a").request(Method::POST, &at);
    let long = long
        .file(&[("caption", &"长".repeat(201))], "file", "a.jpg", &jpeg)
        .await;
    long.problem(422, "invalid_fields");
    let no_form = app.as_("teacher_a").post(&at, json!({})).await;
    no_form.problem(415, "unsupported_media_type");
    assert_eq!(app.as_("teacher_a").get(&at).await.expect(200).items().len(), 0);
    assert_eq!(files_in(Path::new(&files_of(&app.state.config.data.database))), 0);
}

both!(documents_are_kept_as_they_are);
async fn documents_are_kept_as_they_are(app: TestApp) {
    let (_, at) = visit(&app, true).await;
    let word = package(&["[Content_Types].xml", "word/document.xml"]);
    let excel = package(&["[Content_Types].xml", "xl/workbook.xml"]);
    let clear = encoded(&DynamicImage::new_rgba8(8, 8), ImageFormat::WebP);
    for (name, content, kept, media_type) in [
        (
            "计划",
            word.as_slice(),
            "计划.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "名单.xls",
            &excel,
            "名单.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("通知.pdf", b"%PDF-1.4\n%%EOF", "通知.pdf", "application/pdf"),
    ] {
        let added = upload(&app, "teacher_a", &at, name, content).await.expect(201);
        assert_eq!(added.body["file_name"], kept);
        assert_eq!(added.body["media_type"], media_type);
        let place = format!("/attachments/{}", added.id::<Uuid>());
        assert_eq!(app.as_("office").get(&place).await.expect(200).bytes, content);
        app.as_("office")
            .get(format!("{place}/preview"))
            .await
            .problem(404, "not_found");
    }
    let added = upload(&app, "teacher_a", &at, "标志.webp", &clear).await.expect(201);
    assert_eq!(added.body["media_type"], "image/png");
}

both!(whoever_sees_the_record_sees_what_is_attached);
async fn whoever_sees_the_record_sees_what_is_attached(app: TestApp) {
    let (id, at) = visit(&app, true).await;
    let added = upload(&app, "teacher_a", &at, "a.png", &encoded(&picture(), ImageFormat::Png)).await;
    let added: Uuid = added.expect(201).id();
    for username in ["teacher_a", "east_principal", "principal", "office", "bureau_officer"] {
        app.as_(username).get(format!("/attachments/{added}")).await.expect(200);
        let listed = app.as_(username).get(&at).await.expect(200);
        assert_eq!(listed.column("uploaded_by_name"), ["杨丽萍"]);
        assert_eq!(listed.body["may_change"], username == "teacher_a");
    }
    for username in ["teacher_b", "west_principal", "vice", "stranger", "stranger_office"] {
        app.as_(username)
            .get(format!("/attachments/{added}"))
            .await
            .problem(404, "not_found");
        app.as_(username)
            .get(format!("/attachments/{added}/preview"))
            .await
            .problem(404, "not_found");
        app.as_(username).get(&at).await.problem(404, "not_found");
        upload(&app, username, &at, "a.pdf", b"%PDF-1.4")
            .await
            .problem(404, "not_found");
        let removed = app
            .as_(username)
            .delete(format!("/attachments/{added}"))
            .if_match(1)
            .await;
        removed.problem(404, "not_found");
    }
    upload(&app, "office", &at, "a.pdf", b"%PDF-1.4")
        .await
        .problem(403, "forbidden");
    let removed = app
        .as_("office")
        .delete(format!("/attachments/{added}"))
        .if_match(1)
        .await;
    removed.problem(403, "forbidden");
    app.as_("powerless")
        .get(format!("/activities/{id}/attachments"))
        .await
        .problem(403, "forbidden");
}

both!(an_attachment_is_removed_by_its_owner_with_its_files);
async fn an_attachment_is_removed_by_its_owner_with_its_files(app: TestApp) {
    let (_, at) = visit(&app, true).await;
    let added = upload(&app, "teacher_a", &at, "a.png", &encoded(&picture(), ImageFormat::Png)).await;
    let place = format!("/attachments/{}", added.expect(201).id::<Uuid>());
    let folder = files_of(&app.state.config.data.database);
    assert_eq!(files_in(Path::new(&folder)), 2);
    let teacher = app.as_("teacher_a");
    teacher.delete(&place).await.problem(428, "precondition_required");
    teacher.delete(&place).if_match(2).await.problem(412, "stale_version");
    teacher.delete(&place).if_match(1).await.expect(204);
    teacher.get(&place).await.problem(404, "not_found");
    assert_eq!(files_in(Path::new(&folder)), 0);
}

both!(a_confirmed_record_keeps_its_attachments);
async fn a_confirmed_record_keeps_its_attachments(app: TestApp) {
    let visit = json!({
        "happened_on": "2026-11-20", "text": "看了食堂和两节课。", "submit": true,
        "details": {"branch_visit": {"unit_id": app.world.east}}
    });
    let visit: Uuid = app.as_("vice").post("/activities", visit).await.expect(201).id();
    let at = format!("/activities/{visit}/attachments");
    let added: Uuid = upload(&app, "vice", &at, "a.pdf", b"%PDF-1.4").await.expect(201).id();
    let confirm = app
        .as_("east_principal")
        .post(format!("/activities/{visit}/moves"), json!({"move": "confirm"}));
    confirm.key(Uuid::now_v7()).await.expect(200);
    upload(&app, "vice", &at, "a.pdf", b"%PDF-1.4")
        .await
        .problem(403, "forbidden");
    let removed = app
        .as_("vice")
        .delete(format!("/attachments/{added}"))
        .if_match(1)
        .await;
    removed.problem(403, "forbidden");
    let listed = app.as_("east_principal").get(&at).await.expect(200);
    assert_eq!(listed.items().len(), 1);
    assert_eq!(listed.body["may_change"], false);
}

both!(a_record_has_ten_attachments_at_most_and_a_repeat_is_none);
async fn a_record_has_ten_attachments_at_most_and_a_repeat_is_none(app: TestApp) {
    let (_, at) = visit(&app, true).await;
    let key = Uuid::now_v7();
    for _ in 0..2 {
        let client = app.as_("teacher_a");
        let sent = client
            .request(Method::POST, &at)
            .file(&[], "file", "0.pdf", b"%PDF-1.4 0");
        sent.key(key).await.expect(201);
    }
    let listed = app.as_("teacher_a").get(&at).await.expect(200);
    assert_eq!((listed.items().len(), &listed.body["left"]), (1, &json!(9)));
    assert_eq!(files_in(Path::new(&files_of(&app.state.config.data.database))), 1);
    for number in 1..10 {
        let content = format!("%PDF-1.4 {number}");
        upload(&app, "teacher_a", &at, "a.pdf", content.as_bytes())
            .await
            .expect(201);
    }
    upload(&app, "teacher_a", &at, "a.pdf", b"%PDF-1.4")
        .await
        .refuses("#/file", "too_many");
    assert_eq!(files_in(Path::new(&files_of(&app.state.config.data.database))), 10);
}

/// Runs the binary as an operator would.
fn lianxin(folder: &Path, verb: &str, database: &str, files: &str, file: Option<&str>) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianxin"));
    command.args([verb, "--database", database, "--files", files]);
    let ran = command
        .args(["--master-key-file", "master.key"])
        .args(file)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = [ran.stdout, ran.stderr].concat();
    (ran.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[actix_web::test]
async fn backups_carry_attachments_and_verification_misses_none() {
    let stage = Stage::set(Engine::Sqlite).await;
    let app = stage.app().await;
    let (_, at) = visit(&app, true).await;
    let added = upload(&app, "teacher_a", &at, "a.png", &encoded(&picture(), ImageFormat::Png)).await;
    added.expect(201);
    let folder = tempfile::tempdir().unwrap();
    let key = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    std::fs::write(folder.path().join("master.key"), key).unwrap();
    assert!(Vault::from_base64(key).is_some());
    let files = files_of(&stage.url);
    let (done, said) = lianxin(folder.path(), "backup", &stage.url, &files, Some("copy.db"));
    assert!(done, "{said}");
    assert_eq!(files_in(&folder.path().join("backup-files")), 2);

    // What a backup misses is said.
    let stored = attachment::Entity::find().one(app.db()).await.unwrap().unwrap().stored;
    app.state.files.remove(&stored).await.unwrap();
    let (done, said) = lianxin(folder.path(), "verify", &stage.url, &files, None);
    assert!(!done && said.contains(&format!("{stored} is missing")), "{said}");

    let (done, said) = lianxin(
        folder.path(),
        "restore",
        "sqlite:new/lianxin.db",
        "new/files",
        Some("copy.db"),
    );
    assert!(done && said.contains("attachments: ok"), "{said}");
    let restored = Files::in_folder(&folder.path().join("new/files"), app.state.vault.clone()).unwrap();
    assert!(!restored.read(&stored).await.unwrap().is_empty());

    let altered = folder.path().join("new/files").join(&stored[..2]).join(&stored);
    let mut bytes = std::fs::read(&altered).unwrap();
    bytes[40] ^= 1;
    std::fs::write(&altered, bytes).unwrap();
    let (done, said) = lianxin(folder.path(), "verify", "sqlite:new/lianxin.db", "new/files", None);
    assert!(!done && said.contains("is not as it was written"), "{said}");
    stage.clear().await;
}
