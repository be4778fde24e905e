//! Working: supporting pupils, studying, checking the canteen.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ids::{OrgUnitId, StudentId};

/// Supporting a pupil with potential (潜能生帮扶). Seen only by those who support him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PupilSupport {
    pub student_id: StudentId,
    /// 阶段目标.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500))]
    #[schema(max_length = 500, nullable = false, example = "期中前能独立完成数学作业")]
    pub stage_goal: Option<String>,
    /// 帮扶措施.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false, example = "每周二、四放学后辅导半小时")]
    pub measures: Option<String>,
    /// 阶段成效.
    #[serde(default)]
    pub stage_result: StageResult,
}

/// How far the support has come (阶段成效).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageResult {
    /// 帮扶中: it goes on.
    #[default]
    Supporting,
    /// 有进步: the pupil is improving.
    Improving,
    /// 已转化: the goal is reached.
    Transformed,
    /// 已停止: the support ended.
    Stopped,
}

/// A study session (学习).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StudySession {
    /// The unit that studied.
    pub unit_id: OrgUnitId,
    /// 学习方式.
    pub mode: StudyMode,
    /// 学习专题.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub theme: Option<StudyTheme>,
    /// 学习材料.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 300))]
    #[schema(max_length = 300, nullable = false, example = "《论群众路线》第二章")]
    pub material: Option<String>,
    /// 学时.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 40))]
    #[schema(minimum = 1, maximum = 40, nullable = false, example = 2)]
    pub hours: Option<i16>,
}

/// The four ways of studying (学习方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StudyMode {
    /// 集中辅导: a lecture for all.
    Lecture,
    /// 个人自学: alone.
    SelfStudy,
    /// 案例教育: by cases.
    CaseStudy,
    /// 民情体验: among the people.
    FieldExperience,
}

/// The four themes (四群).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StudyTheme {
    /// 群众观点: how one sees the people.
    MassViewpoint,
    /// 群众路线: from the people, to the people.
    MassLine,
    /// 群众利益: what is in the people's interest.
    MassInterests,
    /// 群众工作: working with people.
    MassWork,
}

/// A check of a canteen (食堂检查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CanteenCheck {
    /// The school whose canteen it is.
    pub unit_id: OrgUnitId,
    /// 检查项目.
    #[validate(length(min = 1, max = 20), nested)]
    #[schema(min_items = 1, max_items = 20)]
    pub items: Vec<CanteenItem>,
    /// 整改措施.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub measures: Option<String>,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CanteenItem {
    /// Each but `other` at most once.
    pub item: CanteenPoint,
    /// Whether it was in order.
    pub ok: bool,
    /// 说明. Needed where it was not in order, and for `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 300))]
    #[schema(max_length = 300, nullable = false, example = "留样登记缺两天")]
    pub remark: Option<String>,
}

/// What is looked at in a canteen (检查项目).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[derive(Hash)]
pub enum CanteenPoint {
    /// 证照与健康证: licence and health certificates.
    Certificates,
    /// 从业人员晨检: the morning check of the cooks.
    MorningCheck,
    /// 进货查验与索证: purchases are checked and documented.
    Purchasing,
    /// 库房与食材存放: storage.
    Storage,
    /// 加工与生熟分开: raw and cooked kept apart.
    Processing,
    /// 餐具清洗消毒: dishes are disinfected.
    Disinfection,
    /// 食品留样: samples are kept.
    SampleRetention,
    /// 环境卫生: cleanliness.
    Cleanliness,
    /// 陪餐: leaders eat with the pupils.
    SharedMeals,
    /// 菜谱与账目公示: menu and accounts are published.
    Disclosure,
    /// 其他: something else, as the remark says.
    Other,
}

/// Anything else (其他).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherActivity {
    /// Where it was.
    pub unit_id: OrgUnitId,
    /// 标题.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "与村委会商量校门口道路")]
    pub title: String,
}
