//! A newtype for every kind of id, so that a person's id can never be handed over as a class's.

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize, ToSchema,
        )]
        #[serde(transparent)]
        #[schema(value_type = String, format = Uuid, example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")]
        pub struct $name(pub Uuid);

        impl $name {
            /// A fresh `UUIDv7`: ids sort by the time they were made.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

ids! {
    /// An organisational unit (单位).
    OrgUnitId,
    /// A school year (学年).
    SchoolYearId,
    /// A term (学期).
    TermId,
    /// A row of the working-day calendar (校历).
    CalendarDayId,
    /// A member of staff (教职工).
    PersonId,
    /// A dated post of a person (任职).
    AppointmentId,
    /// A dated rank of a person (职级).
    RankId,
    /// A dated leave of a person (请假).
    LeaveId,
    /// A class (班级).
    ClassId,
    /// Who teaches what in a class (任课).
    TeachingAssignmentId,
    /// A pupil (学生).
    StudentId,
    /// A pupil's time in a class (在读).
    EnrolmentId,
    /// A household (家庭).
    HouseholdId,
    /// A guardian (监护人).
    GuardianId,
    /// An account (账号).
    AccountId,
    /// A dated role grant (授权).
    RoleGrantId,
    /// A login (会话).
    SessionId,
    /// A plan (实施方案).
    PlanId,
    /// A report (报告).
    ReportId,
    /// A member of the leading group (领导小组成员).
    LeadingGroupMemberId,
    /// A duty of a plan (职责).
    DutyId,
    /// A waiver of duties (减免).
    DutyWaiverId,
    /// A reminder of a duty that a person set himself (提醒).
    DutyReminderId,
    /// A published version of a plan template (模板版本).
    PlanTemplateVersionId,
    /// A liaison scheme (联系制度).
    LiaisonSchemeId,
    /// A liaison link (联系关系).
    LiaisonLinkId,
    /// A liaison scheme of a school's own (自定制度).
    OwnSchemeId,
    /// A proposal of links (分配建议).
    LiaisonProposalId,
    /// A row of a proposal (建议行).
    LiaisonProposalRowId,
    /// A handover (交接).
    HandoverId,
    /// A contact card (民情联系卡).
    ContactCardId,
    /// An activity (联系记录).
    ActivityId,
    /// An amendment of an activity (补正).
    AmendmentId,
    /// A file with a record (附件).
    AttachmentId,
    /// A phrase for records, or a template for moves (常用语).
    PhraseId,
    /// A saved view of a list (常用视图).
    SavedViewId,
    /// A notice in somebody's inbox (通知).
    NoticeId,
    /// The file of a pupil with potential (潜能生档案).
    PupilFileId,
    /// A stage of a pupil's support (帮扶阶段).
    PupilFileStageId,
    /// A ledger entry (台账条目).
    LedgerEntryId,
    /// An event of a ledger entry (办理过程).
    LedgerEventId,
    /// A category of ledger entries (类别).
    LedgerCategoryId,
    /// Time limits of a category from a moment on (时限).
    LedgerLimitId,
    /// A call-back (回访).
    CallbackId,
    /// A draw of call-backs (抽查回访).
    CallbackDrawId,
    /// A hearing of somebody a concern is about (听取本人意见).
    HearingId,
    /// Somebody who helps to handle a ledger entry (协办).
    CoHandlerId,
    /// A topic that groups ledger entries (一类事).
    LedgerTopicId,
    /// What the public is told of an entry (公开栏摘要).
    BoardSummaryId,
    /// A long-running job (任务).
    JobId,
    /// An import (导入).
    ImportId,
    /// A row of the audit log (审计).
    AuditEventId,
    /// A refresh token (刷新令牌).
    RefreshTokenId,
    /// A study item of a plan (学习内容).
    StudyItemId,
    /// What was handed in for a study item or a deliverable (学习成果).
    StudyCompletionId,
    /// A finding (问题整改).
    FindingId,
    /// An inspection (督查).
    InspectionId,
    /// A time-limited access of an inspector (督查阅览).
    InspectionAccessId,
    /// A class of disclosure (公开类别).
    DisclosureClassId,
    /// A publication (信息公开).
    PublicationId,
    /// An opinion item (舆情).
    OpinionItemId,
    /// A scheme of evaluation (考评方案).
    EvaluationSchemeId,
    /// A round of evaluation (考评).
    EvaluationRoundId,
    /// Who or what a round evaluates (考评对象).
    EvaluationObjectId,
    /// An assessor's sheet about one object (考核表).
    EvaluationSheetId,
    /// A result of an object, one for every revision (考评结果).
    EvaluationResultId,
    /// An objection to a result (复核申请).
    EvaluationObjectionId,
    /// A ballot box: one of every group of voters of a round (票箱).
    BallotBoxId,
    /// A ballot as two tellers key it in (纸质票录入).
    PaperBallotId,
    /// An entry of the gift register (礼品登记).
    GiftRecordId,
    /// A family committee (家长委员会).
    FamilyCommitteeId,
    /// A member of a family committee (家委会成员).
    CommitteeMemberId,
    /// A one-time link for the first password (一次性设置链接).
    AccountSetupLinkId,
    /// A service account (系统账号); its technical account has the same id.
    ServiceAccountId,
    /// A secret of a service account (密钥).
    ServiceSecretId,
    /// A webhook endpoint (推送地址).
    WebhookEndpointId,
    /// A secret with which deliveries are signed (推送密钥).
    WebhookSecretId,
    /// A delivery of an event to an endpoint (推送).
    WebhookDeliveryId,
}

impl ServiceAccountId {
    /// The technical account that stands for the system wherever a column names who did something.
    pub fn account(self) -> AccountId {
        AccountId(self.0)
    }
}
