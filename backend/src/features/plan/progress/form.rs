//! The printed sheet of a person's duties (履职情况表).

use forms::{Align, Block, Column, Sheet, Signature};

use super::dto::{DutyProgress, PersonProgress};
use crate::language::{day, say, text};

pub fn fill(sheet: Sheet, progress: &PersonProgress) -> Sheet {
    let (name, unit) = (&progress.person_name, &progress.unit_name);
    let who = text(format!("姓名：{name}　单位：{unit}"), format!("{name}, {unit}"));
    let mut blocks = vec![Block::Table {
        caption: progress
            .plan
            .as_ref()
            .map(|plan| plan.title.clone())
            .unwrap_or_default(),
        columns: vec![
            Column::new(say("职责", "Duty"), 3, Align::Left),
            Column::new(say("周期", "Period"), 3, Align::Left),
            Column::new(say("目标", "Target"), 2, Align::Center),
            Column::new(say("减免", "Waived"), 1, Align::Center),
            Column::new(say("完成", "Done"), 1, Align::Center),
            Column::new(say("进度说明", "How it stands"), 6, Align::Left),
        ],
        rows: progress.items.iter().map(row).collect(),
        empty: say(
            "没有施行中的方案，或没有对应的职责",
            "No plan in force, or no duties in it",
        )
        .to_owned(),
    }];
    blocks.push(Block::Note {
        text: say(
            "各项数字由联系记录和任课数据自动得出，系统中可逐项查看所依据的记录。",
            "The figures are drawn from activities and teaching assignments; the records behind each are in the system.",
        )
        .to_owned(),
    });
    Sheet {
        left: who.show().to_owned(),
        right: day(progress.on),
        blocks,
        signatures: vec![
            Signature::line(say("本人", "Signed")),
            Signature::line(say("校长", "Principal")),
        ],
        ..sheet
    }
}

fn row(duty: &DutyProgress) -> Vec<String> {
    let number = |value: Option<i32>| value.map(|value| value.to_string()).unwrap_or_default();
    let unit = duty.unit_label.as_deref().unwrap_or_default();
    let target = match duty.target {
        Some(target) => format!("{target} {unit}"),
        None => say("未规定", "Not set").to_owned(),
    };
    let waived = if duty.waived == 0 {
        String::new()
    } else {
        duty.waived.to_string()
    };
    vec![
        duty.duty.title.clone(),
        duty.period.name.clone(),
        target.trim_end().to_owned(),
        waived,
        number(duty.actual),
        duty.words.clone(),
    ]
}
