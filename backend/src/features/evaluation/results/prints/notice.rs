//! The notice of a result to whom it is about (考评结果告知书); never what single sheets say.

use forms::{Align, Block, Column, Fact, Sheet, Signature};
use rust_decimal::Decimal;

use super::lines::Line;
use crate::{
    auth::Actor,
    clock::local_date,
    db::audit::{self, Printing},
    entities::{
        evaluation_result,
        evaluation_round::{self, RoundState},
        evaluation_rules::Part,
        ids::EvaluationResultId,
    },
    error::{Error, Result},
    features::{
        accounts::unit_names,
        evaluation::results::{
            explanation::{GroupScore, PartScore, ResultExplanation, WhyMissing},
            queries,
        },
    },
    http::PrintedForm,
    language::{day, say, text},
    state::State,
};

pub async fn notice(state: &State, actor: &Actor, id: EvaluationResultId) -> Result<PrintedForm> {
    let (stored, round, object) = queries::find(&state.db, actor, id).await?;
    if round.state < RoundState::Published {
        return Err(Error::Conflict {
            code: "not_published",
            detail: text(
                "结果公布后才能打印告知书。",
                "The notice can be printed once the results are published.",
            ),
        });
    }
    let explanation: ResultExplanation = serde_json::from_value(stored.explanation.clone())?;
    let explanation = explanation.for_the_person();
    let names = unit_names(&state.db, [round.unit_id]).await?;
    let printing = Printing {
        name: "evaluation_result",
        object_id: id.0,
        unit_id: Some(round.unit_id),
    };
    audit::printed(&state.db, &state.vault, actor.account_id, printing, state.clock.now()).await?;
    let title = say("考评结果告知书", "Notice of an evaluation result");
    let unit = names.get(&round.unit_id).cloned().unwrap_or_default();
    let blank = PrintedForm::sheet(title, &actor.display_name, state.clock.today());
    let mut blocks = vec![Block::Facts {
        facts: vec![
            Fact::new(say("考评对象", "Who"), &object.name),
            Fact::new(say("职务", "Post"), &object.post),
            Fact::wide(say("考评", "Round"), &round.title),
            Fact::wide(
                say("考评时段", "Period"),
                format!(
                    "{}{}{}",
                    day(round.period_from),
                    say("至", " to "),
                    day(round.period_to)
                ),
            ),
            Fact::new(say("总分", "Score"), Line::or_dash(stored.score.as_ref())),
            Fact::new(
                say("等次", "Grade"),
                Line::or_dash(queries::grade_name(&round, stored.grade.as_deref()).as_ref()),
            ),
        ],
    }];
    blocks.extend(explanation.parts.iter().map(of_part));
    blocks.push(Block::Text {
        label: say("说明", "Remarks").to_owned(),
        text: remarks(&explanation, &stored),
        lines: 3,
    });
    blocks.push(Block::Paragraph {
        text: how_to_object(&round, &unit),
    });
    let sheet = Sheet {
        left: format!("{}{unit}", say("考评单位：", "Evaluated by: ")),
        right: day(local_date(stored.at)),
        blocks,
        signatures: vec![
            Signature::line(say("考评单位", "For the unit")),
            Signature::line(say("本人签收", "Received by")),
        ],
        ..blank
    };
    PrintedForm::of(sheet, &object.name).await
}

fn of_part(part: &PartScore) -> Block {
    let name = match part.part {
        Part::Organisational => say("组织考评", "Organisational assessment"),
        Part::Mass => say("群众测评", "Mass assessment"),
    };
    let (weight, score) = (part.weight.normalize(), number(part.score));
    let caption = text(
        format!("{name}　权重 {weight}　得分 {score}"),
        format!("{name}, weight {weight}, score {score}"),
    );
    let column = |zh, en, share, align| Column::new(say(zh, en), share, align);
    Block::Table {
        caption: caption.show().to_owned(),
        columns: vec![
            column("评价主体", "Group", 5, Align::Left),
            column("权重", "Weight", 2, Align::Right),
            column("份数", "Sheets or ballots", 2, Align::Right),
            column("得分", "Score", 3, Align::Right),
            column("说明", "Remarks", 5, Align::Left),
        ],
        rows: part.groups.iter().map(of_group).collect(),
        empty: say("没有评价主体", "No groups").to_owned(),
    }
}

fn of_group(group: &GroupScore) -> Vec<String> {
    let raters = group.raters.map_or_else(|| "—".to_owned(), |raters| raters.to_string());
    vec![
        group.name.clone(),
        group.weight.normalize().to_string(),
        raters,
        number(group.score),
        group.missing.map(why).unwrap_or_default().to_owned(),
    ]
}

/// Why there is no number.
fn why(missing: WhyMissing) -> &'static str {
    match missing {
        WhyMissing::BelowMinimum => say("票数不足，不展示、不计入", "Too few ballots: neither shown nor counted"),
        WhyMissing::NothingSaid => say("没有评价，不计入", "Nothing said: not counted"),
        WhyMissing::FewSheets => say(
            "考核表不足三份，已计入，不单独展示",
            "Fewer than three sheets: counted, not shown",
        ),
    }
}

fn number(number: Option<Decimal>) -> String {
    number.map_or_else(|| "—".to_owned(), |number| number.to_string())
}

fn remarks(explanation: &ResultExplanation, stored: &evaluation_result::Model) -> String {
    let mut remarks = Vec::new();
    if let Some(cap) = explanation
        .cap
        .as_ref()
        .filter(|cap| cap.lowered && explanation.set_grade.is_none())
    {
        let (percent, places, enough) = (cap.percent.normalize(), cap.places, cap.good_enough);
        let lowered = text(
            format!(
                "达到优秀分数线的 {enough} 人，优秀名额为干部人数的 {percent}%，即 {places} 人，本人按下一等次确定。"
            ),
            format!(
                "{enough} reached the best grade, of which {percent}% of the cadres, {places}, may be; the next grade \
                 was given."
            ),
        );
        remarks.push(lowered.show().to_owned());
        if cap.tied {
            let tied = say(
                "本人与他人分数相同，按方案的并列规则处理。",
                "The score is tied with others’.",
            );
            remarks.push(tied.to_owned());
        }
    }
    remarks.extend(stored.reason.iter().map(|reason| {
        let revised = text(
            format!("复核更正：{reason}"),
            format!("Corrected after an objection: {reason}"),
        );
        revised.show().to_owned()
    }));
    remarks.push(
        say(
            "没有分数的评价主体，其权重由同一部分的其他评价主体按比例分担。",
            "The weight of groups without a score goes to the other groups of their part.",
        )
        .to_owned(),
    );
    remarks.join("\n")
}

fn how_to_object(round: &evaluation_round::Model, unit: &str) -> String {
    let Some(until) = round.objections_until.map(day) else {
        return String::new();
    };
    text(
        format!("对结果有异议的，可于{until}前（含当日）在系统“本人考评结果”中或书面向{unit}申请复核。"),
        format!("Objections can be filed with {unit}, in the system or in writing, until {until}."),
    )
    .show()
    .to_owned()
}
