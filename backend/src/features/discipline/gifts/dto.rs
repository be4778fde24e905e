//! Wire types of the gift register.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account,
        gift_record::{self, GiftDisposal},
        ids::{AccountId, GiftRecordId, OrgUnitId, PersonId},
        org_unit, person,
    },
    http::{
        CommaList, Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// Ten million yuan: more is a slip of the pen.
pub const MOST_CENTS: i64 = 1_000_000_000;

/// A row of the register with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "gift_record::Entity")]
pub struct GiftRow {
    pub id: GiftRecordId,
    pub unit_id: OrgUnitId,
    #[sea_orm(
        from_expr = "named(org_unit::Entity, org_unit::Column::Name, org_unit::Column::Id, gift_record::Column::UnitId)"
    )]
    pub unit_name: String,
    pub person_id: PersonId,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, gift_record::Column::PersonId)"
    )]
    pub person_name: String,
    pub happened_on: NaiveDate,
    pub giver: String,
    pub what: String,
    pub value_cents: Option<i64>,
    pub disposal: GiftDisposal,
    pub handled_by_id: Option<PersonId>,
    #[sea_orm(
        from_expr = "named(person::Entity, person::Column::Name, person::Column::Id, gift_record::Column::HandledById)"
    )]
    pub handled_by_name: Option<String>,
    pub remark: Option<String>,
    pub void_reason: Option<String>,
    pub recorded_by: AccountId,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, gift_record::Column::RecordedBy)"
    )]
    pub recorded_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// An entry of the gift register (礼品登记).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GiftRecord {
    pub id: GiftRecordId,
    /// The home unit of the person.
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    /// To whom it was given.
    pub person_id: PersonId,
    pub person_name: String,
    pub happened_on: NaiveDate,
    /// In general terms.
    #[schema(example = "学生家长")]
    pub giver: String,
    #[schema(example = "土鸡蛋一篮")]
    pub what: String,
    /// Estimated, in cents (分).
    #[schema(required, example = 4500)]
    pub value_cents: Option<i64>,
    pub disposal: GiftDisposal,
    /// 经办人: who gave it back or took it in.
    #[schema(required)]
    pub handled_by_id: Option<PersonId>,
    /// Name of who gave it back or took it in; null where nobody was named.
    #[schema(required)]
    pub handled_by_name: Option<String>,
    #[schema(required)]
    pub remark: Option<String>,
    /// 作废原因; null while the entry stands.
    #[schema(required)]
    pub void_reason: Option<String>,
    pub recorded_by_name: String,
    /// Whether the caller may change it.
    pub editable: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for GiftRecord {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new entry.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "happened_on": "2026-11-20", "giver": "学生家长", "what": "土鸡蛋一篮", "value_cents": 4500, "disposal": "declined"
}))]
pub struct NewGiftRecord {
    /// Made by the client if it likes (UUIDv7).
    pub id: Option<GiftRecordId>,
    /// To whom it was given; without it the caller.
    pub person_id: Option<PersonId>,
    /// Not in the future.
    pub happened_on: NaiveDate,
    /// Who gave it, in general terms such as 学生家长.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub giver: String,
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub what: String,
    /// Estimated, in cents (分).
    #[validate(range(min = 0, max = "MOST_CENTS"))]
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    pub value_cents: Option<i64>,
    pub disposal: GiftDisposal,
    pub handled_by_id: Option<PersonId>,
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub remark: Option<String>,
}

/// A change of an entry (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"disposal": "handed_in"}))]
pub struct GiftRecordPatch {
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub happened_on: Option<NaiveDate>,
    /// Who gave it, in general terms such as 学生家长.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 100))]
    #[schema(nullable = false, min_length = 1, max_length = 100)]
    pub giver: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 200))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub what: Option<String>,
    /// Estimated, in cents (分); null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(range(min = 0, max = "MOST_CENTS"))]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 1_000_000_000)]
    pub value_cents: Option<Option<i64>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub disposal: Option<GiftDisposal>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<PersonId>)]
    pub handled_by_id: Option<Option<PersonId>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 500))]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub remark: Option<Option<String>>,
    /// Makes the entry void (作废); null lets it stand again. Entries are never deleted.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 1, max = 200))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 200)]
    pub void_reason: Option<Option<String>>,
}

/// Filters of the gift register.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GiftFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<GiftSort>::schema)]
    pub sort: Option<Sort<GiftSort>>,
    /// Gifts with one of these disposals (去向).
    #[param(value_type = Vec<GiftDisposal>, required = false, style = Form, explode = false)]
    pub disposal: Option<CommaList<GiftDisposal>>,
    /// Staff of this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Gifts to this person.
    pub person_id: Option<PersonId>,
    /// From this day on.
    #[serde(rename = "happened_on[gte]")]
    pub happened_from: Option<NaiveDate>,
    /// Up to this day.
    #[serde(rename = "happened_on[lte]")]
    pub happened_until: Option<NaiveDate>,
    /// Only void entries, or only those that stand.
    pub void: Option<bool>,
}

/// Columns by which the register can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GiftSort {
    HappenedOn,
}

impl SortKey for GiftSort {
    const ALL: &'static [(&'static str, Self)] = &[("happened_on", Self::HappenedOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for GiftFilter {
    type Sort = GiftSort;

    fn sort(&self) -> Option<Sort<GiftSort>> {
        self.sort
    }
}

impl Positioned<GiftSort> for GiftRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: GiftSort) -> sea_orm::Value {
        match sort {
            GiftSort::HappenedOn => self.happened_on.into(),
        }
    }
}
