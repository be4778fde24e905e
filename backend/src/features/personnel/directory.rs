//! Who of the staff is meant by a name or a number in a list.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    auth::scope,
    entities::{
        ids::{OrgUnitId, PersonId},
        org_unit::{self, OrgUnitKind},
        org_unit_closure, person,
    },
    error::{Error, Result},
    language::text,
};

/// The staff of a school, also those who have left: lists tell of the past.
#[derive(Debug, Default)]
pub struct Directory {
    by_number: HashMap<String, PersonId>,
    by_name: HashMap<String, Vec<(PersonId, OrgUnitId)>>,
}

impl Directory {
    /// Reads the staff of the central school that a unit belongs to, and of everything below the unit.
    pub async fn of_school(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<Self> {
        let school: Option<OrgUnitId> = org_unit::Entity::find()
            .select_only()
            .column(org_unit::Column::Id)
            .join(
                sea_orm::JoinType::InnerJoin,
                org_unit::Entity::belongs_to(org_unit_closure::Entity)
                    .from(org_unit::Column::Id)
                    .to(org_unit_closure::Column::AncestorId)
                    .into(),
            )
            .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
            .filter(org_unit::Column::Kind.eq(OrgUnitKind::CentralSchool))
            .order_by_asc(org_unit_closure::Column::Depth)
            .into_tuple()
            .one(db)
            .await?;
        let people: Vec<(PersonId, OrgUnitId, String, Option<String>)> = person::Entity::find()
            .select_only()
            .columns([
                person::Column::Id,
                person::Column::UnitId,
                person::Column::Name,
                person::Column::StaffNumber,
            ])
            .filter(person::Column::UnitId.in_subquery(scope::units_below(&[school.unwrap_or(unit_id)])))
            .into_tuple()
            .all(db)
            .await?;
        let mut directory = Self::default();
        for (id, unit_id, name, number) in people {
            if let Some(number) = number {
                directory.by_number.insert(number, id);
            }
            directory.by_name.entry(name).or_default().push((id, unit_id));
        }
        Ok(directory)
    }

    /// The one person of this staff number or name; of namesakes the one of the unit.
    pub fn find(&self, written: &str, unit_id: OrgUnitId, field: &str) -> Result<PersonId> {
        if let Some(id) = self.by_number.get(written) {
            return Ok(*id);
        }
        let namesakes = self.by_name.get(written).map(Vec::as_slice).unwrap_or_default();
        let mut here = namesakes.iter().filter(|(_, home)| *home == unit_id);
        match (namesakes, here.next(), here.next()) {
            ([(id, _)], ..) | (_, Some((id, _)), None) => Ok(*id),
            ([], ..) => Err(Error::invalid(
                field,
                "unknown_person",
                text(
                    "本校没有此人，请写姓名或教职工号",
                    "nobody of the school is called so: write a name or a staff number",
                ),
            )),
            _ => Err(Error::invalid(
                field,
                "namesakes",
                text("有重名，请写教职工号", "there are namesakes: write the staff number"),
            )),
        }
    }
}
