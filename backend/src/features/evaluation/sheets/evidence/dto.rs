//! What an assessor is shown of somebody's work: outcomes with their sources, never traces.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    entities::{
        finding::FindingState,
        ids::LedgerEntryId,
        ledger_entry::{LedgerOutcome, Satisfaction},
    },
    features::{
        evaluation::sheets::dto::SheetObject,
        plan::progress::{DutyProgress, Forecast, ProgressState, RecordsQuery},
    },
};

/// What came of the work of whom a sheet is about, in the days that are evaluated (考核参考). Diaries, photos and logins
/// are not in it, and not counted anywhere.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetEvidence {
    pub object: SheetObject,
    /// The first day of what is evaluated.
    pub from: NaiveDate,
    /// The last day of what is evaluated.
    pub until: NaiveDate,
    /// The day it was drawn up.
    pub as_of: NaiveDate,
    pub entries: EvidenceEntries,
    /// Duties (职责) by period, in the order of the plan: a person's own, a leadership team's those of its schools.
    pub duties: Vec<EvidenceDuty>,
    /// What inspections found (督查问题), by where it stands; states without any are left out.
    pub inspected: Vec<EvidenceFindings>,
    /// Complaints that were confirmed after the person was heard (经核实的反映); null for a leadership team.
    #[schema(required)]
    pub confirmed: Option<EvidenceConfirmed>,
}

/// A number with the request that lists what it counts, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EvidenceFigure {
    #[schema(example = 12)]
    pub value: i64,
    /// How many of them the list shows to the caller: the others lie outside of what he may read.
    #[schema(example = 9)]
    pub listed: i64,
    /// A path of this API.
    #[schema(example = "/api/v1/ledger-entries?handler_person_id=0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001&state=closed")]
    pub query: String,
}

/// What became of the entries of the ledger (民情办理) registered in these days: those a person handled, or those that a
/// team's units manage.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceEntries {
    pub all: EvidenceFigure,
    /// Not closed yet.
    pub open: EvidenceFigure,
    /// Those that are closed, by how they ended; ends that none came to are left out, but for resolved and explained.
    pub outcomes: Vec<EvidenceOutcome>,
    /// 重办: closed after they were worked on again.
    pub reopened: EvidenceFigure,
    /// What submitters of closed ones said when they were called back, each with its count.
    pub satisfaction: Vec<EvidenceSatisfaction>,
}

/// Closed entries with one outcome.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceOutcome {
    pub outcome: LedgerOutcome,
    pub figure: EvidenceFigure,
}

/// Closed entries whose submitters said the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceSatisfaction {
    pub satisfaction: Satisfaction,
    pub figure: EvidenceFigure,
}

/// How a duty stood in one of its periods. Why something was waived is not told here.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceDuty {
    #[schema(example = "观课议课")]
    pub title: String,
    /// Whose duty it is: the person, or the unit he heads.
    #[schema(example = "罗正明")]
    pub subject_name: String,
    /// Name of the period that is counted over.
    #[schema(example = "第一学期")]
    pub period_name: String,
    pub starts_on: NaiveDate,
    /// Null where the plan sets no number.
    #[schema(required, example = 40)]
    pub target: Option<i32>,
    /// What approved waivers take off the target.
    #[schema(example = 4)]
    pub waived: i32,
    /// What the records of the period come to; null where it cannot be derived from records yet.
    #[schema(required, example = 26)]
    pub actual: Option<i32>,
    /// Where the pace leads by the end of the period.
    #[schema(required)]
    pub forecast: Option<Forecast>,
    pub state: ProgressState,
    #[schema(required, example = "节")]
    pub unit_label: Option<String>,
    /// In a sentence, in the language of the request.
    #[schema(example = "本学期观课议课 26/36 节（已减免 4 节），按现在的进度到 1 月 15 日约 40 节。")]
    pub words: String,
    /// How it is counted, in the language of the request.
    pub rule: String,
    /// What lists the records, as far as the caller may see them; null where there are none.
    #[schema(required)]
    pub query: Option<RecordsQuery>,
}

/// Findings of inspections in one state.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceFindings {
    pub state: FindingState,
    pub figure: EvidenceFigure,
}

/// Complaints that were confirmed after the person was heard.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceConfirmed {
    /// How many there are.
    #[schema(example = 1)]
    pub value: u64,
    /// Those of them that the caller may read, the earliest first.
    pub items: Vec<EvidenceConfirmedEntry>,
}

/// A confirmed complaint.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceConfirmedEntry {
    pub id: LedgerEntryId,
    #[schema(example = "DC-2026-0003")]
    pub number: String,
    #[schema(example = "课堂上让学生罚站")]
    pub title: String,
    #[schema(required)]
    pub closed_at: Option<DateTime<Utc>>,
}

impl From<DutyProgress> for EvidenceDuty {
    fn from(progress: DutyProgress) -> Self {
        Self {
            title: progress.duty.title,
            subject_name: progress.subject.name,
            period_name: progress.period.name,
            starts_on: progress.period.starts_on,
            target: progress.target,
            waived: progress.waived,
            actual: progress.actual,
            forecast: progress.forecast,
            state: progress.state,
            unit_label: progress.unit_label,
            words: progress.words,
            rule: progress.explanation.rule,
            query: progress.query,
        }
    }
}
