//! Reading sheets; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select, sea_query::SelectStatement,
};

use super::{
    dto::{EvaluationSheet, EvaluationSheetRow, SheetObject},
    filter::{EvaluationSheetFilter, EvaluationSheetSort, Row},
    moves, rules,
};
use crate::{
    auth::{Actor, scope::evaluation as rows},
    entities::{
        evaluation_object,
        evaluation_round::{self, RoundState},
        evaluation_sheet::{Column, Entity, Model},
        ids::{EvaluationObjectId, EvaluationRoundId, EvaluationSheetId},
        org_unit, person,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The sheets the caller may read.
fn visible_to(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(rows::sheets(actor))
}

/// The sheets the caller fills.
fn own(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(rows::own_sheets(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<EvaluationSheetFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<EvaluationSheetRow>> {
    let EvaluationSheetFilter {
        sort: _,
        round_id,
        submitted,
        to_do: waiting,
    } = query.filter;
    let only = |wanted: bool, condition: Condition| if wanted { condition } else { condition.not() };
    let matching = Condition::all()
        .add_option(round_id.map(|round| Column::RoundId.eq(round)))
        .add_option(submitted.map(|wanted| only(wanted, Condition::all().add(Column::SubmittedAt.is_not_null()))))
        .add_option(waiting.map(|wanted| only(wanted, to_do(now))));
    let column = |sort| match sort {
        EvaluationSheetSort::CreatedAt => Column::CreatedAt,
    };
    let mut page: Paged<Row> = query
        .page
        .fetch(db, own(actor).filter(matching), column, Column::Id)
        .await?;
    let items = std::mem::take(&mut page.items);
    let rounds = rounds_of(db, items.iter().map(|row| row.round_id)).await?;
    let shown: Result<Vec<_>> = items
        .into_iter()
        .map(|row| show_row(rounds.get(&row.round_id).ok_or(Error::NotFound)?, row, now))
        .collect();
    Ok(page.with_items(shown?))
}

/// How many sheets wait to be filled in by the caller: `?to_do=true`.
pub async fn count_to_do(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<u64> {
    Ok(own(actor).filter(to_do(now)).count(db).await?)
}

fn to_do(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::SubmittedAt.is_null())
        .add(Column::RoundId.in_subquery(taking_sheets(now)))
}

/// [`rules::takes_sheets`] as a select.
fn taking_sheets(now: DateTime<Utc>) -> SelectStatement {
    let not_over = Condition::any()
        .add(evaluation_round::Column::ClosesAt.is_null())
        .add(evaluation_round::Column::ClosesAt.gt(now));
    evaluation_round::Entity::find()
        .select_only()
        .column(evaluation_round::Column::Id)
        .filter(evaluation_round::Column::State.eq(RoundState::Open))
        .filter(not_over)
        .into_query()
}

async fn rounds_of(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = EvaluationRoundId>,
) -> Result<HashMap<EvaluationRoundId, evaluation_round::Model>> {
    let rounds = evaluation_round::Entity::find()
        .filter(evaluation_round::Column::Id.is_in(ids))
        .all(db)
        .await?;
    Ok(rounds.into_iter().map(|round| (round.id, round)).collect())
}

fn show_row(round: &evaluation_round::Model, row: Row, now: DateTime<Utc>) -> Result<EvaluationSheetRow> {
    let frozen = rules::frozen(round)?;
    let items = rules::items(frozen);
    let missing = rules::missing(&items, &row.grades).len();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let state = rules::state(row.submitted_at);
    Ok(EvaluationSheetRow {
        id: row.id,
        round_id: row.round_id,
        round_title: round.title.clone(),
        round_state: round.state,
        closes_at: round.closes_at,
        group_name: rules::group_name(frozen, &row.group_code),
        group_code: row.group_code,
        object: SheetObject {
            id: row.object_id,
            kind: row.object_kind,
            name: row.object_name,
            post: row.object_post,
            position: row.object_position,
        },
        state,
        editable: rules::is_editable(state, rules::takes_sheets(round, now)),
        answered: number(items.len() - missing),
        items: number(items.len()),
        submitted_at: row.submitted_at,
        version: row.version,
    })
}

/// A sheet with what it belongs to, as they are stored.
#[derive(Debug)]
pub struct Whole {
    pub sheet: Model,
    pub round: evaluation_round::Model,
    pub object: evaluation_object::Model,
}

/// A sheet the caller may read.
pub async fn whole(db: &impl ConnectionTrait, actor: &Actor, id: EvaluationSheetId) -> Result<Whole> {
    let sheet = visible_to(actor).filter(Column::Id.eq(id)).one(db).await?;
    let sheet = sheet.ok_or(Error::NotFound)?;
    let round = evaluation_round::Entity::find_by_id(sheet.round_id).one(db).await?;
    with_object(db, sheet, round.ok_or(Error::NotFound)?).await
}

/// The sheet held until the transaction ends, and its round kept from being sealed meanwhile.
pub async fn whole_to_change(tx: &impl ConnectionTrait, actor: &Actor, id: EvaluationSheetId) -> Result<Whole> {
    let sheet = visible_to(actor)
        .filter(Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let round = evaluation_round::Entity::find_by_id(sheet.round_id)
        .lock_shared()
        .one(tx)
        .await?;
    with_object(tx, sheet, round.ok_or(Error::NotFound)?).await
}

async fn with_object(db: &impl ConnectionTrait, sheet: Model, round: evaluation_round::Model) -> Result<Whole> {
    let object = evaluation_object::Entity::find_by_id(sheet.object_id).one(db).await?;
    Ok(Whole {
        object: object.ok_or(Error::NotFound)?,
        sheet,
        round,
    })
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSheetId,
    now: DateTime<Utc>,
) -> Result<EvaluationSheet> {
    let whole = whole(db, actor, id).await?;
    show(db, actor, whole, now).await
}

async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    Whole { sheet, round, object }: Whole,
    now: DateTime<Utc>,
) -> Result<EvaluationSheet> {
    let frozen = rules::frozen(&round)?;
    let assessor: Option<String> = person::Entity::find_by_id(sheet.assessor_id)
        .select_only()
        .column(person::Column::Name)
        .into_tuple()
        .one(db)
        .await?;
    let unit: Option<String> = org_unit::Entity::find_by_id(round.unit_id)
        .select_only()
        .column(org_unit::Column::Name)
        .into_tuple()
        .one(db)
        .await?;
    let is_own = actor.person_id == Some(sheet.assessor_id);
    let taken = is_own && rules::takes_sheets(&round, now);
    let state = rules::state(sheet.submitted_at);
    let items = rules::items(frozen);
    let missing = rules::missing(&items, &sheet.grades);
    Ok(EvaluationSheet {
        missing: missing.into_iter().map(|item| item.code.clone()).collect(),
        dimensions: rules::dimensions(frozen),
        choices: frozen.grades.clone(),
        group_name: rules::group_name(frozen, &sheet.group_code),
        editable: rules::is_editable(state, taken),
        allowed_moves: moves::allowed(state, taken),
        object: shown(object),
        set_aside_reason: sheet.set_aside_reason.filter(|_| !is_own),
        assessor_name: assessor.unwrap_or_default(),
        unit_name: unit.unwrap_or_default(),
        id: sheet.id,
        round_id: round.id,
        round_title: round.title,
        round_state: round.state,
        period_from: round.period_from,
        period_to: round.period_to,
        notes: round.notes,
        closes_at: round.closes_at,
        group_code: sheet.group_code,
        assessor_id: sheet.assessor_id,
        is_own,
        grades: sheet.grades,
        remark: sheet.remark,
        state,
        submitted_at: sheet.submitted_at,
        version: sheet.version,
        created_at: sheet.created_at,
        updated_at: sheet.updated_at,
    })
}

pub fn shown(object: evaluation_object::Model) -> SheetObject {
    SheetObject {
        id: object.id,
        kind: object.kind,
        name: object.name,
        post: object.post,
        position: object.position,
    }
}

/// A round the caller holds.
pub async fn held_round(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
) -> Result<evaluation_round::Model> {
    evaluation_round::Entity::find_by_id(id)
        .filter(rows::held_rounds(actor))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// All sheets of a round, and which of them say nothing of the caller.
pub async fn of_round(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
) -> Result<(Vec<Model>, Vec<EvaluationSheetId>)> {
    let all = Entity::find().filter(Column::RoundId.eq(id));
    let of_others = all
        .clone()
        .filter(rows::not_about_himself(actor))
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok((all.order_by_asc(Column::Id).all(db).await?, of_others))
}

/// What the objects of a round are called.
pub async fn object_names(
    db: &impl ConnectionTrait,
    id: EvaluationRoundId,
) -> Result<HashMap<EvaluationObjectId, String>> {
    let named: Vec<(EvaluationObjectId, String)> = evaluation_object::Entity::find()
        .select_only()
        .columns([evaluation_object::Column::Id, evaluation_object::Column::Name])
        .filter(evaluation_object::Column::RoundId.eq(id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(named.into_iter().collect())
}
