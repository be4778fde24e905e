//! `ledger_entries`: ledger entries (民情台账).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, ActivityId, LedgerCategoryId, LedgerEntryId, LedgerTopicId, OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "ledger_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LedgerEntryId,
    /// Unit code, year and serial.
    #[sea_orm(column_type = "Text", unique)]
    pub number: String,
    /// 原编号: the number in the ledger that the school kept before. Only entries taken over from there (补录) have one;
    /// no clock watched them, and no rate of time counts them.
    #[sea_orm(column_type = "Text", nullable)]
    pub legacy_number: Option<String>,
    /// The managing unit.
    pub unit_id: OrgUnitId,
    pub channel: LedgerChannel,
    pub submitter_kind: SubmitterKind,
    pub disclosure: Disclosure,
    pub category_id: LedgerCategoryId,
    pub urgency: Urgency,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub place: Option<String>,
    pub happened_on: Option<ChronoDate>,
    pub registered_at: ChronoDateTimeUtc,
    /// [`super::account::SUBMITTER`] where the submitter did it himself.
    pub registered_by: AccountId,
    /// 首接: stays the contact.
    pub first_receiver_person_id: Option<PersonId>,
    pub state: LedgerState,
    pub handler_unit_id: Option<OrgUnitId>,
    pub handler_person_id: Option<PersonId>,
    pub handling_way: Option<HandlingWay>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reply: Option<String>,
    pub outcome: Option<LedgerOutcome>,
    /// Only on complaints about a person.
    pub finding: Option<LedgerFinding>,
    pub satisfaction: Option<Satisfaction>,
    pub returns: i16,
    pub reopenings: i16,
    pub extensions: i16,
    /// Asked for once.
    pub extension: Option<ExtensionState>,
    /// How many days were asked for.
    pub extension_days: Option<i16>,
    /// Set while the clock stands still.
    pub suspended_at: Option<ChronoDateTimeUtc>,
    pub origin_activity_id: Option<ActivityId>,
    /// The entry it was merged into.
    pub merged_into_id: Option<LedgerEntryId>,
    pub topic_id: Option<LedgerTopicId>,
    pub stage_due_at: Option<ChronoDateTimeUtc>,
    pub due_at: ChronoDateTimeUtc,
    pub closed_at: Option<ChronoDateTimeUtc>,
    /// Bigrams of number, title and content, made by the application.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How a concern came in (来源渠道).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerChannel {
    /// 走访: on a visit.
    Visit,
    /// 接访: a visitor was received.
    Reception,
    /// 电话: by phone.
    Phone,
    /// 来信: by letter.
    Letter,
    /// 网上表单: by the online form.
    OnlineForm,
    /// 信箱: in the mailbox.
    Mailbox,
    /// 上级交办: handed down.
    FromAbove,
    /// 舆情: from public opinion.
    PublicOpinion,
    /// 测评意见: a remark on a ballot.
    BallotRemark,
}

/// Who raised it (反映人类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubmitterKind {
    /// 家长: a parent.
    Parent,
    /// 教师: a teacher.
    Teacher,
    /// 学生: a pupil.
    Pupil,
    /// 村民: a villager.
    Villager,
    /// 其他: anybody else.
    Other,
}

/// How the submitter wants to appear (公开方式).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Disclosure {
    /// 实名: by name.
    Named,
    /// 保密: the name is kept from those who handle it.
    Confidential,
    /// 匿名: without a name.
    Anonymous,
}

/// How urgent it is (紧急程度).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Urgency {
    /// 一般: ordinary.
    Normal,
    /// 复杂: needs more time.
    Complex,
    /// 紧急: the same day, straight to the principal.
    Urgent,
}

/// Where an entry stands (办理状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerState {
    /// 已登记: written down.
    Registered,
    /// 已受理: taken on.
    Accepted,
    /// 已转办: sent to the competent office.
    Routed,
    /// 办理中: signed for and worked on.
    InProgress,
    /// 已答复: answered, waiting for the call-back.
    Replied,
    /// 已销号: closed with an outcome.
    Closed,
}

/// How a request for more time stands (延期).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExtensionState {
    /// 已申请: asked for.
    Asked,
    /// 已准予: granted.
    Granted,
    /// 未准予: refused.
    Refused,
}

/// How a concern was handled (处理方式).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HandlingWay {
    /// 法律: by law.
    Law,
    /// 政策: by policy.
    Policy,
    /// 经济: by economic means.
    Economic,
    /// 行政: by administrative means.
    Administrative,
    /// 教育: by education.
    Education,
    /// 调解: by mediation.
    Mediation,
    /// 疏导: by counselling.
    Counselling,
}

/// How an entry ended (办结结果).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerOutcome {
    /// 已解决: resolved.
    Resolved,
    /// 已解释说明: explained; cannot be done now.
    Explained,
    /// 已上报: handed up the line.
    ReferredUp,
    /// 不属实: not so.
    Unsubstantiated,
    /// 不予受理: not taken on.
    Declined,
    /// 已撤回: withdrawn by the submitter.
    Withdrawn,
    /// 已并案: merged into another entry.
    Merged,
}

/// What a complaint about a person came to (核查结论).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerFinding {
    /// 属实: confirmed.
    Confirmed,
    /// 部分属实: partly confirmed.
    Partly,
    /// 不属实: unfounded.
    Unfounded,
    /// 无法核实: cannot be verified.
    CannotVerify,
}

/// What the submitter said in the call-back (满意度).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Satisfaction {
    /// 满意: satisfied.
    Satisfied,
    /// 基本满意: basically satisfied.
    BasicallySatisfied,
    /// 不满意: unsatisfied.
    Unsatisfied,
}
