//! Wire types of the kinds and who confirms them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    entities::{activity::ActivityKind, activity_kind_setting::ConfirmedBy, ids::OrgUnitId},
    http::Versioned,
};

/// The school whose kinds are shown or set.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ActivityKindFilter {
    /// The central school, or any unit of it.
    #[param(value_type = OrgUnitId)]
    pub unit_id: OrgUnitId,
}

/// The kinds of activities in a school, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityKinds {
    /// The central school whose settings they are.
    pub unit_id: OrgUnitId,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    /// Whether the caller may change them.
    pub may_change: bool,
    pub items: Vec<ActivityKindSetting>,
}

/// A kind of activity and who confirms its records in a school (确认设置).
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityKindSetting {
    pub kind: ActivityKind,
    /// Who confirms what is handed in from now on.
    pub confirmed_by: ConfirmedBy,
    /// Who does where the school has set nothing.
    pub default: ConfirmedBy,
    /// What can be set.
    pub choices: Vec<ConfirmedBy>,
    /// 0 while nothing was set.
    pub version: i32,
}

impl Versioned for ActivityKindSetting {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A change of who confirms a kind. It holds for records handed in afterwards.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"confirmed_by": "unit_head"}))]
pub struct ActivityKindPatch {
    pub confirmed_by: ConfirmedBy,
}
