//! Names of units, classes, people and terms, read for a page at once.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    entities::{
        class,
        ids::{ClassId, OrgUnitId, PersonId, TermId},
        org_unit, person, term,
    },
    error::Result,
};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident: $id:ty, $module:ident;)+) => {$(
        $(#[$doc])*
        pub async fn $name(
            db: &impl ConnectionTrait,
            ids: impl IntoIterator<Item = $id>,
        ) -> Result<HashMap<$id, String>> {
            let names: Vec<($id, String)> = $module::Entity::find()
                .select_only()
                .columns([$module::Column::Id, $module::Column::Name])
                .filter($module::Column::Id.is_in(ids))
                .into_tuple()
                .all(db)
                .await?;
            Ok(names.into_iter().collect())
        }
    )+};
}

names! {
    units: OrgUnitId, org_unit;
    classes: ClassId, class;
    people: PersonId, person;
    terms: TermId, term;
}

/// The name of an id, empty when it is not there.
pub fn of<Id: Copy + Eq + std::hash::Hash>(names: &HashMap<Id, String>, id: Id) -> String {
    names.get(&id).cloned().unwrap_or_default()
}
