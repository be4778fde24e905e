//! The lines of the official list (民情台账): which entries, and what stands in their columns.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DerivePartialModel, QueryFilter, QueryOrder, QuerySelect};

use super::texts;
use crate::{
    auth::Actor,
    entities::ledger_entry::{self, Column, LedgerChannel, LedgerOutcome, LedgerState, Satisfaction, SubmitterKind},
    error::{Error, Result},
    features::ledger::{filter::LedgerFilter, names, queries, words},
    language::{say, text},
};

/// A file holds so many entries at most: about a term of the largest school.
const MOST: u64 = 2_000;
/// Characters of a long text that fit into its cell.
const ROOM: usize = 240;

/// A column: what stands above it, its share of the width, and whether it is short.
pub struct Heading {
    pub zh: &'static str,
    pub en: &'static str,
    pub share: u8,
    pub centred: bool,
}

const fn heading(zh: &'static str, en: &'static str, share: u8, centred: bool) -> Heading {
    Heading { zh, en, share, centred }
}

/// The columns of the official list, in their order.
pub const COLUMNS: [Heading; 12] = [
    heading("序号", "No.", 5, true),
    heading("编号", "Number", 15, true),
    heading("登记日期", "Registered", 10, true),
    heading("来源", "Channel", 6, true),
    heading("反映人", "Raised by", 7, true),
    heading("类别", "Category", 7, true),
    heading("反映的主要问题", "What was raised", 24, false),
    heading("管理单位", "Managed by", 9, false),
    heading("承办", "Handled by", 9, false),
    heading("办理情况和答复", "What was done and answered", 24, false),
    heading("结果", "Outcome", 7, true),
    heading("满意度和销号", "Satisfaction, closed", 9, true),
];

/// An entry of the list, as it is read.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "ledger_entry::Entity")]
pub struct Line {
    number: String,
    registered_at: DateTime<Utc>,
    channel: LedgerChannel,
    submitter_kind: SubmitterKind,
    #[sea_orm(from_expr = "names::of_category(Column::CategoryId)")]
    category_name: String,
    title: String,
    content: String,
    #[sea_orm(from_expr = "names::of_unit(Column::UnitId)")]
    unit_name: String,
    #[sea_orm(from_expr = "names::of_unit(Column::HandlerUnitId)")]
    handler_unit_name: Option<String>,
    #[sea_orm(from_expr = "names::of_person(Column::HandlerPersonId)")]
    handler_name: Option<String>,
    state: LedgerState,
    reply: Option<String>,
    outcome: Option<LedgerOutcome>,
    satisfaction: Option<Satisfaction>,
    closed_at: Option<DateTime<Utc>>,
}

/// The entries of a filter in the order in which they were registered.
pub async fn lines(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: LedgerFilter,
    now: DateTime<Utc>,
) -> Result<Vec<Line>> {
    let lines: Vec<Line> = queries::visible_to(actor, now)
        .filter(queries::matching(db, actor, filter, now))
        .order_by_asc(Column::RegisteredAt)
        .order_by_asc(Column::Id)
        .limit(MOST + 1)
        .into_partial_model()
        .all(db)
        .await?;
    if lines.len() as u64 > MOST {
        return Err(Error::Conflict {
            code: "too_many_rows",
            detail: text(
                format!("一次最多打印 {MOST} 件，请缩小筛选范围。"),
                format!("At most {MOST} entries can be printed: narrow the filter."),
            ),
        });
    }
    Ok(lines)
}

impl Line {
    /// What stands in the [`COLUMNS`].
    pub fn cells(&self, number: usize) -> [String; 12] {
        let Self {
            number: code,
            registered_at,
            channel,
            submitter_kind,
            category_name,
            title,
            content,
            unit_name,
            handler_unit_name,
            handler_name,
            state,
            reply,
            outcome,
            satisfaction,
            closed_at,
        } = self;
        let raised = format!("{title}{}{content}", say("：", ": "));
        let handled = [handler_unit_name, handler_name];
        let handled: Vec<_> = handled.into_iter().flatten().map(String::as_str).collect();
        let closed = satisfaction.map(words::satisfaction).into_iter().map(str::to_owned);
        let closed: Vec<_> = closed.chain(closed_at.map(texts::date)).collect();
        [
            number.to_string(),
            code.clone(),
            texts::date(*registered_at),
            words::channel(*channel).to_owned(),
            words::submitter(*submitter_kind).to_owned(),
            category_name.clone(),
            texts::beginning(&raised, ROOM),
            unit_name.clone(),
            handled.join("\n"),
            texts::beginning(reply.as_deref().unwrap_or_default(), ROOM),
            match (state, outcome) {
                (LedgerState::Replied | LedgerState::Closed, Some(outcome)) => words::outcome(*outcome).to_owned(),
                (state, _) => words::state(*state).to_owned(),
            },
            closed.join("\n"),
        ]
    }
}
