//! Blank papers (民主测评票): how many there are, and what is printed on them.

use chrono::{DateTime, Utc};
use forms::{Align, Block, Column, Sheet};
use sea_orm::{ConnectionTrait, Set};

use super::dto::NewBallotPapers;
use crate::{
    auth::Actor,
    entities::{ballot_box, ids::BallotBoxId},
    error::Result,
    features::ballots::{
        boxes::{self, BallotBox, touch},
        form::BallotForm,
    },
    http::PrintedForm,
    language::say,
    state::State,
    vault::Vault,
};

const BOX: &str = "□";

/// Notes that blank papers were handed out.
pub async fn note(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: BallotBoxId,
    new: &NewBallotPapers,
    now: DateTime<Utc>,
) -> Result<BallotBox> {
    let place = boxes::find_to_run(tx, actor, id).await?;
    let change = ballot_box::ActiveModel {
        papers_made: Set(place.row.papers_made.saturating_add(i32::from(new.count))),
        ..Default::default()
    };
    touch(tx, &place.row, place.round.unit_id, change, now).await?;
    let place = boxes::find_visible(tx, actor, id).await?;
    boxes::show(tx, vault, actor, &place).await
}

/// Sets one blank paper; as many are copied as are handed out.
pub async fn print(state: &State, actor: &Actor, id: BallotBoxId) -> Result<PrintedForm> {
    let place = boxes::find_visible(&state.db, actor, id).await?;
    let form = BallotForm::of(&state.db, &place).await?;
    let sheet = PrintedForm::sheet(say("民主测评票", "Ballot"), &actor.display_name, state.clock.today());
    let about = format!("{} {}", form.round_title, form.group_name);
    let sheet = Sheet {
        left: format!("{}{}", say("单位：", "Unit: "), form.unit_name),
        right: format!("{} · {}", form.round_title, form.group_name),
        blocks: blocks(&form),
        // Nothing on a paper tells it from another.
        footer: String::new(),
        ..sheet
    };
    PrintedForm::of(sheet, &about).await
}

fn blocks(form: &BallotForm) -> Vec<Block> {
    let mut columns = vec![
        Column::new(say("测评对象", "Of whom"), 5, Align::Left),
        Column::new(say("测评内容", "In what"), 5, Align::Left),
    ];
    columns.extend(
        form.grades
            .iter()
            .map(|grade| Column::new(&grade.name, 3, Align::Center)),
    );
    let rows = form.objects.iter().flat_map(|object| {
        form.dimensions.iter().enumerate().map(|(at, dimension)| {
            let name = if object.post.is_empty() {
                object.name.clone()
            } else {
                format!("{}（{}）", object.name, object.post)
            };
            let mut row = vec![if at == 0 { name } else { String::new() }, dimension.name.clone()];
            row.extend(form.grades.iter().map(|_| BOX.to_owned()));
            row
        })
    });
    vec![
        Block::Note {
            text: say(
                "不要写姓名。每一行只在一个 □ 内打“√”；整行不打为弃权；一行打两个以上或无法辨认的，整张为废票。填好后对折，由本人投入票箱。",
                "No names. Tick one □ in each row; an empty row abstains; two ticks in a row, or a paper nobody can read, make it void. Fold it and put it into the box yourself.",
            )
            .to_owned(),
        },
        Block::Table {
            caption: String::new(),
            columns,
            rows: rows.collect(),
            empty: say("没有测评对象", "There is nobody to grade").to_owned(),
        },
        Block::Text {
            label: say("意见和建议", "Remarks").to_owned(),
            text: String::new(),
            lines: 4,
        },
        Block::Paragraph {
            text: format!(
                "{BOX} {}",
                say(
                    "有人要求、暗示我怎样填写（如有，请打“√”）",
                    "I was told what to fill in (tick if so)"
                )
            ),
        },
        Block::Note {
            text: say(
                "纸质票由两名计票人打乱后分别录入，两人一致才计入。某一类人投票不足最低数时，这一类的结果不显示、不计分。",
                "Papers are shuffled and keyed in by two tellers apart; only what both read alike counts. Where too few of a group vote, nothing of that group is shown or counts.",
            )
            .to_owned(),
        },
    ]
}
