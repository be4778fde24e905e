//! Wire types of contact cards.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        contact_card,
        ids::{ClassId, ContactCardId, OrgUnitId, PersonId},
    },
    http::{
        Listed, Versioned,
        list::{Positioned, Sort, SortKey},
        patch,
    },
};

/// The columns of a card.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "contact_card::Entity")]
pub struct CardRow {
    pub id: ContactCardId,
    pub unit_id: OrgUnitId,
    pub person_id: PersonId,
    pub reachable: Option<String>,
    pub printed_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub revoke_reason: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A contact card (民情联系卡): good until it is revoked.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactCard {
    pub id: ContactCardId,
    /// The unit whose families hold it.
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// Whom to call.
    pub person_id: PersonId,
    pub person_name: String,
    /// Whether he has a phone number to print.
    pub has_phone: bool,
    /// Whether he still works here: a card of somebody who has left is told as unknown.
    pub person_left: bool,
    /// When he can be reached.
    #[schema(required, example = "周一至周五 12:00—14:00，晚上 8 点前")]
    pub reachable: Option<String>,
    /// When it was printed last; null when it never was.
    #[schema(required)]
    pub printed_at: Option<DateTime<Utc>>,
    /// Null while it is good.
    #[schema(required)]
    pub revoked_at: Option<DateTime<Utc>>,
    /// Why it was revoked; null while it is good.
    #[schema(required)]
    pub revoke_reason: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for ContactCard {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A change of a card (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reachable": "周一至周五 12:00—14:00"}))]
pub struct ContactCardPatch {
    /// When he can be reached; null for nothing printed. Cards on paper stay as they are, their code shows this at once.
    #[validate(length(max = 80))]
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, max_length = 80)]
    pub reachable: Option<Option<String>>,
}

/// Why a card is revoked.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "教师调离"}))]
pub struct ContactCardRevocation {
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "教师调离")]
    pub reason: String,
}

/// Which cards to print. Exactly one of class, unit and person is given.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"class_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "reachable": "周一至周五 12:00—14:00"}))]
pub struct ContactCardPrint {
    /// A card for every family of the class, with whoever keeps in touch with it.
    pub class_id: Option<ClassId>,
    /// Cards of the leader of a village school.
    pub unit_id: Option<OrgUnitId>,
    /// A card for every family that this person keeps in touch with; without families, as many as `copies`.
    pub person_id: Option<PersonId>,
    /// How many, where they are not made out to families; 8 fill a sheet.
    #[validate(range(min = 1, max = 400))]
    #[schema(minimum = 1, maximum = 400, example = 8)]
    pub copies: Option<u16>,
    /// When they can be reached: for cards that say nothing yet.
    #[validate(length(max = 80))]
    #[schema(max_length = 80, example = "周一至周五 12:00—14:00")]
    pub reachable: Option<String>,
}

/// Cards ready to be printed. Never kept anywhere: they hold phone numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrintedContactCards {
    /// What stands on the cards, once for each person.
    pub faces: Vec<ContactCardFace>,
    /// The cards in the order of the sheet, eight to a sheet.
    pub cards: Vec<PrintedContactCard>,
    /// Families that nobody keeps in touch with: there is no card for them.
    pub without_person: Vec<String>,
    /// People without a phone number; their cards name the school only.
    pub without_phone: Vec<String>,
}

/// One card of a sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrintedContactCard {
    /// Its face.
    pub card_id: ContactCardId,
    /// The family it is for, small at its foot; null for a card for anybody.
    #[schema(required, example = "李小明家")]
    pub household_label: Option<String>,
}

/// What stands on a card.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactCardFace {
    pub card_id: ContactCardId,
    #[schema(example = "大地基乡中心小学")]
    pub school_name: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    #[schema(example = "普文秀")]
    pub person_name: String,
    /// The number to call, in full; null where he has none to print.
    #[schema(required, example = "13900001111")]
    pub phone: Option<String>,
    /// When he can be reached; null where nothing is printed of it.
    #[schema(required)]
    pub reachable: Option<String>,
    /// What the code leads to.
    #[schema(example = "https://lianxin.example.org/concern#7K3M9Q2X5T")]
    pub url: String,
    /// The address as a QR code: an SVG picture.
    pub qr_svg: String,
}

/// The code of a card.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M9Q2X5T"}))]
pub struct ContactCardCode {
    /// As in the address behind the `#`; spaces, hyphens and small letters do not matter.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "7K3M9Q2X5T")]
    pub code: String,
}

/// What a card shows on the phone: nothing but what is printed on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicContactCard {
    #[schema(example = "大地基乡中心小学")]
    pub school_name: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    #[schema(example = "普文秀")]
    pub person_name: String,
    /// The number to call, in full; null where he has none to print.
    #[schema(required, example = "13900001111")]
    pub phone: Option<String>,
    /// When he can be reached; null where the card says nothing of it.
    #[schema(required)]
    pub reachable: Option<String>,
}

/// Filters of the list of cards.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContactCardFilter {
    /// Order of the rows: newest first by default.
    #[param(schema_with = Sort::<ContactCardSort>::schema)]
    pub sort: Option<Sort<ContactCardSort>>,
    /// Cards of this unit and those below it.
    pub unit_id: Option<OrgUnitId>,
    /// Cards of this person.
    pub person_id: Option<PersonId>,
    /// Only revoked cards (true) or good ones (false).
    pub revoked: Option<bool>,
}

/// Columns by which cards can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactCardSort {
    CreatedAt,
}

impl SortKey for ContactCardSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for ContactCardFilter {
    type Sort = ContactCardSort;

    fn sort(&self) -> Option<Sort<ContactCardSort>> {
        self.sort
    }
}

impl Positioned<ContactCardSort> for CardRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, _: ContactCardSort) -> sea_orm::Value {
        self.created_at.into()
    }
}
