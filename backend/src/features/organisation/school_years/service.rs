//! Rules and writes of school years.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{NewSchoolYear, SchoolYear, SchoolYearPatch},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{OrgUnitId, SchoolYearId},
        school_year, term,
    },
    error::{Error, Result},
    features::plan::progress::calendar_changed,
    http::{IfMatch, patch},
    language::text,
};

/// No school year is longer.
const LONGEST: TimeDelta = TimeDelta::days(400);

pub async fn create(
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: NewSchoolYear,
    now: DateTime<Utc>,
) -> Result<SchoolYear> {
    policy::reaches_unit(actor, Permission::OrganisationWrite, new.unit_id)
        .then_some(())
        .ok_or_else(|| Error::unknown_reference("unit_id"))?;
    let id = new.id.unwrap_or_default();
    check_dates(tx, id, new.unit_id, new.starts_on, new.ends_on).await?;
    school_year::Entity::insert(school_year::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        name: Set(new.name),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "school_years", id.0, ChangeOperation::Created, new.unit_id, now).await?;
    calendar_changed(tx, new.unit_id).await?;
    queries::find(tx, actor, id).await
}

pub async fn update(
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: SchoolYearId,
    expected: IfMatch,
    edit: SchoolYearPatch,
    now: DateTime<Utc>,
) -> Result<SchoolYear> {
    let year = queries::find(tx, actor, id).await?;
    policy::must_write_organisation(actor, year.unit_id)?;
    patch::check_version(expected, year.version, &year, &edit)?;
    let (starts_on, ends_on) = (
        edit.starts_on.unwrap_or(year.starts_on),
        edit.ends_on.unwrap_or(year.ends_on),
    );
    check_dates(tx, id, year.unit_id, starts_on, ends_on).await?;
    check_terms(tx, id, starts_on, ends_on).await?;
    school_year::Entity::update_many()
        .set(school_year::ActiveModel {
            name: Set(edit.name.unwrap_or(year.name)),
            starts_on: Set(starts_on),
            ends_on: Set(ends_on),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            school_year::Column::Version,
            Expr::col(school_year::Column::Version).add(1),
        )
        .filter(school_year::Column::Id.eq(id))
        .filter(school_year::Column::Version.eq(year.version))
        .exec(tx)
        .await?;
    changes::record(tx, "school_years", id.0, ChangeOperation::Updated, year.unit_id, now).await?;
    if (starts_on, ends_on) != (year.starts_on, year.ends_on) {
        calendar_changed(tx, year.unit_id).await?;
    }
    queries::find(tx, actor, id).await
}

async fn check_dates(
    tx: &impl ConnectionTrait,
    id: SchoolYearId,
    unit_id: OrgUnitId,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
) -> Result<()> {
    if ends_on <= starts_on || ends_on - starts_on > LONGEST {
        return Err(Error::invalid(
            "ends_on",
            "not_a_year",
            text(
                "结束日期须晚于开始日期，且不超过 400 天",
                "the end lies after the beginning, by 400 days at most",
            ),
        ));
    }
    let overlapping = school_year::Entity::find()
        .filter(school_year::Column::UnitId.eq(unit_id))
        .filter(school_year::Column::Id.ne(id))
        .filter(school_year::Column::StartsOn.lte(ends_on))
        .filter(school_year::Column::EndsOn.gte(starts_on))
        .count(tx)
        .await?;
    if overlapping > 0 {
        return Err(Error::invalid(
            "starts_on",
            "overlap",
            text("与本单位的另一学年重叠", "overlaps another school year of the unit"),
        ));
    }
    Ok(())
}

async fn check_terms(
    tx: &impl ConnectionTrait,
    id: SchoolYearId,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
) -> Result<()> {
    let terms = term::Entity::find()
        .filter(term::Column::SchoolYearId.eq(id))
        .all(tx)
        .await?;
    let outside = |field| {
        Error::invalid(
            field,
            "term_outside",
            text("本学年的学期会落在学年之外", "a term of the year would lie outside it"),
        )
    };
    if terms.iter().any(|term| term.starts_on < starts_on) {
        return Err(outside("starts_on"));
    }
    if terms.iter().any(|term| term.ends_on > ends_on) {
        return Err(outside("ends_on"));
    }
    Ok(())
}
