//! Wire types of my day.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    entities::ids::{PersonId, TermId},
    features::{
        ledger::LedgerStats,
        liaison::{Families, LiaisonLink, SchemeGaps},
        plan::{Reminded, progress::PersonProgress},
    },
    http::Figure,
};

/// My day (我的一天). What does not concern the caller is null.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dashboard {
    /// The day in the school's time zone (UTC+8).
    pub today: NaiveDate,
    /// Whom to greet.
    #[schema(example = "普老师")]
    pub name: String,
    #[schema(required)]
    pub person_id: Option<PersonId>,
    /// The term of the caller's unit; null between terms.
    #[schema(required)]
    pub term: Option<DashboardTerm>,
    /// What waits for the caller (待办); kinds of which there is nothing are left out.
    pub waiting: Vec<Waiting>,
    /// Own duties (职责) in words; null for those who have none to follow.
    #[schema(required)]
    pub duties: Option<PersonProgress>,
    /// Of which duties the caller wanted to be reminded today; shown to nobody else.
    pub reminders: Vec<Reminded>,
    /// Own families not yet visited in the term; null without families of one's own.
    #[schema(required)]
    pub families: Option<Families>,
    /// Whom the caller keeps in touch with; null for accounts without a person.
    #[schema(required)]
    pub liaison: Option<OwnLiaison>,
    /// The caller's units at a glance; null for those who oversee none.
    #[schema(required)]
    pub school: Option<SchoolToday>,
}

/// How much of one kind waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct Waiting {
    pub kind: WaitingKind,
    pub figure: Figure,
}

/// Kinds of what waits for somebody (待办类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitingKind {
    /// 逾期台账: entries whose step is mine and late.
    LedgerOverdue,
    /// 临期台账: entries whose step is mine and due soon.
    LedgerDueSoon,
    /// 待我办理: entries whose step is mine.
    LedgerMyMove,
    /// 待我确认: activities that wait for my confirmation.
    ActivitiesToConfirm,
    /// 退回给我: my activities that were returned.
    ActivitiesReturned,
    /// 约定到期: what was agreed and is due.
    FollowUpsDue,
    /// 草稿: my drafts on the server.
    ActivityDrafts,
    /// 整改逾期: findings I am to put right, past their day.
    FindingsOverdue,
    /// 待我整改: findings I am to put right.
    FindingsMine,
    /// 待我验收: findings that others put right.
    FindingsToVerify,
    /// 待我认可: what my staff handed in for study.
    StudyToReview,
    /// 退回给我: what I handed in for study and was returned.
    StudyReturned,
    /// 未读通知: what I was told and have not read.
    NoticesUnread,
    /// 待我审批的减免: waivers that wait for my decision.
    WaiversToDecide,
    /// 督查: inspections of my units that are announced or going on.
    InspectionsComing,
    /// 待我审核的公开信息: what others wrote and I am to read.
    PublicationsToReview,
    /// 舆情逾期: opinion items I am to answer, past their time.
    OpinionsOverdue,
    /// 待处置舆情: opinion items that wait for me.
    OpinionsWaiting,
    /// 待填考核表: sheets I am to fill in as an assessor.
    EvaluationSheets,
}

/// The present term.
#[derive(Debug, Serialize, ToSchema)]
pub struct DashboardTerm {
    pub id: TermId,
    #[schema(example = "第一学期")]
    pub name: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// 教学周: 1 is the week the term begins in.
    #[schema(example = 13)]
    pub week: i64,
}

/// Whom the caller keeps in touch with.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnLiaison {
    pub links: Figure,
    /// The first of them, each with the day of the last contact.
    pub first: Vec<LiaisonLink>,
}

/// The caller's units at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolToday {
    /// The entries of the units: open, late, and the closed ones by outcome.
    pub ledger: LedgerStats,
    /// Per scheme, who has no living link.
    pub gaps: Vec<SchemeGaps>,
}
