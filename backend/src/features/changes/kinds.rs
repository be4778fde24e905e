//! The kinds of records of which the feed tells, the permission that opens each, and where such a record is read.
//!
//! Left out although their changes are noted: `evaluation_sheets`, since the time of each would tell who filled which,
//! and `ballot_boxes`, since nothing of a ballot leaves by a side door.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};
use uuid::Uuid;

use crate::auth::{Actor, Permission};

/// A kind of which nothing is told.
#[derive(Debug, thiserror::Error)]
#[error("no such kind of record")]
pub struct UnknownKind;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $table:literal by $permission:ident at $path:literal;)+) => {
        /// What changed (变更对象): named as the table of the record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ChangeKind {
            $($(#[doc = $doc])+ $name,)+
        }

        impl ChangeKind {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $table,)+
                }
            }

            fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii_start(),)+
                }
            }

            /// The permission with which such records are read.
            pub fn permission(self) -> Permission {
                match self {
                    $(Self::$name => Permission::$permission,)+
                }
            }

            /// Where such a record is read, or the list that shows it.
            fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)+
                }
            }
        }

        impl FromStr for ChangeKind {
            type Err = UnknownKind;

            fn from_str(table: &str) -> Result<Self, Self::Err> {
                match table {
                    $($table => Ok(Self::$name),)+
                    _ => Err(UnknownKind),
                }
            }
        }
    };
}

impl PartialSchema for ChangeKind {
    fn schema() -> RefOr<Schema> {
        let meanings: Vec<String> = Self::ALL
            .iter()
            .map(|kind| format!("- `{}` – {}", kind.as_str(), kind.meaning()))
            .collect();
        let description = format!(
            "What changed (变更对象): named as the table of the record.\n\n{}",
            meanings.join("\n")
        );
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(description))
            .enum_values(Some(Self::ALL.iter().map(|kind| kind.as_str())))
            .into()
    }
}

impl ToSchema for ChangeKind {}

kinds! {
    /// 单位: units.
    OrgUnits = "org_units" by OrganisationRead at "/org-units/{id}";
    /// 学年: school years.
    SchoolYears = "school_years" by OrganisationRead at "/school-years/{id}";
    /// 学期: terms.
    Terms = "terms" by OrganisationRead at "/terms/{id}";
    /// 校历: calendar days.
    CalendarDays = "calendar_days" by OrganisationRead at "/calendar-days";
    /// 教职工: staff, with their posts, ranks and leaves.
    Personnel = "personnel" by PersonnelRead at "/personnel/{id}";
    /// 班级: classes.
    Classes = "classes" by FamiliesRead at "/classes/{id}";
    /// 任课: teaching assignments.
    TeachingAssignments = "teaching_assignments" by FamiliesRead at "/teaching-assignments/{id}";
    /// 学生: pupils.
    Students = "students" by FamiliesRead at "/students/{id}";
    /// 家庭: households.
    Households = "households" by FamiliesRead at "/households/{id}";
    /// 监护人: guardians; they are read with their household.
    Guardians = "guardians" by FamiliesRead at "/households";
    /// 家长委员会: family committees.
    FamilyCommittees = "family_committees" by FamiliesRead at "/family-committees/{id}";
    /// 实施方案: plans.
    Plans = "plans" by PlanRead at "/plans/{id}";
    /// 方案模板: templates that a bureau published; the id is that of the plan it was made of.
    PlanTemplates = "plan_templates" by PlanRead at "/plan-templates";
    /// 领导小组: places in the leading group.
    LeadingGroupMembers = "leading_group_members" by PlanRead at "/leading-group-members/{id}";
    /// 职责: duties.
    Duties = "duties" by PlanRead at "/duties/{id}";
    /// 学习内容: study items.
    StudyItems = "study_items" by PlanRead at "/study-items/{id}";
    /// 减免: waivers of duties.
    DutyWaivers = "duty_waivers" by WaiversRead at "/waivers/{id}";
    /// 联系关系: liaison links.
    LiaisonLinks = "liaison_links" by LiaisonRead at "/liaison-links/{id}";
    /// 自定制度: liaison schemes of a school's own.
    LiaisonOwnSchemes = "liaison_own_schemes" by LiaisonRead at "/own-liaison-schemes/{id}";
    /// 分配建议: proposals of links.
    LiaisonProposals = "liaison_proposals" by LiaisonWrite at "/liaison-proposals/{id}";
    /// 交接: handovers.
    LiaisonHandovers = "liaison_handovers" by LiaisonWrite at "/liaison-handovers/{id}";
    /// 民情联系卡: contact cards.
    ContactCards = "contact_cards" by LiaisonWrite at "/contact-cards/{id}";
    /// 联系记录: activities.
    Activities = "activities" by ActivitiesRead at "/activities/{id}";
    /// 活动确认设置: who confirms which kind of activity; the id is that of the school.
    ActivityKindSettings = "activity_kind_settings" by ActivitiesRead at "/activity-kinds";
    /// 附件: attachments.
    Attachments = "attachments" by ActivitiesRead at "/attachments/{id}";
    /// 学习成果: what was handed in for study.
    StudyCompletions = "study_completions" by StudyRead at "/study-completions/{id}";
    /// 民情台账: ledger entries.
    LedgerEntries = "ledger_entries" by LedgerRead at "/ledger-entries/{id}";
    /// 一类事: topics.
    LedgerTopics = "ledger_topics" by LedgerRead at "/ledger-topics/{id}";
    /// 类别: categories of concerns, with their limits.
    LedgerCategories = "ledger_categories" by LedgerRead at "/ledger-categories";
    /// 公开栏摘要: what the public is told of an entry.
    BoardSummaries = "board_summaries" by LedgerRead at "/ledger-entries";
    /// 问题整改: findings.
    Findings = "findings" by FindingsRead at "/findings/{id}";
    /// 督查: inspections.
    Inspections = "inspections" by InspectionsRead at "/inspections/{id}";
    /// 督查阅览: what was opened for inspectors.
    InspectionAccesses = "inspection_accesses" by InspectionAccessManage at "/inspection-accesses/{id}";
    /// 公开类别: classes of disclosure.
    DisclosureClasses = "disclosure_classes" by PublicationsRead at "/disclosure-classes";
    /// 信息公开: publications.
    Publications = "publications" by PublicationsRead at "/publications/{id}";
    /// 舆情: opinion items.
    OpinionItems = "opinion_items" by OpinionsRead at "/opinion-items/{id}";
    /// 舆情时限: how soon opinion items are answered; the id is that of the school.
    OpinionLimits = "opinion_limits" by OpinionsRead at "/opinion-limits/{id}";
    /// 礼品登记: entries of the gift register.
    GiftRecords = "gift_records" by GiftsRead at "/gift-records/{id}";
    /// 考评方案: schemes of evaluation.
    EvaluationSchemes = "evaluation_schemes" by EvaluationRead at "/evaluation-schemes/{id}";
    /// 考评: rounds of evaluation.
    EvaluationRounds = "evaluation_rounds" by EvaluationRead at "/evaluation-rounds/{id}";
    /// 考评结果: results of evaluation.
    EvaluationResults = "evaluation_results" by EvaluationResults at "/evaluation-results/{id}";
    /// 复核申请: objections to results.
    EvaluationObjections = "evaluation_objections" by EvaluationResults at "/evaluation-objections/{id}";
    /// 报告: reports.
    Reports = "reports" by ReportsRead at "/reports/{id}";
}

impl ChangeKind {
    /// Those of `wanted` that the caller's roles and scopes open; of all when he names none.
    pub fn open_to(actor: &Actor, wanted: &[Self]) -> Vec<Self> {
        let named = if wanted.is_empty() { Self::ALL } else { wanted };
        let open = named.iter().copied().filter(|kind| actor.can(kind.permission()));
        open.collect()
    }

    /// The address of a record of this kind, or of the list that shows it.
    pub fn href(self, id: Uuid) -> String {
        format!("/api/v1{}", self.path().replace("{id}", &id.to_string()))
    }
}
