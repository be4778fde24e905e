//! What the bureau's change feed is told: every record of the school as one that was made.

use std::{any::Any, collections::HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, IdenStatic, Iterable, ModelTrait, QuerySelect, Value};
use uuid::Uuid;

use super::Failure;
use crate::{
    db::changes,
    entities::{
        activity_kind_setting, change_event::ChangeOperation, evaluation_round, household, ids::OrgUnitId,
        opinion_limit, plan_template_version,
    },
    features::changes::ChangeKind,
};

/// The records to tell of, by kind.
pub struct Announcing {
    /// Where records stand that do not say so themselves, by what they belong to: guardians by their household, results
    /// by their round.
    units: HashMap<Uuid, OrgUnitId>,
    school: OrgUnitId,
    records: HashMap<ChangeKind, Vec<(Uuid, OrgUnitId)>>,
}

impl Announcing {
    pub async fn new(source: &impl ConnectionTrait, school: OrgUnitId) -> Result<Self, Failure> {
        let households: Vec<(Uuid, OrgUnitId)> = household::Entity::find()
            .select_only()
            .columns([household::Column::Id, household::Column::UnitId])
            .into_tuple()
            .all(source)
            .await?;
        let rounds: Vec<(Uuid, OrgUnitId)> = evaluation_round::Entity::find()
            .select_only()
            .columns([evaluation_round::Column::Id, evaluation_round::Column::UnitId])
            .into_tuple()
            .all(source)
            .await?;
        Ok(Self {
            units: households.into_iter().chain(rounds).collect(),
            school,
            records: HashMap::new(),
        })
    }

    /// Notes a row that came along, if its kind is told of.
    pub fn note<M>(&mut self, table: &str, row: &M)
    where
        M: ModelTrait + 'static,
    {
        let any = row as &dyn Any;
        let (kind, id) = if let Some(version) = any.downcast_ref::<plan_template_version::Model>() {
            (ChangeKind::PlanTemplates, version.plan_id.0)
        } else if let Some(setting) = any.downcast_ref::<activity_kind_setting::Model>() {
            (ChangeKind::ActivityKindSettings, setting.unit_id.0)
        } else if let Some(limit) = any.downcast_ref::<opinion_limit::Model>() {
            (ChangeKind::OpinionLimits, limit.unit_id.0)
        } else if let (Ok(kind), Some(id)) = (table.parse(), id_in(row, "id")) {
            (kind, id)
        } else {
            return;
        };
        let unit = id_in(row, if table == "org_units" { "id" } else { "unit_id" }).map(OrgUnitId);
        let owner = || id_in(row, "household_id").or_else(|| id_in(row, "round_id"));
        let unit = unit
            .or_else(|| self.units.get(&owner()?).copied())
            .unwrap_or(self.school);
        let records = self.records.entry(kind).or_default();
        // Versions of one template, settings of one school.
        if records.last().is_none_or(|(last, _)| *last != id) {
            records.push((id, unit));
        }
    }

    /// Writes the changes; they get their places in the feed once they have committed. Returns how many there are.
    pub async fn tell(self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<usize, Failure> {
        let mut count = 0;
        for kind in ChangeKind::ALL {
            if let Some(records) = self.records.get(kind) {
                changes::record_many(tx, kind.as_str(), records, ChangeOperation::Created, now).await?;
                count += records.len();
            }
        }
        Ok(count)
    }
}

fn id_in<M: ModelTrait>(row: &M, name: &str) -> Option<Uuid> {
    let column = <M::Entity as EntityTrait>::Column::iter().find(|column| column.as_str() == name)?;
    match row.get(column) {
        Value::Uuid(id) => id,
        _ => None,
    }
}
