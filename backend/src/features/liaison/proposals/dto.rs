//! Wire types of proposals.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{
            AccountId, ClassId, HouseholdId, JobId, LiaisonProposalId, LiaisonProposalRowId, OrgUnitId, PersonId,
            StudentId,
        },
        liaison_proposal::{self, ProposalCounts, ProposalOptions, ProposalState},
        liaison_proposal_row::{self, ProposalCause, ProposalGround, ProposalOutcome},
        liaison_scheme::LiaisonTargetKind,
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// The columns of a proposal.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "liaison_proposal::Entity")]
pub struct ProposalRow {
    pub id: LiaisonProposalId,
    pub unit_id: OrgUnitId,
    pub scheme_code: String,
    pub scheme_name: String,
    pub target_kind: LiaisonTargetKind,
    pub starts_on: NaiveDate,
    pub options: ProposalOptions,
    pub state: ProposalState,
    pub counts: ProposalCounts,
    pub job_id: Option<JobId>,
    pub created_by: AccountId,
    pub applied_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A proposal of links (分配建议): nothing is linked until it is applied.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LiaisonProposal {
    pub id: LiaisonProposalId,
    /// Targets of this unit and those below it.
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    #[schema(example = "teacher_family")]
    pub scheme_code: String,
    #[schema(example = "教师直接联系学生及家长")]
    pub scheme_name: String,
    pub target_kind: LiaisonTargetKind,
    /// The first day of the new links.
    pub starts_on: NaiveDate,
    pub options: ProposalOptions,
    pub state: ProposalState,
    pub counts: ProposalCounts,
    /// The job that makes or applies it, when it is large; see `GET /jobs/{id}`.
    #[schema(required)]
    pub job_id: Option<JobId>,
    pub created_by_name: String,
    /// When its links were made; null until then.
    #[schema(required)]
    pub applied_at: Option<DateTime<Utc>>,
    /// What can be done with it now.
    pub allowed_moves: Vec<ProposalMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for LiaisonProposal {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// What can be done with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalMove {
    /// 修改: `PATCH /liaison-proposals/{id}/rows/{row_id}`.
    Edit,
    /// 采用: `POST /liaison-proposals/{id}/apply`.
    Apply,
    /// 放弃: `POST /liaison-proposals/{id}/discard`.
    Discard,
}

impl ProposalMove {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Apply => "apply",
            Self::Discard => "discard",
        }
    }

    /// The moves that a state knows.
    pub fn allowed_in(state: ProposalState) -> Vec<Self> {
        match state {
            ProposalState::Ready => vec![Self::Edit, Self::Apply, Self::Discard],
            ProposalState::Failed => vec![Self::Discard],
            ProposalState::Making | ProposalState::Applying | ProposalState::Applied | ProposalState::Discarded => {
                Vec::new()
            }
        }
    }
}

/// A new proposal.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "scheme_code": "teacher_family", "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002", "on": "2026-11-30",
    "options": {"causes": ["gap", "left"], "homeroom_first": true, "max_load": 15}
}))]
pub struct NewLiaisonProposal {
    /// One of `GET /liaison-schemes`.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "teacher_family")]
    pub scheme_code: String,
    /// Targets of this unit and those below it.
    pub unit_id: OrgUnitId,
    /// The first day of the new links, not in the past; today without it.
    pub on: Option<NaiveDate>,
    #[serde(default)]
    #[schema(required = false)]
    pub options: ProposalOptions,
}

/// Filters of the list of proposals.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProposalFilter {
    /// Order of the rows: newest first by default.
    #[param(schema_with = Sort::<ProposalSort>::schema)]
    pub sort: Option<Sort<ProposalSort>>,
    /// Proposals in one of these states.
    #[param(value_type = Vec<ProposalState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<ProposalState>>,
    /// Proposals for this unit and those below it.
    pub unit_id: Option<OrgUnitId>,
    /// Proposals for the scheme with this code.
    pub scheme: Option<String>,
}

/// Columns by which proposals can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalSort {
    CreatedAt,
}

impl SortKey for ProposalSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for ProposalFilter {
    type Sort = ProposalSort;

    fn sort(&self) -> Option<Sort<ProposalSort>> {
        self.sort
    }
}

impl Positioned<ProposalSort> for ProposalRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: ProposalSort) -> sea_orm::Value {
        self.created_at.into()
    }
}

/// The columns of a row.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "liaison_proposal_row::Entity")]
pub struct RowRow {
    pub id: LiaisonProposalRowId,
    pub position: i32,
    pub cause: ProposalCause,
    pub unit_id: OrgUnitId,
    pub target_unit_id: Option<OrgUnitId>,
    pub target_grade: Option<i16>,
    pub target_class_id: Option<ClassId>,
    pub target_person_id: Option<PersonId>,
    pub target_student_id: Option<StudentId>,
    pub target_household_id: Option<HouseholdId>,
    pub target_name: String,
    pub from_person_id: Option<PersonId>,
    pub person_id: Option<PersonId>,
    pub ground: Option<ProposalGround>,
    pub ends_on: Option<NaiveDate>,
    pub taken: bool,
    pub outcome: Option<ProposalOutcome>,
    pub version: i32,
}

/// What a proposal says for one target.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LiaisonProposalRow {
    pub id: LiaisonProposalRowId,
    /// From 1, unit by unit.
    pub position: i32,
    pub cause: ProposalCause,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// The target in words.
    #[schema(example = "李小明家")]
    pub target_name: String,
    #[schema(required)]
    pub target_household_id: Option<HouseholdId>,
    /// Who keeps in touch until now, or did.
    #[schema(required)]
    pub from_person_id: Option<PersonId>,
    #[schema(required)]
    pub from_person_name: Option<String>,
    /// Who is proposed; null when nobody suitable is below the limit.
    #[schema(required)]
    pub person_id: Option<PersonId>,
    #[schema(required)]
    pub person_name: Option<String>,
    /// Why this person; null when there is none.
    #[schema(required)]
    pub ground: Option<ProposalGround>,
    /// The last day of a link that stands in for somebody on leave; null where it is for good.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    /// Whether a link will be made of it.
    pub taken: bool,
    /// What became of it; null until the proposal is applied.
    #[schema(required)]
    pub outcome: Option<ProposalOutcome>,
    pub version: i32,
}

impl Versioned for LiaisonProposalRow {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A change of a row (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001"}))]
pub struct LiaisonProposalRowPatch {
    /// Another person, who must fit the scheme as if the link were made by hand; null for nobody.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<PersonId>)]
    pub person_id: Option<Option<PersonId>>,
    /// False leaves the row out.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub taken: Option<bool>,
}

/// Filters of the rows of a proposal.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProposalRowFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<ProposalRowSort>::schema)]
    pub sort: Option<Sort<ProposalRowSort>>,
    /// Why the target is in the proposal.
    #[param(value_type = Vec<ProposalCause>, required = false, style = Form, explode = false)]
    pub cause: Option<CommaList<ProposalCause>>,
    /// Targets of this unit and those below it.
    pub unit_id: Option<OrgUnitId>,
    /// Rows in which this person is proposed.
    pub person_id: Option<PersonId>,
    /// Only rows for which nobody was found (true) or somebody was (false).
    pub without_person: Option<bool>,
    /// Only rows that are taken (true) or left out (false).
    pub taken: Option<bool>,
    /// What became of them.
    #[param(value_type = Vec<ProposalOutcome>, required = false, style = Form, explode = false)]
    pub outcome: Option<CommaList<ProposalOutcome>>,
}

/// Rows are sorted by their position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalRowSort {
    Position,
}

impl SortKey for ProposalRowSort {
    const ALL: &'static [(&'static str, Self)] = &[("position", Self::Position)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for ProposalRowFilter {
    type Sort = ProposalRowSort;

    fn sort(&self) -> Option<Sort<ProposalRowSort>> {
        self.sort
    }
}

impl Positioned<ProposalRowSort> for RowRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: ProposalRowSort) -> sea_orm::Value {
        self.position.into()
    }
}
