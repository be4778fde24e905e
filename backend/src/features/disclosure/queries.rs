//! Reading publications; every select starts at [`visible_to`].

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{
    dto::{PersonalData, PersonalDataCheck, Publication, PublicationEvent, PublicationEvents},
    filter::{PublicationFilter, PublicationSort, Row},
    moves::{self, Part},
    personal_data::PersonalNames,
};
use crate::{
    auth::{
        Actor, Permission, policy,
        scope::{self, publications as rows},
    },
    entities::{
        ids::{OrgUnitId, PublicationId},
        publication,
        publication_event::{self, PublicationStep},
    },
    error::{Error, Result},
    features::accounts::account_names,
    http::{ListQuery, Paged},
};

/// The publications the caller may see.
fn visible_to(actor: &Actor) -> Select<publication::Entity> {
    publication::Entity::find().filter(rows::publications(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<PublicationFilter>,
) -> Result<Paged<Publication>> {
    let PublicationFilter {
        sort: _,
        state,
        class_id,
        unit_id,
        waiting_for_me,
    } = query.filter;
    let waiting = |wanted: bool| {
        let condition = rows::to_review(actor);
        if wanted { condition } else { condition.not() }
    };
    let matching = Condition::all()
        .add_option(state.map(|states| publication::Column::State.is_in(states.0)))
        .add_option(class_id.map(|class| publication::Column::ClassId.eq(class)))
        .add_option(unit_id.map(|unit| publication::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(waiting_for_me.map(waiting));
    let column = |sort| match sort {
        PublicationSort::UpdatedAt => publication::Column::UpdatedAt,
    };
    let select = visible_to(actor).filter(matching);
    let mut page: Paged<Row> = query.page.fetch(db, select, column, publication::Column::Id).await?;
    let items = show(db, actor, std::mem::take(&mut page.items)).await?;
    Ok(page.with_items(items))
}

/// How many drafts wait for the caller to read them (`?waiting_for_me=true`).
pub async fn to_review(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64> {
    Ok(visible_to(actor).filter(rows::to_review(actor)).count(db).await?)
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: PublicationId) -> Result<Publication> {
    let row: Row = visible_to(actor)
        .filter(publication::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The publication as it is stored, held until the transaction ends.
pub async fn find_to_change(tx: &impl ConnectionTrait, actor: &Actor, id: PublicationId) -> Result<publication::Model> {
    visible_to(actor)
        .filter(publication::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// What a publication the caller sees holds of personal data.
pub async fn check(db: &impl ConnectionTrait, actor: &Actor, id: PublicationId) -> Result<PersonalDataCheck> {
    let row = visible_to(actor)
        .filter(publication::Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    personal_data(db, &row).await
}

/// What a publication holds of personal data.
pub async fn personal_data(db: &impl ConnectionTrait, row: &publication::Model) -> Result<PersonalDataCheck> {
    let names = PersonalNames::of_school(db, row.unit_id).await?;
    let fields = [
        ("title", row.title.as_str()),
        ("period", row.period.as_deref().unwrap_or_default()),
        ("text", row.text.as_str()),
    ];
    let mut items = Vec::new();
    for (field, text) in fields {
        items.extend(names.find(text).into_iter().map(|found| {
            let intended = row.intended_names.0.iter().find(|one| one.name == found.text);
            PersonalData {
                intended: intended.filter(|_| found.kind.is_name()).map(|one| one.reason.clone()),
                kind: found.kind,
                field: field.to_owned(),
                at: found.at,
                found: found.text,
                before: found.around.0,
                after: found.around.1,
            }
        }));
    }
    Ok(PersonalDataCheck {
        clear: items.iter().all(|item| item.intended.is_some()),
        items,
    })
}

pub async fn events(db: &impl ConnectionTrait, actor: &Actor, id: PublicationId) -> Result<PublicationEvents> {
    if visible_to(actor)
        .filter(publication::Column::Id.eq(id))
        .count(db)
        .await?
        == 0
    {
        return Err(Error::NotFound);
    }
    let rows = publication_event::Entity::find()
        .filter(publication_event::Column::PublicationId.eq(id))
        .order_by_asc(publication_event::Column::Seq)
        .all(db)
        .await?;
    let names = account_names(db, rows.iter().map(|row| row.account_id)).await?;
    let items = rows
        .into_iter()
        .map(|row| PublicationEvent {
            seq: row.seq,
            step: row.step,
            to_state: row.to_state,
            account_name: names.get(&row.account_id).cloned().unwrap_or_default(),
            note: row.note,
            changes: row.changes,
            at: row.at,
        })
        .collect();
    Ok(PublicationEvents { items })
}

/// The caller's part in a publication.
pub async fn part(db: &impl ConnectionTrait, actor: &Actor, id: PublicationId, unit_id: OrgUnitId) -> Result<Part> {
    let wrote = written_by(db, actor, &[id]).await?.contains(&id);
    Ok(part_of(actor, unit_id, wrote))
}

fn part_of(actor: &Actor, unit_id: OrgUnitId, wrote: bool) -> Part {
    Part {
        writer: policy::oversees_unit(actor, Permission::PublicationsWrite, unit_id),
        reviewer: policy::oversees_unit(actor, Permission::PublicationsReview, unit_id),
        wrote,
    }
}

/// Those of the publications that the caller wrote or changed.
async fn written_by(db: &impl ConnectionTrait, actor: &Actor, ids: &[PublicationId]) -> Result<HashSet<PublicationId>> {
    let writing = [PublicationStep::Write, PublicationStep::Edit, PublicationStep::Intend];
    let written: Vec<PublicationId> = publication_event::Entity::find()
        .select_only()
        .column(publication_event::Column::PublicationId)
        .filter(publication_event::Column::PublicationId.is_in(ids.iter().copied()))
        .filter(publication_event::Column::AccountId.eq(actor.account_id))
        .filter(publication_event::Column::Step.is_in(writing))
        .into_tuple()
        .all(db)
        .await?;
    Ok(written.into_iter().collect())
}

async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<Row>) -> Result<Vec<Publication>> {
    let ids: Vec<PublicationId> = rows.iter().map(|row| row.id).collect();
    let written = written_by(db, actor, &ids).await?;
    let view = |row: Row| {
        let part = part_of(actor, row.unit_id, written.contains(&row.id));
        Publication {
            editable: moves::is_editable(row.state, part),
            allowed_moves: moves::allowed(row.state, part),
            id: row.id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            class_id: row.class_id,
            class_name: row.class_name,
            title: row.title,
            text: row.text,
            period: row.period,
            state: row.state,
            intended_names: row.intended_names.0,
            author_name: row.author_name,
            reviewer_name: row.reviewer_name,
            published_on: row.published_on,
            withdraw_reason: row.withdraw_reason,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}
