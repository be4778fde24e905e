//! Reading school years; every select starts at [`visible_to`].

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::dto::{SchoolYear, SchoolYearFilter, SchoolYearSort};
use crate::{
    auth::{
        Actor,
        scope::organisation::{in_force_for, of_visible_units},
    },
    entities::{ids::SchoolYearId, school_year},
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The school years of the units the caller may see.
fn visible_to(actor: &Actor) -> Select<school_year::Entity> {
    school_year::Entity::find().filter(of_visible_units(actor, school_year::Column::UnitId))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<SchoolYearFilter>,
) -> Result<Paged<SchoolYear>> {
    let SchoolYearFilter { unit_id, on, sort: _ } = query.filter;
    let mut select = visible_to(actor);
    if let Some(unit_id) = unit_id {
        select = select.filter(in_force_for(unit_id, school_year::Column::UnitId));
    }
    if let Some(on) = on {
        select = select
            .filter(school_year::Column::StartsOn.lte(on))
            .filter(school_year::Column::EndsOn.gte(on));
    }
    let column = |sort| match sort {
        SchoolYearSort::StartsOn => school_year::Column::StartsOn,
        SchoolYearSort::Name => school_year::Column::Name,
    };
    query.page.fetch(db, select, column, school_year::Column::Id).await
}

/// One school year the caller may see.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: SchoolYearId) -> Result<SchoolYear> {
    visible_to(actor)
        .filter(school_year::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}
