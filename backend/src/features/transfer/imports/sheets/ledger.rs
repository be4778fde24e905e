//! The ledger that a school kept before (历史台账).

use super::{Cells, PERSON, SCHOOL};
use crate::{
    entities::{
        ids::OrgUnitId,
        import_row::RowProblem,
        ledger_entry::{LedgerChannel, LedgerOutcome, SubmitterKind},
    },
    features::{
        ledger::{LedgerIdentity, import::LedgerRow},
        transfer::{
            imports::values::{self, RowReader, unit_is_unknown},
            workbook::Column,
        },
    },
    language::text,
};

const NUMBER: &str = "编号";
const REGISTERED_ON: &str = "登记日期";
const CATEGORY: &str = "类别";
const TITLE: &str = "标题";
const CONTENT: &str = "内容";
const PLACE: &str = "地点";
const CHANNEL: &str = "来源";
const SUBMITTER_KIND: &str = "反映人类别";
const SUBMITTER: &str = "反映人";
const PHONE: &str = "反映人电话";
const PERSONS: &str = "涉及人员";
const HANDLER: &str = "承办人";
const REPLY: &str = "办理情况";
const OUTCOME: &str = "办理结果";
const CLOSED_ON: &str = "办结日期";

const CHANNELS: &[(&str, LedgerChannel)] = &[
    ("走访", LedgerChannel::Visit),
    ("家访", LedgerChannel::Visit),
    ("接访", LedgerChannel::Reception),
    ("来访", LedgerChannel::Reception),
    ("电话", LedgerChannel::Phone),
    ("来信", LedgerChannel::Letter),
    ("网上表单", LedgerChannel::OnlineForm),
    ("信箱", LedgerChannel::Mailbox),
    ("上级交办", LedgerChannel::FromAbove),
    ("舆情", LedgerChannel::PublicOpinion),
    ("测评意见", LedgerChannel::BallotRemark),
];

const SUBMITTER_KINDS: &[(&str, SubmitterKind)] = &[
    ("家长", SubmitterKind::Parent),
    ("教师", SubmitterKind::Teacher),
    ("学生", SubmitterKind::Pupil),
    ("村民", SubmitterKind::Villager),
    ("群众", SubmitterKind::Villager),
    ("其他", SubmitterKind::Other),
];

const OUTCOMES: &[(&str, LedgerOutcome)] = &[
    ("已解决", LedgerOutcome::Resolved),
    ("已办结", LedgerOutcome::Resolved),
    ("解决", LedgerOutcome::Resolved),
    ("已说明", LedgerOutcome::Explained),
    ("已解释说明", LedgerOutcome::Explained),
    ("已上报", LedgerOutcome::ReferredUp),
    ("查无实据", LedgerOutcome::Unsubstantiated),
    ("不属实", LedgerOutcome::Unsubstantiated),
    ("不予受理", LedgerOutcome::Declined),
    ("已撤回", LedgerOutcome::Withdrawn),
];

pub const COLUMNS: &[Column] = &[
    Column::required(NUMBER).also(&["序号", "台账编号", "登记号"]).note(
        "原台账的编号，同校同年不重复，会保留",
        "the number in the former ledger, one of a school and year; it is kept",
    ),
    Column::required(REGISTERED_ON).also(&["登记时间", "日期", "受理日期", "反映日期", "反映时间"]),
    SCHOOL,
    Column::required(CATEGORY).also(&["民情类别", "问题类别", "事项类别"]),
    Column::required(TITLE).also(&["民情", "事项", "主要诉求", "问题"]),
    Column::optional(CONTENT)
        .also(&["反映内容", "民情内容", "具体内容", "诉求内容"])
        .long()
        .note("不填时同标题", "left out, the same as the title"),
    Column::optional(PLACE).also(&["发生地点"]),
    Column::optional(CHANNEL).also(&["来源渠道", "渠道"]).one_of(&[
        "走访",
        "接访",
        "电话",
        "来信",
        "网上表单",
        "信箱",
        "上级交办",
        "舆情",
        "测评意见",
    ]),
    Column::optional(SUBMITTER_KIND)
        .also(&["身份", "反映人身份"])
        .one_of(&["家长", "教师", "学生", "村民", "其他"]),
    Column::optional(SUBMITTER).also(&["反映人姓名", "群众姓名"]).note(
        "单独加密保存，查看须说明理由",
        "kept apart and encrypted; reading it needs a reason",
    ),
    Column::optional(PHONE).also(&["联系电话", "电话"]),
    Column::optional(PERSONS).also(&["涉及教职工", "被反映人"]).note(
        "多人用顿号分开；本人及其下属看不到此条",
        "separated by 、; the entry is hidden from them",
    ),
    Column::optional(HANDLER)
        .also(&["责任人", "办理人"])
        .note(PERSON, "name or staff number"),
    Column::optional(REPLY)
        .also(&["处理情况", "答复", "办理过程", "处理意见"])
        .long(),
    Column::optional(OUTCOME)
        .also(&["结果", "处理结果"])
        .one_of(&["已解决", "已说明", "已上报", "查无实据", "不予受理", "已撤回"])
        .note("未办结的留空", "empty where it is still open"),
    Column::optional(CLOSED_ON)
        .also(&["办结时间", "销号日期", "完成日期"])
        .note("未办结的留空", "empty where it is still open"),
];

pub fn title_of(field: &str) -> Option<&'static str> {
    match field {
        "legacy_number" => Some(NUMBER),
        "registered_on" => Some(REGISTERED_ON),
        "unit" => Some(SCHOOL.title),
        "category" => Some(CATEGORY),
        "persons_concerned" => Some(PERSONS),
        "handler" => Some(HANDLER),
        "outcome" => Some(OUTCOME),
        "closed_on" => Some(CLOSED_ON),
        _ => None,
    }
}

pub fn read(cells: &Cells, unit_id: Option<OrgUnitId>) -> Result<LedgerRow, Vec<RowProblem>> {
    let mut row = RowReader::new(cells, COLUMNS);
    let legacy_number = row.required_within(NUMBER, 1..=30);
    row.required(REGISTERED_ON);
    let registered_on = row.date(REGISTERED_ON);
    let category = row.required(CATEGORY).map(str::to_owned);
    let title = row.required_within(TITLE, 2..=100);
    let content = row.text(CONTENT).map(str::to_owned);
    let place = row.text(PLACE).map(|place| place.chars().take(100).collect());
    let channel = row.word(CHANNEL, CHANNELS);
    let submitter_kind = row.word(SUBMITTER_KIND, SUBMITTER_KINDS);
    let phone = row.text(PHONE).map(str::to_owned);
    if phone
        .as_ref()
        .is_some_and(|phone| !(3..=30).contains(&phone.chars().count()))
    {
        let detail = text("电话应为 3 至 30 个字符", "a phone number has 3 to 30 characters");
        row.refuse(PHONE, "length", &detail);
    }
    let submitter = row.text(SUBMITTER).map(|name| LedgerIdentity {
        name: name.chars().take(40).collect(),
        phone,
        address: None,
    });
    let persons_concerned = row.text(PERSONS).map(values::names).unwrap_or_default();
    let handler = row.text(HANDLER).map(values::name);
    let reply = row.text(REPLY).map(str::to_owned);
    let outcome = row.word(OUTCOME, OUTCOMES);
    let closed_on = row.date(CLOSED_ON);
    if unit_id.is_none() {
        row.refuse(SCHOOL.title, "unknown_unit", &unit_is_unknown());
    }
    let read = (|| {
        let title = title?;
        Some(LedgerRow {
            unit_id: unit_id?,
            legacy_number: legacy_number?,
            registered_on: registered_on?,
            category: category?,
            content: content.unwrap_or_else(|| title.clone()),
            title,
            place,
            channel,
            submitter_kind,
            submitter,
            persons_concerned,
            handler,
            reply,
            outcome,
            closed_on,
        })
    })();
    row.finish(read)
}
