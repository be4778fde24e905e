//! Saved views of lists, through HTTP, on both databases.

use serde_json::json;
use uuid::Uuid;

use crate::{both, support::TestApp};

both!(views_are_kept_for_oneself_or_shared_by_the_office);
async fn views_are_kept_for_oneself_or_shared_by_the_office(app: TestApp) {
    let teacher = app.as_("teacher_a");
    let mine = json!({"page": "ledger", "name": "未办结", "query": "state=routed,in_progress&sort=due_at"});
    let kept = teacher.post("/saved-views", mine.clone()).await.expect(201);
    let at = format!("/saved-views/{}", kept.id::<Uuid>());
    assert_eq!(
        (&kept.body["editable"], &kept.body["unit_id"]),
        (&json!(true), &json!(null))
    );
    teacher
        .post("/saved-views", mine.clone())
        .await
        .refuses("#/name", "duplicate");
    teacher
        .post("/saved-views", json!({"page": "../x", "name": "一", "query": ""}))
        .await
        .refuses("#/page", "not_a_page");
    app.as_("teacher_b")
        .post("/saved-views", mine.clone())
        .await
        .expect(201);
    let mut shared = mine.clone();
    shared["unit_id"] = json!(app.world.school);
    teacher
        .post("/saved-views", shared.clone())
        .await
        .problem(403, "forbidden");
    let common = app.as_("office").post("/saved-views", shared).await.expect(201);
    assert_eq!(common.body["unit_name"], "青山中心小学");
    let offered = async |who: &str, query: &str| {
        app.as_(who)
            .get(format!("/saved-views?{query}"))
            .await
            .expect(200)
            .column("editable")
    };
    assert_eq!(offered("teacher_a", "page=ledger").await, [true, false]);
    assert_eq!(offered("teacher_c", "page=ledger").await, [false]);
    assert_eq!(offered("teacher_a", "page=ledger&shared=false").await, [true]);
    assert!(offered("teacher_a", "page=activities").await.is_empty());
    assert!(offered("stranger", "page=ledger").await.is_empty());
    app.as_("teacher_b")
        .patch(&at, json!({"name": "改名"}))
        .if_match(1)
        .await
        .problem(404, "not_found");
    let changed = teacher
        .patch(&at, json!({"query": "state=replied"}))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(changed.body["query"], "state=replied");
    teacher
        .patch(&at, json!({"name": "又改"}))
        .if_match(1)
        .await
        .problem(412, "stale_version");
    let theirs = format!("/saved-views/{}", common.id::<Uuid>());
    teacher.delete(&theirs).if_match(1).await.problem(403, "forbidden");
    app.as_("principal").delete(&theirs).if_match(1).await.expect(204);
    teacher.delete(&at).if_match(2).await.expect(204);
    assert!(offered("teacher_a", "").await.is_empty());
}
