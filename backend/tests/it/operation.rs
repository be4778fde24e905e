//! Health, backups and verification.

use std::{fs, path::Path, process::Command};

use lianxin::{
    clock::Clock,
    db::{self, audit, backup},
    entities::audit_event::{self, AuditAction},
    features::operation::{Finding, verify},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    both,
    support::{Engine, Stage, TestApp},
};

async fn wrong(app: &TestApp) -> Vec<&'static str> {
    let findings = verify(app.db(), &app.state.vault, &app.state.files).await.unwrap();
    let wrong = findings.into_iter().filter(|Finding { wrong, .. }| !wrong.is_empty());
    wrong.map(|finding| finding.checked).collect()
}

both!(an_altered_audit_row_is_found);
async fn an_altered_audit_row_is_found(app: TestApp) {
    for number in 0..3 {
        db::write(app.db(), async |tx| {
            let mut entry = audit::Entry::new(Some(app.world.admin), AuditAction::AccountUpdated);
            entry.details = serde_json::json!({ "number": number, "names": ["b", "a"], "z": null });
            audit::record(tx, &app.state.vault, app.now(), entry).await
        })
        .await
        .unwrap();
    }
    assert!(wrong(&app).await.is_empty());
    audit_event::Entity::update_many()
        .col_expr(audit_event::Column::Action, Expr::value("test.altered"))
        .filter(audit_event::Column::Seq.eq(2))
        .exec(app.db())
        .await
        .unwrap();
    assert_eq!(wrong(&app).await, ["audit log"]);
}

#[actix_web::test]
async fn a_backup_is_restored_into_an_empty_place_only() {
    let stage = Stage::set(Engine::Sqlite).await;
    let app = stage.app().await;
    let folder = tempfile::tempdir().unwrap();
    let (copy, place) = (folder.path().join("copy.db"), folder.path().join("new/lianxin.db"));
    backup::back_up(app.db(), &copy).await.unwrap();
    assert!(matches!(
        backup::back_up(app.db(), &copy).await,
        Err(backup::Failure::InTheWay(_))
    ));
    backup::restore(&copy, &place).await.unwrap();
    assert!(matches!(
        backup::restore(&copy, &place).await,
        Err(backup::Failure::InTheWay(_))
    ));
    assert!(left_over(folder.path()).is_empty());
    let url = format!("sqlite:{}", place.display());
    let restored = db::connect(&url, 1).await.unwrap();
    db::migrate(&restored).await.unwrap();
    let restored = TestApp::on(restored, &url, Clock::fixed(app.now())).await;
    let path = format!("/org-units/{}", app.world.east);
    restored.as_("office").get(path).await.expect(200);
    assert!(wrong(&restored).await.is_empty());
    stage.clear().await;
}

#[actix_web::test]
async fn a_damaged_backup_is_refused() {
    let stage = Stage::set(Engine::Sqlite).await;
    let app = stage.app().await;
    let folder = tempfile::tempdir().unwrap();
    let (copy, place) = (folder.path().join("copy.db"), folder.path().join("lianxin.db"));
    backup::back_up(app.db(), &copy).await.unwrap();
    let whole = fs::read(&copy).unwrap();
    let mut holed = whole.clone();
    let middle = holed.len() / 2;
    holed[middle..middle + 8192].fill(0x5a);
    for bytes in [&whole[..whole.len() / 2], &holed, b"nonsense", b""] {
        fs::write(&copy, bytes).unwrap();
        let refusal = backup::restore(&copy, &place).await;
        assert!(matches!(refusal, Err(backup::Failure::Damaged(..))), "{refusal:?}");
        assert!(!place.exists());
    }
    stage.clear().await;
}

#[actix_web::test]
async fn a_backup_is_not_restored_without_its_key() {
    let stage = Stage::set(Engine::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    backup::back_up(&stage.connect().await, &folder.path().join("copy.db"))
        .await
        .unwrap();
    let restored = Command::new(env!("CARGO_BIN_EXE_lianxin"))
        .args([
            "restore",
            "--database",
            "sqlite:new.db",
            "--master-key-file",
            "lost.key",
            "copy.db",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&restored.stderr);
    assert!(
        !restored.status.success() && complaint.contains("lost.key is not there"),
        "{complaint}"
    );
    assert!(!folder.path().join("new.db").exists() && !folder.path().join("lost.key").exists());
    stage.clear().await;
}

fn left_over(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains("making")).collect()
}
