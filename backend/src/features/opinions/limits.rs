//! How soon a school answers opinion items (回应时限): its own hours, or those of the national rules of 2016 on answering
//! public opinion: 5 hours when it is serious, 48 at most; 24 between them.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::dto::{OpinionLimits, OpinionLimitsPatch};
use crate::{
    auth::{Actor, Permission, policy, scope::org_units},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::OrgUnitId,
        opinion_item::OpinionLevel,
        opinion_limit,
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
    },
    error::{Error, Result},
    http::{IfMatch, patch},
};

const GENERAL_HOURS: i32 = 48;
const MAJOR_HOURS: i32 = 24;
const SERIOUS_HOURS: i32 = 5;

/// The limits of a central school.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, school: OrgUnitId) -> Result<OpinionLimits> {
    let known = org_unit::Entity::find_by_id(school)
        .filter(org_units(actor))
        .filter(org_unit::Column::Kind.eq(OrgUnitKind::CentralSchool))
        .one(db)
        .await?;
    if known.is_none() {
        return Err(Error::NotFound);
    }
    let stored = opinion_limit::Entity::find_by_id(school).one(db).await?;
    Ok(show(actor, school, stored))
}

/// Sets the limits of a central school; items that are there keep theirs.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    school: OrgUnitId,
    expected: IfMatch,
    edit: OpinionLimitsPatch,
    now: DateTime<Utc>,
) -> Result<OpinionLimits> {
    let before = find(tx, actor, school).await?;
    if !before.editable {
        return Err(Error::forbidden(
            "只有校长和办公室可以设置回应时限。",
            "Only the principal and the office set how soon opinions are answered.",
        ));
    }
    patch::check_version(expected, before.version, &before, &edit)?;
    let row = opinion_limit::ActiveModel {
        unit_id: Set(school),
        general_hours: Set(edit.general_hours.unwrap_or(before.general_hours)),
        major_hours: Set(edit.major_hours.unwrap_or(before.major_hours)),
        serious_hours: Set(edit.serious_hours.unwrap_or(before.serious_hours)),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let renewed = OnConflict::column(opinion_limit::Column::UnitId)
        .update_columns([
            opinion_limit::Column::GeneralHours,
            opinion_limit::Column::MajorHours,
            opinion_limit::Column::SeriousHours,
            opinion_limit::Column::UpdatedAt,
        ])
        .value(
            opinion_limit::Column::Version,
            Expr::col((opinion_limit::Entity, opinion_limit::Column::Version)).add(1),
        )
        .to_owned();
    opinion_limit::Entity::insert(row)
        .on_conflict(renewed)
        .exec_without_returning(tx)
        .await?;
    changes::record(tx, "opinion_limits", school.0, ChangeOperation::Updated, school, now).await?;
    find(tx, actor, school).await
}

/// Until when an item of a unit must be answered.
pub async fn due_at(
    tx: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    level: OpinionLevel,
    seen_at: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .into_query();
    let stored = opinion_limit::Entity::find()
        .filter(opinion_limit::Column::UnitId.in_subquery(above))
        .order_by_asc(opinion_limit::Column::UnitId)
        .one(tx)
        .await?;
    let hours = match (level, stored) {
        (OpinionLevel::General, Some(own)) => own.general_hours,
        (OpinionLevel::Major, Some(own)) => own.major_hours,
        (OpinionLevel::Serious, Some(own)) => own.serious_hours,
        (OpinionLevel::General, None) => GENERAL_HOURS,
        (OpinionLevel::Major, None) => MAJOR_HOURS,
        (OpinionLevel::Serious, None) => SERIOUS_HOURS,
    };
    Ok(seen_at + TimeDelta::hours(hours.into()))
}

fn show(actor: &Actor, school: OrgUnitId, stored: Option<opinion_limit::Model>) -> OpinionLimits {
    OpinionLimits {
        unit_id: school,
        editable: policy::oversees_unit(actor, Permission::OpinionsWrite, school),
        general_hours: stored.as_ref().map_or(GENERAL_HOURS, |own| own.general_hours),
        major_hours: stored.as_ref().map_or(MAJOR_HOURS, |own| own.major_hours),
        serious_hours: stored.as_ref().map_or(SERIOUS_HOURS, |own| own.serious_hours),
        version: stored.map_or(0, |own| own.version),
    }
}
