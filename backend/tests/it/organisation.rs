//! Units, through HTTP, on both databases.

use crate::{both, support::TestApp};

both!(the_office_sees_the_units_of_its_school_and_the_way_up);
async fn the_office_sees_the_units_of_its_school_and_the_way_up(app: TestApp) {
    let answer = app.as_("office").get("/org-units?limit=3").await.expect(200);
    assert_eq!(answer.column("code"), ["DC", "JK", "JY"]);
    let all = app.as_("office").all("/org-units?limit=3").await;
    assert_eq!(all.len(), 7);
}
