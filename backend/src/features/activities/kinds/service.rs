//! Reading and setting who confirms which kind.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set, sea_query::OnConflict,
};

use super::{
    choices, default_of,
    dto::{ActivityKindPatch, ActivityKindSetting, ActivityKinds},
};
use crate::{
    auth::{Actor, Permission, policy, scope},
    db::changes,
    entities::{
        activity::ActivityKind,
        activity_kind_setting,
        change_event::ChangeOperation,
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// All kinds, in their order.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, unit_id: OrgUnitId) -> Result<ActivityKinds> {
    let school = school_of(db, actor, unit_id).await?;
    let mut set: HashMap<ActivityKind, activity_kind_setting::Model> = activity_kind_setting::Entity::find()
        .filter(activity_kind_setting::Column::UnitId.eq(school.id))
        .all(db)
        .await?
        .into_iter()
        .map(|set| (set.kind, set))
        .collect();
    Ok(ActivityKinds {
        unit_id: school.id,
        unit_name: school.name,
        may_change: policy::reaches_unit(actor, Permission::ActivityKindsWrite, school.id),
        items: ActivityKind::iter().map(|kind| show(kind, set.remove(&kind))).collect(),
    })
}

/// Sets who confirms a kind; `expected` is the version the change is based on.
pub async fn set(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: OrgUnitId,
    kind: ActivityKind,
    expected: IfMatch,
    edit: ActivityKindPatch,
    now: DateTime<Utc>,
) -> Result<ActivityKindSetting> {
    let school = school_of(tx, actor, unit_id).await?;
    if !policy::reaches_unit(actor, Permission::ActivityKindsWrite, school.id) {
        return Err(Error::forbidden(
            "只能设置本校的确认人。",
            "You may only set who confirms in your own school.",
        ));
    }
    if !choices(kind).contains(&edit.confirmed_by) {
        return Err(Error::invalid(
            "confirmed_by",
            "not_for_this_kind",
            text(
                "这一类记录不能由其确认",
                "records of this kind cannot be confirmed that way",
            ),
        ));
    }
    let stored = activity_kind_setting::Entity::find_by_id((school.id, kind))
        .lock_exclusive()
        .one(tx)
        .await?;
    let current = show(kind, stored.clone());
    patch::check_version(expected, current.version, &current, &edit)?;
    let row = activity_kind_setting::Model {
        unit_id: school.id,
        kind,
        confirmed_by: edit.confirmed_by,
        version: current.version + 1,
        created_at: stored.map_or(now, |stored| stored.created_at),
        updated_at: now,
    };
    let key = [
        activity_kind_setting::Column::UnitId,
        activity_kind_setting::Column::Kind,
    ];
    let replaced = OnConflict::columns(key)
        .update_columns([
            activity_kind_setting::Column::ConfirmedBy,
            activity_kind_setting::Column::Version,
            activity_kind_setting::Column::UpdatedAt,
        ])
        .to_owned();
    activity_kind_setting::Entity::insert(activity_kind_setting::ActiveModel {
        unit_id: Set(row.unit_id),
        kind: Set(row.kind),
        ..row.clone().into_active_model()
    })
    .on_conflict(replaced)
    .exec_without_returning(tx)
    .await?;
    changes::record(
        tx,
        "activity_kind_settings",
        school.id.0,
        ChangeOperation::Updated,
        school.id,
        now,
    )
    .await?;
    Ok(show(kind, Some(row)))
}

fn show(kind: ActivityKind, set: Option<activity_kind_setting::Model>) -> ActivityKindSetting {
    let default = default_of(kind);
    ActivityKindSetting {
        kind,
        confirmed_by: set.as_ref().map_or(default, |set| set.confirmed_by),
        default,
        choices: choices(kind).to_vec(),
        version: set.map_or(0, |set| set.version),
    }
}

/// The central school of a unit the caller may see.
async fn school_of(db: &impl ConnectionTrait, actor: &Actor, unit_id: OrgUnitId) -> Result<org_unit::Model> {
    org_unit::Entity::find_by_id(unit_id)
        .filter(scope::org_units(actor))
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference("unit_id"))?;
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .into_query();
    org_unit::Entity::find()
        .filter(org_unit::Column::Id.in_subquery(above))
        .filter(org_unit::Column::Kind.eq(OrgUnitKind::CentralSchool))
        .order_by_asc(org_unit::Column::Id)
        .one(db)
        .await?
        .ok_or_else(|| {
            Error::invalid(
                "unit_id",
                "not_in_a_school",
                text("须为中心小学或其下属单位", "must be a central school or a unit of one"),
            )
        })
}
