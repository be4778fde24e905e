//! Reading rounds; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{
    dto::{EvaluationRound, EvaluationRoundEvent, EvaluationRoundEvents},
    filter::{EvaluationRoundFilter, EvaluationRoundSort, Row},
    moves,
    opening::{self, Draft},
};
use crate::{
    auth::{Actor, Permission, policy, scope},
    entities::{
        evaluation_assessor, evaluation_object,
        evaluation_round::{self, RoundState},
        evaluation_round_event,
        evaluation_rules::ObjectKind,
        evaluation_scheme, evaluation_sheet,
        ids::{EvaluationRoundId, EvaluationSchemeId, OrgUnitId},
    },
    error::{Error, FieldProblem, Result},
    features::accounts::account_names,
    http::{ListQuery, Paged},
};

/// The rounds the caller may see.
fn visible_to(actor: &Actor) -> Select<evaluation_round::Entity> {
    evaluation_round::Entity::find().filter(scope::evaluation::rounds(actor))
}

/// Whether the caller holds the rounds of a unit.
pub fn holds(actor: &Actor, unit_id: OrgUnitId) -> bool {
    policy::oversees_unit(actor, Permission::EvaluationWrite, unit_id)
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<EvaluationRoundFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<EvaluationRound>> {
    let EvaluationRoundFilter {
        sort: _,
        state,
        unit_id,
        scheme_id,
    } = query.filter;
    let matching = Condition::all()
        .add_option(state.map(|states| evaluation_round::Column::State.is_in(states.0)))
        .add_option(unit_id.map(|unit| evaluation_round::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(scheme_id.map(|scheme| evaluation_round::Column::SchemeId.eq(scheme)));
    let column = |sort| match sort {
        EvaluationRoundSort::PeriodTo => evaluation_round::Column::PeriodTo,
    };
    let select = visible_to(actor).filter(matching);
    let mut page: Paged<Row> = query
        .page
        .fetch(db, select, column, evaluation_round::Column::Id)
        .await?;
    let items = show(db, actor, std::mem::take(&mut page.items), now).await?;
    Ok(page.with_items(items))
}

/// The rounds the caller may see that were opened, counted by unit.
pub async fn count_by_unit(db: &impl ConnectionTrait, actor: &Actor) -> Result<HashMap<OrgUnitId, i64>> {
    let counts: Vec<(OrgUnitId, i64)> = visible_to(actor)
        .filter(evaluation_round::Column::State.ne(RoundState::Draft))
        .select_only()
        .column(evaluation_round::Column::UnitId)
        .column_as(evaluation_round::Column::Id.count(), "rounds")
        .group_by(evaluation_round::Column::UnitId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().collect())
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
    now: DateTime<Utc>,
) -> Result<EvaluationRound> {
    let row: Row = visible_to(actor)
        .filter(evaluation_round::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, vec![row], now).await?.pop().ok_or(Error::NotFound)
}

/// A round the caller may see, as it is stored.
pub async fn stored(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
) -> Result<evaluation_round::Model> {
    visible_to(actor)
        .filter(evaluation_round::Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// A round the caller holds, as it is stored: 403 for those who only take part in it.
pub async fn held(db: &impl ConnectionTrait, actor: &Actor, id: EvaluationRoundId) -> Result<evaluation_round::Model> {
    must_hold(actor, stored(db, actor, id).await?)
}

/// A round the caller holds, kept from others until the transaction ends.
pub async fn held_to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
) -> Result<evaluation_round::Model> {
    let round = visible_to(actor)
        .filter(evaluation_round::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    must_hold(actor, round)
}

fn must_hold(actor: &Actor, round: evaluation_round::Model) -> Result<evaluation_round::Model> {
    if holds(actor, round.unit_id) {
        return Ok(round);
    }
    Err(Error::forbidden(
        "只有组织考评的单位可以办理。",
        "Only those who hold the round can do this.",
    ))
}

pub async fn events(db: &impl ConnectionTrait, actor: &Actor, id: EvaluationRoundId) -> Result<EvaluationRoundEvents> {
    held(db, actor, id).await?;
    let rows = evaluation_round_event::Entity::find()
        .filter(evaluation_round_event::Column::RoundId.eq(id))
        .order_by_asc(evaluation_round_event::Column::Seq)
        .all(db)
        .await?;
    let names = account_names(db, rows.iter().map(|row| row.account_id)).await?;
    let items = rows
        .into_iter()
        .map(|row| EvaluationRoundEvent {
            seq: row.seq,
            step: row.step,
            to_state: row.to_state,
            account_name: names.get(&row.account_id).cloned().unwrap_or_default(),
            note: row.note,
            changes: row.changes,
            at: row.at,
        })
        .collect();
    Ok(EvaluationRoundEvents { items })
}

async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: Vec<Row>,
    now: DateTime<Utc>,
) -> Result<Vec<EvaluationRound>> {
    let schemes = schemes(db, &rows).await?;
    let facts = Facts::of(db, &rows).await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let scheme = schemes
            .get(&row.scheme_id)
            .ok_or_else(|| Error::Internal("a round without its scheme".into()))?;
        shown.push(view(actor, row, scheme, &facts, now));
    }
    Ok(shown)
}

fn view(
    actor: &Actor,
    row: Row,
    scheme: &evaluation_scheme::Model,
    facts: &Facts,
    now: DateTime<Utc>,
) -> EvaluationRound {
    let held = holds(actor, row.unit_id);
    let objects = facts.objects.get(&row.id).map_or(&[][..], Vec::as_slice);
    let (sheets_handed_out, sheets_submitted) = facts.sheets.get(&row.id).copied().unwrap_or_default();
    let lacks = if held && row.state == RoundState::Draft {
        let draft = Draft {
            scheme,
            closes_at: row.closes_at,
            objects,
            assessors: facts.assessors.get(&row.id).map_or(&[][..], Vec::as_slice),
        };
        opening::lacks(&draft, now)
    } else {
        Vec::new()
    };
    EvaluationRound {
        object_count: u32::try_from(objects.len()).unwrap_or(u32::MAX),
        sheets_handed_out,
        sheets_submitted,
        lacks: lacks.iter().map(FieldProblem::from).collect(),
        may_change: if held {
            moves::may_change(row.state).to_vec()
        } else {
            Vec::new()
        },
        held,
        allowed_moves: if held { moves::allowed(row.state) } else { Vec::new() },
        id: row.id,
        unit_id: row.unit_id,
        unit_name: row.unit_name,
        scheme_id: row.scheme_id,
        scheme_title: scheme.title.clone(),
        is_example: scheme.is_example,
        title: row.title,
        period_from: row.period_from,
        period_to: row.period_to,
        state: row.state,
        notes: row.notes,
        rules: row.rules.unwrap_or_else(|| scheme.rules.clone()),
        closes_at: row.closes_at,
        objections_until: row.objections_until,
        recorded_by_name: row.recorded_by_name,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

async fn schemes(
    db: &impl ConnectionTrait,
    rows: &[Row],
) -> Result<HashMap<EvaluationSchemeId, evaluation_scheme::Model>> {
    let schemes = evaluation_scheme::Entity::find()
        .filter(evaluation_scheme::Column::Id.is_in(rows.iter().map(|row| row.scheme_id)))
        .all(db)
        .await?;
    Ok(schemes.into_iter().map(|scheme| (scheme.id, scheme)).collect())
}

/// What of other tables a row tells.
struct Facts {
    objects: HashMap<EvaluationRoundId, Vec<ObjectKind>>,
    assessors: HashMap<EvaluationRoundId, Vec<String>>,
    /// Sheets handed out, and handed in.
    sheets: HashMap<EvaluationRoundId, (u32, u32)>,
}

impl Facts {
    async fn of(db: &impl ConnectionTrait, rows: &[Row]) -> Result<Self> {
        let ids = || rows.iter().map(|row| row.id);
        let drafts = rows.iter().filter(|row| row.state == RoundState::Draft);
        let objects: Vec<(EvaluationRoundId, ObjectKind)> = evaluation_object::Entity::find()
            .select_only()
            .columns([evaluation_object::Column::RoundId, evaluation_object::Column::Kind])
            .filter(evaluation_object::Column::RoundId.is_in(ids()))
            .into_tuple()
            .all(db)
            .await?;
        let assessors: Vec<(EvaluationRoundId, String)> = evaluation_assessor::Entity::find()
            .select_only()
            .columns([
                evaluation_assessor::Column::RoundId,
                evaluation_assessor::Column::GroupCode,
            ])
            .filter(evaluation_assessor::Column::RoundId.is_in(drafts.map(|row| row.id)))
            .into_tuple()
            .all(db)
            .await?;
        let sheets: Vec<(EvaluationRoundId, i64, i64)> = evaluation_sheet::Entity::find()
            .select_only()
            .column(evaluation_sheet::Column::RoundId)
            .column_as(evaluation_sheet::Column::Id.count(), "handed_out")
            .column_as(evaluation_sheet::Column::SubmittedAt.count(), "submitted")
            .filter(evaluation_sheet::Column::RoundId.is_in(ids()))
            .group_by(evaluation_sheet::Column::RoundId)
            .into_tuple()
            .all(db)
            .await?;
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(Self {
            objects: grouped(objects),
            assessors: grouped(assessors),
            sheets: sheets
                .into_iter()
                .map(|(id, out, back)| (id, (count(out), count(back))))
                .collect(),
        })
    }
}

fn grouped<T>(rows: Vec<(EvaluationRoundId, T)>) -> HashMap<EvaluationRoundId, Vec<T>> {
    let mut grouped: HashMap<_, Vec<T>> = HashMap::new();
    for (id, row) in rows {
        grouped.entry(id).or_default().push(row);
    }
    grouped
}
