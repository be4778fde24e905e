//! The form on which a concern is taken down by hand (民情登记表).

use chrono::NaiveDate;
use forms::{Block, Fact, Sheet, Signature};
use sea_orm::Iterable;

use crate::{
    entities::ledger_entry::{Disclosure, LedgerChannel, SubmitterKind, Urgency},
    features::ledger::words,
    http::PrintedForm,
    language::{blank_day, say},
};

/// The blank form. Who raised it stands in a frame at the end, to be cut off: it is keyed in by those who may know.
pub fn blank(printed_by: &str, today: NaiveDate) -> Sheet {
    let room = |label: &str, lines| Block::Text {
        label: label.to_owned(),
        text: String::new(),
        lines,
    };
    let head = vec![
        Fact::new(say("登记时间", "Registered"), blank_day()),
        Fact::new(say("首接人", "First receiver"), ""),
        Fact::wide(say("来源", "Channel"), boxes(by_hand().map(words::channel))),
        Fact::wide(
            say("反映人", "Raised by"),
            boxes(SubmitterKind::iter().map(words::submitter)),
        ),
        Fact::wide(
            say("是否具名", "Name"),
            boxes(Disclosure::iter().map(words::disclosure)),
        ),
        Fact::wide(say("紧急程度", "Urgency"), boxes(Urgency::iter().map(words::urgency))),
        Fact::new(say("类别", "Category"), ""),
        Fact::new(say("发生时间", "Happened on"), blank_day()),
        Fact::new(say("地点", "Place"), ""),
        Fact::new(say("涉及人员", "About"), ""),
    ];
    Sheet {
        blocks: vec![
            Block::Facts { facts: head },
            room(say("反映的问题", "What was raised"), 2),
            room(say("具体内容", "In full"), 7),
            room(say("希望怎样解决", "What is hoped for"), 3),
            room(say("当场答复", "Answered at once"), 3),
            Block::Note {
                text: say(
                    "以下由反映人自愿填写，匿名的不填。录入后裁下，由办公室密封保存。",
                    "What follows is given freely, and not at all by those who want no name. Cut it off once keyed in; the office keeps it sealed.",
                )
                .to_owned(),
            },
            Block::Facts {
                facts: vec![
                    Fact::new(say("姓名", "Name"), ""),
                    Fact::new(say("电话", "Phone"), ""),
                    Fact::wide(say("住址", "Address"), ""),
                ],
            },
        ],
        signatures: vec![
            Signature::line(say("反映人", "Raised by")),
            Signature::line(say("首接人", "First receiver")),
        ],
        ..PrintedForm::sheet(say("民情登记表", "Record of a concern"), printed_by, today)
    }
}

/// The channels by which a concern comes to somebody with a pen.
fn by_hand() -> impl Iterator<Item = LedgerChannel> {
    LedgerChannel::iter().filter(|channel| {
        matches!(
            channel,
            LedgerChannel::Visit
                | LedgerChannel::Reception
                | LedgerChannel::Phone
                | LedgerChannel::Letter
                | LedgerChannel::Mailbox
        )
    })
}

fn boxes(words: impl Iterator<Item = &'static str>) -> String {
    words.map(|word| format!("□ {word}")).collect::<Vec<_>>().join("　　")
}
