//! The official list as a PDF (A4 landscape).

use chrono::{DateTime, Utc};
use forms::{Align, Block, Column, Sheet, Signature};
use sea_orm::ConnectionTrait;

use super::lines::{COLUMNS, lines};
use crate::{
    auth::Actor,
    clock::local_date,
    error::Result,
    features::ledger::filter::LedgerFilter,
    http::PrintedForm,
    language::{day, say, text},
};

pub async fn print(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: LedgerFilter,
    now: DateTime<Utc>,
) -> Result<PrintedForm> {
    let lines = lines(db, actor, filter, now).await?;
    let today = local_date(now);
    let count = lines.len();
    let count = text(format!("共 {count} 件"), format!("{count} entries"));
    let columns = COLUMNS.iter().map(|column| {
        let align = if column.centred { Align::Center } else { Align::Left };
        Column::new(say(column.zh, column.en), column.share, align)
    });
    let sheet = Sheet {
        left: count.show().to_owned(),
        right: day(today),
        landscape: true,
        blocks: vec![Block::Table {
            caption: String::new(),
            columns: columns.collect(),
            rows: (1..)
                .zip(&lines)
                .map(|(number, line)| line.cells(number).to_vec())
                .collect(),
            empty: say("没有符合条件的民情", "There are no such entries").to_owned(),
        }],
        signatures: vec![
            Signature::line(say("领导小组办公室", "Office")),
            Signature::line(say("组长（校长）", "Principal")),
        ],
        ..PrintedForm::sheet(title(), &actor.display_name, today)
    };
    PrintedForm::of(sheet, &today.to_string()).await
}

/// What the list is called.
pub fn title() -> &'static str {
    say("民情台账", "Ledger of people's concerns")
}
