//! Exported lists.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::TimeDelta;
use serde_json::json;

use super::sheets::ended;
use crate::{
    both,
    support::{Contract, TestApp},
};

both!(a_list_is_exported_as_the_caller_sees_it);
async fn a_list_is_exported_as_the_caller_sees_it(app: TestApp) {
    let office = app.as_("office");
    let body = json!({"list": "org_units", "filter": "kind=village_school&sort=-code", "format": "xlsx"});
    let job = office.post("/exports", body).await.expect(202).body;
    assert_eq!(job["total"], 2);
    let job = ended(&office, &job).await;
    assert_eq!(job["state"], "done", "{job}");
    let place = job["result_url"]
        .as_str()
        .unwrap()
        .trim_start_matches("/api/v1")
        .to_owned();
    let file = office.get(&place).await.expect(200);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.to_vec())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let names: Vec<_> = range.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(names, ["名称", "西村完小", "东村完小"]);
    assert_eq!(range.get_value((1, 1)), Some(&Data::String("完小".into())));

    app.as_("principal").get(&place).await.problem(404, "not_found");
    app.advance(TimeDelta::hours(25));
    office.get(&place).await.problem(410, "gone");
}

/// The names of the lists that can be exported.
fn exported_lists() -> Vec<String> {
    let lists = &Contract::get().document["components"]["schemas"]["ExportList"];
    let names = lists["oneOf"].as_array().or(lists["enum"].as_array()).unwrap();
    let name = |name: &serde_json::Value| {
        let word = name["const"].as_str().or(name["enum"][0].as_str()).or(name.as_str());
        word.unwrap().to_owned()
    };
    names.iter().map(name).collect()
}

both!(every_list_can_be_exported);
async fn every_list_can_be_exported(app: TestApp) {
    for list in exported_lists() {
        let list = list.as_str();
        let (who, filter) = match list {
            "accounts" | "role_grants" | "audit_events" => ("admin", ""),
            "liaison_targets" | "liaison_loads" | "liaison_absences" => ("office", "scheme=leader_branch"),
            _ => ("office", ""),
        };
        let client = app.as_(who);
        let body = json!({"list": list, "filter": filter, "format": "csv"});
        let job = client.post("/exports", body).await.expect(202).body;
        let job = ended(&client, &job).await;
        assert_eq!(job["state"], "done", "{list}: {job}");
        let place = job["result_url"].as_str().unwrap().replace("/api/v1", "");
        let file = client.get(place).await.expect(200);
        let text = String::from_utf8(file.bytes.to_vec()).unwrap();
        let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let first = rows.records().next().map(|row| row.unwrap());
        let filled = matches!(
            list,
            "org_units"
                | "personnel"
                | "classes"
                | "students"
                | "teaching_assignments"
                | "households"
                | "liaison_targets"
                | "accounts"
                | "role_grants"
                | "school_years"
                | "terms"
                | "calendar_days"
                | "unit_progress"
        );
        assert!(!filled || first.is_some_and(|row| !row[0].is_empty()), "{list}: {text}");
    }
}

/// Lists that are not exported, and why.
const NOT_EXPORTED: &[(&str, &str)] = &[
    ("/notices", "one's own inbox"),
    ("/saved-views", "one's own settings"),
    ("/duty-reminders", "one's own settings"),
    ("/jobs", "one's own work under way"),
    (
        "/ledger-hearings",
        "what was put to oneself; it is printed with its entry",
    ),
    ("/pupil-files", "restricted: never in exports (domain.md 2.1)"),
    ("/imports", "what came of workbooks; the workbooks are the caller's"),
    ("/imports/{id}/rows", "the rows of the caller's own workbook"),
    ("/imports/{id}/changes", "shown while an import can be taken back"),
    ("/personnel/{id}/diary", "one person's; it is printed as a form"),
    (
        "/liaison-proposals/{id}/rows",
        "a draft; the links made of it are exported",
    ),
    ("/liaison-proposals/{id}/people", "a draft"),
    ("/evaluation-rounds/{id}/looks", "printed with the archive"),
    ("/public/publications", "for the public, without an account"),
    ("/webhooks", "endpoints of other systems, which read them themselves"),
    ("/webhooks/{id}/deliveries", "kept for 30 days, to find what went wrong"),
    (
        "/service-accounts",
        "accounts of other systems; each is managed by itself",
    ),
    ("/changes", "the feed itself"),
];

#[test]
fn every_list_is_exported_or_named_as_one_that_is_not() {
    let exported = exported_lists();
    let document = &Contract::get().document;
    let mut missing = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let path = path.trim_start_matches("/api/v1");
        let answer = &operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
        let is_list = answer.as_str().is_some_and(|schema| schema.contains("/Paged_"));
        if !is_list {
            continue;
        }
        let name = match path {
            "/duty-progress/staff" => "staff_progress".to_owned(),
            "/duty-progress/units" => "unit_progress".to_owned(),
            "/liaison-coverage/targets" => "liaison_targets".to_owned(),
            "/liaison-coverage/loads" => "liaison_loads".to_owned(),
            "/liaison-coverage/absences" => "liaison_absences".to_owned(),
            path => path.trim_start_matches('/').replace('-', "_"),
        };
        let is_named = NOT_EXPORTED.iter().any(|(known, _)| *known == path);
        assert!(
            !(is_named && exported.contains(&name)),
            "{path} is exported and named as not exported"
        );
        if !is_named && !exported.contains(&name) {
            missing.push(path.to_owned());
        }
    }
    assert!(missing.is_empty(), "neither exported nor named: {missing:?}");
}

both!(words_or_codes_are_written_as_asked);
async fn words_or_codes_are_written_as_asked(app: TestApp) {
    let office = app.as_("office");
    for (codes, first) in [("names", ",汉族,"), ("codes", ",01,")] {
        let body = json!({"list": "personnel", "format": "csv", "codes": codes});
        let job = office.post("/exports", body).await.expect(202).body;
        let job = ended(&office, &job).await;
        let place = job["result_url"].as_str().unwrap().replace("/api/v1", "");
        let text = office.get(place).await.expect(200).text();
        assert!(text.contains(first), "{text}");
    }
}

both!(a_filter_that_is_none_is_refused_at_once);
async fn a_filter_that_is_none_is_refused_at_once(app: TestApp) {
    let office = app.as_("office");
    let export = |filter: &str| {
        office.post(
            "/exports",
            json!({"list": "org_units", "filter": filter, "format": "csv"}),
        )
    };
    export("colour=red").await.problem(400, "unknown_parameter");
    export("limit=9&cursor=x").await.expect(202);
    app.as_("teacher_a")
        .post("/exports", json!({"list": "org_units"}))
        .await
        .problem(403, "forbidden");
}

both!(a_job_is_followed_and_cancelled_by_its_owner_alone);
async fn a_job_is_followed_and_cancelled_by_its_owner_alone(app: TestApp) {
    let office = app.as_("office");
    let job = office
        .post("/exports", json!({"list": "org_units", "format": "csv"}))
        .await
        .expect(202)
        .body;
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    app.as_("principal").get(&path).await.problem(404, "not_found");
    app.as_("principal").delete(&path).await.problem(404, "not_found");
    ended(&office, &job).await;
    // A job that has ended stays as it is.
    let job = office.delete(&path).await.expect(200).body;
    assert_eq!(
        (&job["state"], &job["cancel_requested"]),
        (&json!("done"), &json!(false))
    );
    assert_eq!(office.all("/jobs?kind=export").await.len(), 1);
}
