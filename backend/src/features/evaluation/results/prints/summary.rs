//! The summary of a round as a PDF (考评结果汇总表, A4 landscape).

use forms::{Align, Block, Column, Fact, Sheet, Signature};

use super::lines::{Line, Summary};
use crate::{
    auth::Actor,
    db::audit::{self, Printing},
    entities::evaluation_round,
    error::Result,
    http::PrintedForm,
    language::{day, say, text},
    state::State,
};

pub async fn summary(state: &State, actor: &Actor, round: &evaluation_round::Model) -> Result<PrintedForm> {
    let summary = Summary::of(state, actor, round).await?;
    let now = state.clock.now();
    let printing = Printing {
        name: "evaluation_results",
        object_id: round.id.0,
        unit_id: Some(round.unit_id),
    };
    audit::printed(&state.db, &state.vault, actor.account_id, printing, now).await?;
    let today = state.clock.today();
    let blank = PrintedForm::sheet(title(), &actor.display_name, today);
    let sheet = Sheet {
        left: format!("{}{}", say("单位：", "Unit: "), summary.unit),
        right: day(today),
        landscape: true,
        blocks: blocks(&summary),
        signatures: vec![
            Signature::line(say("汇总人", "Made by")),
            Signature::line(say("领导小组办公室", "Office")),
            Signature::line(say("组长（校长）", "Principal")),
        ],
        ..blank
    };
    PrintedForm::of(sheet, &summary.round.title).await
}

/// What the summary is called.
pub fn title() -> &'static str {
    say("考评结果汇总表", "Summary of evaluation results")
}

fn blocks(summary: &Summary) -> Vec<Block> {
    let facts = vec![
        Fact::new(say("考评", "Round"), &summary.round.title),
        Fact::new(say("考评时段", "Period"), summary.period()),
        Fact::new(say("权重", "Weights"), summary.weights()),
        Fact::new(say("等次", "Grades"), summary.grading()),
    ];
    let column = |zh, en, share, align| Column::new(say(zh, en), share, align);
    let columns = vec![
        column("序号", "No.", 2, Align::Center),
        column("考评对象", "Who", 5, Align::Left),
        column("职务", "Post", 5, Align::Left),
        column("组织考评", "Organisational", 4, Align::Right),
        column("群众测评", "Mass", 4, Align::Right),
        column("总分", "Score", 3, Align::Right),
        column("等次", "Grade", 3, Align::Center),
        column("备注", "Remarks", 9, Align::Left),
    ];
    let rows = summary.lines.iter().map(|line| {
        let result = &line.result;
        vec![
            result.position.to_string(),
            result.name.clone(),
            result.post.clone(),
            Line::or_dash(result.organisational.as_ref()),
            Line::or_dash(result.mass.as_ref()),
            Line::or_dash(result.score.as_ref()),
            Line::or_dash(result.grade_name.as_ref()),
            line.remarks(),
        ]
    });
    let mut blocks = vec![
        Block::Facts { facts },
        Block::Table {
            caption: String::new(),
            columns,
            rows: rows.collect(),
            empty: say("没有结果", "There are no results").to_owned(),
        },
        Block::Note {
            text: say(
                "按考评对象的固定顺序排列，不是名次。分数由考核表和测评票按方案精确计算，逐步四舍五入；票数不足的评价主体不展示、不计入。",
                "In the fixed order of the objects, which is no ranking. Scores are computed exactly from sheets and \
                 ballots; groups with too few ballots are neither shown nor counted.",
            )
            .to_owned(),
        },
    ];
    if summary.withheld > 0 {
        let left_out = summary.withheld;
        blocks.push(Block::Note {
            text: text(
                format!("涉及打印人本人的 {left_out} 项结果公布前未列出。"),
                format!("{left_out} results about whoever printed this are left out until they are published."),
            )
            .show()
            .to_owned(),
        });
    }
    blocks
}
