//! `contact_cards`: contact cards (民情联系卡): good until they are revoked.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, ContactCardId, OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_cards")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactCardId,
    /// Random; stands in the QR code.
    #[sea_orm(column_type = "Text", unique)]
    pub code: String,
    /// The unit whose families hold the card.
    pub unit_id: OrgUnitId,
    /// Whom to call.
    pub person_id: PersonId,
    /// When he can be reached.
    #[sea_orm(column_type = "Text", nullable)]
    pub reachable: Option<String>,
    /// When it was printed last.
    pub printed_at: Option<ChronoDateTimeUtc>,
    pub revoked_at: Option<ChronoDateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub revoke_reason: Option<String>,
    pub created_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
