//! Who may change the file of a pupil with potential.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::super::{Actor, scope::personnel::research_schools};
use crate::{
    entities::{ids::PersonId, org_unit, pupil_file},
    error::Result,
};

/// Whether a caller who sees the file may change it: who opened it, who supports the pupil, the office of teaching and
/// research. The pupil's other teachers and the assigned leader read it.
pub async fn keeps_file(
    db: &impl ConnectionTrait,
    actor: &Actor,
    file: &pupil_file::Model,
    supporters: &[PersonId],
    today: NaiveDate,
) -> Result<bool> {
    if file.opened_by == actor.account_id {
        return Ok(true);
    }
    let Some(person) = actor.person_id else {
        return Ok(false);
    };
    if supporters.contains(&person) {
        return Ok(true);
    }
    let in_research = org_unit::Entity::find()
        .filter(org_unit::Column::Id.eq(file.unit_id))
        .filter(org_unit::Column::Id.in_subquery(research_schools(actor, person, today)))
        .count(db)
        .await?;
    Ok(in_research > 0)
}
