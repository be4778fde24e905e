//! The printed register of stays (驻校登记表).

use chrono::NaiveDate;
use forms::{Align, Block, Column, Sheet, Signature};
use sea_orm::ConnectionTrait;

use super::{
    dto::{Stay, StaySums, StaySumsQuery},
    queries,
};
use crate::{
    auth::Actor,
    error::Result,
    http::PrintedForm,
    language::{Text, day, say, text, yuan},
};

/// Prints the stays of a filter in the order of their days, with what they come to.
pub async fn print(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: &StaySumsQuery,
    today: NaiveDate,
) -> Result<PrintedForm> {
    let stays = queries::all(db, actor, query).await?;
    let sums = queries::sums(db, actor, query).await?;
    let printed = stays.len();
    let mut rows: Vec<_> = (1..).zip(stays).map(|(number, stay)| row(number, stay)).collect();
    if printed > 0 {
        rows.push(total(&sums));
    }
    let mut blocks = vec![Block::Table {
        caption: String::new(),
        columns: columns(),
        rows,
        empty: say("期内没有驻校记录", "Nobody stayed in this period").to_owned(),
    }];
    blocks.extend(note(&sums, printed).map(|text| Block::Note { text }));
    let sheet = Sheet {
        left: period(query),
        right: day(today),
        landscape: true,
        blocks,
        signatures: vec![
            Signature::line(say("登记人", "Kept by")),
            Signature::line(say("校长", "Principal")),
        ],
        ..PrintedForm::sheet(
            say("驻校登记表", "Register of stays at village schools"),
            &actor.display_name,
            today,
        )
    };
    PrintedForm::of(sheet, &today.to_string()).await
}

fn period(query: &StaySumsQuery) -> String {
    let period = match (query.happened_from, query.happened_until) {
        (None, None) => return String::new(),
        (Some(from), Some(until)) => text(
            format!("期间：{}至{}", day(from), day(until)),
            format!("From {} to {}", day(from), day(until)),
        ),
        (Some(from), None) => text(format!("期间：{}起", day(from)), format!("Since {}", day(from))),
        (None, Some(until)) => text(format!("期间：至{}", day(until)), format!("Until {}", day(until))),
    };
    period.show().to_owned()
}

fn columns() -> Vec<Column> {
    let column = |title, share, align| Column::new(title, share, align);
    vec![
        column(say("序号", "No."), 1, Align::Center),
        column(say("日期", "Date"), 2, Align::Center),
        column(say("驻校人", "Who stayed"), 2, Align::Left),
        column(say("学校", "School"), 4, Align::Left),
        column(say("住校夜数", "Nights"), 2, Align::Right),
        column(say("用餐次数", "Meals"), 2, Align::Right),
        column(say("伙食费（元）", "Meals (yuan)"), 2, Align::Right),
        column(say("付款", "Payment"), 2, Align::Center),
        column(say("收据号", "Receipt"), 3, Align::Left),
    ]
}

fn row(number: usize, stay: Stay) -> Vec<String> {
    let paid = if stay.paid {
        say("已付", "Paid")
    } else {
        say("未付", "Unpaid")
    };
    vec![
        number.to_string(),
        stay.happened_on.to_string(),
        stay.person_name,
        stay.unit_name,
        stay.nights.to_string(),
        stay.meals.to_string(),
        yuan(stay.amount_cents.into()),
        paid.to_owned(),
        stay.receipt_number.unwrap_or_default(),
    ]
}

fn total(sums: &StaySums) -> Vec<String> {
    let stays = sums.stays.value;
    let words = text(format!("合计 {stays} 次"), format!("{stays} in all"));
    vec![
        String::new(),
        String::new(),
        words.show().to_owned(),
        String::new(),
        sums.nights.to_string(),
        sums.meals.to_string(),
        yuan(sums.amount_cents),
        String::new(),
        String::new(),
    ]
}

/// What is not paid yet, and what did not fit on the sheet.
fn note(sums: &StaySums, printed: usize) -> Option<String> {
    let (unpaid, owed) = (sums.unpaid.value, yuan(sums.unpaid_cents));
    let mut notes = Vec::new();
    if unpaid > 0 {
        notes.push(text(
            format!("其中未付 {unpaid} 次，{owed} 元。住校自付伙食费。"),
            format!("{unpaid} of them, {owed} yuan, are not paid yet. Meals are paid by the person himself."),
        ));
    }
    let more = sums.stays.value - i64::try_from(printed).unwrap_or(i64::MAX);
    if more > 0 {
        notes.push(text(
            format!("另有 {more} 次未印出，见导出的名单。"),
            format!("{more} more are not printed: see the exported list."),
        ));
    }
    let words: Vec<_> = notes.iter().map(Text::show).collect();
    (!words.is_empty()).then(|| words.join(say("", " ")))
}
