//! `audit_events`: the audit log (审计): append-only, each row holds the hash of the one before.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, AuditEventId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// Without gaps, from 1.
    #[sea_orm(unique)]
    pub seq: i64,
    pub at: ChronoDateTimeUtc,
    /// Who; no foreign key: the log outlives everything.
    pub account_id: Option<AccountId>,
    /// An [`AuditAction`]; as text, so that an altered row can still be read and reported.
    #[sea_orm(column_type = "Text")]
    pub action: String,
    #[sea_orm(column_type = "Text")]
    pub object_kind: String,
    pub object_id: Option<Uuid>,
    /// The need the reader stated.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub unit_id: Option<OrgUnitId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
    pub prev_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What was done or read (事项).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditAction {
    /// 登录成功.
    #[sea_orm(string_value = "login.succeeded")]
    #[serde(rename = "login.succeeded")]
    LoginSucceeded,
    /// 登录失败.
    #[sea_orm(string_value = "login.failed")]
    #[serde(rename = "login.failed")]
    LoginFailed,
    /// 退出登录.
    #[sea_orm(string_value = "session.ended")]
    #[serde(rename = "session.ended")]
    SessionEnded,
    /// 修改密码.
    #[sea_orm(string_value = "password.changed")]
    #[serde(rename = "password.changed")]
    PasswordChanged,
    /// 首次设置密码.
    #[sea_orm(string_value = "password.set_up")]
    #[serde(rename = "password.set_up")]
    PasswordSetUp,
    /// 发出一次性链接.
    #[sea_orm(string_value = "setup_link.issued")]
    #[serde(rename = "setup_link.issued")]
    SetupLinkIssued,
    /// 建立账号.
    #[sea_orm(string_value = "account.created")]
    #[serde(rename = "account.created")]
    AccountCreated,
    /// 修改账号.
    #[sea_orm(string_value = "account.updated")]
    #[serde(rename = "account.updated")]
    AccountUpdated,
    /// 启用账号.
    #[sea_orm(string_value = "account.enabled")]
    #[serde(rename = "account.enabled")]
    AccountEnabled,
    /// 停用账号.
    #[sea_orm(string_value = "account.disabled")]
    #[serde(rename = "account.disabled")]
    AccountDisabled,
    /// 授予角色.
    #[sea_orm(string_value = "role.granted")]
    #[serde(rename = "role.granted")]
    RoleGranted,
    /// 收回角色.
    #[sea_orm(string_value = "role.ended")]
    #[serde(rename = "role.ended")]
    RoleEnded,
    /// 查看学生完整信息.
    #[sea_orm(string_value = "student.revealed")]
    #[serde(rename = "student.revealed")]
    StudentRevealed,
    /// 查看家庭完整信息.
    #[sea_orm(string_value = "household.revealed")]
    #[serde(rename = "household.revealed")]
    HouseholdRevealed,
    /// 查看家委会联系电话.
    #[sea_orm(string_value = "family_committee.revealed")]
    #[serde(rename = "family_committee.revealed")]
    CommitteeRevealed,
    /// 查看潜能生档案.
    #[sea_orm(string_value = "pupil_file.read")]
    #[serde(rename = "pupil_file.read")]
    PupilFileRead,
    /// 查看反映人身份.
    #[sea_orm(string_value = "ledger_entry.read_identity")]
    #[serde(rename = "ledger_entry.read_identity")]
    LedgerIdentityRead,
    /// 发出查询码.
    #[sea_orm(string_value = "ledger_entry.follow_code_issued")]
    #[serde(rename = "ledger_entry.follow_code_issued")]
    FollowCodeIssued,
    /// 施行方案.
    #[sea_orm(string_value = "plan.adopted")]
    #[serde(rename = "plan.adopted")]
    PlanAdopted,
    /// 预览导入.
    #[sea_orm(string_value = "import.previewed")]
    #[serde(rename = "import.previewed")]
    ImportPreviewed,
    /// 开始写入导入.
    #[sea_orm(string_value = "import.commit_started")]
    #[serde(rename = "import.commit_started")]
    ImportCommitStarted,
    /// 完成写入导入.
    #[sea_orm(string_value = "import.committed")]
    #[serde(rename = "import.committed")]
    ImportCommitted,
    /// 撤销导入.
    #[sea_orm(string_value = "import.undo_started")]
    #[serde(rename = "import.undo_started")]
    ImportUndoStarted,
    /// 撤销导入完成.
    #[sea_orm(string_value = "import.undone")]
    #[serde(rename = "import.undone")]
    ImportUndone,
    /// 放弃导入.
    #[sea_orm(string_value = "import.discarded")]
    #[serde(rename = "import.discarded")]
    ImportDiscarded,
    /// 导出.
    #[sea_orm(string_value = "export.started")]
    #[serde(rename = "export.started")]
    ExportStarted,
    /// 下载导出文件.
    #[sea_orm(string_value = "export.downloaded")]
    #[serde(rename = "export.downloaded")]
    ExportDownloaded,
    /// 打印表格.
    #[sea_orm(string_value = "form.printed")]
    #[serde(rename = "form.printed")]
    FormPrinted,
    /// 报告定稿.
    #[sea_orm(string_value = "report.frozen")]
    #[serde(rename = "report.frozen")]
    ReportFrozen,
    /// 打印联系卡.
    #[sea_orm(string_value = "contact_card.printed")]
    #[serde(rename = "contact_card.printed")]
    ContactCardsPrinted,
    /// 开通督查阅览.
    #[sea_orm(string_value = "inspection_access.created")]
    #[serde(rename = "inspection_access.created")]
    InspectionAccessCreated,
    /// 停用督查阅览.
    #[sea_orm(string_value = "inspection_access.ended")]
    #[serde(rename = "inspection_access.ended")]
    InspectionAccessEnded,
    /// 督查人员打开目录.
    #[sea_orm(string_value = "inspection_access.opened")]
    #[serde(rename = "inspection_access.opened")]
    InspectionAccessOpened,
    /// 督查人员查阅记录.
    #[sea_orm(string_value = "inspection_access.read")]
    #[serde(rename = "inspection_access.read")]
    InspectionAccessRead,
    /// 建立系统账号.
    #[sea_orm(string_value = "service_account.created")]
    #[serde(rename = "service_account.created")]
    ServiceAccountCreated,
    /// 修改系统账号.
    #[sea_orm(string_value = "service_account.updated")]
    #[serde(rename = "service_account.updated")]
    ServiceAccountUpdated,
    /// 启用系统账号.
    #[sea_orm(string_value = "service_account.enabled")]
    #[serde(rename = "service_account.enabled")]
    ServiceAccountEnabled,
    /// 停用系统账号.
    #[sea_orm(string_value = "service_account.disabled")]
    #[serde(rename = "service_account.disabled")]
    ServiceAccountDisabled,
    /// 发出系统密钥.
    #[sea_orm(string_value = "service_secret.issued")]
    #[serde(rename = "service_secret.issued")]
    ServiceSecretIssued,
    /// 作废系统密钥.
    #[sea_orm(string_value = "service_secret.revoked")]
    #[serde(rename = "service_secret.revoked")]
    ServiceSecretRevoked,
    /// 系统取令牌被拒.
    #[sea_orm(string_value = "service_token.refused")]
    #[serde(rename = "service_token.refused")]
    ServiceTokenRefused,
    /// 查看已归档的考评结果.
    #[sea_orm(string_value = "evaluation_result.read")]
    #[serde(rename = "evaluation_result.read")]
    EvaluationResultRead,
    /// 新增推送地址.
    #[sea_orm(string_value = "webhook.created")]
    #[serde(rename = "webhook.created")]
    WebhookCreated,
    /// 修改推送地址.
    #[sea_orm(string_value = "webhook.updated")]
    #[serde(rename = "webhook.updated")]
    WebhookUpdated,
    /// 删除推送地址.
    #[sea_orm(string_value = "webhook.deleted")]
    #[serde(rename = "webhook.deleted")]
    WebhookDeleted,
    /// 更换推送密钥.
    #[sea_orm(string_value = "webhook.secret_rotated")]
    #[serde(rename = "webhook.secret_rotated")]
    WebhookSecretRotated,
    /// 学校迁入.
    #[sea_orm(string_value = "school.moved_in")]
    #[serde(rename = "school.moved_in")]
    SchoolMovedIn,
}

impl AuditAction {
    /// The table of what it was done to.
    pub fn object_kind(self) -> &'static str {
        match self {
            Self::LoginSucceeded | Self::SessionEnded => "sessions",
            Self::LoginFailed
            | Self::PasswordChanged
            | Self::PasswordSetUp
            | Self::SetupLinkIssued
            | Self::AccountCreated
            | Self::AccountUpdated
            | Self::AccountEnabled
            | Self::AccountDisabled => "accounts",
            Self::RoleGranted | Self::RoleEnded => "role_grants",
            Self::StudentRevealed => "students",
            Self::HouseholdRevealed => "households",
            Self::CommitteeRevealed => "family_committees",
            Self::PupilFileRead => "pupil_files",
            Self::LedgerIdentityRead | Self::FollowCodeIssued => "ledger_entries",
            Self::PlanAdopted => "plans",
            Self::ImportPreviewed
            | Self::ImportCommitStarted
            | Self::ImportCommitted
            | Self::ImportDiscarded
            | Self::ImportUndoStarted
            | Self::ImportUndone => "imports",
            Self::ExportStarted | Self::ExportDownloaded => "jobs",
            Self::FormPrinted => "forms",
            Self::ReportFrozen => "reports",
            Self::ContactCardsPrinted => "contact_cards",
            Self::InspectionAccessCreated
            | Self::InspectionAccessEnded
            | Self::InspectionAccessOpened
            | Self::InspectionAccessRead => "inspection_accesses",
            Self::ServiceAccountCreated
            | Self::ServiceAccountUpdated
            | Self::ServiceAccountEnabled
            | Self::ServiceAccountDisabled
            | Self::ServiceTokenRefused => "service_accounts",
            Self::ServiceSecretIssued | Self::ServiceSecretRevoked => "service_secrets",
            Self::EvaluationResultRead => "evaluation_rounds",
            Self::WebhookCreated | Self::WebhookUpdated | Self::WebhookDeleted | Self::WebhookSecretRotated => {
                "webhook_endpoints"
            }
            Self::SchoolMovedIn => "org_units",
        }
    }
}
