//! Writes of rounds; each leaves a step.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Set,
};
use serde_json::{Value, json};

use super::{
    assessors,
    dto::{EvaluationRound, EvaluationRoundPatch, MoveEvaluationRound, NewEvaluationRound},
    moves::{self, RoundMove, RoundPart},
    objects,
    opening::{self, Draft},
    queries, rules,
    steps::{self, Step},
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        evaluation_assessor, evaluation_object,
        evaluation_objection::{self, ObjectionState},
        evaluation_round::{self, RoundState},
        evaluation_round_event::RoundStep,
        evaluation_rules::SchemeRules,
        evaluation_scheme,
        ids::EvaluationRoundId,
    },
    error::{Error, Result},
    features::{
        ballots, calendar,
        evaluation::{results, schemes, sheets},
    },
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
    vault::Vault,
};

/// Writes a round down as a draft; the same one sent again is shown as it is.
pub async fn record(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewEvaluationRound,
    now: DateTime<Utc>,
) -> Result<Sent<EvaluationRound>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = evaluation_round::Entity::find_by_id(id).one(tx).await? {
            if stored.recorded_by != actor.account_id {
                return Err(taken());
            }
            check_same(&new, &content(stored))?;
            return Ok(Sent::Known(queries::find(tx, actor, id, now).await?));
        }
    }
    if !queries::holds(actor, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let scheme = schemes::of_round(tx, actor, new.scheme_id, new.unit_id).await?;
    rules::check_period(new.period_from, new.period_to)?;
    rules::check_closing(new.closes_at, now)?;
    let id = new.id.unwrap_or_default();
    let round = evaluation_round::Model {
        id,
        unit_id: new.unit_id,
        scheme_id: new.scheme_id,
        title: new.title,
        period_from: new.period_from,
        period_to: new.period_to,
        state: RoundState::Draft,
        notes: new.notes,
        rules: None,
        closes_at: new.closes_at,
        objections_until: None,
        recorded_by: actor.account_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    evaluation_round::Entity::insert(round.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    steps::note(tx, actor, id, (RoundStep::Record, round.state), None, None, now).await?;
    ballots::prepare(tx, &with_rules(round, scheme.rules), now).await?;
    changes::record(
        tx,
        "evaluation_rounds",
        id.0,
        ChangeOperation::Created,
        new.unit_id,
        now,
    )
    .await?;
    let view = queries::find(tx, actor, id, now).await?;
    Ok(Sent::New(Created::at("/evaluation-rounds", id, view)))
}

/// What of a stored round the client sent.
fn content(stored: evaluation_round::Model) -> NewEvaluationRound {
    NewEvaluationRound {
        id: Some(stored.id),
        unit_id: stored.unit_id,
        scheme_id: stored.scheme_id,
        title: stored.title,
        period_from: stored.period_from,
        period_to: stored.period_to,
        notes: stored.notes,
        closes_at: stored.closes_at,
    }
}

/// The round as others are shown it: with the rules it goes by.
fn with_rules(round: evaluation_round::Model, rules: SchemeRules) -> evaluation_round::Model {
    evaluation_round::Model {
        rules: Some(rules),
        ..round
    }
}

/// A round the caller holds, if this part of it can be changed now: 409 otherwise.
pub async fn changeable(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
    part: RoundPart,
) -> Result<evaluation_round::Model> {
    let round = queries::held_to_change(tx, actor, id).await?;
    if moves::may_change(round.state).contains(&part) {
        return Ok(round);
    }
    Err(illegal("edit", round.state))
}

async fn scheme_of(db: &impl ConnectionTrait, round: &evaluation_round::Model) -> Result<evaluation_scheme::Model> {
    evaluation_scheme::Entity::find_by_id(round.scheme_id)
        .one(db)
        .await?
        .ok_or_else(|| Error::Internal("a round without its scheme".into()))
}

/// Changes a round: all of it in a draft, title and notes while it is open.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
    expected: IfMatch,
    edit: EvaluationRoundPatch,
    now: DateTime<Utc>,
) -> Result<EvaluationRound> {
    let stored = changeable(tx, actor, id, RoundPart::Title).await?;
    let before = queries::find(tx, actor, id, now).await?;
    patch::check_version(expected, stored.version, &before, &edit)?;
    rules::check_edit(
        &edit,
        moves::may_change(stored.state),
        stored.state == RoundState::Draft,
    )?;
    rules::check_period(
        edit.period_from.unwrap_or(stored.period_from),
        edit.period_to.unwrap_or(stored.period_to),
    )?;
    rules::check_closing(edit.closes_at.flatten(), now)?;
    let mut row = evaluation_round::ActiveModel::default();
    if let Some(title) = edit.title {
        row.title = Set(title);
    }
    if let Some(notes) = edit.notes {
        row.notes = Set(notes);
    }
    if let Some(from) = edit.period_from {
        row.period_from = Set(from);
    }
    if let Some(to) = edit.period_to {
        row.period_to = Set(to);
    }
    if let Some(closes_at) = edit.closes_at {
        row.closes_at = Set(closes_at);
    }
    if let Some(scheme_id) = edit.scheme_id {
        let scheme = schemes::of_round(tx, actor, scheme_id, stored.unit_id).await?;
        row.scheme_id = Set(scheme_id);
        assessors::forget(tx, id, Some(&scheme.rules)).await?;
        ballots::prepare(tx, &with_rules(stored.clone(), scheme.rules), now).await?;
    }
    let mut step = Step {
        kind: RoundStep::Edit,
        to_state: stored.state,
        note: None,
        changes: None,
    };
    let after = written(&stored, &row);
    let (was, is) = patch::differences(&written(&stored, &evaluation_round::ActiveModel::default()), &after)?;
    if was != is {
        step.changes = Some(json!({ "before": was, "after": is }));
    }
    steps::save(tx, actor, &stored, row, step, now).await?;
    queries::find(tx, actor, id, now).await
}

/// What an edit may change, as it is once `row` is saved.
fn written(stored: &evaluation_round::Model, row: &evaluation_round::ActiveModel) -> Value {
    json!({
        "title": row.title.try_as_ref().unwrap_or(&stored.title),
        "notes": row.notes.try_as_ref().unwrap_or(&stored.notes),
        "scheme_id": row.scheme_id.try_as_ref().unwrap_or(&stored.scheme_id),
        "period_from": row.period_from.try_as_ref().unwrap_or(&stored.period_from),
        "period_to": row.period_to.try_as_ref().unwrap_or(&stored.period_to),
        "closes_at": row.closes_at.try_as_ref().unwrap_or(&stored.closes_at),
    })
}

/// Moves a round on.
pub async fn make_move(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: EvaluationRoundId,
    wanted: MoveEvaluationRound,
    now: DateTime<Utc>,
) -> Result<EvaluationRound> {
    let stored = queries::held_to_change(tx, actor, id).await?;
    let state =
        moves::next(stored.state, wanted.wanted).ok_or_else(|| illegal(wanted.wanted.as_str(), stored.state))?;
    rules::check_move(&wanted)?;
    let mut round = evaluation_round::Model {
        state,
        ..stored.clone()
    };
    match wanted.wanted {
        RoundMove::Open => {
            round.closes_at = wanted.closes_at.or(stored.closes_at);
            round.rules = Some(rules_to_open(tx, &round, now).await?);
        }
        RoundMove::Extend => {
            round.closes_at = Some(rules::check_extension(wanted.closes_at, stored.closes_at, now)?);
        }
        RoundMove::Publish => round.objections_until = Some(last_day_of_objections(tx, &stored, now).await?),
        RoundMove::Archive => must_be_settled(tx, &stored, now).await?,
        RoundMove::Seal | RoundMove::Score => {}
    }
    let row = evaluation_round::ActiveModel {
        state: Set(state),
        rules: Set(round.rules.clone()),
        closes_at: Set(round.closes_at),
        objections_until: Set(round.objections_until),
        ..Default::default()
    };
    let step = Step {
        kind: wanted.wanted.step(),
        to_state: state,
        note: wanted.note,
        changes: (wanted.wanted == RoundMove::Extend)
            .then(|| json!({ "before": { "closes_at": stored.closes_at }, "after": { "closes_at": round.closes_at } })),
    };
    steps::save(tx, actor, &stored, row, step, now).await?;
    match wanted.wanted {
        RoundMove::Open => {
            objects::freeze_names(tx, id).await?;
            ballots::open(tx, vault, &round, now).await?;
            sheets::hand_out(tx, &round, now).await?;
        }
        RoundMove::Seal => ballots::seal(tx, vault, &round, now).await?,
        RoundMove::Score => results::score(tx, actor, &round, now).await?,
        RoundMove::Publish => results::tell(tx, &round, now).await?,
        RoundMove::Extend | RoundMove::Archive => {}
    }
    queries::find(tx, actor, id, now).await
}

/// The rules of the scheme, unless the draft lacks something: everything it lacks is told at once.
async fn rules_to_open(
    tx: &impl ConnectionTrait,
    round: &evaluation_round::Model,
    now: DateTime<Utc>,
) -> Result<SchemeRules> {
    let scheme = scheme_of(tx, round).await?;
    let objects = evaluation_object::Entity::find()
        .filter(evaluation_object::Column::RoundId.eq(round.id))
        .all(tx)
        .await?;
    let assessors = evaluation_assessor::Entity::find()
        .filter(evaluation_assessor::Column::RoundId.eq(round.id))
        .all(tx)
        .await?;
    let draft = Draft {
        scheme: &scheme,
        closes_at: round.closes_at,
        objects: &objects.into_iter().map(|object| object.kind).collect::<Vec<_>>(),
        assessors: &assessors
            .into_iter()
            .map(|assessor| assessor.group_code)
            .collect::<Vec<_>>(),
    };
    let lacks = opening::lacks(&draft, now);
    if lacks.is_empty() {
        return Ok(scheme.rules);
    }
    Err(Error::Invalid(lacks))
}

/// So many working days of the unit after today as the rules say.
async fn last_day_of_objections(
    tx: &DatabaseTransaction,
    round: &evaluation_round::Model,
    now: DateTime<Utc>,
) -> Result<NaiveDate> {
    let today = local_date(now);
    let days = ballots::rules_of(tx, round).await?.objection_days;
    Ok(calendar::working_days(tx, round.unit_id, today)
        .await?
        .add(today, days.into()))
}

/// Nothing is archived while somebody may still object, or waits for what comes of it.
async fn must_be_settled(tx: &impl ConnectionTrait, round: &evaluation_round::Model, now: DateTime<Utc>) -> Result<()> {
    if round.objections_until.is_some_and(|last| local_date(now) <= last) {
        return Err(Error::Conflict {
            code: "objections_open",
            detail: text(
                "复核期限还没有过，不能归档。",
                "The days for objections are not over: it cannot be archived yet.",
            ),
        });
    }
    let waiting = evaluation_objection::Entity::find()
        .filter(evaluation_objection::Column::RoundId.eq(round.id))
        .filter(evaluation_objection::Column::State.eq(ObjectionState::Filed))
        .count(tx)
        .await?;
    if waiting > 0 {
        return Err(Error::Conflict {
            code: "objections_waiting",
            detail: text(
                format!("还有 {waiting} 件复核申请没有处理，不能归档。"),
                format!("{waiting} objections wait for a decision: it cannot be archived yet."),
            ),
        });
    }
    Ok(())
}

fn illegal(wanted: &str, state: RoundState) -> Error {
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: state.to_value(),
        allowed: moves::allowed(state)
            .into_iter()
            .map(|allowed| allowed.as_str().to_owned())
            .collect(),
        detail: text(
            "当前状态不能这样办理，请看 allowed 中可用的操作。",
            "This cannot be done now; see allowed for what can be.",
        ),
    }
}
