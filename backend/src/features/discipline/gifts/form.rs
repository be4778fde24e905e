//! The printed gift register (礼品登记表).

use chrono::NaiveDate;
use forms::{Align, Block, Column, Sheet, Signature};
use sea_orm::ConnectionTrait;

use super::{
    dto::{GiftFilter, GiftRecord},
    queries,
};
use crate::{
    auth::Actor,
    entities::gift_record::GiftDisposal,
    error::Result,
    http::{ListQuery, PrintedForm},
    language::{day, say, yuan},
};

/// Prints the entries of a filter, the latest first.
pub async fn print(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<GiftFilter>,
    today: NaiveDate,
) -> Result<PrintedForm> {
    let entries = queries::all(db, actor, query.filter).await?;
    let column = |title, share| Column::new(title, share, Align::Left);
    let sheet = Sheet {
        right: day(today),
        landscape: true,
        blocks: vec![Block::Table {
            caption: String::new(),
            columns: vec![
                Column::new(say("序号", "No."), 1, Align::Center),
                column(say("日期", "Date"), 2),
                column(say("收礼对象", "To whom"), 2),
                column(say("单位", "Unit"), 3),
                column(say("送礼人", "From"), 3),
                column(say("礼品", "Gift"), 3),
                Column::new(say("估值（元）", "Value (yuan)"), 2, Align::Right),
                column(say("处理方式", "What became of it"), 2),
                column(say("经办人", "Handled by"), 2),
                column(say("备注", "Remark"), 4),
            ],
            rows: (1..).zip(entries).map(|(number, entry)| row(number, entry)).collect(),
            empty: say("没有符合条件的登记", "There are no such entries").to_owned(),
        }],
        signatures: vec![
            Signature::line(say("登记人", "Kept by")),
            Signature::line(say("校长", "Principal")),
        ],
        ..PrintedForm::sheet(say("礼品登记表", "Gift register"), &actor.display_name, today)
    };
    PrintedForm::of(sheet, &today.to_string()).await
}

fn row(number: usize, entry: GiftRecord) -> Vec<String> {
    let disposal = match entry.disposal {
        GiftDisposal::Declined => say("当场谢绝", "Declined"),
        GiftDisposal::Returned => say("已退还", "Given back"),
        GiftDisposal::HandedIn => say("已上交", "Handed in"),
    };
    let void = entry
        .void_reason
        .map(|reason| format!("{}{reason}", say("已作废：", "Void: ")));
    vec![
        number.to_string(),
        entry.happened_on.to_string(),
        entry.person_name,
        entry.unit_name,
        entry.giver,
        entry.what,
        entry.value_cents.map(yuan).unwrap_or_default(),
        disposal.to_owned(),
        entry.handled_by_name.unwrap_or_default(),
        void.or(entry.remark).unwrap_or_default(),
    ]
}
