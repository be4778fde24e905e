//! The audit log, through HTTP, on both databases.

use serde_json::json;

use crate::{
    both,
    support::{PASSWORD, TestApp},
};

both!(the_auditor_reads_who_did_what_newest_first);
async fn the_auditor_reads_who_did_what_newest_first(app: TestApp) {
    for username in ["office", "teacher_a", "nobody"] {
        let login = json!({ "username": username, "password": PASSWORD });
        app.anonymous().post("/auth/login", login).await;
    }
    let auditor = app.as_("auditor");
    let events = auditor.get("/audit-events").await.expect(200);
    assert_eq!(events.column("seq"), [3, 2, 1]);
    assert_eq!(
        events.column("action"),
        ["login.failed", "login.succeeded", "login.succeeded"]
    );
    assert_eq!(events.items()[1]["account_name"], "杨丽萍");
    let office = app.world.account("office");
    let mine = auditor.get(format!("/audit-events?account_id={office}&sort=at")).await;
    assert_eq!(mine.expect(200).column("seq"), [1]);
    let failed = auditor
        .get("/audit-events?action=login.failed&object_kind=accounts")
        .await;
    assert_eq!(failed.expect(200).column("seq"), [3]);
    let later = auditor.get("/audit-events?at[gte]=2026-11-23T02:00:01Z").await;
    assert!(later.expect(200).items().is_empty());
    let until_now = auditor.get("/audit-events?at[lte]=2026-11-23T02:00:00Z").await;
    assert_eq!(until_now.expect(200).items().len(), 3);
    assert_eq!(auditor.all("/audit-events?limit=2").await.len(), 3);
    let whole = lianxin::db::audit::first_break(app.db(), &app.state.vault)
        .await
        .unwrap();
    assert_eq!(whole, None);
}

both!(nobody_else_reads_the_audit_log);
async fn nobody_else_reads_the_audit_log(app: TestApp) {
    for username in ["principal", "office", "teacher_a", "bureau_officer", "powerless"] {
        app.as_(username).get("/audit-events").await.problem(403, "forbidden");
    }
    app.as_("admin").get("/audit-events").await.expect(200);
}
