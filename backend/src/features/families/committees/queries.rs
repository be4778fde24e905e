//! Reading family committees; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select};

use super::{
    dto::{CommitteeRow, FamilyCommittee, FamilyCommitteeFilter, FamilyCommitteeSort},
    members,
};
use crate::{
    auth::{
        Actor, Permission, policy,
        scope::{self, activities::open_activities, families::committees},
    },
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        family_committee,
        ids::FamilyCommitteeId,
    },
    error::{Error, Result},
    http::{Figure, ListQuery, Paged},
};

/// The family committees the caller may see.
fn visible_to(actor: &Actor) -> Select<family_committee::Entity> {
    family_committee::Entity::find().filter(committees(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<FamilyCommitteeFilter>,
) -> Result<Paged<FamilyCommittee>> {
    let FamilyCommitteeFilter { sort: _, unit_id, on } = query.filter;
    let matching = Condition::all()
        .add_option(unit_id.map(|unit| family_committee::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(on.map(|day| {
            Condition::all().add(family_committee::Column::StartsOn.lte(day)).add(
                Condition::any()
                    .add(family_committee::Column::EndsOn.is_null())
                    .add(family_committee::Column::EndsOn.gte(day)),
            )
        }));
    let column = |sort| match sort {
        FamilyCommitteeSort::StartsOn => family_committee::Column::StartsOn,
    };
    let mut page: Paged<CommitteeRow> = query
        .page
        .fetch(
            db,
            visible_to(actor).filter(matching),
            column,
            family_committee::Column::Id,
        )
        .await?;
    let items = show(db, actor, std::mem::take(&mut page.items)).await?;
    Ok(page.with_items(items))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: FamilyCommitteeId) -> Result<FamilyCommittee> {
    let row = row(db, actor, id).await?;
    show(db, actor, vec![row]).await?.pop().ok_or(Error::NotFound)
}

pub async fn row(db: &impl ConnectionTrait, actor: &Actor, id: FamilyCommitteeId) -> Result<CommitteeRow> {
    visible_to(actor)
        .filter(family_committee::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<CommitteeRow>) -> Result<Vec<FamilyCommittee>> {
    let mut members: HashMap<FamilyCommitteeId, Vec<_>> = HashMap::new();
    for member in members::of_committees(db, rows.iter().map(|row| row.id)).await? {
        members.entry(member.committee_id).or_default().push(member);
    }
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        shown.push(FamilyCommittee {
            members: members.remove(&row.id).unwrap_or_default(),
            meetings: meetings(db, actor, &row).await?,
            editable: policy::reaches_unit(actor, Permission::FamiliesWrite, row.unit_id),
            id: row.id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            name: row.name,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            remark: row.remark,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        });
    }
    Ok(shown)
}

/// The records of meetings in the term of office, as far as the caller may see them.
async fn meetings(db: &impl ConnectionTrait, actor: &Actor, row: &CommitteeRow) -> Result<Figure> {
    let until = row.ends_on.map(|end| format!("&happened_on[lte]={end}"));
    let query = format!(
        "/activities?kind=committee_meeting&status=submitted,confirmed&unit_id={}&happened_on[gte]={}{}",
        row.unit_id,
        row.starts_on,
        until.unwrap_or_default(),
    );
    let held = activity::Entity::find()
        .filter(open_activities(actor))
        .filter(activity::Column::Kind.eq(ActivityKind::CommitteeMeeting))
        .filter(activity::Column::Status.is_in([ActivityStatus::Submitted, ActivityStatus::Confirmed]))
        .filter(activity::Column::UnitId.in_subquery(scope::units_below(&[row.unit_id])))
        .filter(activity::Column::HappenedOn.gte(row.starts_on))
        .filter(Condition::all().add_option(row.ends_on.map(|end| activity::Column::HappenedOn.lte(end))))
        .count(db)
        .await?;
    Ok(Figure::new(held, query))
}
