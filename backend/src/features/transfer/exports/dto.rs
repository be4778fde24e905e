//! Wire types of exports.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// Which list, filtered how, in which form.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExport {
    pub list: ExportList,
    /// The query string of the list, as its own address takes it; page parameters are left aside.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, example = "state=in_progress&sort=-registered_at")]
    pub filter: String,
    #[serde(default)]
    pub format: ExportFormat,
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
    /// 家庭: phone numbers and addresses are left out.
    Households,
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
