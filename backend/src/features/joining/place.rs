//! Where the school stood and where it will stand.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::Failure;
use crate::{
    entities::{
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
    },
    error::Result,
};

/// The school and the units above it on both sides.
pub struct Place {
    pub school: org_unit::Model,
    /// The bureau that stood above it in its own database. It stays behind: what stood at it becomes the school's own,
    /// so that it reaches nobody else, and what it was handling is now with the other bureau.
    pub old_bureau: Option<org_unit::Model>,
    /// The bureau that it joins.
    pub bureau: org_unit::Model,
}

impl Place {
    /// # Errors
    /// When the source is not one central school, or the target has no such bureau.
    pub async fn find(
        source: &impl ConnectionTrait,
        target: &impl ConnectionTrait,
        under: &str,
    ) -> Result<Self, Failure> {
        let schools = of_kind(source, OrgUnitKind::CentralSchool).await?;
        let bureaus = of_kind(source, OrgUnitKind::Bureau).await?;
        let ([school], [] | [_]) = (schools.as_slice(), bureaus.as_slice()) else {
            return Err(Failure::NotOneSchool(schools.len(), bureaus.len()));
        };
        let (school, old_bureau) = (school.clone(), bureaus.first().cloned());
        let bureau = org_unit::Entity::find()
            .filter(org_unit::Column::Code.eq(under))
            .filter(org_unit::Column::Kind.eq(OrgUnitKind::Bureau))
            .one(target)
            .await?
            .ok_or_else(|| Failure::NoBureau(under.to_owned()))?;
        if org_unit::Entity::find_by_id(school.id).one(target).await?.is_some() {
            return Err(Failure::AlreadyThere(school.name));
        }
        Ok(Self {
            school,
            old_bureau,
            bureau,
        })
    }

    pub fn is_old_bureau(&self, id: OrgUnitId) -> bool {
        self.old_bureau.as_ref().is_some_and(|bureau| bureau.id == id)
    }

    /// Hangs the school's tree below the bureau; its own rows have come.
    pub async fn hang(&self, tx: &impl ConnectionTrait) -> Result<(), Failure> {
        let above = org_unit_closure::Entity::find()
            .filter(org_unit_closure::Column::DescendantId.eq(self.bureau.id))
            .all(tx)
            .await?;
        let below = org_unit_closure::Entity::find()
            .filter(org_unit_closure::Column::AncestorId.eq(self.school.id))
            .all(tx)
            .await?;
        let rows = above.iter().flat_map(|up| {
            below.iter().map(|down| org_unit_closure::ActiveModel {
                ancestor_id: Set(up.ancestor_id),
                descendant_id: Set(down.descendant_id),
                depth: Set(up.depth + 1 + down.depth),
            })
        });
        org_unit_closure::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }
}

async fn of_kind(db: &impl ConnectionTrait, kind: OrgUnitKind) -> Result<Vec<org_unit::Model>, Failure> {
    Ok(org_unit::Entity::find()
        .filter(org_unit::Column::Kind.eq(kind))
        .all(db)
        .await?)
}
