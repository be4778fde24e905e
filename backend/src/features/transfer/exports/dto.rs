//! Wire types of exports.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// Which list, filtered how, in which form.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"list": "ledger_entries", "filter": "state=in_progress&sort=-registered_at"}))]
pub struct NewExport {
    /// Which list.
    pub list: ExportList,
    /// The query string of the list, as its own address takes it; page parameters are left aside.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, example = "state=in_progress&sort=-registered_at")]
    pub filter: String,
    /// A workbook when left out.
    #[serde(default)]
    pub format: ExportFormat,
    /// Whether values are written as words or as standard codes.
    #[serde(default)]
    pub codes: ExportCodes,
}

/// A list that can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportList {
    /// 单位.
    OrgUnits,
    /// 人员.
    Personnel,
    /// 班级.
    Classes,
    /// 学生: no personal data but the name.
    Students,
    /// 任课.
    TeachingAssignments,
    /// 家庭: phone numbers and addresses are left out.
    Households,
    /// 联系记录.
    Activities,
    /// 民情台账: without who raised them.
    LedgerEntries,
    /// 联系关系.
    LiaisonLinks,
    /// 联系覆盖: the targets of a scheme on a day and who is tied to them.
    LiaisonTargets,
    /// 联系负荷: how many links of a scheme each person holds on a day.
    LiaisonLoads,
    /// 联系人不在岗: links whose person had left or was on leave on a day.
    LiaisonAbsences,
    /// 教职工职责.
    StaffProgress,
    /// 学习内容.
    StudyItems,
    /// 学习成果.
    StudyCompletions,
    /// 整改台账.
    Findings,
    /// 督查.
    Inspections,
    /// 信息公开: without the texts.
    Publications,
    /// 舆情.
    OpinionItems,
    /// 礼品登记.
    GiftRecords,
    /// 驻校登记.
    StayIns,
    /// 家长委员会: without phone numbers.
    FamilyCommittees,
    /// 职责减免.
    Waivers,
    /// 账号.
    Accounts,
    /// 学年.
    SchoolYears,
    /// 学期.
    Terms,
    /// 校历.
    CalendarDays,
    /// 授权.
    RoleGrants,
    /// 实施方案.
    Plans,
    /// 职责.
    Duties,
    /// 领导小组.
    LeadingGroupMembers,
    /// 单位履职.
    UnitProgress,
    /// 自定联系制度.
    OwnLiaisonSchemes,
    /// 分配建议.
    LiaisonProposals,
    /// 工作交接.
    LiaisonHandovers,
    /// 民情联系卡.
    ContactCards,
    /// 一类事.
    LedgerTopics,
    /// 抽查回访.
    LedgerCallbackDraws,
    /// 反映人查看记录.
    LedgerIdentityLooks,
    /// 考评方案.
    EvaluationSchemes,
    /// 考评.
    EvaluationRounds,
    /// 考核表.
    EvaluationSheets,
    /// 复核申请.
    EvaluationObjections,
    /// 督查阅览.
    InspectionAccesses,
    /// 常用语.
    Phrases,
    /// 报告.
    Reports,
    /// 审计.
    AuditEvents,
}

/// How values of closed lists are written (代码还是名称).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportCodes {
    /// 名称: words in the language of the request.
    #[default]
    Names,
    /// 代码: GB/T codes where there are some (sex, ethnic group, political affiliation), else the API's stable names.
    Codes,
}

/// The form of an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A workbook.
    #[default]
    Xlsx,
    /// Comma-separated text in UTF-8 with BOM, as Excel opens it.
    Csv,
}
