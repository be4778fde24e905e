//! Putting my day together from what the features export.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use sea_orm::ConnectionTrait;

use super::dto::{Dashboard, DashboardTerm, OwnLiaison, SchoolToday, Waiting, WaitingKind};
use crate::{
    auth::{Actor, Permission},
    clock::local_date,
    entities::term,
    error::Result,
    features::{
        activities, disclosure, evaluation, inbox, ledger, liaison, opinions, organisation, plan, study, supervision,
    },
    http::Figure,
};

/// Rows that are shown of a list; its figure tells the rest.
const FIRST: u64 = 6;

pub async fn my_day(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<Dashboard> {
    let today = local_date(now);
    let unit_id = actor.grants.iter().find_map(|grant| grant.unit_id);
    let term = match unit_id {
        None => None,
        Some(unit_id) => organisation::term_on(db, unit_id, today).await?,
    };
    let duties = match actor.person_id {
        Some(person_id) if actor.can(Permission::DutiesRead) => {
            Some(plan::progress::of_person(db, person_id, today, today).await?)
        }
        _ => None,
    };
    let reminders = match (actor.person_id, &duties) {
        (Some(person_id), Some(duties)) => plan::due_today(db, person_id, duties, today).await?,
        _ => Vec::new(),
    };
    let links = actor.can(Permission::LiaisonRead);
    let families = match &term {
        Some(term) if links => liaison::families(db, actor, term.starts_on, today, FIRST).await?,
        _ => None,
    };
    let liaison = if links {
        let mine = liaison::mine(db, actor, today, FIRST).await?;
        mine.map(|(links, first)| OwnLiaison { links, first })
    } else {
        None
    };
    let school = if actor.can(Permission::LiaisonCoverage) {
        Some(SchoolToday {
            ledger: ledger::stats(db, actor, now).await?,
            gaps: liaison::gaps(db, actor, today).await?,
        })
    } else {
        None
    };
    Ok(Dashboard {
        today,
        name: actor.display_name.clone(),
        person_id: actor.person_id,
        term: term.map(|term| in_brief(term, today)),
        waiting: waiting(db, actor, now).await?,
        duties,
        reminders,
        families,
        liaison,
        school,
    })
}

/// What waits for the caller, the most pressing first; nothing is left out but what there is none of.
async fn waiting(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    if actor.can(Permission::LedgerRead) {
        let mine = ledger::my_turn(db, actor, now).await?;
        waiting.push((WaitingKind::LedgerOverdue, mine.overdue));
        waiting.push((WaitingKind::LedgerDueSoon, mine.due_soon));
        waiting.push((WaitingKind::LedgerMyMove, mine.all));
    }
    if actor.can(Permission::ActivitiesRead) {
        let today = local_date(now);
        let tasks = activities::tasks(db, actor, today).await?;
        let figure = |value: u64, query: &str| Figure::new(value, format!("/activities?{query}"));
        waiting.extend([
            (
                WaitingKind::ActivitiesToConfirm,
                figure(tasks.to_confirm, "waiting_for_me=true"),
            ),
            (
                WaitingKind::ActivitiesReturned,
                figure(tasks.returned, "mine=true&status=returned"),
            ),
            (
                WaitingKind::FollowUpsDue,
                figure(tasks.follow_ups_due, &format!("mine=true&follow_up_on[lte]={today}")),
            ),
            (
                WaitingKind::ActivityDrafts,
                figure(tasks.drafts, "mine=true&status=draft"),
            ),
        ]);
    }
    waiting.extend(of_study(db, actor, local_date(now)).await?);
    if actor.can(Permission::WaiversDecide) {
        let count = plan::waivers::to_decide(db, actor).await?;
        let figure = Figure::new(count, "/waivers?waiting_for_me=true");
        waiting.push((WaitingKind::WaiversToDecide, figure));
    }
    if actor.can(Permission::InboxRead) {
        waiting.push((WaitingKind::NoticesUnread, inbox::unread(db, actor, now).await?));
    }
    waiting.extend(of_oversight(db, actor, now).await?);
    Ok(waiting
        .into_iter()
        .filter(|(_, figure)| figure.value > 0)
        .map(|(kind, figure)| Waiting { kind, figure })
        .collect())
}

/// What waits of findings and of study.
async fn of_study(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate) -> Result<Vec<(WaitingKind, Figure)>> {
    let mut waiting = Vec::new();
    if actor.can(Permission::FindingsWrite) {
        let tasks = supervision::tasks(db, actor, today).await?;
        let figure = |value: u64, query: &str| Figure::new(value, format!("/findings?{query}"));
        waiting.extend([
            (
                WaitingKind::FindingsOverdue,
                figure(tasks.overdue, "mine=true&overdue=true"),
            ),
            (
                WaitingKind::FindingsMine,
                figure(tasks.mine, "mine=true&overdue=false&state=open,in_progress"),
            ),
            (
                WaitingKind::FindingsToVerify,
                figure(tasks.to_verify, "waiting_for_me=true"),
            ),
        ]);
    }
    if actor.can(Permission::StudyHandIn) {
        let tasks = study::tasks(db, actor).await?;
        let figure = |value: u64, query: &str| Figure::new(value, format!("/study-completions?{query}"));
        waiting.extend([
            (
                WaitingKind::StudyToReview,
                figure(tasks.to_review, "waiting_for_me=true"),
            ),
            (
                WaitingKind::StudyReturned,
                figure(tasks.returned, "mine=true&state=returned"),
            ),
        ]);
    }
    Ok(waiting)
}

/// What waits of inspections and evaluations, of what is made public and of what is said in public.
async fn of_oversight(
    db: &impl ConnectionTrait,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<(WaitingKind, Figure)>> {
    let mut waiting = Vec::new();
    if actor.can(Permission::OpinionsRead) {
        let tasks = opinions::tasks(db, actor, now).await?;
        let figure = |value: u64, query: &str| Figure::new(value, format!("/opinion-items?my_turn=true&{query}"));
        waiting.extend([
            (WaitingKind::OpinionsOverdue, figure(tasks.overdue, "overdue=true")),
            (WaitingKind::OpinionsWaiting, figure(tasks.waiting, "overdue=false")),
        ]);
    }
    if actor.can(Permission::PublicationsReview) {
        let count = disclosure::to_review(db, actor).await?;
        let figure = Figure::new(count, "/publications?waiting_for_me=true");
        waiting.push((WaitingKind::PublicationsToReview, figure));
    }
    if actor.can(Permission::InspectionsRead) {
        let count = supervision::inspections_coming(db, actor).await?;
        let figure = Figure::new(count, "/inspections?state=announced,running");
        waiting.push((WaitingKind::InspectionsComing, figure));
    }
    if actor.can(Permission::EvaluationAssess) {
        let count = evaluation::sheets_to_fill(db, actor, now).await?;
        let figure = Figure::new(count, "/evaluation-sheets?to_do=true");
        waiting.push((WaitingKind::EvaluationSheets, figure));
    }
    Ok(waiting)
}

fn in_brief(term: term::Model, today: NaiveDate) -> DashboardTerm {
    DashboardTerm {
        week: week_of(term.starts_on, today),
        id: term.id,
        name: term.name,
        starts_on: term.starts_on,
        ends_on: term.ends_on,
    }
}

/// The number of the week of a day; weeks begin on Monday and the first is that of the term's first day.
fn week_of(starts_on: NaiveDate, day: NaiveDate) -> i64 {
    let monday = starts_on - Days::new(starts_on.weekday().num_days_from_monday().into());
    (day - monday).num_days() / 7 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        let week = |from: &str, day: &str| week_of(from.parse().unwrap_or_default(), day.parse().unwrap_or_default());
        assert_eq!(week("2026-08-31", "2026-08-31"), 1);
        assert_eq!(week("2026-08-31", "2026-09-06"), 1);
        assert_eq!(week("2026-08-31", "2026-11-23"), 13);
        assert_eq!(week("2026-09-02", "2026-09-07"), 2);
    }
}
