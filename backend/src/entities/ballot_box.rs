//! `ballot_boxes`: a box of every group of voters of a round (票箱).

use sea_orm::entity::prelude::*;

use super::ids::{BallotBoxId, EvaluationRoundId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_boxes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BallotBoxId,
    pub round_id: EvaluationRoundId,
    #[sea_orm(column_type = "Text")]
    pub group_code: String,
    /// Whether ballots are taken.
    pub is_open: bool,
    /// How many may vote, where that is known.
    pub eligible: Option<i32>,
    /// The key that ballots are locked with until the box is sealed, itself under the master key. Wiped on sealing.
    pub content_key: Option<Vec<u8>>,
    /// The key for blind signatures (PKCS#8 DER, under the master key); only where staff vote. Wiped on sealing.
    pub signing_key: Option<Vec<u8>>,
    /// Its public half (SPKI DER).
    pub public_key: Option<Vec<u8>>,
    /// How many codes were printed.
    pub codes_made: i32,
    /// How many blank papers were printed or handed out.
    pub papers_made: i32,
    /// What was counted on sealing.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub counts: Option<Json>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
