//! Wire types of the overview of schools.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::told::{ToldFigure, ToldShare};
use crate::entities::ids::{OrgUnitId, TermId};

/// Which time is looked at.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SchoolOverviewFilter {
    /// The days of this term; without it the term that runs where the caller works, or else the last 365 days.
    pub term_id: Option<TermId>,
}

/// The schools below the caller's bureau, side by side (学校概览).
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolOverview {
    /// The term; null where the last 365 days are shown.
    #[schema(required, example = "第一学期")]
    pub term_name: Option<String>,
    /// First day of registration that counts.
    pub from: NaiveDate,
    /// The last one.
    pub until: NaiveDate,
    /// The day on which coverage and duties are looked at: today, or the last day of a term that is over.
    pub on: NaiveDate,
    /// Numbers from 1 to this less one are withheld.
    #[schema(example = 5)]
    pub least: i64,
    /// In the order of the tree of units; there is no other.
    pub schools: Vec<SchoolRow>,
    /// The sums of what is told.
    pub total: SchoolFigures,
}

/// One school with all units below it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolRow {
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    pub figures: SchoolFigures,
}

/// The numbers of a school. Those that count people, or what people said, are withheld when they are small.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolFigures {
    /// 登记: entries of the ledger registered within the time.
    pub registered: ToldFigure,
    /// 办结率: closed, of the registered ones. Never read without the next one.
    pub completion: ToldShare,
    /// 解决率: closed as resolved, of the closed ones.
    pub resolution: ToldShare,
    /// 按期答复率: answered by the limit, of those whose answer was given or is overdue.
    pub response_in_time: ToldShare,
    /// 未办结: entries open now, whenever they were registered.
    pub open: ToldFigure,
    /// 逾期: those of them past a limit.
    pub overdue: ToldFigure,
    /// 联系覆盖: by scheme, targets with a living link.
    pub coverage: Vec<SchemeShare>,
    /// 履职: staff who are behind with none of their duties, of those who have duties. Both list the staff with all their duties.
    pub duties: ToldShare,
    /// 考评: rounds that were opened, whenever; never withheld.
    pub rounds: ToldFigure,
    /// 督查: inspections that began within the time; never withheld.
    pub inspections: ToldFigure,
    /// 未整改: findings that nobody has put right; never withheld.
    pub findings: ToldFigure,
    /// Those of them past their day; never withheld.
    pub findings_overdue: ToldFigure,
}

/// The coverage of one scheme.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SchemeShare {
    #[schema(example = "teacher_family")]
    pub scheme_code: String,
    #[schema(example = "教师直接联系学生及家长")]
    pub scheme_name: String,
    /// Targets with a living link, of all; withheld when small only where the targets are people.
    pub covered: ToldShare,
}
