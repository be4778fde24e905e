//! Writes of schemes. What was in force once never changes: another version takes its place.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    check,
    dto::{EvaluationScheme, EvaluationSchemePatch, MoveEvaluationScheme, NewEvaluationScheme},
    example,
    moves::{self, SchemeMove},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        evaluation_scheme::{self, SchemeState},
        ids::{EvaluationSchemeId, OrgUnitId},
        org_unit::{self, OrgUnitKind},
    },
    error::{Error, Result},
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Writes a scheme down as a draft; the same one sent again is shown as it is.
pub async fn record(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewEvaluationScheme,
    now: DateTime<Utc>,
) -> Result<Sent<EvaluationScheme>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = evaluation_scheme::Entity::find_by_id(id).one(tx).await? {
            if stored.recorded_by != actor.account_id {
                return Err(taken());
            }
            check_same(&new, &content(stored))?;
            return Ok(Sent::Known(queries::find(tx, actor, id).await?));
        }
    }
    must_evaluate(tx, actor, new.unit_id).await?;
    let former = match new.supersedes_id {
        Some(id) => Some(superseded(tx, actor, id, new.unit_id).await?),
        None => None,
    };
    check_start(new.effective_from, former.as_ref())?;
    let (rules, is_example) = match (new.rules, former) {
        (Some(rules), _) => (rules, false),
        (None, Some(former)) => (former.rules, former.is_example),
        (None, None) => (example::rules(), true),
    };
    check::rules(&rules)?;
    let id = new.id.unwrap_or_default();
    let row = evaluation_scheme::Model {
        id,
        unit_id: new.unit_id,
        title: new.title,
        state: SchemeState::Draft,
        effective_from: new.effective_from,
        effective_to: None,
        is_example,
        supersedes_id: new.supersedes_id,
        rules,
        recorded_by: actor.account_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    evaluation_scheme::Entity::insert(row.into_active_model())
        .exec_without_returning(tx)
        .await?;
    changes::record(
        tx,
        "evaluation_schemes",
        id.0,
        ChangeOperation::Created,
        new.unit_id,
        now,
    )
    .await?;
    let view = queries::find(tx, actor, id).await?;
    Ok(Sent::New(Created::at("/evaluation-schemes", id, view)))
}

/// What of a stored scheme the client sent.
fn content(stored: evaluation_scheme::Model) -> NewEvaluationScheme {
    NewEvaluationScheme {
        id: Some(stored.id),
        unit_id: stored.unit_id,
        title: stored.title,
        effective_from: stored.effective_from,
        supersedes_id: stored.supersedes_id,
        rules: Some(stored.rules),
    }
}

/// A unit that evaluates: a school or the bureau, not one of its departments.
async fn must_evaluate(tx: &impl ConnectionTrait, actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    let unknown = || Error::unknown_reference("unit_id");
    if !policy::oversees_unit(actor, Permission::EvaluationWrite, unit_id) {
        return Err(unknown());
    }
    let unit = org_unit::Entity::find_by_id(unit_id).one(tx).await?;
    unit.filter(|unit| unit.kind != OrgUnitKind::Department)
        .map(|_| ())
        .ok_or_else(unknown)
}

/// The version in force that a new one takes the place of.
async fn superseded(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSchemeId,
    unit_id: OrgUnitId,
) -> Result<evaluation_scheme::Model> {
    queries::find_to_change(tx, actor, id)
        .await
        .ok()
        .filter(|former| former.unit_id == unit_id && former.state == SchemeState::InForce)
        .ok_or_else(|| Error::unknown_reference("supersedes_id"))
}

fn check_start(from: NaiveDate, former: Option<&evaluation_scheme::Model>) -> Result<()> {
    match former {
        Some(former) if from <= former.effective_from => Err(Error::invalid(
            "effective_from",
            "before_former",
            text(
                format!("须晚于上一版的起始日期（{}）", former.effective_from),
                format!("must be after the version before it began ({})", former.effective_from),
            ),
        )),
        _ => Ok(()),
    }
}

/// Changes a draft.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSchemeId,
    expected: IfMatch,
    edit: EvaluationSchemePatch,
    now: DateTime<Utc>,
) -> Result<EvaluationScheme> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    must_write(actor, stored.unit_id)?;
    if !moves::is_editable(stored.state) {
        return Err(illegal("edit", stored.state));
    }
    patch::check_version(expected, stored.version, &queries::find(tx, actor, id).await?, &edit)?;
    if let Some(from) = edit.effective_from {
        check_start(from, former(tx, &stored).await?.as_ref())?;
    }
    let mut row = evaluation_scheme::ActiveModel::default();
    if let Some(title) = edit.title {
        row.title = Set(title);
    }
    if let Some(from) = edit.effective_from {
        row.effective_from = Set(from);
    }
    if let Some(rules) = edit.rules {
        check::rules(&rules)?;
        row.is_example = Set(stored.is_example && rules == stored.rules);
        row.rules = Set(rules);
    }
    save(tx, &stored, row, now).await?;
    queries::find(tx, actor, id).await
}

/// Puts a draft in force, or takes a scheme out of use.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSchemeId,
    wanted: &MoveEvaluationScheme,
    now: DateTime<Utc>,
) -> Result<EvaluationScheme> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    must_write(actor, stored.unit_id)?;
    let state =
        moves::next(stored.state, wanted.wanted).ok_or_else(|| illegal(wanted.wanted.as_str(), stored.state))?;
    let today = local_date(now);
    let mut row = evaluation_scheme::ActiveModel {
        state: Set(state),
        ..Default::default()
    };
    match wanted.wanted {
        SchemeMove::Adopt => {
            if stored.effective_from > today {
                return Err(not_yet());
            }
            if let Some(former) = former(tx, &stored).await? {
                replace(tx, &former, stored.effective_from, now).await?;
            }
        }
        SchemeMove::Retire => row.effective_to = Set(Some(today)),
    }
    save(tx, &stored, row, now).await?;
    queries::find(tx, actor, id).await
}

async fn former(
    tx: &impl ConnectionTrait,
    scheme: &evaluation_scheme::Model,
) -> Result<Option<evaluation_scheme::Model>> {
    match scheme.supersedes_id {
        Some(id) => Ok(evaluation_scheme::Entity::find_by_id(id).one(tx).await?),
        None => Ok(None),
    }
}

/// Retires the version before, up to the day before the next one begins.
async fn replace(
    tx: &impl ConnectionTrait,
    former: &evaluation_scheme::Model,
    from: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    if former.state != SchemeState::InForce {
        return Err(Error::Conflict {
            code: "former_not_in_force",
            detail: text(
                "上一版已经停用或已被别的版本代替，请以现行版本为基础另写一版。",
                "The version before it is not in force any more: write one that takes the place of what is.",
            ),
        });
    }
    let row = evaluation_scheme::ActiveModel {
        state: Set(SchemeState::Retired),
        effective_to: Set(Some(from - Days::new(1))),
        ..Default::default()
    };
    save(tx, former, row, now).await
}

fn not_yet() -> Error {
    Error::Conflict {
        code: "not_yet_effective",
        detail: text(
            "起始日期还没有到。请到那一天再施行，或者先修改起始日期。",
            "Its first day is not here yet: put it in force on that day, or change the day first.",
        ),
    }
}

fn must_write(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if policy::oversees_unit(actor, Permission::EvaluationWrite, unit_id) {
        return Ok(());
    }
    Err(Error::forbidden(
        "只能修改本单位的考评方案。",
        "You may only change schemes of your own units.",
    ))
}

async fn save(
    tx: &impl ConnectionTrait,
    stored: &evaluation_scheme::Model,
    row: evaluation_scheme::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    evaluation_scheme::Entity::update_many()
        .set(evaluation_scheme::ActiveModel {
            updated_at: Set(now),
            ..row
        })
        .col_expr(
            evaluation_scheme::Column::Version,
            Expr::col(evaluation_scheme::Column::Version).add(1),
        )
        .filter(evaluation_scheme::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    let (id, unit_id) = (stored.id.0, stored.unit_id);
    changes::record(tx, "evaluation_schemes", id, ChangeOperation::Updated, unit_id, now).await
}

fn illegal(wanted: &str, state: SchemeState) -> Error {
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: state.to_value(),
        allowed: moves::allowed(state)
            .into_iter()
            .map(|allowed| allowed.as_str().to_owned())
            .collect(),
        detail: text(
            "施行过的方案不再修改，请另写一版代替它。",
            "What was in force does not change: write a version that takes its place.",
        ),
    }
}
