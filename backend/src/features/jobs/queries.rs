//! Reading jobs; everybody sees his own.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::dto::{Job, JobFilter, JobRow, JobSort};
use crate::{
    auth::Actor,
    entities::{ids::JobId, job},
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The jobs the caller started.
pub fn visible_to(actor: &Actor) -> Select<job::Entity> {
    job::Entity::find().filter(job::Column::Owner.eq(actor.account_id))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<JobFilter>) -> Result<Paged<Job>> {
    let JobFilter { sort: _, kind, state } = query.filter;
    let mut select = visible_to(actor);
    if let Some(kinds) = kind {
        select = select.filter(job::Column::Kind.is_in(kinds.0));
    }
    if let Some(states) = state {
        select = select.filter(job::Column::State.is_in(states.0));
    }
    let column = |sort| match sort {
        JobSort::CreatedAt => job::Column::CreatedAt,
    };
    let page = query
        .page
        .fetch::<_, JobRow>(db, select, column, job::Column::Id)
        .await?;
    Ok(page.map(Job::from))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: JobId) -> Result<Job> {
    let row: Option<JobRow> = visible_to(actor)
        .filter(job::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?;
    row.map(Job::from).ok_or(Error::NotFound)
}
