//! School years and terms as `academicSessions`.

use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};

use super::{
    answer::Place,
    dto::{ReferenceType, RosterSession, RosterStatus},
    orgs::in_order,
    refusal::Refusal,
    source::{CHANGED, Field, ID, Key, Kind, STATUS, Source, column, id, text},
};
use crate::{
    auth::{Actor, scope::organisation},
    entities::{
        ids::{OrgUnitId, SchoolYearId, TermId},
        school_year, term,
    },
};

const YEAR: &str = "schoolYear";
const TERM: &str = "term";

const FIELDS: &[Field] = &[
    ID,
    STATUS,
    CHANGED,
    text("title"),
    Field {
        name: "startDate",
        kind: Kind::Day,
    },
    Field {
        name: "endDate",
        kind: Kind::LastDay,
    },
    text("type"),
    id("parent.sourcedId"),
];

/// The school years and terms of the units the caller may see.
pub fn source(actor: &Actor) -> Source {
    let rows = years(actor).union(UnionType::All, terms(actor)).to_owned();
    Source::new(rows, FIELDS)
}

/// The terms alone.
pub fn only_terms(actor: &Actor) -> Source {
    source(actor).only(column("type").eq(TERM))
}

/// The terms that hold for a unit: its own, and those of the units above.
pub fn of_school(actor: &Actor, school: OrgUnitId) -> Source {
    let holding = Query::select()
        .column((term::Entity, term::Column::Id))
        .from(term::Entity)
        .and_where(organisation::in_force_for(school, term::Column::UnitId))
        .to_owned();
    only_terms(actor).only(column(ID.name).in_subquery(holding))
}

/// The standard has periods in which grades are given; we have none.
pub fn grading_periods(actor: &Actor) -> Source {
    source(actor).only(column("type").eq("gradingPeriod"))
}

fn years(actor: &Actor) -> SelectStatement {
    use school_year::{Column, Entity};
    let own = |column| Expr::col((Entity, column));
    Query::select()
        .expr_as(Expr::value(YEAR), "kind")
        .expr_as(own(Column::Id), ID.name)
        .expr_as(Expr::value("active"), STATUS.name)
        .expr_as(own(Column::UpdatedAt), CHANGED.name)
        .expr_as(own(Column::Name), "title")
        .expr_as(own(Column::StartsOn), "startDate")
        .expr_as(own(Column::EndsOn), "endDate")
        .expr_as(Expr::value(YEAR), "type")
        .expr_as(Expr::cust("NULL"), "parent.sourcedId")
        .from(Entity)
        .and_where(organisation::of_visible_units(actor, Column::UnitId))
        .to_owned()
}

fn terms(actor: &Actor) -> SelectStatement {
    use term::{Column, Entity};
    let own = |column| Expr::col((Entity, column));
    Query::select()
        .expr_as(Expr::value(TERM), "kind")
        .expr_as(own(Column::Id), ID.name)
        .expr_as(Expr::value("active"), STATUS.name)
        .expr_as(own(Column::UpdatedAt), CHANGED.name)
        .expr_as(own(Column::Name), "title")
        .expr_as(own(Column::StartsOn), "startDate")
        .expr_as(own(Column::EndsOn), "endDate")
        .expr_as(Expr::value(TERM), "type")
        .expr_as(own(Column::SchoolYearId), "parent.sourcedId")
        .from(Entity)
        .and_where(organisation::of_visible_units(actor, Column::UnitId))
        .to_owned()
}

/// The sessions of a page, in its order.
pub async fn show(db: &impl ConnectionTrait, place: &Place, keys: &[Key]) -> Result<Vec<RosterSession>, Refusal> {
    let ids = |kind: &'static str| keys.iter().filter(move |key| key.kind == kind).map(|key| key.id);
    let terms = term::Entity::find()
        .filter(
            term::Column::Id
                .is_in(ids(TERM).map(TermId))
                .or(term::Column::SchoolYearId.is_in(ids(YEAR).map(SchoolYearId))),
        )
        .order_by_asc(term::Column::StartsOn)
        .all(db)
        .await?;
    let of_terms = terms.iter().map(|term| term.school_year_id);
    let years = school_year::Entity::find()
        .filter(school_year::Column::Id.is_in(ids(YEAR).map(SchoolYearId).chain(of_terms)))
        .all(db)
        .await?;
    let reference = |id: String| place.reference(ReferenceType::AcademicSession, id);
    let ends_in = |year: SchoolYearId| {
        let year = years.iter().find(|known| known.id == year);
        year.map_or_else(String::new, |year| year.ends_on.year().to_string())
    };
    let shown_years = years.iter().map(|year| RosterSession {
        sourced_id: year.id.0,
        status: RosterStatus::Active,
        date_last_modified: year.updated_at,
        title: year.name.clone(),
        start_date: year.starts_on,
        end_date: day_after(year.ends_on),
        kind: YEAR,
        school_year: ends_in(year.id),
        parent: None,
        children: terms
            .iter()
            .filter(|term| term.school_year_id == year.id)
            .map(|term| reference(term.id.to_string()))
            .collect(),
    });
    let shown_terms = terms.iter().map(|term| RosterSession {
        sourced_id: term.id.0,
        status: RosterStatus::Active,
        date_last_modified: term.updated_at,
        title: term.name.clone(),
        start_date: term.starts_on,
        end_date: day_after(term.ends_on),
        kind: TERM,
        school_year: ends_in(term.school_year_id),
        parent: Some(reference(term.school_year_id.to_string())),
        children: Vec::new(),
    });
    let shown = shown_years.chain(shown_terms);
    Ok(in_order(keys, shown.map(|session| (session.sourced_id, session))))
}

/// The standard counts to the first day after a time.
pub fn day_after(last: NaiveDate) -> NaiveDate {
    last.succ_opt().unwrap_or(last)
}
