//! Every list of the document pages, sorts, filters and refuses in the same way.

use actix_web::http::Method;
use serde_json::Value;

use crate::{
    access::{capable, nowhere},
    both,
    support::{Client, Contract, Operation, TestApp},
};

fn lists() -> impl Iterator<Item = &'static Operation> {
    Contract::get().operations.iter().filter(|operation| {
        let parameters = operation.query_parameters();
        parameters.contains(&"limit") && parameters.contains(&"cursor")
    })
}

/// Lists that can be read without knowing a record.
fn open_lists() -> impl Iterator<Item = &'static Operation> {
    lists().filter(|operation| !operation.path.contains('{') && operation.required_query().is_empty())
}

async fn read(client: &Client, operation: &Operation, query: &str) -> crate::support::Answer {
    let path = nowhere(operation);
    let separator = if path.contains('?') { '&' } else { '?' };
    client.exactly(Method::GET, format!("{path}{separator}{query}")).await
}

#[test]
fn lists_take_the_same_paging_parameters() {
    for operation in lists() {
        let parameters = operation.query_parameters();
        assert!(parameters.contains(&"include_total"), "{}", operation.id);
        assert!(
            parameters.contains(&"sort"),
            "{}: a list says how it can be sorted",
            operation.id
        );
    }
    assert!(lists().count() > 0);
}

both!(every_list_refuses_what_it_does_not_know);
async fn every_list_refuses_what_it_does_not_know(app: TestApp) {
    for operation in lists() {
        let client = app.as_(capable(operation));
        let problem = read(&client, operation, "colour=red")
            .await
            .problem(400, "unknown_parameter");
        let known = problem["allowed"].as_array().unwrap();
        assert!(known.contains(&Value::from("limit")), "{}: {problem}", operation.id);
        for name in operation.query_parameters() {
            assert!(
                known.contains(&Value::from(name)),
                "{}: {name} is not in {problem}",
                operation.id
            );
        }
        for query in ["limit=0", "limit=201", "limit=x", "sort=colour", "include_total=maybe"] {
            read(&client, operation, query).await.problem(400, "invalid_parameter");
        }
        for cursor in ["x", "bm9uc2Vuc2U", "eyJhdCI6e319"] {
            let query = format!("cursor={cursor}");
            read(&client, operation, &query).await.problem(400, "invalid_cursor");
        }
    }
}

both!(every_list_pages_in_every_order);
async fn every_list_pages_in_every_order(app: TestApp) {
    for operation in open_lists() {
        let client = app.as_(capable(operation));
        for sort in operation.values_of("sort") {
            let mut query = format!("limit=2&include_total=true&sort={sort}");
            let first = read(&client, operation, &query).await.expect(200);
            assert!(first.items().len() <= 2, "{}", operation.id);
            assert!(
                first.body["prev"].is_null(),
                "{}: nothing comes before the first page",
                operation.id
            );
            let mut seen = first.items().clone();
            let mut next = first.body["next"].clone();
            let mut last = first;
            while let Some(cursor) = next.as_str() {
                query = format!("limit=2&include_total=true&sort={sort}&cursor={cursor}");
                last = read(&client, operation, &query).await.expect(200);
                seen.extend(last.items().iter().cloned());
                next = last.body["next"].clone();
                assert!(seen.len() < 500, "{}: paging never ends", operation.id);
            }
            let total = last.body["total"].as_u64().unwrap();
            assert_eq!(
                seen.len() as u64,
                total,
                "{}?{query}: rows are lost or doubled between pages",
                operation.id
            );
            if let Some(cursor) = last.body["prev"].as_str() {
                let query = format!("limit=2&include_total=true&sort={sort}&cursor={cursor}");
                let before = read(&client, operation, &query).await.expect(200);
                let from = seen.len() - last.items().len() - before.items().len();
                let until = seen.len() - last.items().len();
                assert_eq!(
                    before.items()[..],
                    seen[from..until],
                    "{}?{query}: not the page before",
                    operation.id
                );
            }
        }
    }
}

both!(every_filter_can_be_used);
async fn every_filter_can_be_used(app: TestApp) {
    for operation in open_lists() {
        let client = app.as_(capable(operation));
        for (name, value) in operation.example_query() {
            if name == "cursor" {
                continue;
            }
            let answer = read(&client, operation, &format!("{name}={value}")).await;
            // A filter may say that the record it names does not exist.
            let names_a_record = uuid::Uuid::parse_str(&value).is_ok();
            assert!(
                answer.status == 200 || names_a_record && answer.status == 400,
                "{}: {}",
                answer.operation,
                answer.text()
            );
        }
    }
}

both!(a_cursor_is_good_for_its_own_list_only);
async fn a_cursor_is_good_for_its_own_list_only(app: TestApp) {
    let client = app.as_("office");
    let page = client.get("/org-units?limit=1&sort=name").await.expect(200);
    let cursor = page.body["next"].as_str().unwrap();
    client
        .get(format!("/org-units?limit=1&sort=name&cursor={cursor}"))
        .await
        .expect(200);
    client
        .get(format!("/org-units?limit=1&sort=-name&cursor={cursor}"))
        .await
        .problem(400, "invalid_cursor");
    let filtered = format!("/org-units?limit=1&sort=name&kind=department&cursor={cursor}");
    client.get(filtered).await.problem(400, "invalid_cursor");
}
