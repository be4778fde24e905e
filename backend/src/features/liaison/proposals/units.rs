//! Which units belong to one school, and how far apart they are.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::{
    entities::{
        ids::OrgUnitId,
        liaison_proposal_row::ProposalGround,
        org_unit::{self, OrgUnitKind},
    },
    error::Result,
};

/// The tree of units: what lies in one school.
pub struct Units(HashMap<OrgUnitId, (Option<OrgUnitId>, OrgUnitKind, String)>);

impl Units {
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        type Row = (OrgUnitId, Option<OrgUnitId>, OrgUnitKind, String);
        let rows: Vec<Row> = org_unit::Entity::find()
            .select_only()
            .columns([
                org_unit::Column::Id,
                org_unit::Column::ParentId,
                org_unit::Column::Kind,
                org_unit::Column::Name,
            ])
            .into_tuple()
            .all(db)
            .await?;
        let rows = rows.into_iter();
        Ok(Self(
            rows.map(|(id, parent, kind, name)| (id, (parent, kind, name)))
                .collect(),
        ))
    }

    pub fn name(&self, id: OrgUnitId) -> &str {
        self.0.get(&id).map(|(_, _, name)| name.as_str()).unwrap_or_default()
    }

    /// The central school of a unit, or the unit itself where there is none.
    pub fn school(&self, id: OrgUnitId) -> OrgUnitId {
        let mut at = Some(id);
        while let Some(unit) = at {
            match self.0.get(&unit) {
                Some((_, OrgUnitKind::CentralSchool, _)) => return unit,
                Some((parent, _, _)) => at = *parent,
                None => break,
            }
        }
        id
    }

    /// How far somebody of one unit is from another: the same, the central school and its departments, or another
    /// village school; nobody comes from another school.
    pub fn distance(&self, from: OrgUnitId, to: OrgUnitId) -> Option<(u8, ProposalGround)> {
        if from == to {
            return Some((0, ProposalGround::SameUnit));
        }
        let school = self.school(to);
        if self.school(from) != school {
            return None;
        }
        let department = self
            .0
            .get(&from)
            .is_some_and(|(_, kind, _)| *kind == OrgUnitKind::Department);
        Some((
            if from == school || department { 1 } else { 2 },
            ProposalGround::SameSchool,
        ))
    }
}
