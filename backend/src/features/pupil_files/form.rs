//! The printed file of a pupil with potential (潜能生档案).

use forms::{Align, Block, Column, Fact, Sheet, Signature};

use super::{
    dto::{PupilFileDetail, PupilFileStage},
    queries,
};
use crate::{
    auth::Actor,
    db::audit::{self, Printing},
    entities::{ids::PupilFileId, pupil_file::SupportResult},
    error::Result,
    features::activities::{self, Activity},
    http::{ListQuery, Paged, PrintedForm},
    language::{day, say, text},
    state::State,
};

/// Records of support on a sheet; beyond them it says how many more.
const MOST: usize = 200;

/// Prints a file the caller may see, with the records of support he may see, and notes it in the audit log.
pub async fn print(state: &State, actor: &Actor, id: PupilFileId) -> Result<PrintedForm> {
    let (db, today) = (&state.db, state.clock.today());
    let detail = queries::find(db, actor, today, id).await?;
    let file = &detail.file;
    let (pupil, opened) = (file.student_id, file.opened_on);
    let closed = file
        .closed_on
        .map(|closed| format!("&happened_on[lte]={closed}"))
        .unwrap_or_default();
    let asked = format!(
        "kind=pupil_support&status=submitted,confirmed&student_id={pupil}&happened_on[gte]={opened}{closed}&sort=happened_on&limit={MOST}&include_total=true"
    );
    let records = activities::list(db, actor, ListQuery::from_query_string(&asked)?, today).await?;
    let mut blocks = vec![
        Block::Facts { facts: facts(&detail) },
        room(say("建档原因", "Why it was opened"), &detail.reason),
        room(say("基本情况", "Where things stood"), &detail.situation),
        stages(&detail.stages),
    ];
    blocks.extend(support(&records));
    blocks.push(room(
        say("结档小结", "Conclusion"),
        detail.conclusion.as_deref().unwrap_or_default(),
    ));
    let sheet = Sheet {
        left: format!("{}{}", say("学校：", "School: "), file.unit_name),
        right: say_state(&detail).to_owned(),
        blocks,
        signatures: vec![
            Signature::line(say("帮扶教师", "Teacher")),
            Signature::line(say("分管领导", "Leader")),
        ],
        ..PrintedForm::sheet(
            say("潜能生帮扶档案", "File of a pupil with potential"),
            &actor.display_name,
            today,
        )
    };
    let printing = Printing {
        name: "pupil_file",
        object_id: id.0,
        unit_id: Some(file.unit_id),
    };
    audit::printed(db, &state.vault, actor.account_id, printing, state.clock.now()).await?;
    PrintedForm::of(sheet, &file.student_name).await
}

fn say_state(detail: &PupilFileDetail) -> &'static str {
    match detail.file.closed_on {
        None => say("帮扶中", "Open"),
        Some(_) => say("已结档", "Closed"),
    }
}

fn facts(detail: &PupilFileDetail) -> Vec<Fact> {
    let file = &detail.file;
    let supporters: Vec<_> = file.supporters.iter().map(|one| one.name.as_str()).collect();
    vec![
        Fact::new(say("学生", "Pupil"), &file.student_name),
        Fact::new(say("班级", "Class"), file.class_name.as_deref().unwrap_or_default()),
        Fact::new(say("帮扶教师", "Supported by"), supporters.join(say("、", ", "))),
        Fact::new(
            say("分管领导", "Leader"),
            file.leader_name.as_deref().unwrap_or_default(),
        ),
        Fact::new(say("建档日期", "Opened on"), day(file.opened_on)),
        Fact::new(
            say("结档日期", "Closed on"),
            file.closed_on.map(day).unwrap_or_default(),
        ),
        Fact::wide(
            say("帮扶成效", "Result"),
            file.result.map(result_word).unwrap_or_default(),
        ),
    ]
}

fn stages(stages: &[PupilFileStage]) -> Block {
    Block::Table {
        caption: say("帮扶阶段", "Stages of the support").to_owned(),
        columns: vec![
            Column::new(say("序号", "No."), 2, Align::Center),
            Column::new(say("起止日期", "From – until"), 4, Align::Center),
            Column::new(say("阶段目标", "Goal"), 6, Align::Left),
            Column::new(say("帮扶措施", "Measures"), 7, Align::Left),
            Column::new(say("成效", "Result"), 3, Align::Center),
            Column::new(say("阶段小结", "Review"), 7, Align::Left),
        ],
        rows: (1..)
            .zip(stages)
            .map(|(number, stage)| stage_row(number, stage))
            .collect(),
        empty: say("还没有帮扶阶段", "There are no stages yet").to_owned(),
    }
}

fn stage_row(number: usize, stage: &PupilFileStage) -> Vec<String> {
    let (from, until) = (stage.starts_on, stage.ends_on);
    let span = match until {
        Some(until) => format!("{from}\n{until}"),
        None => text(format!("{from} 起"), format!("since {from}")).show().to_owned(),
    };
    vec![
        number.to_string(),
        span,
        stage.goal.clone(),
        stage.measures.clone(),
        stage.result.map(result_word).unwrap_or_default().to_owned(),
        stage.review.clone().unwrap_or_default(),
    ]
}

/// The records of support while the file was open, and how many there are beyond those printed.
fn support(records: &Paged<Activity>) -> Vec<Block> {
    let row = |record: &Activity| {
        vec![
            record.happened_on.to_string(),
            record.person_name.clone(),
            record.text.clone(),
        ]
    };
    let mut blocks = vec![Block::Table {
        caption: say("帮扶记录", "Records of support").to_owned(),
        columns: vec![
            Column::new(say("日期", "Date"), 2, Align::Center),
            Column::new(say("帮扶教师", "Teacher"), 2, Align::Center),
            Column::new(say("内容", "What was done"), 9, Align::Left),
        ],
        rows: records.items.iter().map(row).collect(),
        empty: say("还没有帮扶记录", "Nothing was recorded yet").to_owned(),
    }];
    let more = records
        .total
        .unwrap_or_default()
        .saturating_sub(records.items.len() as u64);
    if more > 0 {
        let words = text(
            format!("另有 {more} 条帮扶记录未印出。"),
            format!("{more} more records are not printed."),
        );
        blocks.push(Block::Note {
            text: words.show().to_owned(),
        });
    }
    blocks
}

fn room(label: &str, text: &str) -> Block {
    Block::Text {
        label: label.to_owned(),
        text: text.to_owned(),
        lines: 3,
    }
}

fn result_word(result: SupportResult) -> &'static str {
    match result {
        SupportResult::Supporting => say("帮扶中", "Going on"),
        SupportResult::Improving => say("有进步", "Improving"),
        SupportResult::Transformed => say("已转化", "Goal reached"),
        SupportResult::Stopped => say("已停止", "Stopped"),
    }
}
