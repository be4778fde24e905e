//! What the duties of the first demo school show besides its records: a bureau's template with an offered change, a
//! rank that began in the middle of the term, leaves, waivers in every state, a reminder.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};

use super::{
    World,
    staff::{Staff, Team},
};
use crate::{
    auth::{Actor, Grant, Within},
    entities::{
        account, duty, duty_reminder,
        duty_waiver::WaiverKind,
        ids::{DutyReminderId, DutyWaiverId, LeaveId, OrgUnitId, PlanId, RankId, SessionId},
        leave::{self, LeaveKind},
        org_unit::{self, OrgUnitKind},
        rank::{self, Rank},
        role_grant::Role,
    },
    error::{Error, Result},
    features::plan::{
        self, NewPlan, NewTemplateVersion,
        waivers::{self, NewWaiver, WaiverMove, WaiverStep},
    },
    http::IfMatch,
};

/// The bureau's draft, published once: what its schools copy.
pub async fn template(tx: &impl ConnectionTrait, from: NaiveDate, now: DateTime<Utc>) -> Result<PlanId> {
    let bureau = bureau(tx).await?;
    let unit_id = bureau
        .grants
        .iter()
        .find_map(|grant| grant.unit_id)
        .ok_or(Error::NotFound)?;
    let new = NewPlan {
        id: None,
        unit_id,
        template_code: Some("chuxiong-2012".to_owned()),
        copy_of: None,
        title: None,
        document_number: None,
        issued_on: None,
        effective_from: from,
        effective_to: None,
        basis: Vec::new(),
    };
    let draft = plan::draft(tx, &bureau, new, now).await?;
    publish(tx, &bureau, draft.id, draft.version, "第一版", now).await?;
    Ok(draft.id)
}

/// The next version of the template: offered to the schools that have copied the first.
pub async fn next_version(tx: &impl ConnectionTrait, template: PlanId, now: DateTime<Utc>) -> Result<()> {
    for (code, target) in [("observation_term", 36), ("parents_meeting", 3)] {
        duty::Entity::update_many()
            .col_expr(duty::Column::Target, Expr::value(target))
            .filter(duty::Column::PlanId.eq(template))
            .filter(duty::Column::Code.eq(code))
            .exec(tx)
            .await?;
    }
    let bureau = bureau(tx).await?;
    let note = "观课议课改为每学期 36 节，家长会改为每学期 3 次";
    publish(tx, &bureau, template, 1, note, now).await
}

async fn publish(
    tx: &impl ConnectionTrait,
    bureau: &Actor,
    id: PlanId,
    version: i32,
    note: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let new = NewTemplateVersion {
        note: Some(note.to_owned()),
    };
    plan::publish(tx, bureau, id, IfMatch(version), new, now).await?;
    Ok(())
}

async fn bureau(tx: &impl ConnectionTrait) -> Result<Actor> {
    let unit = org_unit::Entity::find()
        .filter(org_unit::Column::Kind.eq(OrgUnitKind::Bureau))
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let account = account::Entity::find()
        .filter(account::Column::Username.eq("bureau"))
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Actor {
        account_id: account.id,
        session_id: SessionId::new(),
        person_id: None,
        display_name: account.display_name,
        must_change_password: false,
        grants: vec![Grant {
            role: Role::Bureau,
            unit_id: Some(unit.id),
            within: Within::Everything,
        }],
        system: None,
    })
}

fn colleague(who: &Staff, role: Role, unit_id: OrgUnitId) -> Actor {
    Actor {
        account_id: who.account,
        session_id: SessionId::new(),
        person_id: Some(who.person),
        display_name: who.name.clone(),
        must_change_password: false,
        grants: vec![Grant {
            role,
            unit_id: Some(unit_id),
            within: Within::Units(vec![unit_id]),
        }],
        system: None,
    }
}

impl World {
    /// A teacher who became a middle leader three weeks ago; to be written with the other rows.
    pub(super) fn rank_in_the_middle(&mut self, team: &Team) {
        let Some(teacher) = team.teachers.first().and_then(|teachers| teachers.get(4)) else {
            return;
        };
        let from = self.today - Days::new(24);
        let mut ranks = self.rows.ranks.iter_mut();
        if let Some(former) = ranks.find(|rank| rank.person_id == teacher.person) {
            former.ends_on = from.pred_opt();
            let later = rank::Model {
                id: RankId::new(),
                rank: Rank::MiddleLeader,
                starts_on: from,
                ends_on: None,
                ..former.clone()
            };
            self.rows.ranks.push(later);
        }
    }

    /// Leaves, waivers in every state and a reminder, once the plan is in force.
    pub(super) async fn waivers(
        &self,
        tx: &impl ConnectionTrait,
        principal: &Actor,
        team: &Team,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let central = team.principal.unit;
        let (Some(vice), Some(head), Some((_, logistics))) =
            (team.deputies.last(), team.heads.last(), team.heads.first())
        else {
            return Ok(());
        };
        let head = &head.1;
        let teachers = team.teachers.first().map(Vec::as_slice).unwrap_or_default();
        let ago = |days: u64| self.today - Days::new(days);
        let leave_id = leave(tx, vice, LeaveKind::Sick, (ago(45), ago(18)), now).await?;
        let observation = Some("observation_term");
        let mut sick = request(observation, WaiverKind::Leave, (ago(45), ago(18)), "病假四周，见请假单");
        sick.leave_id = Some(leave_id);
        let vice_actor = colleague(vice, Role::Leader, central);
        ask(tx, &vice_actor, sick, Some((principal, WaiverStep::Approve, None)), now).await?;
        let late = request(
            observation,
            WaiverKind::LatePosting,
            (ago(80), ago(60)),
            "九月中旬才到任",
        );
        ask(tx, &colleague(logistics, Role::Leader, central), late, None, now).await?;
        let busy = request(observation, WaiverKind::Other, (ago(30), ago(20)), "迎检材料较多");
        let note = "迎检不减免听课，请合理安排";
        let refused = Some((principal, WaiverStep::Reject, Some(note)));
        ask(tx, &colleague(head, Role::Leader, central), busy, refused, now).await?;
        if let [_, absent, other, ..] = teachers {
            leave(tx, absent, LeaveKind::Training, (ago(21), ago(10)), now).await?;
            let visits = request(Some("home_visit"), WaiverKind::Other, (ago(14), ago(8)), "道路塌方");
            let other = colleague(other, Role::Teacher, central);
            ask(tx, &other, visits, Some((&other, WaiverStep::Withdraw, None)), now).await?;
        }
        duty_reminder::Entity::insert(duty_reminder::ActiveModel {
            id: Set(DutyReminderId::new()),
            person_id: Set(vice.person),
            duty_code: Set("observation_term".to_owned()),
            weekday: Set(i16::try_from(self.today.weekday().number_from_monday()).ok()),
            days_before_end: Set(None),
            only_if_not_met: Set(true),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        })
        .exec_without_returning(tx)
        .await?;
        Ok(())
    }
}

fn request(duty: Option<&str>, kind: WaiverKind, span: (NaiveDate, NaiveDate), reason: &str) -> NewWaiver {
    NewWaiver {
        id: Some(DutyWaiverId::new()),
        person_id: None,
        unit_id: None,
        duty_code: duty.map(str::to_owned),
        kind,
        starts_on: span.0,
        ends_on: span.1,
        amount: None,
        reason: reason.to_owned(),
        leave_id: None,
    }
}

/// Asks for a waiver, and has it decided when somebody is named who does.
async fn ask(
    tx: &impl ConnectionTrait,
    who: &Actor,
    new: NewWaiver,
    then: Option<(&Actor, WaiverStep, Option<&str>)>,
    now: DateTime<Utc>,
) -> Result<()> {
    let id = new.id;
    waivers::request(tx, who, new, now).await?;
    if let (Some(id), Some((by, wanted, note))) = (id, then) {
        let note = note.map(str::to_owned);
        waivers::make_move(tx, by, id, WaiverMove { wanted, note }, now).await?;
    }
    Ok(())
}

async fn leave(
    tx: &impl ConnectionTrait,
    who: &Staff,
    kind: LeaveKind,
    span: (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Result<LeaveId> {
    let id = LeaveId::new();
    leave::Entity::insert(leave::ActiveModel {
        id: Set(id),
        person_id: Set(who.person),
        kind: Set(kind),
        starts_on: Set(span.0),
        ends_on: Set(Some(span.1)),
        reason: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(id)
}
