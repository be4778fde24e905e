//! Reading the leading group; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::dto::{LeadingGroupFilter, LeadingGroupMember, LeadingGroupSort, MemberRow};
use crate::{
    auth::{Actor, scope},
    entities::{
        ids::{LeadingGroupMemberId, PersonId},
        leading_group_member, person,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The places of the plans the caller may see.
fn visible_to(actor: &Actor) -> Select<leading_group_member::Entity> {
    leading_group_member::Entity::find()
        .filter(leading_group_member::Column::PlanId.in_subquery(scope::plan::plan_ids(actor)))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<LeadingGroupFilter>,
) -> Result<Paged<LeadingGroupMember>> {
    let LeadingGroupFilter {
        plan_id,
        person_id,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(plan_id) = plan_id {
        select = select.filter(leading_group_member::Column::PlanId.eq(plan_id));
    }
    if let Some(person_id) = person_id {
        select = select.filter(leading_group_member::Column::PersonId.eq(person_id));
    }
    let column = |sort| match sort {
        LeadingGroupSort::SortOrder => leading_group_member::Column::SortOrder,
    };
    let page: Paged<MemberRow> = query
        .page
        .fetch(db, select, column, leading_group_member::Column::Id)
        .await?;
    let names = names(db, page.items.iter().filter_map(|member| member.person_id)).await?;
    Ok(page.map(|member| show(member, &names)))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: LeadingGroupMemberId) -> Result<LeadingGroupMember> {
    let member: MemberRow = visible_to(actor)
        .filter(leading_group_member::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let names = names(db, member.person_id.into_iter()).await?;
    Ok(show(member, &names))
}

async fn names(db: &impl ConnectionTrait, people: impl Iterator<Item = PersonId>) -> Result<HashMap<PersonId, String>> {
    let people: Vec<PersonId> = people.collect();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let names: Vec<(PersonId, String)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .filter(person::Column::Id.is_in(people))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

fn show(member: MemberRow, names: &HashMap<PersonId, String>) -> LeadingGroupMember {
    LeadingGroupMember {
        id: member.id,
        plan_id: member.plan_id,
        person_id: member.person_id,
        person_name: member.person_id.and_then(|person| names.get(&person).cloned()),
        position: member.position,
        post_title: member.post_title,
        sort_order: member.sort_order,
        version: member.version,
        created_at: member.created_at,
        updated_at: member.updated_at,
    }
}
