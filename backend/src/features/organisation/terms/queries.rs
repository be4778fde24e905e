//! Reading terms; every select starts at [`visible_to`].

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::dto::{Term, TermFilter, TermSort};
use crate::{
    auth::{
        Actor,
        scope::organisation::{in_force_for, of_visible_units},
    },
    entities::{ids::TermId, term},
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The terms of the units the caller may see.
fn visible_to(actor: &Actor) -> Select<term::Entity> {
    term::Entity::find().filter(of_visible_units(actor, term::Column::UnitId))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<TermFilter>) -> Result<Paged<Term>> {
    let TermFilter {
        unit_id,
        school_year_id,
        on,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(unit_id) = unit_id {
        select = select.filter(in_force_for(unit_id, term::Column::UnitId));
    }
    if let Some(school_year_id) = school_year_id {
        select = select.filter(term::Column::SchoolYearId.eq(school_year_id));
    }
    if let Some(on) = on {
        select = select
            .filter(term::Column::StartsOn.lte(on))
            .filter(term::Column::EndsOn.gte(on));
    }
    let column = |sort| match sort {
        TermSort::StartsOn => term::Column::StartsOn,
        TermSort::Name => term::Column::Name,
    };
    query.page.fetch(db, select, column, term::Column::Id).await
}

/// One term the caller may see.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: TermId) -> Result<Term> {
    visible_to(actor)
        .filter(term::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// The days of a term the caller may see; `None` where there is none.
pub async fn visible_term(db: &impl ConnectionTrait, actor: &Actor, id: TermId) -> Result<Option<term::Model>> {
    Ok(visible_to(actor).filter(term::Column::Id.eq(id)).one(db).await?)
}
