//! The handover list (工作交接清单) on paper: for three signatures.

use forms::{Align, Block, Column, Fact, Sheet, Signature};

use super::{
    dto::{HandoverRecord, KeyReason},
    pack::HandoverPack,
    queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::audit::{self, Printing},
    entities::{ids::HandoverId, ledger_entry::LedgerState},
    error::Result,
    http::PrintedForm,
    language::{day, say},
    state::State,
};

/// Prints a handover as it was on that day, and notes who printed it: it names pupils.
pub async fn print(state: &State, actor: &Actor, id: HandoverId) -> Result<PrintedForm> {
    let record = queries::record(&state.db, &state.vault, actor, id, state.clock.now()).await?;
    let title = say("工作交接清单", "Handover list");
    let sheet = fill(
        PrintedForm::sheet(title, &actor.display_name, state.clock.today()),
        &record,
    );
    let printing = Printing {
        name: "handover",
        object_id: id.0,
        unit_id: Some(record.handover.unit_id),
    };
    audit::printed(&state.db, &state.vault, actor.account_id, printing, state.clock.now()).await?;
    PrintedForm::of(sheet, &record.handover.from_person_name).await
}

fn fill(sheet: Sheet, record: &HandoverRecord) -> Sheet {
    let HandoverRecord { handover, pack } = record;
    let names = pack.to_person_names.join(say("、", ", "));
    let witness = handover.witness.clone().unwrap_or_default();
    let facts = vec![
        Fact::new(say("移交人", "Hands over"), &pack.from_person_name),
        Fact::new(say("接手人", "Successors"), &names),
        Fact::new(say("接手日期", "From"), day(handover.starts_on)),
        Fact::new(say("监交人", "Witness"), &witness),
        Fact::wide(say("交接原因", "Reason"), &handover.reason),
    ];
    Sheet {
        left: format!("{}{}", say("单位：", "Unit: "), pack.unit_name),
        right: day(local_date(handover.created_at)),
        blocks: vec![
            Block::Facts { facts },
            links(pack),
            entries(pack),
            promises(pack),
            key_households(pack),
        ],
        signatures: vec![
            Signature::line(say("移交人", "Handed over by")),
            Signature::line(say("接手人", "Taken over by")),
            Signature::line(say("监交人", "Witness")),
        ],
        ..sheet
    }
}

fn table(caption: &str, columns: Vec<Column>, rows: Vec<Vec<String>>) -> Block {
    Block::Table {
        caption: format!("{caption}{}", count(rows.len())),
        columns,
        rows,
        empty: say("无", "None").to_owned(),
    }
}

fn count(rows: usize) -> String {
    match rows {
        0 => String::new(),
        rows => format!("（{rows}）"),
    }
}

fn column(title: &'static str, share: u8) -> Column {
    Column::new(title, share, Align::Left)
}

fn links(pack: &HandoverPack) -> Block {
    let rows = pack.links.iter().map(|link| {
        let already = if link.already_linked {
            say("（已在联系）", " (in touch already)")
        } else {
            ""
        };
        vec![
            link.scheme_name.clone(),
            link.target_name.clone(),
            link.unit_name.clone(),
            day(link.since),
            format!("{}{already}", link.to_person_name),
        ]
    });
    table(
        say("一、联系对象", "1. Links"),
        vec![
            column(say("联系制度", "Scheme"), 4),
            column(say("联系对象", "Target"), 3),
            column(say("单位", "Unit"), 3),
            column(say("联系起始", "Since"), 3),
            column(say("接手人", "Successor"), 3),
        ],
        rows.collect(),
    )
}

fn entries(pack: &HandoverPack) -> Block {
    let rows = pack.entries.iter().map(|entry| {
        vec![
            entry.number.clone(),
            entry.title.clone(),
            state(entry.state).to_owned(),
            day(local_date(entry.due_at)),
            entry.to_person_name.clone(),
        ]
    });
    table(
        say("二、在办民情", "2. Open concerns"),
        vec![
            column(say("编号", "Number"), 3),
            column(say("民情", "Concern"), 5),
            column(say("状态", "State"), 2),
            column(say("期限", "Due"), 3),
            column(say("接手人", "Successor"), 3),
        ],
        rows.collect(),
    )
}

fn state(state: LedgerState) -> &'static str {
    match state {
        LedgerState::Registered => say("已登记", "Registered"),
        LedgerState::Accepted => say("已受理", "Accepted"),
        LedgerState::Routed => say("已转办", "Routed"),
        LedgerState::InProgress => say("办理中", "In progress"),
        LedgerState::Replied => say("已答复", "Replied"),
        LedgerState::Closed => say("已销号", "Closed"),
    }
}

fn promises(pack: &HandoverPack) -> Block {
    let rows = pack.promises.iter().map(|promise| {
        vec![
            promise.follow_up.clone(),
            promise.household_label.clone().unwrap_or_default(),
            day(promise.happened_on),
            promise.follow_up_on.map(day).unwrap_or_default(),
            promise.to_person_name.clone(),
        ]
    });
    table(
        say("三、承诺事项", "3. Promises"),
        vec![
            column(say("承诺内容", "Promise"), 5),
            column(say("对谁", "To whom"), 3),
            column(say("承诺日期", "Date"), 3),
            column(say("约定日期", "By"), 3),
            column(say("接手人", "Successor"), 3),
        ],
        rows.collect(),
    )
}

fn key_households(pack: &HandoverPack) -> Block {
    let rows = pack.key_households.iter().map(|household| {
        let reasons = household.reasons.iter().map(|reason| match reason {
            KeyReason::Orphan => say("孤儿", "orphan"),
            KeyReason::LeftBehind => say("留守", "left behind"),
            KeyReason::Hardship => say("困难资助", "hardship"),
        });
        vec![
            household.label.clone(),
            household.pupils.join(say("、", ", ")),
            reasons.collect::<Vec<_>>().join(say("、", ", ")),
        ]
    });
    table(
        say("四、重点户", "4. Households needing care"),
        vec![
            column(say("家庭", "Household"), 3),
            column(say("学生", "Pupils"), 4),
            column(say("重点原因", "Why"), 3),
        ],
        rows.collect(),
    )
}
