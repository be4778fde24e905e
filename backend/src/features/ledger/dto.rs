//! What is shown of ledger entries.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    clock::Light,
    co_handlers::LedgerCoHandler,
    history::{LedgerExtension, LedgerSuspension},
    merging::LinkedEntry,
    topics::TopicName,
};
use crate::{
    entities::{
        ids::{AccountId, ActivityId, CallbackId, LedgerCategoryId, LedgerEntryId, LedgerEventId, OrgUnitId, PersonId},
        ledger_callback::CallbackMethod,
        ledger_entry::{
            Disclosure, HandlingWay, LedgerChannel, LedgerFinding, LedgerOutcome, LedgerState, Satisfaction,
            SubmitterKind, Urgency,
        },
        ledger_event::LedgerMove,
    },
    http::Versioned,
};

/// A concern of the people and what became of it (民情台账).
#[expect(clippy::struct_excessive_bools, reason = "each says what the caller may do")]
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerEntry {
    pub id: LedgerEntryId,
    /// Unit code, year and serial; without gaps.
    #[schema(example = "ZL-2026-0001")]
    pub number: String,
    /// 原编号, of an entry that was taken over from a former ledger (补录): its number there.
    #[schema(required)]
    pub legacy_number: Option<String>,
    pub state: LedgerState,
    pub light: Light,
    /// Days until the nearer limit: 0 is today, negative is late; null once closed.
    #[schema(required)]
    pub days_left: Option<i64>,
    /// The managing unit (管理单位).
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub channel: LedgerChannel,
    pub submitter_kind: SubmitterKind,
    pub disclosure: Disclosure,
    /// Whether the name of the submitter is kept; see `POST …/identity`.
    pub has_identity: bool,
    pub category_id: LedgerCategoryId,
    #[schema(example = "食堂营养")]
    pub category_name: String,
    pub urgency: Urgency,
    #[schema(example = "午餐送到教学点时已经不热了")]
    pub title: String,
    #[schema(example = "家长反映午餐送到教学点时已经凉了，孩子吃了肚子疼，希望学校想办法保温。")]
    pub content: String,
    #[schema(required)]
    pub place: Option<String>,
    #[schema(required)]
    pub happened_on: Option<NaiveDate>,
    /// Staff it is about; to them and to those below them the entry does not exist.
    pub persons_concerned: Vec<NamedPerson>,
    pub registered_at: DateTime<Utc>,
    /// Null where the submitter did it himself.
    #[schema(required)]
    pub registered_by: Option<AccountId>,
    /// 反映人 where the submitter did it himself.
    #[schema(example = "杨丽萍")]
    pub registered_by_name: String,
    /// 首接: stays the contact.
    #[schema(required)]
    pub first_receiver_person_id: Option<PersonId>,
    #[schema(required)]
    pub handler_unit_id: Option<OrgUnitId>,
    #[schema(required, example = "总务处")]
    pub handler_unit_name: Option<String>,
    #[schema(required)]
    pub handler_person_id: Option<PersonId>,
    #[schema(required, example = "郭大勇")]
    pub handler_name: Option<String>,
    #[schema(required)]
    pub handling_way: Option<HandlingWay>,
    /// What was answered last; null until there is a reply.
    #[schema(required)]
    pub reply: Option<String>,
    /// Set with the reply, final once the entry is closed.
    #[schema(required)]
    pub outcome: Option<LedgerOutcome>,
    /// Only where persons are concerned.
    #[schema(required)]
    pub finding: Option<LedgerFinding>,
    /// What was said in the last call-back.
    #[schema(required)]
    pub satisfaction: Option<Satisfaction>,
    /// How often it was returned; after two the office rules.
    pub returns: i16,
    /// How often it was taken up again (重办), after a call-back or at the submitter's wish.
    pub reopenings: i16,
    /// Whether more time was asked for (延期), once.
    #[schema(required)]
    pub extension: Option<LedgerExtension>,
    /// When the clock stood still (中止), in order.
    pub suspensions: Vec<LedgerSuspension>,
    /// Who helps to handle it (协办).
    pub co_handlers: Vec<LedgerCoHandler>,
    /// The entry it was merged into (并案), if the caller may see it.
    #[schema(required)]
    pub merged_into: Option<LinkedEntry>,
    /// The entries that were merged into it, as far as the caller may see them.
    pub merged: Vec<LinkedEntry>,
    /// What it and others are about (一类事).
    #[schema(required)]
    pub topic: Option<TopicName>,
    /// The activity it was raised in.
    #[schema(required)]
    pub origin_activity_id: Option<ActivityId>,
    /// When the present stage must be over; null where only `due_at` counts.
    #[schema(required)]
    pub stage_due_at: Option<DateTime<Utc>>,
    /// When it must be answered (办理期限).
    pub due_at: DateTime<Utc>,
    /// The outer limit by law (法定期限): 60 days, and 30 more once extended.
    pub legal_due_at: DateTime<Utc>,
    #[schema(required)]
    pub closed_at: Option<DateTime<Utc>>,
    /// Who held it how long, in order.
    pub stages: Vec<LedgerStage>,
    /// What the caller can do with it now.
    pub allowed_moves: Vec<AllowedMove>,
    /// Whether it is the caller's turn.
    pub my_turn: bool,
    /// Whether the caller says if a dissatisfaction is reasonable: in his own call-back, or with
    /// `POST /ledger-callbacks/{id}/decision`.
    pub decides_callbacks: bool,
    /// Whether the caller follows it (关注); see `POST …/follow`.
    pub followed: bool,
    /// Whether the caller can change what was registered with `PATCH`.
    pub may_edit: bool,
    /// Whether the caller can read who raised it with `POST …/identity`.
    pub may_read_identity: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for LedgerEntry {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A member of staff by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NamedPerson {
    pub id: PersonId,
    #[schema(example = "郭大勇")]
    pub name: String,
}

/// A stage of an entry and who held it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerStage {
    pub state: LedgerState,
    /// Whose turn it was.
    #[schema(example = "总务处")]
    pub unit_name: String,
    #[schema(required, example = "郭大勇")]
    pub person_name: Option<String>,
    /// When the stage began.
    pub since: DateTime<Utc>,
    /// Null while it lasts.
    #[schema(required)]
    pub until: Option<DateTime<Utc>>,
}

/// A move the caller can make, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AllowedMove {
    pub r#move: LedgerMove,
    /// Fields of the move that must be given.
    #[schema(value_type = Vec<String>, example = json!(["to_unit_id"]))]
    pub required: &'static [&'static str],
    /// Fields that may be given.
    #[schema(value_type = Vec<String>, example = json!(["to_person_id", "note"]))]
    pub optional: &'static [&'static str],
}

/// A step of an entry (办理过程).
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerEvent {
    pub id: LedgerEventId,
    /// From 1, in order; a look at the identity, seen only by the office, takes a number too.
    pub seq: i32,
    pub r#move: LedgerMove,
    #[schema(required)]
    pub from_state: Option<LedgerState>,
    pub to_state: LedgerState,
    pub by: MadeBy,
    /// The name as it was on that day.
    #[schema(example = "郭大勇")]
    pub actor_name: String,
    #[schema(required)]
    pub note: Option<String>,
    /// What the step set; for a correction `changes` with every field `before` and `after`.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub data: Value,
    pub at: DateTime<Utc>,
}

/// Who made a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MadeBy {
    /// Somebody with an account.
    Account,
    /// 反映人: whoever raised the concern.
    Submitter,
    /// The product itself.
    Product,
}

/// The steps of an entry, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerEvents {
    pub items: Vec<LedgerEvent>,
}

/// A call-back (回访).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerCallback {
    pub id: CallbackId,
    pub at: DateTime<Utc>,
    /// Name of who called; 反映人 where the submitter answered with the code.
    #[schema(example = "林秀英")]
    pub caller_name: String,
    pub method: CallbackMethod,
    /// Null when nobody was reached.
    #[schema(required)]
    pub satisfaction: Option<Satisfaction>,
    /// Whether a dissatisfaction is reasonable; null while nobody has decided, and for every other answer.
    #[schema(required)]
    pub reasonable: Option<bool>,
    /// The office has not said yet whether the dissatisfaction is reasonable.
    pub waits_for_decision: bool,
    /// Why the office finds it reasonable or not; null where the caller decided at once, see `note`.
    #[schema(required)]
    pub decision_reason: Option<String>,
    /// 授意: the submitter had been told what to say.
    pub told_to_say: bool,
    #[schema(required)]
    pub note: Option<String>,
}

/// The call-backs of an entry, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerCallbacks {
    pub items: Vec<LedgerCallback>,
}
