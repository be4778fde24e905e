//! Reading duties; every select starts at [`visible_to`].

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::dto::{Duty, DutyFilter, DutySort};
use crate::{
    auth::{Actor, scope},
    entities::{duty, ids::DutyId},
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The duties of the plans the caller may see.
fn visible_to(actor: &Actor) -> Select<duty::Entity> {
    duty::Entity::find().filter(duty::Column::PlanId.in_subquery(scope::plan::plan_ids(actor)))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<DutyFilter>) -> Result<Paged<Duty>> {
    let DutyFilter { plan_id, code, sort: _ } = query.filter;
    let mut select = visible_to(actor);
    if let Some(plan_id) = plan_id {
        select = select.filter(duty::Column::PlanId.eq(plan_id));
    }
    if let Some(codes) = code {
        select = select.filter(duty::Column::Code.is_in(codes.0));
    }
    let column = |sort| match sort {
        DutySort::SortOrder => duty::Column::SortOrder,
        DutySort::Code => duty::Column::Code,
    };
    query.page.fetch(db, select, column, duty::Column::Id).await
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: DutyId) -> Result<Duty> {
    visible_to(actor)
        .filter(duty::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}
