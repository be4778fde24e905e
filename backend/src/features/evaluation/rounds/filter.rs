//! By what rounds are listed: the filters, the order, and the columns read for a row.

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
        evaluation_round::{self, RoundState},
        evaluation_rules::SchemeRules,
        ids::{EvaluationRoundId, EvaluationSchemeId, OrgUnitId},
        org_unit,
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of rounds.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EvaluationRoundFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<EvaluationRoundSort>::schema)]
    pub sort: Option<Sort<EvaluationRoundSort>>,
    /// Rounds in one of these states.
    #[param(value_type = Vec<RoundState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<RoundState>>,
    /// This unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Those held by this scheme.
    pub scheme_id: Option<EvaluationSchemeId>,
}

/// Columns by which rounds can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvaluationRoundSort {
    PeriodTo,
}

impl SortKey for EvaluationRoundSort {
    const ALL: &'static [(&'static str, Self)] = &[("period_to", Self::PeriodTo)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for EvaluationRoundFilter {
    type Sort = EvaluationRoundSort;

    fn sort(&self) -> Option<Sort<EvaluationRoundSort>> {
        self.sort
    }
}

/// A row of `evaluation_rounds` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "evaluation_round::Entity")]
pub struct Row {
    pub id: EvaluationRoundId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, evaluation_round::Column::UnitId)"
    )]
    pub unit_name: String,
    pub scheme_id: EvaluationSchemeId,
    pub title: String,
    pub period_from: NaiveDate,
    pub period_to: NaiveDate,
    pub state: RoundState,
    pub notes: Option<String>,
    pub rules: Option<SchemeRules>,
    pub closes_at: Option<DateTime<Utc>>,
    pub objections_until: Option<NaiveDate>,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, evaluation_round::Column::RecordedBy)"
    )]
    pub recorded_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<EvaluationRoundSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: EvaluationRoundSort) -> sea_orm::Value {
        match sort {
            EvaluationRoundSort::PeriodTo => self.period_to.into(),
        }
    }
}
