//! Rules and writes of what is handed in for study.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{NewStudyCompletion, StudyCompletion, StudyCompletionMove, StudyCompletionPatch},
    moves::{self, CompletionMove, Part, Refusal},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy, scope},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        duty::{self, DutyMetric},
        ids::{ActivityId, OrgUnitId, PersonId, PlanId, StudyCompletionId},
        plan::{self, PlanState},
        study_completion::{self, CompletionState},
        study_item,
    },
    error::{Error, Result},
    features::{
        activities,
        personnel::colleague_unit,
        plan::progress::{Deliverable, deliverable_changed},
    },
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Hands something in; the same thing sent again is shown as it is.
pub async fn hand_in(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewStudyCompletion,
    now: DateTime<Utc>,
) -> Result<Sent<StudyCompletion>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = study_completion::Entity::find_by_id(id).one(tx).await? {
            if stored.handed_in_by != actor.account_id {
                return Err(taken());
            }
            check_same(&new, &content(&stored))?;
            return Ok(Sent::Known(queries::find(tx, actor, id).await?));
        }
    }
    let (person_id, unit_id) = whose(tx, actor, new.person_id).await?;
    let plan = plan_of(tx, actor, &new).await?;
    check_day(&plan, new.happened_on, local_date(now))?;
    check_title(new.duty_id.is_some(), &new.title)?;
    check_activity(tx, actor, new.activity_id, now).await?;
    let id = new.id.unwrap_or_default();
    study_completion::Entity::insert(study_completion::ActiveModel {
        id: Set(id),
        unit_id: Set(unit_id),
        person_id: Set(person_id),
        study_item_id: Set(new.study_item_id),
        duty_id: Set(new.duty_id),
        state: Set(CompletionState::HandedIn),
        happened_on: Set(new.happened_on),
        title: Set(new.title),
        text: Set(new.text.filter(|text| !text.is_empty())),
        activity_id: Set(new.activity_id),
        return_reason: Set(None),
        handed_in_by: Set(actor.account_id),
        handed_in_at: Set(now),
        reviewed_by: Set(None),
        reviewed_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await
    .map_err(|error| match Error::from(error) {
        Error::Conflict { code: "duplicate", .. } => Error::Conflict {
            code: "already_handed_in",
            detail: text(
                "此项学习内容已经提交过；请修改已提交的那一份。",
                "This study item was handed in already: change that one.",
            ),
        },
        other => other,
    })?;
    changes::record(tx, "study_completions", id.0, ChangeOperation::Created, unit_id, now).await?;
    let view = queries::find(tx, actor, id).await?;
    Ok(Sent::New(Created::at("/study-completions", id, view)))
}

/// What of a stored row the client sent.
fn content(stored: &study_completion::Model) -> NewStudyCompletion {
    NewStudyCompletion {
        id: Some(stored.id),
        person_id: Some(stored.person_id),
        study_item_id: stored.study_item_id,
        duty_id: stored.duty_id,
        happened_on: stored.happened_on,
        title: stored.title.clone(),
        text: stored.text.clone(),
        activity_id: stored.activity_id,
    }
}

/// The caller himself, or one of the staff he answers for; with the home unit.
async fn whose(tx: &impl ConnectionTrait, actor: &Actor, person_id: Option<PersonId>) -> Result<(PersonId, OrgUnitId)> {
    let wanted = person_id.map_or_else(|| actor.person(), Ok)?;
    let unit_id = colleague_unit(tx, actor, wanted, "person_id").await?;
    if actor.person_id == Some(wanted) || policy::oversees_unit(actor, Permission::StudyHandIn, unit_id) {
        return Ok((wanted, unit_id));
    }
    Err(Error::forbidden(
        "只能为本单位的人员代交。",
        "You may hand in for others only in your own units.",
    ))
}

/// The plan in force that the study item or the duty belongs to; exactly one of the two is named.
async fn plan_of(tx: &impl ConnectionTrait, actor: &Actor, new: &NewStudyCompletion) -> Result<plan::Model> {
    let (field, plan_id) = match (new.study_item_id, new.duty_id) {
        (Some(item_id), None) => {
            let item = study_item::Entity::find_by_id(item_id).one(tx).await?;
            ("study_item_id", item.map(|item| item.plan_id))
        }
        (None, Some(duty_id)) => {
            let duty = duty::Entity::find_by_id(duty_id).one(tx).await?;
            if duty.as_ref().is_some_and(|duty| duty.metric != DutyMetric::Deliverable) {
                return Err(Error::invalid(
                    "duty_id",
                    "not_a_deliverable",
                    text(
                        "这项职责由记录得出，不需要提交成果",
                        "this duty is counted from records: nothing is handed in for it",
                    ),
                ));
            }
            ("duty_id", duty.map(|duty| duty.plan_id))
        }
        _ => {
            return Err(Error::invalid(
                "study_item_id",
                "either_or",
                text(
                    "学习内容（study_item_id）与职责（duty_id）须且只须填一个",
                    "name either a study item (study_item_id) or a duty (duty_id)",
                ),
            ));
        }
    };
    let unknown = || Error::unknown_reference(field);
    let plan_id: PlanId = plan_id.ok_or_else(unknown)?;
    plan::Entity::find_by_id(plan_id)
        .filter(scope::plan::plans(actor))
        .filter(plan::Column::State.ne(PlanState::Draft))
        .one(tx)
        .await?
        .ok_or_else(unknown)
}

fn check_day(plan: &plan::Model, day: NaiveDate, today: NaiveDate) -> Result<()> {
    if day > today {
        return Err(Error::invalid(
            "happened_on",
            "in_the_future",
            text("日期不能晚于今天", "must not be in the future"),
        ));
    }
    if day < plan.effective_from || plan.effective_to.is_some_and(|end| day > end) {
        return Err(Error::invalid(
            "happened_on",
            "outside_the_plan",
            text(
                format!("须在方案施行期内（{} 起）", plan.effective_from),
                format!(
                    "must lie within the time of the plan, which began on {}",
                    plan.effective_from
                ),
            ),
        ));
    }
    Ok(())
}

fn check_title(deliverable: bool, title: &str) -> Result<()> {
    if deliverable && title.is_empty() {
        return Err(Error::invalid(
            "title",
            "required",
            text("请填写标题", "give it a title"),
        ));
    }
    Ok(())
}

async fn check_activity(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: Option<ActivityId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    match activities::origin(tx, actor, id, local_date(now)).await? {
        Some(_) => Ok(()),
        None => Err(Error::unknown_reference("activity_id")),
    }
}

/// Changes what is not accepted yet.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: StudyCompletionId,
    expected: IfMatch,
    edit: StudyCompletionPatch,
    now: DateTime<Utc>,
) -> Result<StudyCompletion> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    must_own(actor, &stored)?;
    patch::check_version(expected, stored.version, &queries::find(tx, actor, id).await?, &edit)?;
    let mut row = study_completion::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(day) = edit.happened_on {
        let plan = plan_of(tx, actor, &content(&stored)).await?;
        check_day(&plan, day, local_date(now))?;
        row.happened_on = Set(day);
    }
    if let Some(title) = edit.title {
        check_title(stored.duty_id.is_some(), &title)?;
        row.title = Set(title);
    }
    if let Some(words) = edit.text {
        row.text = Set(words.filter(|text| !text.is_empty()));
    }
    if let Some(activity_id) = edit.activity_id {
        check_activity(tx, actor, activity_id, now).await?;
        row.activity_id = Set(activity_id);
    }
    save(tx, &stored, row, now).await?;
    queries::find(tx, actor, id).await
}

/// Takes back what is not accepted yet.
pub async fn take_back(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: StudyCompletionId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    must_own(actor, &stored)?;
    let view = queries::find(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &view, &json!({}))?;
    study_completion::Entity::delete_by_id(id).exec(tx).await?;
    let unit_id = stored.unit_id;
    changes::record(tx, "study_completions", id.0, ChangeOperation::Deleted, unit_id, now).await
}

/// Accepts, returns, or hands in again.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: StudyCompletionId,
    wanted: StudyCompletionMove,
    now: DateTime<Utc>,
) -> Result<StudyCompletion> {
    let StudyCompletionMove { wanted, reason } = wanted;
    let stored = queries::find_to_change(tx, actor, id).await?;
    let part = queries::part(actor, &stored);
    let state = moves::next(stored.state, wanted, part).map_err(|refusal| match refusal {
        Refusal::Illegal => illegal(wanted.as_str(), stored.state, part),
        Refusal::NotYours => Error::forbidden(
            "这一步须由他人办理：由办公室或校长认可、退回（不能认可自己的），由本人重新提交。",
            "This step is somebody else's: the office or the principal accepts or returns, never his own; the person hands in again.",
        ),
    })?;
    match (wanted == CompletionMove::Return, &reason) {
        (true, None) => return Err(Error::invalid("reason", "required", text("请写明原因", "say why"))),
        (false, Some(_)) => {
            return Err(Error::invalid(
                "reason",
                "not_used",
                text("此操作不需要原因", "this move takes no reason"),
            ));
        }
        _ => {}
    }
    let mut row = study_completion::ActiveModel {
        state: Set(state),
        return_reason: Set(reason),
        updated_at: Set(now),
        ..Default::default()
    };
    if wanted == CompletionMove::HandIn {
        row.handed_in_at = Set(now);
        row.reviewed_by = Set(None);
        row.reviewed_at = Set(None);
    } else {
        row.reviewed_by = Set(Some(actor.account_id));
        row.reviewed_at = Set(Some(now));
    }
    save(tx, &stored, row, now).await?;
    let counted = |state| {
        stored
            .duty_id
            .filter(|_| state == CompletionState::Accepted)
            .map(|duty_id| Deliverable {
                duty_id,
                person_id: stored.person_id,
                on: stored.happened_on,
            })
    };
    deliverable_changed(tx, counted(stored.state), counted(state)).await?;
    queries::find(tx, actor, id).await
}

fn must_own(actor: &Actor, stored: &study_completion::Model) -> Result<()> {
    let part = queries::part(actor, stored);
    if !moves::is_open(stored.state) {
        return Err(illegal("edit", stored.state, part));
    }
    if part.owner {
        return Ok(());
    }
    Err(Error::forbidden(
        "只有本人或代交人可以修改。",
        "Only the person himself, or who handed it in for him, may change it.",
    ))
}

async fn save(
    tx: &impl ConnectionTrait,
    stored: &study_completion::Model,
    row: study_completion::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    study_completion::Entity::update_many()
        .set(row)
        .col_expr(
            study_completion::Column::Version,
            Expr::col(study_completion::Column::Version).add(1),
        )
        .filter(study_completion::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    let (id, unit_id) = (stored.id.0, stored.unit_id);
    changes::record(tx, "study_completions", id, ChangeOperation::Updated, unit_id, now).await
}

fn illegal(wanted: &str, state: CompletionState, part: Part) -> Error {
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: match state {
            CompletionState::HandedIn => "handed_in",
            CompletionState::Accepted => "accepted",
            CompletionState::Returned => "returned",
        }
        .to_owned(),
        allowed: moves::allowed(state, part)
            .into_iter()
            .map(|allowed| allowed.as_str().to_owned())
            .collect(),
        detail: text(
            "当前状态不能这样办理：已认可的不再修改，须先退回。",
            "This cannot be done now: what is accepted is not changed but returned first.",
        ),
    }
}
