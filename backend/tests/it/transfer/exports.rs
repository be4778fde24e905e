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

both!(every_list_can_be_exported);
async fn every_list_can_be_exported(app: TestApp) {
    let lists = &Contract::get().document["components"]["schemas"]["ExportList"];
    let names = lists["oneOf"].as_array().or(lists["enum"].as_array()).unwrap();
    assert!(names.len() > 10, "{lists}");
    for name in names {
        let list = name["const"]
            .as_str()
            .or(name["enum"][0].as_str())
            .or(name.as_str())
            .unwrap();
        let (who, filter) = match list {
            "accounts" => ("admin", ""),
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
        let empty = matches!(
            list,
            "activities"
                | "ledger_entries"
                | "liaison_links"
                | "liaison_loads"
                | "liaison_absences"
                | "staff_progress"
                | "study_items"
                | "study_completions"
                | "findings"
                | "inspections"
                | "publications"
                | "opinion_items"
                | "gift_records"
                | "family_committees"
                | "stay_ins"
                | "waivers"
        );
        assert!(empty || first.is_some_and(|row| !row[0].is_empty()), "{list}: {text}");
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
