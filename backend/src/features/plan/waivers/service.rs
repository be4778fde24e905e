//! Rules and writes of waivers.

use chrono::{DateTime, Days, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{NewWaiver, Waiver, WaiverMove},
    moves::{self, Refusal, WaiverStep},
    queries,
};
use crate::{
    auth::{Actor, policy, scope},
    db::changes,
    entities::{
        appointment::{self, Post},
        change_event::ChangeOperation,
        duty,
        duty_waiver::{self, WaiverAuthority, WaiverState},
        ids::{DutyWaiverId, LeaveId, OrgUnitId, PersonId},
        leave,
        org_unit::{self, OrgUnitKind},
        person,
    },
    error::{Error, Result},
    features::plan::progress,
    http::{
        Created, Sent,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// A span longer than this is no leave but another posting.
const LONGEST_DAYS: u64 = 366;

/// Who is let off: a person of a unit, or the unit itself.
struct Subject {
    unit_id: OrgUnitId,
    person_id: Option<PersonId>,
    authority: WaiverAuthority,
}

/// Asks for a waiver; the same request sent again is shown as it is.
pub async fn request(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewWaiver,
    now: DateTime<Utc>,
) -> Result<Sent<Waiver>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = duty_waiver::Entity::find_by_id(id).one(tx).await? {
            if stored.requested_by != actor.account_id {
                return Err(taken());
            }
            let view = queries::find(tx, actor, id).await?;
            check_same(
                &NewWaiver {
                    // Of a person's waiver the unit is not asked for, but kept.
                    unit_id: None,
                    ..new
                },
                &view,
            )?;
            return Ok(Sent::Known(view));
        }
    }
    check_span(&new)?;
    let subject = subject(tx, actor, &new).await?;
    let duty = match &new.duty_code {
        None => None,
        Some(code) => Some(duty_of(tx, &subject, code, &new).await?),
    };
    if let Some(leave_id) = new.leave_id {
        check_leave(tx, &subject, leave_id).await?;
    }
    check_overlap(tx, &subject, &new).await?;
    let id = new.id.unwrap_or_default();
    duty_waiver::Entity::insert(duty_waiver::ActiveModel {
        id: Set(id),
        unit_id: Set(subject.unit_id),
        person_id: Set(subject.person_id),
        duty_code: Set(new.duty_code),
        duty_title: Set(duty.map(|duty| duty.title)),
        kind: Set(new.kind),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        amount: Set(new.amount),
        reason: Set(new.reason),
        leave_id: Set(new.leave_id),
        authority: Set(subject.authority),
        state: Set(WaiverState::Requested),
        requested_by: Set(actor.account_id),
        requested_at: Set(now),
        decided_by: Set(None),
        decided_at: Set(None),
        decision_note: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "duty_waivers", id.0, ChangeOperation::Created, subject.unit_id, now).await?;
    let view = queries::find(tx, actor, id).await?;
    Ok(Sent::New(Created::at("/waivers", id, view)))
}

fn check_span(new: &NewWaiver) -> Result<()> {
    if new.ends_on < new.starts_on {
        return Err(Error::invalid(
            "ends_on",
            "before_start",
            text("结束日期不能早于开始日期", "the end lies before the beginning"),
        ));
    }
    if new.ends_on > new.starts_on + Days::new(LONGEST_DAYS) {
        return Err(Error::invalid(
            "ends_on",
            "too_long",
            text("一次减免最长一年", "a waiver lasts a year at most"),
        ));
    }
    if new.amount.is_some() && new.duty_code.is_none() {
        return Err(Error::invalid(
            "amount",
            "goes_with_one_duty",
            text(
                "减免具体数量时请选定一项职责；全部职责只能按教学周减免",
                "a number is waived of one duty; all duties are waived by teaching weeks",
            ),
        ));
    }
    Ok(())
}

/// Whom it is about, if the caller may ask for him: for himself, or for the staff and units he oversees.
async fn subject(tx: &impl ConnectionTrait, actor: &Actor, new: &NewWaiver) -> Result<Subject> {
    if let Some(unit_id) = new.unit_id {
        if new.person_id.is_some() {
            return Err(Error::invalid(
                "person_id",
                "person_or_unit",
                text("人员和单位只能填一个", "name a person or a unit, not both"),
            ));
        }
        let unit = org_unit::Entity::find_by_id(unit_id).one(tx).await?;
        let unit = unit.ok_or_else(|| Error::unknown_reference("unit_id"))?;
        if !policy::plan::asks_for_unit(actor, unit_id) {
            return Err(Error::unknown_reference("unit_id"));
        }
        let authority = if unit.kind == OrgUnitKind::CentralSchool {
            WaiverAuthority::Bureau
        } else {
            WaiverAuthority::School
        };
        return Ok(Subject {
            unit_id,
            person_id: None,
            authority,
        });
    }
    let person_id = new.person_id.map_or_else(|| actor.person(), Ok)?;
    let person = person::Entity::find_by_id(person_id)
        .filter(scope::plan::staff_to_request_for(actor))
        .one(tx)
        .await?
        .ok_or_else(|| Error::unknown_reference("person_id"))?;
    let is_principal = appointment::Entity::find()
        .filter(appointment::Column::PersonId.eq(person_id))
        .filter(appointment::Column::Post.eq(Post::Principal))
        .filter(appointment::Column::StartsOn.lte(new.ends_on))
        .filter(
            Condition::any()
                .add(appointment::Column::EndsOn.is_null())
                .add(appointment::Column::EndsOn.gte(new.starts_on)),
        )
        .count(tx)
        .await?
        > 0;
    Ok(Subject {
        unit_id: person.unit_id,
        person_id: Some(person_id),
        authority: if is_principal {
            WaiverAuthority::Bureau
        } else {
            WaiverAuthority::School
        },
    })
}

/// The duty, which must stand in the plan that holds when the waiver begins.
async fn duty_of(tx: &impl ConnectionTrait, subject: &Subject, code: &str, new: &NewWaiver) -> Result<duty::Model> {
    let found = progress::duty_of_unit(tx, subject.unit_id, code, new.starts_on).await?;
    let found = found.ok_or_else(|| {
        Error::invalid(
            "duty_code",
            "unknown_reference",
            text(
                "开始日期当天施行的方案中没有这项职责",
                "the plan in force on the first day has no such duty",
            ),
        )
    })?;
    let of_unit = found.subject_selector.subject == duty::DutySubject::Unit;
    if of_unit != subject.person_id.is_none() {
        return Err(Error::invalid(
            "duty_code",
            "other_subject",
            text(
                "单位的职责由单位申请减免，个人的职责由个人申请",
                "a duty of a unit is waived for the unit, one of a person for the person",
            ),
        ));
    }
    Ok(found)
}

async fn check_leave(tx: &impl ConnectionTrait, subject: &Subject, id: LeaveId) -> Result<()> {
    let leave = leave::Entity::find_by_id(id).one(tx).await?;
    leave
        .filter(|leave| Some(leave.person_id) == subject.person_id)
        .map(|_| ())
        .ok_or_else(|| Error::unknown_reference("leave_id"))
}

/// The same weeks are not asked for twice; a stated number may come beside them.
async fn check_overlap(tx: &impl ConnectionTrait, subject: &Subject, new: &NewWaiver) -> Result<()> {
    if new.amount.is_some() {
        return Ok(());
    }
    let same_duty = match &new.duty_code {
        None => duty_waiver::Column::DutyCode.is_null(),
        Some(code) => duty_waiver::Column::DutyCode.eq(code),
    };
    let whose = match subject.person_id {
        Some(person) => duty_waiver::Column::PersonId.eq(person),
        None => duty_waiver::Column::PersonId
            .is_null()
            .and(duty_waiver::Column::UnitId.eq(subject.unit_id)),
    };
    let twice = duty_waiver::Entity::find()
        .filter(whose)
        .filter(same_duty)
        .filter(duty_waiver::Column::Amount.is_null())
        .filter(duty_waiver::Column::State.is_in([WaiverState::Requested, WaiverState::Approved]))
        .filter(duty_waiver::Column::StartsOn.lte(new.ends_on))
        .filter(duty_waiver::Column::EndsOn.gte(new.starts_on))
        .one(tx)
        .await?;
    twice.map_or(Ok(()), |twice| {
        Err(Error::Conflict {
            code: "waiver_overlaps",
            detail: text(
                format!("{} 至 {} 已经申请或批准过同样的减免。", twice.starts_on, twice.ends_on),
                format!(
                    "The same was asked for or approved already from {} to {}.",
                    twice.starts_on, twice.ends_on
                ),
            ),
        })
    })
}

/// Moves a waiver on.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: DutyWaiverId,
    wanted: WaiverMove,
    now: DateTime<Utc>,
) -> Result<Waiver> {
    let WaiverMove { wanted, note } = wanted;
    let stored = queries::row(tx, actor, id).await?;
    let part = queries::part(actor, &stored);
    let state = moves::next(stored.state, wanted, part).map_err(|refusal| match refusal {
        Refusal::Illegal => Error::IllegalMove {
            wanted: wanted.as_str().to_owned(),
            state: format!("{:?}", stored.state).to_lowercase(),
            allowed: moves::allowed(stored.state, part)
                .into_iter()
                .map(|allowed| allowed.as_str().to_owned())
                .collect(),
            detail: text(
                "减免已经办结，请看 allowed 中可用的操作。",
                "The waiver has been dealt with; see allowed for what can be done.",
            ),
        },
        Refusal::NotYours => Error::forbidden(
            "减免由校长审批（校长本人的由教育局审批），任何人不能审批自己的。",
            "The principal decides, the bureau about the principal; nobody decides about himself.",
        ),
    })?;
    if note.is_none() && moves::needs_note(wanted, part) {
        return Err(Error::invalid("note", "required", text("请说明原因", "say why")));
    }
    let decided = wanted != WaiverStep::Withdraw || !part.concerned;
    let mut row = duty_waiver::ActiveModel {
        state: Set(state),
        updated_at: Set(now),
        ..Default::default()
    };
    if decided {
        row.decided_by = Set(Some(actor.account_id));
        row.decided_at = Set(Some(now));
    }
    if note.is_some() {
        row.decision_note = Set(note);
    }
    duty_waiver::Entity::update_many()
        .set(row)
        .col_expr(
            duty_waiver::Column::Version,
            Expr::col(duty_waiver::Column::Version).add(1),
        )
        .filter(duty_waiver::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "duty_waivers", id.0, ChangeOperation::Updated, stored.unit_id, now).await?;
    queries::find(tx, actor, id).await
}
