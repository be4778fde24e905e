//! Writes of objections; one that is upheld adds a revision to the result, and the first one stays readable.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect,
    Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{EvaluationObjection, MoveEvaluationObjection, NewEvaluationObjection, SetAsideSheet},
    moves::{self, ObjectionMove, Part, Refusal},
    queries,
};
use crate::{
    auth::{Actor, policy::evaluation::is_about},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        evaluation_object,
        evaluation_objection::{self, ObjectionState},
        evaluation_round::{self, RoundState},
        evaluation_round_event::RoundStep,
        evaluation_sheet,
        ids::{EvaluationObjectionId, EvaluationResultId},
    },
    error::{Error, FieldError, Result},
    features::evaluation::{
        results::{
            inputs,
            queries::{standing, takes_objections},
            scoring::{self, Correction},
            telling,
        },
        rounds, sheets,
    },
    http::{
        Created, Sent,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Files an objection to one's own result; the same one sent again is shown as it is.
pub async fn file(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewEvaluationObjection,
    now: DateTime<Utc>,
) -> Result<Sent<EvaluationObjection>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = evaluation_objection::Entity::find_by_id(id).one(tx).await? {
            if stored.filed_by != actor.account_id {
                return Err(taken());
            }
            let known = NewEvaluationObjection {
                id: Some(stored.id),
                object_id: stored.object_id,
                content: stored.content,
            };
            check_same(&new, &known)?;
            return Ok(Sent::Known(queries::find(tx, actor, id).await?));
        }
    }
    let (object, round) = objected_to(tx, actor, &new).await?;
    if !takes_objections(&round, local_date(now)) {
        return Err(Error::Conflict {
            code: "objections_closed",
            detail: text("复核申请的期限已过。", "The time for objections is over."),
        });
    }
    let before = evaluation_objection::Entity::find()
        .filter(evaluation_objection::Column::ObjectId.eq(object.id))
        .filter(evaluation_objection::Column::State.ne(ObjectionState::Withdrawn))
        .count(tx)
        .await?;
    if before > 0 {
        return Err(Error::Conflict {
            code: "already_objected",
            detail: text(
                "这个结果已经申请过复核，每个结果只复核一次。",
                "There is an objection to this result; each is reviewed once.",
            ),
        });
    }
    let row = evaluation_objection::Model {
        id: new.id.unwrap_or_default(),
        round_id: round.id,
        object_id: object.id,
        state: ObjectionState::Filed,
        content: new.content,
        filed_by: actor.account_id,
        decision: None,
        decided_by: None,
        decided_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let id = row.id;
    evaluation_objection::Entity::insert(row.into_active_model())
        .exec_without_returning(tx)
        .await?;
    changes::record(
        tx,
        "evaluation_objections",
        id.0,
        ChangeOperation::Created,
        round.unit_id,
        now,
    )
    .await?;
    let result = standing(tx, object.id).await?.id;
    telling::tell_of_objection(tx, &round, &object, result, &actor.display_name, now).await?;
    let view = queries::find(tx, actor, id).await?;
    Ok(Sent::New(Created::at("/evaluation-objections", id, view)))
}

/// The object, which must be the caller himself or the team he leads, and its published round, held until the
/// transaction ends: two objections to one result are filed one after the other.
async fn objected_to(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: &NewEvaluationObjection,
) -> Result<(evaluation_object::Model, evaluation_round::Model)> {
    let unknown = || Error::unknown_reference("object_id");
    let object = evaluation_object::Entity::find_by_id(new.object_id).one(tx).await?;
    let object = object.filter(|object| is_about(actor, object)).ok_or_else(unknown)?;
    let round = evaluation_round::Entity::find_by_id(object.round_id)
        .lock_exclusive()
        .one(tx)
        .await?
        .filter(|round| round.state >= RoundState::Published)
        .ok_or_else(unknown)?;
    Ok((object, round))
}

/// Decides on an objection, or takes it back.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationObjectionId,
    wanted: MoveEvaluationObjection,
    now: DateTime<Utc>,
) -> Result<EvaluationObjection> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    let round = evaluation_round::Entity::find_by_id(stored.round_id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let object = inputs::object(tx, stored.object_id).await?;
    let part = queries::part(actor, stored.filed_by, &round, &object);
    if round.state != RoundState::Published {
        return Err(illegal(wanted.wanted, stored.state, Part::default()));
    }
    let state = moves::next(stored.state, wanted.wanted, part).map_err(|refusal| match refusal {
        Refusal::Illegal => illegal(wanted.wanted, stored.state, part),
        Refusal::NotYours => not_yours(),
    })?;
    check_move(&wanted)?;
    let mut row = evaluation_objection::ActiveModel {
        state: Set(state),
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(decision) = wanted.decision.clone() {
        let result = match wanted.wanted {
            ObjectionMove::Uphold => uphold(tx, actor, &round, &object, wanted, &decision, now).await?,
            ObjectionMove::Reject | ObjectionMove::Withdraw => standing(tx, object.id).await?.id,
        };
        row.decision = Set(Some(decision));
        row.decided_by = Set(Some(actor.account_id));
        row.decided_at = Set(Some(now));
        telling::tell_of_decision(tx, &object, result, &actor.display_name, now).await?;
    }
    evaluation_objection::Entity::update_many()
        .set(row)
        .col_expr(
            evaluation_objection::Column::Version,
            Expr::col(evaluation_objection::Column::Version).add(1),
        )
        .filter(evaluation_objection::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(
        tx,
        "evaluation_objections",
        id.0,
        ChangeOperation::Updated,
        round.unit_id,
        now,
    )
    .await?;
    queries::find(tx, actor, id).await
}

/// Corrects the result: its sheets are set aside and it is computed anew, or a grade is set; the round keeps the step.
async fn uphold(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    round: &evaluation_round::Model,
    object: &evaluation_object::Model,
    wanted: MoveEvaluationObjection,
    decision: &str,
    now: DateTime<Utc>,
) -> Result<EvaluationResultId> {
    let rules = inputs::rules(round)?;
    if let Some(grade) = &wanted.grade
        && !rules.grades.iter().any(|known| known.code == *grade)
    {
        return Err(Error::unknown_reference("grade"));
    }
    let set_aside = sheets_of(tx, object, wanted.set_aside).await?;
    for (sheet, reason) in &set_aside {
        sheets::set_aside(tx, sheet, round.unit_id, reason, now).await?;
    }
    let changes = json!({
        "object_name": object.name,
        "sheets_set_aside": set_aside.len(),
        "grade_set": wanted.grade,
    });
    let correction = Correction {
        set_aside,
        grade: wanted.grade,
    };
    let result = scoring::correct(tx, actor, round, object, correction, decision, now).await?;
    rounds::note(
        tx,
        actor,
        round.id,
        (RoundStep::Correct, round.state),
        None,
        Some(changes),
        now,
    )
    .await?;
    Ok(result)
}

/// The sheets that are named: of this object, handed in, and still counting.
async fn sheets_of(
    tx: &impl ConnectionTrait,
    object: &evaluation_object::Model,
    named: Vec<SetAsideSheet>,
) -> Result<Vec<(evaluation_sheet::Model, String)>> {
    let stored = evaluation_sheet::Entity::find()
        .filter(evaluation_sheet::Column::ObjectId.eq(object.id))
        .filter(evaluation_sheet::Column::SubmittedAt.is_not_null())
        .filter(evaluation_sheet::Column::SetAsideReason.is_null())
        .all(tx)
        .await?;
    let mut found: Vec<(evaluation_sheet::Model, String)> = Vec::new();
    let mut wrong = Vec::new();
    for (at, aside) in named.into_iter().enumerate() {
        let twice = found.iter().any(|(sheet, _)| sheet.id == aside.sheet_id);
        match stored.iter().find(|sheet| sheet.id == aside.sheet_id && !twice) {
            Some(sheet) => found.push((sheet.clone(), aside.reason)),
            None => wrong.push(FieldError {
                pointer: format!("#/set_aside/{at}/sheet_id"),
                code: "unknown_reference".to_owned(),
                detail: text(
                    "不是这个对象计入的考核表，或已经写过",
                    "is no sheet that counts for this object, or is named twice",
                ),
            }),
        }
    }
    if wrong.is_empty() {
        Ok(found)
    } else {
        Err(Error::Invalid(wrong))
    }
}

/// Each move takes what it needs and nothing else.
fn check_move(wanted: &MoveEvaluationObjection) -> Result<()> {
    let upholds = wanted.wanted == ObjectionMove::Uphold;
    let decides = wanted.wanted != ObjectionMove::Withdraw;
    let corrects = !wanted.set_aside.is_empty() || wanted.grade.is_some();
    let fields = [
        ("decision", wanted.decision.is_some(), decides, decides),
        ("set_aside", !wanted.set_aside.is_empty(), false, upholds),
        ("grade", wanted.grade.is_some(), upholds && !corrects, upholds),
    ];
    for (field, given, needed, taken) in fields {
        if needed && !given {
            let detail = match field {
                "grade" => text(
                    "更正须写明不计入的考核表，或更正后的等次",
                    "a correction names sheets that do not count, or the grade that holds",
                ),
                _ => text("必填", "is required"),
            };
            return Err(Error::invalid(field, "required", detail));
        }
        if given && !taken {
            return Err(Error::invalid(
                field,
                "not_used",
                text("此操作不用这一项", "this move does not take it"),
            ));
        }
    }
    Ok(())
}

fn not_yours() -> Error {
    Error::forbidden(
        "复核由考评单位中与结果无关的负责人决定；撤回由申请人办理。",
        "Whoever answers for the round and is not concerned decides; whoever filed it takes it back.",
    )
}

fn illegal(wanted: ObjectionMove, state: ObjectionState, part: Part) -> Error {
    Error::IllegalMove {
        wanted: wanted.as_str().to_owned(),
        state: state.to_value(),
        allowed: moves::allowed(state, part)
            .into_iter()
            .map(|allowed| allowed.as_str().to_owned())
            .collect(),
        detail: text(
            "当前状态不能这样办理，请看 allowed 中可用的操作。",
            "This cannot be done now; see allowed for what can be.",
        ),
    }
}
