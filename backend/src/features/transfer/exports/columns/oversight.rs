//! Columns of inspections, publications and opinion items.

use super::super::sheet::{Column, Shape, column};

pub const INSPECTIONS: &[Column] = &[
    column("title", "督查名称", "Title", Shape::Text),
    column("unit_name", "被督查单位", "Unit", Shape::Text),
    column("list_number", "事项清单号", "Number in the list", Shape::Text),
    column(
        "level",
        "层级",
        "Level",
        Shape::Words(&[
            ("school", "校级", "School"),
            ("county", "县（市）级", "County"),
            ("city", "州（市）级", "Prefecture"),
            ("province", "省级", "Province"),
            ("national", "国家级", "National"),
        ]),
    ),
    column(
        "kind",
        "类型",
        "Kind",
        Shape::Words(&[
            ("comprehensive", "综合督查", "Comprehensive"),
            ("special", "专项督查", "Special"),
        ]),
    ),
    column("body", "督查单位", "Inspecting body", Shape::Text),
    column("notice_on", "通知日期", "Notice", Shape::Text),
    column("begins_on", "开始日期", "From", Shape::Text),
    column("ends_on", "结束日期", "Until", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[
            ("planned", "已计划", "Planned"),
            ("announced", "已通知", "Announced"),
            ("running", "进行中", "Running"),
            ("finished", "已结束", "Finished"),
            ("cancelled", "已取消", "Cancelled"),
        ]),
    ),
    column("findings.value", "发现问题", "Findings", Shape::Number),
    column("findings_open.value", "未销号", "Not verified", Shape::Number),
    column("conclusion", "督查结论", "Conclusion", Shape::Text),
];

pub const PUBLICATIONS: &[Column] = &[
    column("title", "标题", "Title", Shape::Text),
    column("class_name", "公开类别", "Class", Shape::Text),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("period", "时段", "Period", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[
            ("draft", "草稿", "Draft"),
            ("reviewed", "已审核", "Reviewed"),
            ("published", "已公开", "Published"),
            ("withdrawn", "已撤回", "Withdrawn"),
        ]),
    ),
    column("author_name", "起草人", "Author", Shape::Text),
    column("reviewer_name", "审核人", "Reviewer", Shape::Text),
    column("published_on", "公开日期", "Published on", Shape::Text),
    column("withdraw_reason", "撤回原因", "Why withdrawn", Shape::Text),
];

pub const OPINION_ITEMS: &[Column] = &[
    column("seen_at", "发现时间", "Seen at", Shape::Instant),
    column("unit_name", "单位", "Unit", Shape::Text),
    column("source", "来源", "Source", Shape::Text),
    column("link", "链接", "Link", Shape::Text),
    column("summary", "内容摘要", "Summary", Shape::Text),
    column(
        "level",
        "等级",
        "Level",
        Shape::Words(&[
            ("general", "一般", "General"),
            ("major", "较大", "Major"),
            ("serious", "重大", "Serious"),
        ]),
    ),
    column("due_at", "回应时限", "Due at", Shape::Instant),
    column("responder_name", "回应人", "Who answers", Shape::Text),
    column(
        "state",
        "状态",
        "State",
        Shape::Words(&[
            ("open", "待回应", "Open"),
            ("replied", "已回应", "Replied"),
            ("closed", "已办结", "Closed"),
        ]),
    ),
    column("reply", "回应", "Reply", Shape::Text),
    column("replied_at", "回应时间", "Replied at", Shape::Instant),
    column("ledger_entry_number", "民情台账编号", "Ledger entry", Shape::Text),
];
