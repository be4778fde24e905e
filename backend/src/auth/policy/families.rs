//! What a caller may do to classes, pupils and households, and how much of a pupil he is shown.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    super::{
        Actor, Permission,
        scope::{self, Reach},
    },
    reaches_unit,
};
use crate::{
    entities::{
        class,
        ids::{ClassId, OrgUnitId},
        role_grant::Role,
    },
    error::{Error, Result},
};

/// Whether boarding, left-behind, orphan and hardship of a pupil are shown: to his own teachers, the office, the
/// principal and the principal of the unit.
pub async fn sees_pupil_flags(
    db: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: OrgUnitId,
    class_id: Option<ClassId>,
    today: NaiveDate,
) -> Result<bool> {
    let leading = Reach::of(actor, |role| {
        matches!(role, Role::Principal | Role::Office | Role::BranchPrincipal)
    });
    if leading.includes(unit_id) {
        return Ok(true);
    }
    let (Some(person_id), Some(class_id)) = (actor.person_id, class_id) else {
        return Ok(false);
    };
    let teaches = class::Entity::find()
        .filter(class::Column::Id.eq(class_id))
        .filter(class::Column::Id.in_subquery(scope::families::taught_classes(person_id, today)))
        .count(db)
        .await?;
    Ok(teaches > 0)
}

/// 403 unless the caller may change classes, pupils and households of this unit.
pub fn must_write_families(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if reaches_unit(actor, Permission::FamiliesWrite, unit_id) {
        return Ok(());
    }
    Err(Error::forbidden(
        "只能修改本单位范围内的班级、学生和家庭。",
        "You may only change classes, pupils and households of your own scope.",
    ))
}
