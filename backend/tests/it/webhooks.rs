//! Webhooks: what a receiver is told, how failures are met, and what is never sent.

use std::{collections::BTreeSet, task::Poll, time::Instant};

use actix_web::http::Method;
use chrono::TimeDelta;
use futures_util::{StreamExt, future::join_all, stream::FuturesUnordered};
use lianxin::{
    db::{self, changes},
    entities::change_event::ChangeOperation,
    features::webhooks::{Courier, place, tidy_up},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    changes::system,
    support::{
        Answer, Client, Engine, Stage, TestApp,
        receiver::{Manner, Receiver},
    },
};

/// A webhook of a fresh system, kept by an administrator.
struct Hook {
    id: String,
    secret: String,
    system: Uuid,
    admin: Client,
}

impl Hook {
    async fn new(app: &TestApp, url: &str, scopes: &[&str], types: Value) -> Self {
        let (account, _) = system(app, None, scopes).await;
        let admin = app.as_("admin");
        let new = json!({"service_account_id": account, "name": "数据平台", "url": url, "types": types});
        let made = admin.post("/webhooks", new).await.expect(201);
        Self {
            id: made.body["id"].as_str().unwrap().to_owned(),
            secret: made.body["secret"].as_str().unwrap().to_owned(),
            system: account,
            admin,
        }
    }

    async fn of_classes(app: &TestApp, receiver: &Receiver) -> Self {
        Self::new(app, &receiver.url(), &["roster:read"], json!(["classes"])).await
    }

    async fn view(&self) -> Value {
        self.admin.get(format!("/webhooks/{}", self.id)).await.expect(200).body
    }

    async fn deliveries(&self) -> Vec<Value> {
        self.admin
            .all(&format!("/webhooks/{}/deliveries?limit=200", self.id))
            .await
    }

    async fn log(&self, delivery: &Value) -> Vec<Value> {
        let id = delivery["id"].as_str().unwrap();
        let shown = self
            .admin
            .get(format!("/webhooks/{}/deliveries/{id}", self.id))
            .await
            .expect(200);
        shown.body["log"].as_array().unwrap().clone()
    }

    /// A post that says nothing but its address.
    async fn ask(&self, below: &str) -> Answer {
        self.admin
            .request(Method::POST, format!("/webhooks/{}{below}", self.id))
            .key(Uuid::now_v7())
            .await
    }

    async fn post(&self, below: &str, body: Value) -> Answer {
        self.admin
            .post(format!("/webhooks/{}{below}", self.id), body)
            .key(Uuid::now_v7())
            .await
    }

    async fn patch(&self, edit: Value) -> Answer {
        let version = self.view().await["version"].clone();
        self.admin
            .patch(format!("/webhooks/{}", self.id), edit)
            .if_match(version)
            .await
    }
}

fn courier(app: &TestApp) -> Courier {
    let config = &app.state.config;
    Courier::new(&config.webhook_allow, config.webhook_timeout_seconds).unwrap()
}

/// Notes that a class of the school changed.
async fn change(app: &TestApp, class: Uuid) {
    db::write(app.db(), async |tx| {
        changes::record(
            tx,
            "classes",
            class,
            ChangeOperation::Updated,
            app.world.east,
            app.now(),
        )
        .await
    })
    .await
    .unwrap();
}

/// Sends everything that is due now, and waits until it has come to something.
async fn deliver(app: &TestApp, courier: &Courier) {
    place(&app.state).await.unwrap();
    loop {
        let errands = courier.take(&app.state).await.unwrap();
        if errands.is_empty() {
            return;
        }
        join_all(errands.into_iter().map(|errand| courier.run(&app.state, errand))).await;
    }
}

both!(a_receiver_is_told_which_record_changed_and_not_what_is_in_it);
async fn a_receiver_is_told_which_record_changed_and_not_what_is_in_it(app: TestApp) {
    let (receiver, courier) = (Receiver::start().await, courier(&app));
    let hook = Hook::of_classes(&app, &receiver).await;
    change(&app, app.world.east_3_1.0).await;
    app.as_("office")
        .post("/ledger-entries", entry(&app, &json!([])).await)
        .await
        .expect(201);
    deliver(&app, &courier).await;

    let heard = receiver.heard();
    assert_eq!(
        heard.len(),
        1,
        "what it did not ask for, and may not see, it does not hear"
    );
    let message = &heard[0];
    assert_eq!(
        message.json(),
        json!({
            "type": "classes.updated", "timestamp": app.now(),
            "data": {
                "kind": "classes", "id": app.world.east_3_1, "operation": "updated", "unit_id": app.world.east,
                "href": format!("/api/v1/classes/{}", app.world.east_3_1),
            }
        })
    );
    assert!(message.is_signed_with(&hook.secret));
    assert_eq!(message.headers["webhook-timestamp"], app.now().timestamp().to_string());
    let deliveries = hook.deliveries().await;
    assert_eq!((deliveries.len(), &deliveries[0]["state"]), (1, &json!("delivered")));
    assert_eq!(deliveries[0]["id"], message.id());
    let log = hook.log(&deliveries[0]).await;
    assert_eq!(
        (log.len(), &log[0]["status"], &log[0]["failure"]),
        (1, &json!(204), &Value::Null)
    );
    assert_eq!(hook.view().await["delivered_at"], json!(app.now()));
    // Sent once, it is not sent again.
    app.advance(TimeDelta::days(2));
    deliver(&app, &courier).await;
    assert_eq!(receiver.heard().len(), 1);
}

async fn entry(app: &TestApp, about: &Value) -> Value {
    let categories = app.as_("office").get("/ledger-categories").await.expect(200);
    json!({
        "channel": "visit", "submitter_kind": "parent", "disclosure": "named",
        "category_id": categories.items()[0]["id"], "title": "反映一件事",
        "content": "家长反映了一件事，希望学校过问。", "identity": {"name": "李大山"}, "persons_concerned": about,
    })
}

both!(whatever_a_receiver_does_the_message_comes_again);
async fn whatever_a_receiver_does_the_message_comes_again(app: TestApp) {
    let (receiver, courier) = (Receiver::start().await, courier(&app));
    let hook = Hook::of_classes(&app, &receiver).await;
    receiver.then([
        Manner::Status(500),
        Manner::Redirect,
        Manner::Reset,
        Manner::Stall,
        Manner::Later(429, 7 * 3600),
        Manner::Later(503, 60),
        Manner::Status(404),
    ]);
    change(&app, app.world.east_3_1.0).await;
    let mut next = Vec::new();
    for _ in 0..8 {
        deliver(&app, &courier).await;
        let delivery = &hook.deliveries().await[0];
        let Ok(at) = serde_json::from_value::<chrono::DateTime<chrono::Utc>>(delivery["next_attempt_at"].clone())
        else {
            assert_eq!(delivery["state"], "delivered");
            break;
        };
        next.push((at - app.now()).num_seconds());
        app.advance(at - app.now());
    }
    let waits = [5, 300, 1800, 7200, 7 * 3600, 10 * 3600, 14 * 3600];
    for (waited, planned) in next.iter().zip(waits) {
        assert!(*waited >= planned && *waited <= planned * 6 / 5 + 1, "{next:?}");
    }
    let log = hook.log(&hook.deliveries().await[0]).await;
    let failures: Vec<&str> = log
        .iter()
        .map(|attempt| attempt["failure"].as_str().unwrap_or("-"))
        .collect();
    assert_eq!(
        failures,
        [
            "status",
            "redirect",
            "connection",
            "timeout",
            "status",
            "status",
            "status",
            "-"
        ]
    );
    let heard = receiver.heard();
    assert!(
        heard.iter().all(|message| message.path == "/hook"),
        "a redirect is not followed"
    );
    let ids: BTreeSet<&str> = heard.iter().map(crate::support::receiver::Heard::id).collect();
    assert_eq!((heard.len(), ids.len()), (8, 1), "one id over all attempts");
    let view = hook.view().await;
    assert_eq!(
        (&view["state"], &view["failing_since"]),
        (&json!("active"), &Value::Null)
    );
}

both!(a_receiver_that_is_gone_is_left_alone_until_somebody_calls_it_back);
async fn a_receiver_that_is_gone_is_left_alone_until_somebody_calls_it_back(app: TestApp) {
    let (receiver, courier) = (Receiver::start().await, courier(&app));
    let hook = Hook::of_classes(&app, &receiver).await;
    receiver.then([Manner::Status(500), Manner::Status(410)]);
    change(&app, app.world.east_3_1.0).await;
    deliver(&app, &courier).await;
    change(&app, app.world.west_4_1.0).await;
    deliver(&app, &courier).await;
    let view = hook.view().await;
    assert_eq!(
        (&view["state"], &view["dead"], &view["pending"]),
        (&json!("gone"), &json!(2), &json!(0))
    );
    assert_eq!(view["stopped_at"], json!(app.now()));
    // Those who keep it are told once, and nobody else.
    let told = app.as_("admin").get("/notices?kind=stopped").await.expect(200);
    assert_eq!(told.items().len(), 1);
    let notice = &told.items()[0];
    assert_eq!(
        notice["object"],
        json!({"kind": "webhook", "id": view["id"], "number": null, "title": view["name"]})
    );
    assert_eq!(notice["read_at"], json!(null));
    let office = app.as_("office").get("/notices?kind=stopped").await.expect(200);
    assert!(office.items().is_empty());
    change(&app, app.world.east_1_1.0).await;
    app.advance(TimeDelta::days(1));
    deliver(&app, &courier).await;
    assert_eq!(receiver.heard().len(), 2);
    let since = json!({"since": app.now() - TimeDelta::days(3)});
    hook.post("/replay", since.clone())
        .await
        .problem(409, "webhook_not_active");
    hook.ask("/test").await.problem(409, "webhook_not_active");

    hook.patch(json!({"active": true})).await.expect(200);
    assert_eq!(hook.post("/replay", since).await.expect(200).body["queued"], 2);
    deliver(&app, &courier).await;
    assert_eq!(receiver.heard().len(), 4);
    // What was never queued is caught up on; what was told before is told again under its old id.
    let everything = json!({"since": app.now() - TimeDelta::days(3), "what": "everything"});
    assert_eq!(hook.post("/replay", everything).await.expect(200).body["queued"], 3);
    deliver(&app, &courier).await;
    let ids: BTreeSet<String> = receiver.heard().iter().map(|one| one.id().to_owned()).collect();
    assert_eq!((receiver.heard().len(), ids.len()), (7, 3));
    let too_far = json!({"since": app.now() - TimeDelta::days(91), "what": "everything"});
    hook.post("/replay", too_far).await.refuses("#/since", "no_longer_kept");
}

both!(an_endpoint_that_fails_for_three_days_is_stopped);
async fn an_endpoint_that_fails_for_three_days_is_stopped(app: TestApp) {
    let receiver = Receiver::deciding(|_, _| Some(Manner::Status(500))).await;
    let (hook, courier) = (Hook::of_classes(&app, &receiver).await, courier(&app));
    change(&app, app.world.east_3_1.0).await;
    deliver(&app, &courier).await;
    assert_eq!(hook.view().await["failing_since"], json!(app.now()));
    app.advance(TimeDelta::hours(71));
    change(&app, app.world.west_4_1.0).await;
    deliver(&app, &courier).await;
    assert_eq!(hook.view().await["state"], "active");
    app.advance(TimeDelta::hours(1));
    deliver(&app, &courier).await;
    let view = hook.view().await;
    assert_eq!(
        (&view["state"], &view["pending"], &view["dead"]),
        (&json!("failing"), &json!(0), &json!(2))
    );
    // After a month nobody looks at the log any more.
    app.advance(TimeDelta::days(31));
    tidy_up(&app.state).await.unwrap();
    assert!(hook.deliveries().await.is_empty());
}

both!(a_secret_is_changed_without_a_gap);
async fn a_secret_is_changed_without_a_gap(app: TestApp) {
    let (receiver, courier) = (Receiver::start().await, courier(&app));
    let hook = Hook::of_classes(&app, &receiver).await;
    let made = hook.post("/secret", json!({"overlap_hours": 2})).await.expect(200);
    let fresh = made.body["secret"].as_str().unwrap();
    let signed = async || {
        hook.ask("/test").await.expect(201);
        deliver(&app, &courier).await;
        let heard = receiver.heard();
        let message = heard.last().unwrap();
        assert_eq!(message.json()["type"], "webhook.test");
        [&hook.secret, fresh].map(|secret| message.is_signed_with(secret))
    };
    assert_eq!(signed().await, [true, true]);
    app.advance(TimeDelta::hours(3));
    assert_eq!(signed().await, [false, true]);
    let twice = hook.post("/secret", json!({"overlap_hours": 169})).await;
    twice.refuses("#/overlap_hours", "range");
}

both!(what_a_system_may_no_longer_see_is_withheld);
async fn what_a_system_may_no_longer_see_is_withheld(app: TestApp) {
    let (receiver, courier) = (Receiver::start().await, courier(&app));
    let hook = Hook::of_classes(&app, &receiver).await;
    let account = format!("/service-accounts/{}", hook.system);
    let edit = async |edit: Value| {
        let version = hook.admin.get(&account).await.expect(200).version();
        hook.admin.patch(&account, edit).if_match(version).await.expect(200);
    };
    change(&app, app.world.east_3_1.0).await;
    place(&app.state).await.unwrap();
    // While the system may not ask, it is not told; what waits, waits.
    edit(json!({"status": "disabled"})).await;
    deliver(&app, &courier).await;
    assert_eq!((receiver.heard().len(), &hook.view().await["pending"]), (0, &json!(1)));
    edit(json!({"status": "active", "scopes": ["ledger:read"]})).await;
    deliver(&app, &courier).await;
    assert!(receiver.heard().is_empty());
    assert_eq!(hook.deliveries().await[0]["state"], "withheld");
}

both!(nothing_is_sent_inside);
async fn nothing_is_sent_inside(app: TestApp) {
    let (account, own) = system(&app, None, &["webhooks:manage", "roster:read"]).await;
    let make = async |client: &Client, url: &str| {
        let new = json!({"name": "数据平台", "url": url, "service_account_id": account});
        client.post("/webhooks", new).await
    };
    let admin = app.as_("admin");
    for (url, code) in [
        ("https://10.0.0.8/hook", "leads_inside"),
        ("https://[::1]/hook", "leads_inside"),
        ("https://169.254.169.254/latest/meta-data", "leads_inside"),
        ("https://2130706434/hook", "leads_inside"),
        ("http://hooks.example.org/in", "not_encrypted"),
        ("https://user:word@hooks.example.org/in", "has_credentials"),
        ("ftp://hooks.example.org", "not_an_address"),
    ] {
        make(&admin, url).await.refuses("#/url", code);
    }
    make(&app.as_("office"), "https://hooks.example.org/in")
        .await
        .problem(403, "forbidden");
    let made = own
        .post(
            "/webhooks",
            json!({"name": "自己的", "url": "https://hooks.example.org/in"}),
        )
        .await
        .expect(201);
    assert_eq!(made.body["service_account_id"], json!(account));
    assert_eq!(own.get("/webhooks").await.expect(200).items().len(), 1);

    // The allow-list has shrunk since: what was allowed once is not sent to any more.
    let receiver = Receiver::start().await;
    let hook = Hook::of_classes(&app, &receiver).await;
    change(&app, app.world.east_3_1.0).await;
    deliver(&app, &Courier::new(&[], 1).unwrap()).await;
    assert!(receiver.heard().is_empty());
    assert_eq!(
        hook.log(&hook.deliveries().await[0]).await[0]["failure"],
        "refused_address"
    );
    let others = own.get(format!("/webhooks/{}", hook.id)).await;
    others.problem(404, "not_found");
}

both!(a_slow_receiver_holds_up_nobody_else);
async fn a_slow_receiver_holds_up_nobody_else(app: TestApp) {
    let (slow, quick) = (
        Receiver::deciding(|_, _| Some(Manner::Stall)).await,
        Receiver::start().await,
    );
    let courier = courier(&app);
    let (_slow, _quick) = (
        Hook::of_classes(&app, &slow).await,
        Hook::of_classes(&app, &quick).await,
    );
    for _ in 0..12 {
        change(&app, app.world.east_3_1.0).await;
    }
    place(&app.state).await.unwrap();
    let (courier, state) = (&courier, &app.state);
    let mut on_their_way = FuturesUnordered::new();
    let begun = Instant::now();
    while quick.heard().len() < 12 {
        let take = courier.take(state);
        tokio::pin!(take);
        // What is on its way goes on meanwhile: it may hold the connection that taking waits for.
        let errands = loop {
            tokio::select! {
                errands = &mut take => break errands.unwrap(),
                Some(()) = on_their_way.next(), if !on_their_way.is_empty() => {}
            }
        };
        on_their_way.extend(errands.into_iter().map(|errand| courier.run(state, errand)));
        while let Poll::Ready(Some(())) = futures_util::poll!(on_their_way.next()) {}
        tokio::task::yield_now().await;
        assert!(begun.elapsed().as_secs() < 20, "the quick one waits for the slow one");
    }
    // The slow one holds each of its eight places for a second.
    let seconds = usize::try_from(begun.elapsed().as_secs()).unwrap();
    assert!(
        slow.heard().len() <= 8 * (seconds + 1),
        "no more than eight at a time are sent to one receiver"
    );
}

async fn two_servers_send_each_message_once(engine: Engine) {
    const MESSAGES: usize = 40;
    let stage = Stage::set(engine).await;
    let (one, other) = (stage.app().await, stage.app().await);
    let receiver = Receiver::start().await;
    let hook = Hook::of_classes(&one, &receiver).await;
    for _ in 0..MESSAGES {
        change(&one, one.world.east_3_1.0).await;
    }
    let couriers = (courier(&one), courier(&other));
    tokio::join!(deliver(&one, &couriers.0), deliver(&other, &couriers.1));
    deliver(&one, &couriers.0).await;
    let ids: BTreeSet<String> = receiver.taken().into_iter().collect();
    assert_eq!((receiver.heard().len(), ids.len()), (MESSAGES, MESSAGES));
    let view = hook.view().await;
    assert_eq!((&view["pending"], &view["dead"]), (&json!(0), &json!(0)));
    stage.clear().await;
}

#[actix_web::test]
async fn two_servers_send_each_message_once_on_sqlite() {
    two_servers_send_each_message_once(Engine::Sqlite).await;
}

#[actix_web::test]
async fn two_servers_send_each_message_once_on_postgres() {
    two_servers_send_each_message_once(Engine::Postgres).await;
}

both!(an_endpoint_is_paused_and_removed);
async fn an_endpoint_is_paused_and_removed(app: TestApp) {
    let (receiver, courier) = (Receiver::start().await, courier(&app));
    let hook = Hook::of_classes(&app, &receiver).await;
    change(&app, app.world.east_3_1.0).await;
    place(&app.state).await.unwrap();
    hook.patch(json!({"active": false, "name": "暂停一下"}))
        .await
        .expect(200);
    deliver(&app, &courier).await;
    let view = hook.view().await;
    assert_eq!(
        (&view["state"], &view["pending"], receiver.heard().len()),
        (&json!("paused"), &json!(1), 0)
    );
    hook.patch(json!({"active": true})).await.expect(200);
    deliver(&app, &courier).await;
    assert_eq!(receiver.heard().len(), 1);

    let delivery = hook.deliveries().await[0]["id"].as_str().unwrap().to_owned();
    let again = hook.ask(&format!("/deliveries/{delivery}/replay")).await.expect(200);
    assert_eq!(again.body["state"], "pending");
    deliver(&app, &courier).await;
    assert_eq!(receiver.taken(), [delivery.clone(), delivery]);

    let version = hook.view().await["version"].clone();
    let path = format!("/webhooks/{}", hook.id);
    hook.admin.delete(&path).if_match(0).await.problem(412, "stale_version");
    hook.admin.delete(&path).if_match(version).await.expect(204);
    hook.admin.get(&path).await.problem(404, "not_found");
}
