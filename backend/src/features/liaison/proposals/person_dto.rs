//! Wire types of the people of a proposal.

use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{OrgUnitId, PersonId},
        person,
    },
    http::{
        Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// What a proposal means for one person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProposalPerson {
    pub person_id: PersonId,
    pub person_name: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// Living links of the scheme on the first day, before.
    #[schema(example = 9)]
    pub before: i64,
    /// Links he is given.
    #[schema(example = 3)]
    pub given: i64,
    /// Links that are taken off him.
    #[schema(example = 0)]
    pub taken_off: i64,
    /// Links afterwards.
    #[schema(example = 12)]
    pub after: i64,
    /// Links one person may hold; null for no limit.
    #[schema(required, example = 15)]
    pub max_load: Option<i32>,
}

/// Filters of the people of a proposal.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProposalPersonFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<ProposalPersonSort>::schema)]
    pub sort: Option<Sort<ProposalPersonSort>>,
    /// People of this unit and those below it.
    pub unit_id: Option<OrgUnitId>,
}

/// People are sorted by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalPersonSort {
    Name,
}

impl SortKey for ProposalPersonSort {
    const ALL: &'static [(&'static str, Self)] = &[("name", Self::Name)];
    const NEWEST_FIRST: bool = false;
}

impl Listed for ProposalPersonFilter {
    type Sort = ProposalPersonSort;

    fn sort(&self) -> Option<Sort<ProposalPersonSort>> {
        self.sort
    }
}

/// The columns of a person of a proposal.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "person::Entity")]
pub struct PersonOfProposal {
    pub id: PersonId,
    pub name: String,
    pub unit_id: OrgUnitId,
}

impl Positioned<ProposalPersonSort> for PersonOfProposal {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: ProposalPersonSort) -> sea_orm::Value {
        self.name.clone().into()
    }
}
