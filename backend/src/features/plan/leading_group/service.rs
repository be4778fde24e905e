//! Rules and writes of the leading group.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{LeadingGroupMember, LeadingGroupMemberPatch, NewLeadingGroupMember},
    matching::{fill, holders, places},
    queries,
};
use crate::{
    auth::{Actor, scope},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{LeadingGroupMemberId, PersonId, PlanId},
        leading_group_member::{self, LeadingGroupPosition},
        person,
    },
    error::{Error, Result},
    features::plan::{
        plans::{self, PlanMove, PlanRow},
        template::PlanTemplate,
    },
    http::{IfMatch, patch},
    language::text,
};

/// Copies the places of a template and fills them by current posts where one person fits.
pub async fn copy(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    template: &PlanTemplate,
    now: DateTime<Utc>,
) -> Result<()> {
    let places = places(tx, plan.unit_id, template).await?;
    if places.is_empty() {
        return Ok(());
    }
    let people = fill(&places, &holders(tx, plan.unit_id, local_date(now)).await?);
    let rows = (1..)
        .zip(places)
        .zip(people)
        .map(|((order, place), person)| leading_group_member::ActiveModel {
            id: Set(LeadingGroupMemberId::new()),
            plan_id: Set(plan.id),
            person_id: Set(person),
            position: Set(place.position),
            post_title: Set(place.post_title),
            sort_order: Set(order * 10),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        });
    leading_group_member::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Copies the places of another plan with who holds them.
pub async fn copy_from(tx: &impl ConnectionTrait, plan: &PlanRow, source: PlanId, now: DateTime<Utc>) -> Result<()> {
    let members = leading_group_member::Entity::find()
        .filter(leading_group_member::Column::PlanId.eq(source))
        .all(tx)
        .await?;
    if members.is_empty() {
        return Ok(());
    }
    let rows = members.into_iter().map(|member| leading_group_member::ActiveModel {
        id: Set(LeadingGroupMemberId::new()),
        plan_id: Set(plan.id),
        person_id: Set(member.person_id),
        position: Set(member.position),
        post_title: Set(member.post_title),
        sort_order: Set(member.sort_order),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    });
    leading_group_member::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Adds a place.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewLeadingGroupMember,
    now: DateTime<Utc>,
) -> Result<LeadingGroupMember> {
    let plan = plans::open(tx, actor, new.plan_id, PlanMove::Staff)
        .await
        .map_err(|error| match error {
            Error::NotFound => Error::unknown_reference("plan_id"),
            other => other,
        })?;
    let id = new.id.unwrap_or_default();
    check(tx, &plan, id, new.position, new.person_id).await?;
    let last = leading_group_member::Entity::find()
        .filter(leading_group_member::Column::PlanId.eq(plan.id))
        .order_by_desc(leading_group_member::Column::SortOrder)
        .one(tx)
        .await?
        .map_or(0, |last| last.sort_order);
    leading_group_member::Entity::insert(leading_group_member::ActiveModel {
        id: Set(id),
        plan_id: Set(plan.id),
        person_id: Set(new.person_id),
        position: Set(new.position),
        post_title: Set(new.post_title),
        sort_order: Set(new.sort_order.unwrap_or(last.saturating_add(10))),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    note(tx, &plan, id, ChangeOperation::Created, now).await?;
    queries::find(tx, actor, id).await
}

/// Changes a place or who takes it.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LeadingGroupMemberId,
    expected: IfMatch,
    edit: LeadingGroupMemberPatch,
    now: DateTime<Utc>,
) -> Result<LeadingGroupMember> {
    let member = queries::find(tx, actor, id).await?;
    let plan = plans::open(tx, actor, member.plan_id, PlanMove::Staff).await?;
    patch::check_version(expected, member.version, &member, &edit)?;
    let person = edit.person_id.unwrap_or(member.person_id);
    check(tx, &plan, id, edit.position.unwrap_or(member.position), person).await?;
    let mut row = leading_group_member::ActiveModel {
        person_id: Set(person),
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(position) = edit.position {
        row.position = Set(position);
    }
    if let Some(title) = edit.post_title {
        row.post_title = Set(title);
    }
    if let Some(order) = edit.sort_order {
        row.sort_order = Set(order);
    }
    leading_group_member::Entity::update_many()
        .set(row)
        .col_expr(
            leading_group_member::Column::Version,
            Expr::col(leading_group_member::Column::Version).add(1),
        )
        .filter(leading_group_member::Column::Id.eq(id))
        .exec(tx)
        .await?;
    note(tx, &plan, id, ChangeOperation::Updated, now).await?;
    queries::find(tx, actor, id).await
}

/// Takes a place away.
pub async fn remove(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LeadingGroupMemberId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let member = queries::find(tx, actor, id).await?;
    let plan = plans::open(tx, actor, member.plan_id, PlanMove::Staff).await?;
    let nothing: HashMap<String, String> = HashMap::new();
    patch::check_version(expected, member.version, &member, &nothing)?;
    leading_group_member::Entity::delete_many()
        .filter(leading_group_member::Column::Id.eq(id))
        .exec(tx)
        .await?;
    note(tx, &plan, id, ChangeOperation::Deleted, now).await
}

/// One head; nobody takes two places; the director of the office is not one of the group.
async fn check(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    id: LeadingGroupMemberId,
    position: LeadingGroupPosition,
    person: Option<PersonId>,
) -> Result<()> {
    let others = leading_group_member::Entity::find()
        .filter(leading_group_member::Column::PlanId.eq(plan.id))
        .filter(leading_group_member::Column::Id.ne(id))
        .all(tx)
        .await?;
    if position == LeadingGroupPosition::Head && others.iter().any(|other| other.position == position) {
        return Err(Error::Conflict {
            code: "has_a_head",
            detail: text("领导小组已有组长", "the leading group has a head already"),
        });
    }
    let Some(person) = person else { return Ok(()) };
    let known = person::Entity::find()
        .filter(person::Column::Id.eq(person))
        .filter(person::Column::UnitId.in_subquery(scope::units_below(&[plan.unit_id])))
        .count(tx)
        .await?;
    if known == 0 {
        return Err(Error::unknown_reference("person_id"));
    }
    if others.iter().any(|other| other.person_id == Some(person)) {
        return Err(Error::Conflict {
            code: "already_in_group",
            detail: text(
                "此人已在领导小组任职；办公室主任不是领导小组成员",
                "this person has a place already; the director of the office is not one of the group",
            ),
        });
    }
    Ok(())
}

async fn note(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    id: LeadingGroupMemberId,
    operation: ChangeOperation,
    now: DateTime<Utc>,
) -> Result<()> {
    plans::touch(tx, plan, now).await?;
    changes::record(tx, "leading_group_members", id.0, operation, plan.unit_id, now).await
}
