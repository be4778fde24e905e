//! Wire types of coverage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::targets::TargetRow;
use crate::{
    entities::{
        ids::{ClassId, HouseholdId, LiaisonLinkId, OrgUnitId, PersonId, StudentId},
        liaison_scheme::LiaisonTargetKind,
    },
    http::{
        Figure, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Which day, scheme and units.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CoverageQuery {
    /// Any day, past ones included; today without it.
    pub on: Option<NaiveDate>,
    /// One scheme; all without it.
    #[param(example = "leader_branch")]
    pub scheme: Option<String>,
    /// This unit and those below it; all of the caller's without it.
    pub unit_id: Option<OrgUnitId>,
}

/// Who had a living link on a day, and who had none (联系覆盖).
#[derive(Debug, Serialize, ToSchema)]
pub struct LiaisonCoverage {
    /// The day for which it was asked.
    pub on: NaiveDate,
    /// The schemes that hold in the unit on that day, or the one that was asked for.
    pub schemes: Vec<SchemeCoverage>,
}

/// The coverage of one scheme.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemeCoverage {
    #[schema(example = "leader_branch")]
    pub scheme_code: String,
    #[schema(example = "领导联系完小")]
    pub scheme_name: String,
    pub target_kind: LiaisonTargetKind,
    /// Links one person may hold; null for no limit.
    #[schema(required)]
    pub max_load: Option<i32>,
    /// Targets there were on the day.
    pub total: Figure,
    /// Targets with a living link.
    pub covered: Figure,
    /// Targets without one.
    pub uncovered: Figure,
    /// People with more links than `max_load`; null where there is no limit.
    #[schema(required)]
    pub overloaded: Option<Figure>,
    /// Living links of people who had left by that day.
    pub departed: Figure,
    /// Living links of people who were on leave on that day.
    pub on_leave: Figure,
    /// The same by unit of the target.
    pub units: Vec<UnitCoverage>,
}

/// The coverage of one scheme in one unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitCoverage {
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub total: Figure,
    pub covered: Figure,
    pub uncovered: Figure,
}

/// A target of a scheme, and who keeps in touch with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiaisonTarget {
    pub target_kind: LiaisonTargetKind,
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    /// The target in words.
    #[schema(example = "者力完小三年级")]
    pub target_name: String,
    #[schema(required)]
    pub target_unit_id: Option<OrgUnitId>,
    /// The grade, in the unit of the target; null for other kinds of target.
    #[schema(required)]
    pub target_grade: Option<i16>,
    #[schema(required)]
    pub target_class_id: Option<ClassId>,
    #[schema(required)]
    pub target_person_id: Option<PersonId>,
    #[schema(required)]
    pub target_student_id: Option<StudentId>,
    #[schema(required)]
    pub target_household_id: Option<HouseholdId>,
    /// The links that hold on the day; none for a gap.
    pub links: Vec<TargetLink>,
}

/// A link as its target sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TargetLink {
    pub id: LiaisonLinkId,
    pub person_id: PersonId,
    pub person_name: String,
    pub starts_on: NaiveDate,
    /// The day of their last activity; null when there is none.
    #[schema(required)]
    pub last_contact_on: Option<NaiveDate>,
}

/// Filters of the list of targets.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TargetFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<NameSort>::schema)]
    pub sort: Option<Sort<NameSort>>,
    /// The scheme whose targets are wanted.
    #[param(example = "leader_branch")]
    pub scheme: String,
    /// Any day, past ones included; today without it.
    pub on: Option<NaiveDate>,
    /// This unit and those below it; all of the caller's without it.
    pub unit_id: Option<OrgUnitId>,
    /// Only targets with a living link (true) or without one (false).
    pub covered: Option<bool>,
}

/// Filters of the list of people with their loads.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LoadFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<NameSort>::schema)]
    pub sort: Option<Sort<NameSort>>,
    /// The scheme whose links are counted.
    #[param(example = "leader_branch")]
    pub scheme: String,
    /// Any day, past ones included; today without it.
    pub on: Option<NaiveDate>,
    /// Links that lead into this unit and those below it; all of the caller's without it.
    pub unit_id: Option<OrgUnitId>,
    /// Only people with more links than the scheme allows one.
    pub over_limit: Option<bool>,
}

/// How many living links of a scheme a person holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiaisonLoad {
    pub person_id: PersonId,
    pub person_name: String,
    /// His links.
    pub links: Figure,
    /// Links one person may hold; null for no limit.
    #[schema(required)]
    pub max_load: Option<i32>,
}

/// Targets and people are sorted by name, grades by grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameSort {
    Name,
}

impl SortKey for NameSort {
    const ALL: &'static [(&'static str, Self)] = &[("name", Self::Name)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for TargetFilter {
    type Sort = NameSort;

    fn sort(&self) -> Option<Sort<NameSort>> {
        self.sort
    }
}

impl Listed for LoadFilter {
    type Sort = NameSort;

    fn sort(&self) -> Option<Sort<NameSort>> {
        self.sort
    }
}

impl<R: TargetRow> Positioned<NameSort> for R {
    fn id(&self) -> Uuid {
        TargetRow::id(self)
    }

    fn position(&self, _: NameSort) -> sea_orm::Value {
        TargetRow::position(self)
    }
}
