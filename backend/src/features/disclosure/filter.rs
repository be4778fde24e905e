//! By what publications are listed: the filters, the order, and the columns read for a row.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account, disclosure_class,
        ids::{DisclosureClassId, OrgUnitId, PublicationId},
        org_unit,
        publication::{self, IntendedNames, PublicationState},
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of publications.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicationFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<PublicationSort>::schema)]
    pub sort: Option<Sort<PublicationSort>>,
    /// Those in one of these states.
    #[param(value_type = Vec<PublicationState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<PublicationState>>,
    /// The class of disclosure.
    pub class_id: Option<DisclosureClassId>,
    /// This unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Only drafts that wait for the caller to read them, or only the others.
    pub waiting_for_me: Option<bool>,
}

/// Columns by which publications can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicationSort {
    UpdatedAt,
}

impl SortKey for PublicationSort {
    const ALL: &'static [(&'static str, Self)] = &[("updated_at", Self::UpdatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for PublicationFilter {
    type Sort = PublicationSort;

    fn sort(&self) -> Option<Sort<PublicationSort>> {
        self.sort
    }
}

/// A row of `publications` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "publication::Entity")]
pub struct Row {
    pub id: PublicationId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, publication::Column::UnitId)"
    )]
    pub unit_name: String,
    pub class_id: DisclosureClassId,
    #[sea_orm(
        from_expr = "named(disclosure_class::Entity, disclosure_class::Column::Name, disclosure_class::Column::Id, publication::Column::ClassId)"
    )]
    pub class_name: String,
    pub title: String,
    pub text: String,
    pub period: Option<String>,
    pub state: PublicationState,
    pub intended_names: IntendedNames,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, publication::Column::AuthorId)"
    )]
    pub author_name: String,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, publication::Column::ReviewerId)"
    )]
    pub reviewer_name: Option<String>,
    pub published_on: Option<NaiveDate>,
    pub withdraw_reason: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<PublicationSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: PublicationSort) -> sea_orm::Value {
        self.updated_at.into()
    }
}

/// Filters of what everybody can read.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicPublicationFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<PublicPublicationSort>::schema)]
    pub sort: Option<Sort<PublicPublicationSort>>,
    /// The class of disclosure.
    pub class_id: Option<DisclosureClassId>,
    /// This unit or one below it.
    pub unit_id: Option<OrgUnitId>,
}

/// Columns by which what everybody can read can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicPublicationSort {
    PublishedOn,
}

impl SortKey for PublicPublicationSort {
    const ALL: &'static [(&'static str, Self)] = &[("published_on", Self::PublishedOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for PublicPublicationFilter {
    type Sort = PublicPublicationSort;

    fn sort(&self) -> Option<Sort<PublicPublicationSort>> {
        self.sort
    }
}

impl Positioned<PublicPublicationSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: PublicPublicationSort) -> sea_orm::Value {
        self.published_on.into()
    }
}
