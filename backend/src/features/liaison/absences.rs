//! Links whose person is not there on a day: gone, or on leave.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::SelectStatement,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{
    coverage::{area, scheme},
    dto::{LiaisonLinkSort, LinkRow},
    queries::Names,
    targets::View,
};
use crate::{
    auth::Actor,
    entities::{
        ids::{LiaisonLinkId, OrgUnitId, PersonId},
        leave, liaison_link,
        person::{self, EmploymentStatus},
    },
    error::Result,
    http::{ListQuery, Listed, Paged, list::Sort},
};

/// Why somebody is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    Left {
        since: Option<NaiveDate>,
    },
    OnLeave {
        since: NaiveDate,
        /// The last day; none while it is not known.
        until: Option<NaiveDate>,
    },
}

/// That a person worked here no more on a day. Who left without a date counts as gone on every day.
pub fn has_left_on(day: NaiveDate) -> Condition {
    Condition::all()
        .add(person::Column::EmploymentStatus.ne(EmploymentStatus::Active))
        .add(
            Condition::any()
                .add(person::Column::LeftOn.is_null())
                .add(person::Column::LeftOn.lt(day)),
        )
}

/// People who worked here no more on a day.
pub fn left_on(day: NaiveDate) -> SelectStatement {
    person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(has_left_on(day))
        .into_query()
}

/// People who were on leave on a day.
pub fn on_leave_on(day: NaiveDate) -> SelectStatement {
    leaves_on(day)
        .select_only()
        .column(leave::Column::PersonId)
        .into_query()
}

fn leaves_on(day: NaiveDate) -> Select<leave::Entity> {
    leave::Entity::find().filter(leave::Column::StartsOn.lte(day)).filter(
        Condition::any()
            .add(leave::Column::EndsOn.is_null())
            .add(leave::Column::EndsOn.gte(day)),
    )
}

/// Everybody who was not there on a day; who has left is not on leave as well.
pub async fn on(db: &impl ConnectionTrait, day: NaiveDate) -> Result<HashMap<PersonId, Absence>> {
    let leaves: Vec<(PersonId, NaiveDate, Option<NaiveDate>)> = leaves_on(day)
        .select_only()
        .columns([leave::Column::PersonId, leave::Column::StartsOn, leave::Column::EndsOn])
        .into_tuple()
        .all(db)
        .await?;
    let left: Vec<(PersonId, Option<NaiveDate>)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::LeftOn])
        .filter(has_left_on(day))
        .into_tuple()
        .all(db)
        .await?;
    let mut absent: HashMap<PersonId, Absence> = leaves
        .into_iter()
        .map(|(person, since, until)| (person, Absence::OnLeave { since, until }))
        .collect();
    absent.extend(
        left.into_iter()
            .map(|(person, since)| (person, Absence::Left { since })),
    );
    Ok(absent)
}

/// Why the person of a link is not there (不在岗原因).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceReason {
    /// 已离开: gone or retired.
    Left,
    /// 请假: on leave.
    OnLeave,
}

/// Filters of the list of links whose person is not there.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AbsentFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<LiaisonLinkSort>::schema)]
    pub sort: Option<Sort<LiaisonLinkSort>>,
    /// The scheme whose links are wanted.
    #[param(example = "leader_branch")]
    pub scheme: String,
    /// Any day, past ones included; today without it.
    pub on: Option<NaiveDate>,
    /// Links that lead into this unit and those below it; all of the caller's without it.
    pub unit_id: Option<OrgUnitId>,
    /// Only those who have left, or only those on leave.
    #[param(inline)]
    pub reason: Option<AbsenceReason>,
}

impl Listed for AbsentFilter {
    type Sort = LiaisonLinkSort;

    fn sort(&self) -> Option<Sort<LiaisonLinkSort>> {
        self.sort
    }
}

/// A living link whose person is not there on the day.
#[derive(Debug, Serialize, ToSchema)]
pub struct AbsentLink {
    /// The link.
    pub id: LiaisonLinkId,
    pub person_id: PersonId,
    pub person_name: String,
    /// The target in words.
    #[schema(example = "者力完小")]
    pub target_name: String,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// The first day of the link.
    pub starts_on: NaiveDate,
    pub reason: AbsenceReason,
    /// The last day at work, or the first day of the leave; null when it is not known.
    #[schema(required)]
    pub since: Option<NaiveDate>,
    /// The last day of the leave; null when it is not known.
    #[schema(required)]
    pub until: Option<NaiveDate>,
}

/// Living links of a scheme whose person is not there, for one reason or both.
pub fn absent_links(view: View<'_>, reason: Option<AbsenceReason>) -> Select<liaison_link::Entity> {
    let left = liaison_link::Column::PersonId.in_subquery(left_on(view.on));
    let on_leave = Condition::all()
        .add(liaison_link::Column::PersonId.in_subquery(on_leave_on(view.on)))
        .add(liaison_link::Column::PersonId.not_in_subquery(left_on(view.on)));
    view.links().filter(match reason {
        Some(AbsenceReason::Left) => Condition::all().add(left),
        Some(AbsenceReason::OnLeave) => on_leave,
        None => Condition::any().add(left).add(on_leave),
    })
}

/// A page of the links whose person is not there on a day.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<AbsentFilter>,
    today: NaiveDate,
) -> Result<Paged<AbsentLink>> {
    let filter = query.filter;
    let on = filter.on.unwrap_or(today);
    let area = area(db, actor, filter.unit_id).await?;
    let scheme = scheme(db, actor, filter.unit_id, &filter.scheme, on).await?;
    let view = View {
        area: &area,
        on,
        scheme: &scheme,
    };
    let column = |sort| match sort {
        LiaisonLinkSort::StartsOn => liaison_link::Column::StartsOn,
        LiaisonLinkSort::CreatedAt => liaison_link::Column::CreatedAt,
    };
    let select = absent_links(view, filter.reason);
    let rows: Paged<LinkRow> = query.page.fetch(db, select, column, liaison_link::Column::Id).await?;
    let items = show(db, &rows.items, on).await?;
    Ok(rows.with_items(items))
}

/// Links as this list shows them.
pub async fn show(db: &impl ConnectionTrait, rows: &[LinkRow], on: NaiveDate) -> Result<Vec<AbsentLink>> {
    let names = Names::of(db, rows).await?;
    let people: HashSet<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let mut absent = self::on(db, on).await?;
    absent.retain(|person, _| people.contains(person));
    let shown = rows.iter().filter_map(|row| {
        let (reason, since, until) = match absent.get(&row.person_id)? {
            Absence::Left { since } => (AbsenceReason::Left, *since, None),
            Absence::OnLeave { since, until } => (AbsenceReason::OnLeave, Some(*since), *until),
        };
        Some(AbsentLink {
            id: row.id,
            person_id: row.person_id,
            person_name: names.get(row.person_id.0),
            target_name: names.of_target(row),
            unit_id: row.unit_id,
            unit_name: names.get(row.unit_id.0),
            starts_on: row.starts_on,
            reason,
            since,
            until,
        })
    });
    Ok(shown.collect())
}
