//! Wire types of liaison links.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{ClassId, HouseholdId, LiaisonLinkId, OrgUnitId, PersonId, StudentId},
        liaison_link::{self, LinkOrigin},
        liaison_scheme::LiaisonTargetKind,
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// The columns of a link that are shown.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "liaison_link::Entity")]
pub struct LinkRow {
    pub id: LiaisonLinkId,
    pub scheme_code: String,
    pub unit_id: OrgUnitId,
    pub person_id: PersonId,
    pub target_kind: LiaisonTargetKind,
    pub target_unit_id: Option<OrgUnitId>,
    pub target_grade: Option<i16>,
    pub target_class_id: Option<ClassId>,
    pub target_person_id: Option<PersonId>,
    pub target_student_id: Option<StudentId>,
    pub target_household_id: Option<HouseholdId>,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub origin: LinkOrigin,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A liaison link (联系关系): a person keeps in touch with a unit, grade, class, colleague, pupil or household.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LiaisonLink {
    pub id: LiaisonLinkId,
    #[schema(example = "leader_branch")]
    pub scheme_code: String,
    /// The unit of the target.
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub person_id: PersonId,
    pub person_name: String,
    pub target_kind: LiaisonTargetKind,
    /// The target in words.
    #[schema(example = "者力完小三年级")]
    pub target_name: String,
    /// Of a unit or a grade.
    #[schema(required)]
    pub target_unit_id: Option<OrgUnitId>,
    /// The grade, in the unit of the target; null for other kinds of target.
    #[schema(required, example = 3)]
    pub target_grade: Option<i16>,
    #[schema(required)]
    pub target_class_id: Option<ClassId>,
    #[schema(required)]
    pub target_person_id: Option<PersonId>,
    #[schema(required)]
    pub target_student_id: Option<StudentId>,
    #[schema(required)]
    pub target_household_id: Option<HouseholdId>,
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts. The day before `starts_on`: withdrawn, it never held.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    #[schema(required)]
    pub end_reason: Option<String>,
    pub origin: LinkOrigin,
    pub state: LinkState,
    /// The day of the last activity of this person with this target; null when there is none.
    #[schema(required)]
    pub last_contact_on: Option<NaiveDate>,
    /// What the caller may do with it now.
    pub allowed_moves: Vec<LinkMove>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for LiaisonLink {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// Whether a link holds today (联系状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// 未开始: begins on a later day.
    Planned,
    /// 联系中: holds.
    Current,
    /// 已结束: is over.
    Ended,
}

/// What can be done with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkMove {
    /// 结束: `POST /liaison-links/{id}/end`.
    End,
    /// 改日期: `PATCH /liaison-links/{id}`.
    Update,
}

impl LinkRow {
    /// Whether it holds on a day.
    pub fn state_on(&self, day: NaiveDate) -> LinkState {
        if self.ends_on.is_some_and(|last| last < day || last < self.starts_on) {
            LinkState::Ended
        } else if self.starts_on > day {
            LinkState::Planned
        } else {
            LinkState::Current
        }
    }
}

/// A new link. Exactly the target fields of its scheme's kind are given.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "scheme_code": "leader_branch", "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001",
    "target_unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002", "starts_on": "2026-09-01"
}))]
pub struct NewLiaisonLink {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<LiaisonLinkId>,
    /// One of `GET /liaison-schemes`.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "leader_branch")]
    pub scheme_code: String,
    /// Who keeps in touch; must work here.
    pub person_id: PersonId,
    /// The unit, or the unit of the grade.
    pub target_unit_id: Option<OrgUnitId>,
    /// 1 is the first grade.
    #[validate(range(min = 1, max = 9))]
    #[schema(minimum = 1, maximum = 9, example = 3)]
    pub target_grade: Option<i16>,
    pub target_class_id: Option<ClassId>,
    pub target_person_id: Option<PersonId>,
    pub target_student_id: Option<StudentId>,
    pub target_household_id: Option<HouseholdId>,
    /// The first day; today without it.
    pub starts_on: Option<NaiveDate>,
    /// The last day, where it is known.
    pub ends_on: Option<NaiveDate>,
}

/// Many new links.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "items": [{"scheme_code": "leader_branch", "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "target_unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"}, {"scheme_code": "leader_grade", "person_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be003", "target_unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002", "target_grade": 3}]
}))]
pub struct NewLiaisonLinks {
    /// The links; each is made or refused by itself.
    #[validate(length(min = 1, max = 200), nested)]
    #[schema(min_items = 1, max_items = 200)]
    pub items: Vec<NewLiaisonLink>,
}

/// A change of a link's dates (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_on": "2027-01-15"}))]
pub struct LiaisonLinkPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
    /// The last day; null while it lasts.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub ends_on: Option<Option<NaiveDate>>,
}

/// The end of a link.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_on": "2026-11-22", "reason": "工作调整"}))]
pub struct LiaisonLinkEnd {
    /// The last day. The day before `starts_on` withdraws a link that was made by mistake.
    pub ends_on: NaiveDate,
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "工作调整")]
    pub reason: String,
}

/// Filters of the list of links.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LiaisonLinkFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<LiaisonLinkSort>::schema)]
    pub sort: Option<Sort<LiaisonLinkSort>>,
    /// Links of one of these schemes, by their codes.
    #[param(value_type = Vec<String>, required = false, style = Form, explode = false)]
    pub scheme: Option<CommaList<String>>,
    /// Links of this person.
    pub person_id: Option<PersonId>,
    /// The unit of the target, or one above it.
    pub unit_id: Option<OrgUnitId>,
    /// Links to targets of one of these kinds.
    #[param(value_type = Vec<LiaisonTargetKind>, required = false, style = Form, explode = false)]
    pub target_kind: Option<CommaList<LiaisonTargetKind>>,
    /// Links to this unit.
    pub target_unit_id: Option<OrgUnitId>,
    /// Links to this grade (with the unit).
    pub target_grade: Option<i16>,
    /// Links to this class.
    pub target_class_id: Option<ClassId>,
    /// Links to this member of staff.
    pub target_person_id: Option<PersonId>,
    /// Links to this pupil.
    pub target_student_id: Option<StudentId>,
    /// Links to this household.
    pub target_household_id: Option<HouseholdId>,
    /// The day that `state` is about; today without it.
    pub on: Option<NaiveDate>,
    /// Where the link stands on that day (default `current`).
    #[param(inline)]
    pub state: Option<LinkStateFilter>,
    /// Only links of people who have left (true) or still work here (false).
    pub person_left: Option<bool>,
    /// Only links to households without a home visit, by whomever, from this day on.
    pub unvisited_since: Option<NaiveDate>,
}

/// Which links, by where they stand on the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkStateFilter {
    /// 联系中: it holds on the day.
    #[default]
    Current,
    /// 未开始: it begins later.
    Planned,
    /// 已结束: its last day is over.
    Ended,
    /// 全部: wherever it stands.
    All,
}

/// Columns by which links can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiaisonLinkSort {
    StartsOn,
    CreatedAt,
}

impl SortKey for LiaisonLinkSort {
    const ALL: &'static [(&'static str, Self)] = &[("starts_on", Self::StartsOn), ("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for LiaisonLinkFilter {
    type Sort = LiaisonLinkSort;

    fn sort(&self) -> Option<Sort<LiaisonLinkSort>> {
        self.sort
    }
}

impl Positioned<LiaisonLinkSort> for LinkRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: LiaisonLinkSort) -> sea_orm::Value {
        match sort {
            LiaisonLinkSort::StartsOn => self.starts_on.into(),
            LiaisonLinkSort::CreatedAt => self.created_at.into(),
        }
    }
}
