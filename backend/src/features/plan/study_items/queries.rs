//! Reading study items; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};

use super::dto::{ItemRow, OwnCompletion, StudyItem, StudyItemFilter, StudyItemSort};
use crate::{
    auth::{Actor, scope},
    entities::{
        ids::{StudyCompletionId, StudyItemId},
        person, plan,
        rank::{self, Rank},
        study_completion::{self, CompletionState},
        study_item::{self, StudyAudience},
    },
    error::{Error, Result},
    features::plan::plans,
    http::{Figure, ListQuery, Paged},
};

/// 中层以上, with the principals of the schools and of the kindergarten.
const LEADERS: [Rank; 5] = [
    Rank::SchoolLeader,
    Rank::DeputyLeader,
    Rank::MiddleLeader,
    Rank::BranchPrincipal,
    Rank::KindergartenPrincipal,
];
/// GB/T 4762: party members, full and probationary.
const PARTY_MEMBERS: [&str; 2] = ["01", "02"];

/// The study items of the plans the caller may see.
fn visible_to(actor: &Actor) -> Select<study_item::Entity> {
    study_item::Entity::find().filter(study_item::Column::PlanId.in_subquery(scope::plan::plan_ids(actor)))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<StudyItemFilter>,
    today: NaiveDate,
) -> Result<Paged<StudyItem>> {
    let StudyItemFilter {
        plan_id,
        in_force_on,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(plan_id) = plan_id {
        select = select.filter(study_item::Column::PlanId.eq(plan_id));
    }
    if let Some(day) = in_force_on {
        let in_force = plan::Entity::find()
            .select_only()
            .column(plan::Column::Id)
            .filter(plans::in_force(day))
            .into_query();
        select = select.filter(study_item::Column::PlanId.in_subquery(in_force));
    }
    let column = |sort| match sort {
        StudyItemSort::SortOrder => study_item::Column::SortOrder,
    };
    let mut page: Paged<ItemRow> = query.page.fetch(db, select, column, study_item::Column::Id).await?;
    let items = show(db, actor, std::mem::take(&mut page.items), today).await?;
    Ok(page.with_items(items))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: StudyItemId, today: NaiveDate) -> Result<StudyItem> {
    let row = row(db, actor, id).await?;
    show(db, actor, vec![row], today).await?.pop().ok_or(Error::NotFound)
}

pub async fn row(db: &impl ConnectionTrait, actor: &Actor, id: StudyItemId) -> Result<ItemRow> {
    visible_to(actor)
        .filter(study_item::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: Vec<ItemRow>,
    today: NaiveDate,
) -> Result<Vec<StudyItem>> {
    let audiences = audiences(db, actor, today).await?;
    let ids: Vec<StudyItemId> = rows.iter().map(|row| row.id).collect();
    let counts = counts(db, actor, &ids).await?;
    let own = own(db, actor, &ids).await?;
    let figure = |id: StudyItemId, state: CompletionState, word: &str| {
        Figure::new(
            counts.get(&(id, state)).copied().unwrap_or_default(),
            format!("/study-completions?study_item_id={id}&state={word}"),
        )
    };
    Ok(rows
        .into_iter()
        .map(|row| StudyItem {
            for_me: audiences.contains(&row.audience),
            own: own.get(&row.id).copied(),
            accepted: figure(row.id, CompletionState::Accepted, "accepted"),
            handed_in: figure(row.id, CompletionState::HandedIn, "handed_in"),
            id: row.id,
            plan_id: row.plan_id,
            theme: row.theme,
            question: row.question,
            mode: row.mode,
            material: row.material,
            audience: row.audience,
            due_on: row.due_on,
            sort_order: row.sort_order,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
        .collect())
}

/// The audiences the caller belongs to.
async fn audiences(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate) -> Result<Vec<StudyAudience>> {
    let Some(person_id) = actor.person_id else {
        return Ok(Vec::new());
    };
    let mut found = vec![StudyAudience::Everyone];
    let affiliation: Option<Option<String>> = person::Entity::find_by_id(person_id)
        .select_only()
        .column(person::Column::PoliticalAffiliation)
        .into_tuple()
        .one(db)
        .await?;
    if affiliation
        .flatten()
        .is_some_and(|code| PARTY_MEMBERS.contains(&code.as_str()))
    {
        found.push(StudyAudience::PartyMembers);
    }
    let leads = rank::Entity::find()
        .filter(rank::Column::PersonId.eq(person_id))
        .filter(rank::Column::Rank.is_in(LEADERS))
        .filter(rank::Column::StartsOn.lte(today))
        .filter(
            Condition::any()
                .add(rank::Column::EndsOn.is_null())
                .add(rank::Column::EndsOn.gte(today)),
        )
        .one(db)
        .await?;
    if leads.is_some() {
        found.push(StudyAudience::Leaders);
    }
    Ok(found)
}

async fn counts(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[StudyItemId],
) -> Result<HashMap<(StudyItemId, CompletionState), i64>> {
    let counts: Vec<(StudyItemId, CompletionState, i64)> = study_completion::Entity::find()
        .select_only()
        .columns([study_completion::Column::StudyItemId, study_completion::Column::State])
        .column_as(study_completion::Column::Id.count(), "completions")
        .filter(scope::study::completions(actor))
        .filter(study_completion::Column::StudyItemId.is_in(ids.iter().copied()))
        .group_by(study_completion::Column::StudyItemId)
        .group_by(study_completion::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts
        .into_iter()
        .map(|(id, state, count)| ((id, state), count))
        .collect())
}

async fn own(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[StudyItemId],
) -> Result<HashMap<StudyItemId, OwnCompletion>> {
    let Some(person_id) = actor.person_id else {
        return Ok(HashMap::new());
    };
    let own: Vec<(StudyItemId, StudyCompletionId, CompletionState)> = study_completion::Entity::find()
        .select_only()
        .columns([
            study_completion::Column::StudyItemId,
            study_completion::Column::Id,
            study_completion::Column::State,
        ])
        .filter(study_completion::Column::PersonId.eq(person_id))
        .filter(study_completion::Column::StudyItemId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(own
        .into_iter()
        .map(|(item, id, state)| (item, OwnCompletion { id, state }))
        .collect())
}
