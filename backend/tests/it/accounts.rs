//! Accounts and roles, through HTTP, on both databases.

use actix_web::http::Method;
use chrono::TimeDelta;
use lianxin::features::accounts::{self as feature, FirstAdministrator};
use serde_json::{Value, json};

use crate::{
    both,
    support::{Answer, Client, PASSWORD, TestApp},
};

const NEW_PASSWORD: &str = "山上有棵Pine-7";

/// Makes an account with these roles; its answer holds the one-time link.
async fn create(app: &TestApp, username: &str, roles: Value) -> Value {
    let new = json!({ "username": username, "display_name": "新来的", "roles": roles });
    app.as_("admin").post("/accounts", new).await.expect(201).body
}

async fn set_up(app: &TestApp, code: &Value, password: &str) -> Answer {
    let body = json!({ "code": code, "new_password": password });
    app.anonymous().post("/auth/setup", body).await
}

async fn log_in(app: &TestApp, username: &str, password: &str) -> Answer {
    let login = json!({ "username": username, "password": password });
    app.anonymous().post("/auth/login", login).await
}

/// The open grant of an account.
async fn grant_of(admin: &Client, account: impl std::fmt::Display) -> Value {
    let grants = admin
        .get(format!("/role-grants?account_id={account}"))
        .await
        .expect(200);
    grants.items()[0].clone()
}

async fn end_grant(admin: &Client, grant: &Value) -> Answer {
    let path = format!("/role-grants/{}", grant["id"].as_str().unwrap());
    admin.delete(path).if_match(&grant["version"]).await
}

both!(a_new_account_is_set_up_with_its_link_and_logs_in);
async fn a_new_account_is_set_up_with_its_link_and_logs_in(app: TestApp) {
    let roles = json!([{ "role": "teacher", "unit_id": app.world.west }]);
    let new = json!({ "username": "t10023", "display_name": "厨师", "person_id": app.world.cook, "roles": roles });
    let made = app.as_("admin").post("/accounts", new).await.expect(201);
    assert_eq!(made.header("etag"), Some("\"v1\""));
    let account = made.body;
    let code = account["setup_code"].as_str().unwrap();
    assert!(
        account["setup_url"]
            .as_str()
            .unwrap()
            .ends_with(&format!("/setup#{code}"))
    );
    assert_eq!(account["roles"][0]["role"], "teacher");
    assert_eq!(account["password_changed_at"], Value::Null);
    assert_eq!(account["last_login_at"], Value::Null);
    log_in(&app, "t10023", NEW_PASSWORD)
        .await
        .problem(401, "bad_credentials");
    set_up(&app, &json!(code), "short")
        .await
        .refuses("#/new_password", "too_short");
    let typed = code.to_lowercase().replace('-', " ");
    let done = set_up(&app, &json!(typed), NEW_PASSWORD).await.expect(200);
    assert_eq!(done.body["username"], "t10023");
    log_in(&app, "t10023", NEW_PASSWORD).await.expect(200);
    let shown = app
        .as_("admin")
        .get(format!("/accounts/{}", account["id"].as_str().unwrap()));
    let shown = shown.await.expect(200).body;
    assert_ne!(shown["password_changed_at"], Value::Null);
    assert_ne!(shown["last_login_at"], Value::Null);
    assert_ne!(shown["person_name"], Value::Null);
}

both!(a_link_is_good_once_even_for_two_at_the_same_time);
async fn a_link_is_good_once_even_for_two_at_the_same_time(app: TestApp) {
    let account = create(&app, "newcomer", json!([])).await;
    let code = &account["setup_code"];
    let (one, other) = futures_util::join!(set_up(&app, code, NEW_PASSWORD), set_up(&app, code, NEW_PASSWORD));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410]);
    set_up(&app, code, NEW_PASSWORD).await.problem(410, "gone");
}

both!(a_link_expires_and_a_new_one_voids_the_old);
async fn a_link_expires_and_a_new_one_voids_the_old(app: TestApp) {
    let account = create(&app, "newcomer", json!([])).await;
    let path = format!("/accounts/{}/setup-link", account["id"].as_str().unwrap());
    let second = app.as_("admin").request(Method::POST, &path).await.expect(200).body;
    set_up(&app, &account["setup_code"], NEW_PASSWORD)
        .await
        .problem(410, "gone");
    app.advance(TimeDelta::days(7));
    set_up(&app, &second["setup_code"], NEW_PASSWORD)
        .await
        .problem(410, "gone");
    let third = app.as_("admin").request(Method::POST, &path).await.expect(200).body;
    set_up(&app, &third["setup_code"], NEW_PASSWORD).await.expect(200);
}

both!(resetting_a_password_ends_the_old_one_and_all_sessions);
async fn resetting_a_password_ends_the_old_one_and_all_sessions(app: TestApp) {
    let path = format!("/accounts/{}/setup-link", app.world.account("office"));
    app.as_("admin").request(Method::POST, &path).await.expect(200);
    app.as_("office").get("/auth/me").await.problem(401, "session_ended");
    log_in(&app, "office", PASSWORD).await.problem(401, "bad_credentials");
}

both!(only_an_administrator_deals_with_accounts);
async fn only_an_administrator_deals_with_accounts(app: TestApp) {
    for username in ["auditor", "principal", "office", "teacher_a", "powerless"] {
        app.as_(username).get("/accounts").await.problem(403, "forbidden");
        app.as_(username).get("/role-grants").await.problem(403, "forbidden");
    }
    app.anonymous().get("/accounts").await.problem(401, "not_logged_in");
    let unknown = format!("/accounts/{}", app.world.school);
    app.as_("admin").get(unknown).await.problem(404, "not_found");
}

both!(user_names_and_people_are_taken_once);
async fn user_names_and_people_are_taken_once(app: TestApp) {
    let admin = app.as_("admin");
    let taken = json!({ "username": "office", "display_name": "x" });
    admin.post("/accounts", taken).await.problem(409, "username_taken");
    let grave = json!({ "username": "Office!", "display_name": "x" });
    admin.post("/accounts", grave).await.refuses("#/username", "username");
    let twice = json!({ "username": "second", "display_name": "x", "person_id": app.world.office.person });
    admin.post("/accounts", twice).await.problem(409, "person_has_account");
    let nobody = json!({ "username": "second", "display_name": "x", "person_id": app.world.school });
    admin
        .post("/accounts", nobody)
        .await
        .refuses("#/person_id", "unknown_reference");
}

both!(a_role_needs_a_unit_that_fits);
async fn a_role_needs_a_unit_that_fits(app: TestApp) {
    let admin = app.as_("admin");
    let new = |role: &str, unit: Value| {
        let roles = json!([{ "role": role, "unit_id": unit }]);
        admin.post(
            "/accounts",
            json!({ "username": "second", "display_name": "x", "roles": roles }),
        )
    };
    let world = &app.world;
    new("office", Value::Null)
        .await
        .refuses("#/roles/0/unit_id", "required");
    new("admin", json!(world.school))
        .await
        .refuses("#/roles/0/unit_id", "system_wide");
    new("principal", json!(world.east))
        .await
        .refuses("#/roles/0/unit_id", "unfitting_unit");
    new("branch_principal", json!(world.school))
        .await
        .refuses("#/roles/0/unit_id", "unfitting_unit");
    new("bureau", json!(world.school))
        .await
        .refuses("#/roles/0/unit_id", "unfitting_unit");
    new("leader", json!(world.account("office")))
        .await
        .refuses("#/roles/0/unit_id", "unknown_reference");
    new("leader", json!(world.general_affairs)).await.expect(201);
}

both!(accounts_are_found_by_name_role_unit_and_status);
async fn accounts_are_found_by_name_role_unit_and_status(app: TestApp) {
    let admin = app.as_("admin");
    let names = async |query: &str| {
        let page = admin.get(format!("/accounts?{query}")).await.expect(200);
        page.column("username")
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("q=TEACHER").await, ["teacher_a", "teacher_b", "teacher_c"]);
    assert_eq!(names("q=%E4%B8%BD%E8%90%8D").await, ["teacher_a"]);
    assert!(names("q=r_a").await.contains(&"teacher_a".to_owned()));
    assert!(names("q=%25%25").await.is_empty());
    assert_eq!(names("role=admin,auditor").await, ["admin", "auditor"]);
    let east = app.world.east;
    assert_eq!(
        names(&format!("unit_id={east}")).await,
        ["east_principal", "teacher_a", "teacher_b"]
    );
    assert_eq!(
        names(&format!("unit_id={}&role=office", app.world.bureau)).await,
        ["office", "stranger_office"]
    );
    assert!(names("status=disabled").await.is_empty());
    assert_eq!(names("sort=-username&limit=1").await, ["west_principal"]);
    assert_eq!(admin.all("/accounts?limit=4&sort=created_at").await.len(), 15);
    let row = &admin.get("/accounts?q=teacher_a").await.expect(200).body["items"][0];
    assert_eq!(row["person_name"], "杨丽萍");
    assert_eq!(row["roles"][0]["unit_name"], row["person_unit_name"]);
}

both!(a_disabled_account_is_out_at_once_and_an_enabled_one_logs_in_again);
async fn a_disabled_account_is_out_at_once_and_an_enabled_one_logs_in_again(app: TestApp) {
    let admin = app.as_("admin");
    let tokens = log_in(&app, "office", PASSWORD).await.expect(200).body;
    let path = format!("/accounts/{}", app.world.account("office"));
    let disabled = admin
        .patch(&path, json!({ "status": "disabled" }))
        .if_match(1)
        .await
        .expect(200);
    assert_eq!(disabled.version(), 2);
    app.as_("office").get("/auth/me").await.problem(401, "session_ended");
    let body = json!({ "refresh_token": tokens["refresh_token"] });
    app.anonymous()
        .post("/auth/refresh", body)
        .await
        .problem(401, "session_ended");
    log_in(&app, "office", PASSWORD).await.problem(401, "bad_credentials");
    let link = admin.request(Method::POST, format!("{path}/setup-link")).await;
    link.problem(409, "account_disabled");
    admin
        .patch(&path, json!({ "status": "active" }))
        .if_match(2)
        .await
        .expect(200);
    app.as_("office").get("/auth/me").await.problem(401, "session_ended");
    log_in(&app, "office", PASSWORD).await.expect(200);
    let told = app
        .as_("auditor")
        .get("/audit-events?object_kind=accounts")
        .await
        .expect(200);
    assert!(told.column("action").contains(&json!("account.disabled")));
}

both!(a_stale_edit_of_an_account_shows_both_sides);
async fn a_stale_edit_of_an_account_shows_both_sides(app: TestApp) {
    let admin = app.as_("admin");
    let path = format!("/accounts/{}", app.world.account("office"));
    let edit = json!({ "display_name": "林主任" });
    admin
        .patch(&path, edit.clone())
        .await
        .problem(428, "precondition_required");
    admin.patch(&path, edit.clone()).if_match(1).await.expect(200);
    let stale = admin
        .patch(&path, json!({ "display_name": "林老师" }))
        .if_match(1)
        .await;
    let problem = stale.problem(412, "stale_version");
    assert_eq!(problem["differences"][0]["current"], "林主任");
    let once = || {
        admin
            .patch(&path, json!({ "display_name": "林秀英" }))
            .if_match(2)
            .key("k1")
    };
    assert_eq!(once().await.expect(200).version(), 3);
    assert_eq!(once().await.expect(200).version(), 3);
}

both!(a_removed_role_is_gone_at_once_and_its_row_stays);
async fn a_removed_role_is_gone_at_once_and_its_row_stays(app: TestApp) {
    let admin = app.as_("admin");
    app.as_("office").get("/org-units").await.expect(200);
    let grant = grant_of(&admin, app.world.account("office")).await;
    assert_eq!(grant["state"], "current");
    let path = format!("/role-grants/{}", grant["id"].as_str().unwrap());
    admin.delete(&path).await.problem(428, "precondition_required");
    admin.delete(&path).if_match(9).await.problem(412, "stale_version");
    end_grant(&admin, &grant).await.expect(204);
    app.as_("office").get("/org-units").await.problem(403, "forbidden");
    let ended = admin.get(&path).await.expect(200).body;
    assert_eq!(
        (&ended["state"], &ended["ends_on"]),
        (&json!("ended"), &json!("2026-11-22"))
    );
    end_grant(&admin, &ended).await.problem(409, "already_ended");
    let told = admin.get("/audit-events?action=role.ended").await.expect(200);
    assert_eq!(told.items().len(), 1, "what was refused is not told");
    assert_eq!(told.items()[0]["object_name"], "林秀英");
    assert_eq!(told.items()[0]["details"], json!({ "role": "office" }));
    let again = json!({ "account_id": app.world.account("office"), "role": "office", "unit_id": app.world.school });
    admin.post("/role-grants", again.clone()).await.expect(201);
    app.as_("office").get("/org-units").await.expect(200);
    admin.post("/role-grants", again).await.problem(409, "already_granted");
}

both!(a_role_can_be_dated);
async fn a_role_can_be_dated(app: TestApp) {
    let admin = app.as_("admin");
    let grant = |dates: Value| {
        let mut body = json!({ "account_id": app.world.powerless, "role": "teacher", "unit_id": app.world.east });
        body.as_object_mut().unwrap().extend(dates.as_object().unwrap().clone());
        admin.post("/role-grants", body)
    };
    grant(json!({ "starts_on": "2026-11-22" }))
        .await
        .refuses("#/starts_on", "in_the_past");
    grant(json!({ "ends_on": "2026-11-22" }))
        .await
        .refuses("#/ends_on", "before_start");
    let planned = grant(json!({ "starts_on": "2026-11-24", "ends_on": "2026-11-25" })).key("g1");
    let planned = planned.await.expect(201);
    assert_eq!(planned.body["state"], "planned");
    assert_eq!(planned.body["granted_by_name"], "系统管理员");
    grant(json!({ "starts_on": "2026-11-25" }))
        .await
        .problem(409, "already_granted");
    let powerless = app.as_("powerless");
    powerless.get("/org-units").await.problem(403, "forbidden");
    app.advance(TimeDelta::days(1));
    powerless.get("/org-units").await.expect(200);
    let current = admin
        .get("/role-grants?state=current&role=teacher&limit=200")
        .await
        .expect(200);
    assert!(current.column("id").contains(&planned.body["id"]));
    app.advance(TimeDelta::days(2));
    powerless.get("/org-units").await.problem(403, "forbidden");
    let ended = admin.get("/role-grants?state=ended").await.expect(200);
    assert_eq!(ended.column("id"), [planned.body["id"].clone()]);
}

both!(the_last_administrator_stays);
async fn the_last_administrator_stays(app: TestApp) {
    let admin = app.as_("admin");
    let path = format!("/accounts/{}", app.world.admin);
    let disable = || admin.patch(&path, json!({ "status": "disabled" })).if_match(1);
    disable().await.problem(409, "last_administrator");
    let grant = grant_of(&admin, app.world.admin).await;
    end_grant(&admin, &grant).await.problem(409, "last_administrator");
    create(&app, "second", json!([{ "role": "admin", "unit_id": null }])).await;
    disable().await.expect(200);
}

both!(two_administrators_cannot_disable_each_other_at_once);
async fn two_administrators_cannot_disable_each_other_at_once(app: TestApp) {
    let grant = json!({ "account_id": app.world.office.account, "role": "admin" });
    app.as_("admin").post("/role-grants", grant).await.expect(201);
    let disable = async |username: &str, account: Value| {
        let path = format!("/accounts/{}", account.as_str().unwrap());
        let edit = json!({ "status": "disabled" });
        app.as_(username).patch(path, edit).if_match(1).await.status.as_u16()
    };
    let (one, other) = futures_util::join!(
        disable("admin", json!(app.world.office.account)),
        disable("office", json!(app.world.admin))
    );
    let mut statuses = [one, other];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200, "{statuses:?}");
    assert!([401, 409].contains(&statuses[1]), "{statuses:?}");
}

both!(accounts_for_many_people_come_with_one_result_each);
async fn accounts_for_many_people_come_with_one_result_each(app: TestApp) {
    let people = json!([app.world.cook, app.world.office.person, app.world.school]);
    let bulk = json!({ "person_ids": people, "role": "teacher" });
    let results = app.as_("admin").post("/accounts/bulk", bulk).await.expect(207).body;
    let results = results["results"].as_array().unwrap();
    let statuses: Vec<_> = results
        .iter()
        .map(|result| result["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses, [201, 409, 404]);
    let made = &results[0]["record"];
    assert!(made["username"].as_str().unwrap().starts_with('t'));
    assert_eq!(made["roles"][0]["role"], "teacher");
    assert_eq!(results[1]["problem"]["code"], "person_has_account");
    set_up(&app, &made["setup_code"], NEW_PASSWORD).await.expect(200);
}

both!(the_first_administrator_is_invited_until_somebody_has_a_password);
async fn the_first_administrator_is_invited_until_somebody_has_a_password(app: TestApp) {
    use lianxin::entities::{account, role_grant, session};
    use sea_orm::EntityTrait;
    let invite = async || feature::invite_first_administrator(&app.state).await.unwrap();
    assert!(
        matches!(invite().await, FirstAdministrator::Known),
        "somebody has a password"
    );
    role_grant::Entity::delete_many().exec(app.db()).await.unwrap();
    session::Entity::delete_many().exec(app.db()).await.unwrap();
    account::Entity::delete_many().exec(app.db()).await.unwrap();
    let FirstAdministrator::Fresh(first) = invite().await else {
        panic!("nobody was invited");
    };
    assert!(
        matches!(invite().await, FirstAdministrator::Invited { .. }),
        "a link that is still good is not made bad by a restart"
    );
    app.advance(TimeDelta::days(8));
    let FirstAdministrator::Fresh(second) = invite().await else {
        panic!("the first link had expired");
    };
    let third = lianxin::db::write(app.db(), async |tx| {
        let (vault, now) = (&app.state.vault, app.now());
        feature::create_administrator(tx, vault, "http://x", "admin", "管理员", None, now).await
    });
    let third = third.await.unwrap().unwrap();
    for old in [first, second] {
        set_up(&app, &json!(old.setup_code), NEW_PASSWORD)
            .await
            .problem(410, "gone");
    }
    set_up(&app, &json!(third.setup_code), NEW_PASSWORD).await.expect(200);
    assert!(matches!(invite().await, FirstAdministrator::Known));
    log_in(&app, "admin", NEW_PASSWORD).await.expect(200);
}

both!(a_verb_makes_an_administrator_with_a_password);
async fn a_verb_makes_an_administrator_with_a_password(app: TestApp) {
    let hash = app.state.passwords.hash(NEW_PASSWORD.into()).await.unwrap();
    let make = async |username: &str| {
        let (hash, vault) = (Some(hash.clone()), &app.state.vault);
        let now = app.now();
        lianxin::db::write(app.db(), async |tx| {
            feature::create_administrator(tx, vault, "http://x", username, "管理员", hash.clone(), now).await
        })
        .await
    };
    assert!(make("operator").await.unwrap().is_none());
    log_in(&app, "operator", NEW_PASSWORD).await.expect(200);
    assert!(make("operator").await.is_err());
    assert!(make("No Good").await.is_err());
}
