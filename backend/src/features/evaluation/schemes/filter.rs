//! By what schemes are listed: the filters, the order, and the columns read for a row.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account,
        evaluation_rules::SchemeRules,
        evaluation_scheme::{self, SchemeState},
        ids::{EvaluationSchemeId, OrgUnitId},
        org_unit,
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of schemes.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EvaluationSchemeFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<EvaluationSchemeSort>::schema)]
    pub sort: Option<Sort<EvaluationSchemeSort>>,
    /// Schemes in one of these states.
    #[param(value_type = Vec<SchemeState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<SchemeState>>,
    /// Those by which this unit can hold rounds: its own, and those set above it.
    pub for_unit_id: Option<OrgUnitId>,
}

/// Columns by which schemes can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvaluationSchemeSort {
    EffectiveFrom,
}

impl SortKey for EvaluationSchemeSort {
    const ALL: &'static [(&'static str, Self)] = &[("effective_from", Self::EffectiveFrom)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for EvaluationSchemeFilter {
    type Sort = EvaluationSchemeSort;

    fn sort(&self) -> Option<Sort<EvaluationSchemeSort>> {
        self.sort
    }
}

/// A row of `evaluation_schemes` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "evaluation_scheme::Entity")]
pub struct Row {
    pub id: EvaluationSchemeId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, evaluation_scheme::Column::UnitId)"
    )]
    pub unit_name: String,
    pub title: String,
    pub state: SchemeState,
    pub effective_from: NaiveDate,
    pub effective_to: Option<NaiveDate>,
    pub is_example: bool,
    pub supersedes_id: Option<EvaluationSchemeId>,
    pub rules: SchemeRules,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, evaluation_scheme::Column::RecordedBy)"
    )]
    pub recorded_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<EvaluationSchemeSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: EvaluationSchemeSort) -> sea_orm::Value {
        match sort {
            EvaluationSchemeSort::EffectiveFrom => self.effective_from.into(),
        }
    }
}
