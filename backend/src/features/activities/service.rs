//! Rules and writes of activities.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::{
    dto::{Activity, ActivityMove, ActivityPatch, NewActivity},
    moves::{self, Facts, Move, Refusal},
    queries, references,
    rules::{check_companions, check_complete, check_content, check_day, check_kind, main_actor},
    store::{NewRecord, content, insert, replace_people, row_of, save, step},
    view,
};
use crate::{
    auth::{
        Actor,
        policy::activities::{Part, oversees},
    },
    entities::{
        activity::{self, ActivityStatus},
        activity_step::ActivityStepKind,
        ids::{ActivityId, PersonId},
    },
    error::{Error, Result},
    features::plan::progress::ActivityFacts,
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Records what was done; the same record sent again is shown as it is.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewActivity,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Sent<Activity>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = activity::Entity::find_by_id(id).one(tx).await? {
            if stored.recorded_by != actor.account_id {
                return Err(taken());
            }
            let mut sent = new.clone();
            sent.companion_ids.sort_unstable();
            check_same(&sent, &content(tx, &stored).await?)?;
            return Ok(Sent::Known(queries::find(tx, actor, id, today).await?));
        }
    }
    let id = new.id.unwrap_or_default();
    let person_id = main_actor(tx, actor, &new).await?;
    check_companions(tx, actor, person_id, &new.companion_ids, &[]).await?;
    let place = references::place(tx, actor, &new.details, None, (new.happened_on, today)).await?;
    check_day(tx, place.unit_id, new.happened_on, today).await?;
    check_content(&new, person_id, &place)?;
    let people = took_part(person_id, &new);
    let confirmer = references::confirmer(tx, &new.details, &place, &people, today).await?;
    let status = if new.submit {
        check_complete(&new)?;
        ActivityStatus::Submitted
    } else {
        ActivityStatus::Draft
    };
    let record = NewRecord {
        id,
        person_id,
        status,
        confirmer,
        recorded_by: actor.account_id,
        content: &new,
        place: &place,
        reason: None,
    };
    insert(tx, record, now).await?;
    let view = queries::find(tx, actor, id, today).await?;
    Ok(Sent::New(Created::at("/activities", id, view)))
}

/// Rewrites a record that is not confirmed yet; `expected` is the version the edit is based on.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    expected: IfMatch,
    edit: ActivityPatch,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Activity> {
    let stored = queries::find_to_change(tx, actor, id, today).await?;
    let view = queries::find(tx, actor, id, today).await?;
    let facts = facts(tx, actor, &stored).await?;
    if !moves::is_editable(stored.status) {
        return Err(illegal("edit", stored.status, facts));
    }
    if !facts.part.owner {
        return Err(Error::forbidden(
            "只有记录人和参与人可以修改。",
            "Only those who took part or recorded it may change it.",
        ));
    }
    patch::check_version(expected, stored.version, &view, &edit)?;
    rewrite(tx, actor, &stored, &edit, now, today).await?;
    queries::find(tx, actor, id, today).await
}

/// Moves a record on.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    wanted: ActivityMove,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Activity> {
    let ActivityMove { wanted, reason } = wanted;
    let stored = queries::find_to_change(tx, actor, id, today).await?;
    let facts = facts(tx, actor, &stored).await?;
    let status = moves::next(stored.status, wanted, facts).map_err(|refusal| match refusal {
        Refusal::Illegal => illegal(wanted.as_str(), stored.status, facts),
        Refusal::NotYours => Error::forbidden(
            "这一步须由他人办理：确认由被观课教师或被走访单位的校长进行，提交由记录人进行。",
            "This step is somebody else's: the observed teacher or the principal visited confirms, the author hands in.",
        ),
    })?;
    if wanted.needs_reason() != reason.is_some() {
        return Err(if wanted.needs_reason() {
            Error::invalid("reason", "required", text("请写明原因", "say why"))
        } else {
            Error::invalid(
                "reason",
                "not_used",
                text("此操作不需要原因", "this move takes no reason"),
            )
        });
    }
    let mut row = activity::ActiveModel {
        status: Set(status),
        updated_at: Set(now),
        ..Default::default()
    };
    let done = match wanted {
        Move::Submit => {
            let content = content(tx, &stored).await?;
            check_complete(&content)?;
            row.status_reason = Set(None);
            row.confirmer_person_id = Set(confirmer_now(tx, actor, &stored, &content, today).await?);
            ActivityStepKind::Submitted
        }
        Move::Confirm => {
            row.confirmed_at = Set(Some(now));
            ActivityStepKind::Confirmed
        }
        Move::Return => {
            row.status_reason = Set(reason.clone());
            ActivityStepKind::Returned
        }
        Move::Void => {
            row.status_reason = Set(reason.clone());
            ActivityStepKind::Void
        }
        Move::FollowUp => {
            row.followed_up_at = Set(Some(now));
            ActivityStepKind::FollowedUp
        }
    };
    step(tx, id, done, actor.account_id, reason, now).await?;
    let counted = ActivityFacts::load(tx, id).await?;
    save(tx, &stored, counted, row, now).await?;
    queries::find(tx, actor, id, today).await
}

/// Writes the edited content; gives it back as it was and as it is.
pub async fn rewrite(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    stored: &activity::Model,
    edit: &ActivityPatch,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<(NewActivity, NewActivity)> {
    let before = content(tx, stored).await?;
    check_kind(&stored.details, edit)?;
    let mut after: NewActivity = patch::merged(&before, edit)?;
    let days = (after.happened_on, today);
    let place = references::place(tx, actor, &after.details, Some(&before.details), days).await?;
    let moved = stored.unit_id != place.unit_id || stored.observed_person_id != place.observed_person_id;
    if stored.status == ActivityStatus::Confirmed && moved {
        return Err(Error::invalid(
            "details",
            "confirmed_by_another",
            text(
                "已由他人确认，不能改为另一所学校或另一位教师；请作废后重新记录",
                "it was confirmed by somebody else; make it void and record the right school or teacher",
            ),
        ));
    }
    if after.happened_on != before.happened_on {
        check_day(tx, place.unit_id, after.happened_on, today).await?;
    }
    check_companions(tx, actor, stored.person_id, &after.companion_ids, &before.companion_ids).await?;
    check_content(&after, stored.person_id, &place)?;
    if stored.status != ActivityStatus::Draft {
        check_complete(&after)?;
    }
    let people = took_part(stored.person_id, &after);
    let confirmer = match stored.status {
        ActivityStatus::Confirmed => stored.confirmer_person_id,
        // What was handed in stays with whom it waits for, as long as he can confirm it.
        ActivityStatus::Submitted
            if !moved
                && !stored
                    .confirmer_person_id
                    .is_some_and(|confirmer| people.contains(&confirmer)) =>
        {
            stored.confirmer_person_id
        }
        _ => references::confirmer(tx, &after.details, &place, &people, today).await?,
    };
    let mut row = row_of(&after, &place, confirmer, now);
    if after.follow_up != before.follow_up {
        row.followed_up_at = Set(None);
    }
    let counted = ActivityFacts::load(tx, stored.id).await?;
    replace_people(tx, stored, &after, &place).await?;
    after.companion_ids.sort_unstable();
    save(tx, stored, counted, row, now).await?;
    Ok((before, after))
}

/// Who must confirm a record that is handed in now.
async fn confirmer_now(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    stored: &activity::Model,
    content: &NewActivity,
    today: NaiveDate,
) -> Result<Option<PersonId>> {
    let details = &content.details;
    let place = references::place(tx, actor, details, Some(details), (content.happened_on, today)).await?;
    references::confirmer(tx, details, &place, &took_part(stored.person_id, content), today).await
}

/// The main actor and all companions.
fn took_part(person_id: PersonId, content: &NewActivity) -> Vec<PersonId> {
    [person_id]
        .into_iter()
        .chain(content.companion_ids.iter().copied())
        .collect()
}

/// What the rules of the moves need to know about this caller and record.
pub async fn facts(tx: &impl ConnectionTrait, actor: &Actor, stored: &activity::Model) -> Result<Facts> {
    let mut people = queries::companions(tx, stored.id).await?;
    people.push(stored.person_id);
    let keeper = view::keepers_of(tx, &[stored.id]).await?.remove(&stored.id);
    let keeper = keeper.map(|(person, _)| person);
    Ok(Facts {
        part: Part::of(
            actor,
            &people,
            stored.recorded_by,
            stored.confirmer_person_id,
            keeper,
            oversees(actor, stored.unit_id),
        ),
        needs_confirmation: stored.confirmer_person_id.is_some(),
        follow_up_open: stored.follow_up.is_some() && stored.followed_up_at.is_none(),
    })
}

pub fn illegal(wanted: &str, state: ActivityStatus, facts: Facts) -> Error {
    let allowed = moves::allowed(state, facts);
    let (zh, en) = match state {
        ActivityStatus::Confirmed => (
            "记录已确认，不能再修改或确认；如有错漏请补正（POST …/amendments）。",
            "The record is confirmed: it is not edited or confirmed again but amended (POST …/amendments).",
        ),
        ActivityStatus::Void => ("记录已作废。", "The record is void."),
        _ => (
            "记录当前的状态不能这样办理，请看 allowed 中可用的操作。",
            "The record is in another state; see allowed for what can be done.",
        ),
    };
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: format!("{state:?}").to_lowercase(),
        allowed: allowed.into_iter().map(|allowed| allowed.as_str().to_owned()).collect(),
        detail: text(zh, en),
    }
}
