//! Of which changes a caller may know: of those of records he sees now, each by the scope of its own kind; that a record
//! is gone, by its unit.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{dto::Change, kinds::ChangeKind, rows::Rows};
use crate::{
    auth::{
        Actor, Permission,
        scope::{self, Reach},
    },
    entities::{change_event::ChangeOperation, ids::OrgUnitId, org_unit},
    error::Result,
};

/// What a caller sees of a number of changes.
#[derive(Debug, Default)]
pub struct Seen {
    records: HashSet<(ChangeKind, Uuid)>,
    /// Records that are there, but not for him.
    hidden: HashSet<(ChangeKind, Uuid)>,
    /// Per permission, the units of whose gone records he is told.
    units: BTreeMap<&'static str, HashSet<OrgUnitId>>,
}

impl Seen {
    /// Looks up what of these changes the caller may know today.
    pub async fn by(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate, changes: &[Change]) -> Result<Self> {
        let mut seen = Self::default();
        let mut ids: BTreeMap<ChangeKind, Vec<&Change>> = BTreeMap::new();
        for change in changes.iter().filter(|change| actor.can(change.kind.permission())) {
            ids.entry(change.kind).or_default().push(change);
        }
        for (kind, changes) in ids {
            let all: HashSet<Uuid> = changes.iter().map(|change| change.id).collect();
            let visible = Rows::of(kind, actor, today).visible_among(db, &all).await?;
            let unseen = changes
                .iter()
                .filter(|change| change.operation == ChangeOperation::Deleted && !visible.contains(&change.id));
            let gone: Vec<&Change> = unseen.copied().collect();
            seen.records.extend(visible.into_iter().map(|id| (kind, id)));
            if !gone.is_empty() {
                let ids = gone.iter().map(|change| change.id).collect();
                let hidden = Rows::of(kind, actor, today).there_among(db, &ids).await?;
                seen.hidden.extend(hidden.into_iter().map(|id| (kind, id)));
                let units: HashSet<OrgUnitId> = gone.iter().filter_map(|change| change.unit_id).collect();
                let told = told_of(db, actor, kind.permission(), units).await?;
                seen.units.entry(kind.permission().as_str()).or_default().extend(told);
            }
        }
        Ok(seen)
    }

    /// Whether the caller may know of this one.
    pub fn shows(&self, change: &Change) -> bool {
        let record = (change.kind, change.id);
        if self.records.contains(&record) {
            return true;
        }
        let units = self.units.get(change.kind.permission().as_str());
        change.operation == ChangeOperation::Deleted
            && !self.hidden.contains(&record)
            && units.is_some_and(|units| change.unit_id.is_some_and(|unit| units.contains(&unit)))
    }
}

/// The units of whose gone records the caller is told: those he oversees; of what units share downwards, the calendar
/// and the plans, also those above. Rows with rules of their own, such as ledger entries, are never removed.
async fn told_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    permission: Permission,
    units: HashSet<OrgUnitId>,
) -> Result<Vec<OrgUnitId>> {
    if !matches!(permission, Permission::OrganisationRead | Permission::PlanRead) {
        let reach = Reach::overseeing(actor, permission);
        return Ok(units.into_iter().filter(|unit| reach.includes(*unit)).collect());
    }
    let told = org_unit::Entity::find()
        .select_only()
        .column(org_unit::Column::Id)
        .filter(scope::org_units(actor))
        .filter(org_unit::Column::Id.is_in(units))
        .into_tuple()
        .all(db)
        .await?;
    Ok(told)
}
