//! The plan as a document (实施方案): on paper, and for Word.

mod tables;
mod words;

use chrono::NaiveDate;
use forms::{Block, Fact, Sheet, Signature};
use sea_orm::ConnectionTrait;

use super::{dto::Plan, queries};
use crate::{
    auth::Actor,
    entities::{
        ids::PlanId,
        plan::{LedgerPolicy, PlanState},
    },
    error::Result,
    features::plan::{duties, leading_group, study_items, template},
    http::{Download, ListQuery, PrintedForm},
    language::{day, say, text},
};

/// Prints a plan the caller may see.
pub async fn print(db: &impl ConnectionTrait, actor: &Actor, id: PlanId, today: NaiveDate) -> Result<PrintedForm> {
    let (sheet, unit) = sheet(db, actor, id, today).await?;
    PrintedForm::of(sheet, &unit).await
}

/// The plan for Word, to be worked on where a school writes its own.
pub async fn word(db: &impl ConnectionTrait, actor: &Actor, id: PlanId, today: NaiveDate) -> Result<Download> {
    let (sheet, _) = sheet(db, actor, id, today).await?;
    Download::word(&sheet)
}

/// The sheet, and the name of the issuing unit.
async fn sheet(db: &impl ConnectionTrait, actor: &Actor, id: PlanId, today: NaiveDate) -> Result<(Sheet, String)> {
    let plan = queries::find(db, actor, id).await?;
    let of_plan = format!("plan_id={id}&limit=200");
    let group = leading_group::list(db, actor, ListQuery::from_query_string(&of_plan)?).await?;
    let schemes = queries::schemes(db, actor, id).await?;
    let duties = duties::list(db, actor, ListQuery::from_query_string(&of_plan)?).await?;
    let study = study_items::list(db, actor, ListQuery::from_query_string(&of_plan)?, today).await?;
    let template = match &plan.template_code {
        Some(code) => template::find(db, actor, code).await?,
        None => None,
    };
    let mut parts = vec![
        (say("领导小组", "Leading group"), tables::group(&group.items)),
        (say("联系制度", "Liaison schemes"), tables::schemes(&schemes.items)),
        (say("职责", "Duties"), tables::duties(&duties.items)),
        (say("学习内容", "Study"), tables::study(&study.items)),
        (
            say("民情台账时限", "Time limits of the ledger"),
            vec![policy(&plan.ledger_policy)],
        ),
    ];
    if let Some(template) = template.filter(|template| !template.principles.is_empty()) {
        let facts = template.principles.iter();
        let facts = facts.map(|one| Fact::wide(&one.title, &one.text)).collect();
        parts.push((say("原则", "Principles"), vec![Block::Facts { facts }]));
    }
    let mut blocks = vec![Block::Facts { facts: head(&plan) }];
    for (number, (heading, part)) in (1..).zip(parts) {
        blocks.push(PrintedForm::heading(number, heading));
        blocks.extend(part);
    }
    let sheet = Sheet {
        left: plan.unit_name.clone(),
        right: plan.document_number.clone().unwrap_or_default(),
        blocks,
        signatures: vec![
            Signature::line(say("办公室", "Office")),
            Signature::line(say("校长", "Principal")),
        ],
        ..PrintedForm::sheet(&plan.title, &actor.display_name, today)
    };
    Ok((sheet, plan.unit_name))
}

fn head(plan: &Plan) -> Vec<Fact> {
    let state = match plan.state {
        PlanState::Draft => say("草稿，尚未施行", "Draft, not in force"),
        PlanState::Adopted => say("施行中", "In force"),
        PlanState::Superseded => say("已废止", "Replaced"),
    };
    vec![
        Fact::new(say("发文单位", "Issued by"), &plan.unit_name),
        Fact::new(
            say("文号", "Number"),
            plan.document_number.as_deref().unwrap_or_default(),
        ),
        Fact::new(
            say("发文日期", "Issued on"),
            plan.issued_on.map(day).unwrap_or_default(),
        ),
        Fact::new(say("状态", "State"), state),
        Fact::new(say("施行日期", "In force from"), day(plan.effective_from)),
        Fact::new(say("终止日期", "Until"), plan.effective_to.map(day).unwrap_or_default()),
        Fact::wide(say("依据文件", "Basis"), plan.basis.join("\n")),
    ]
}

fn policy(policy: &LedgerPolicy) -> Block {
    let said = |label, zh: String, en: String| Fact::new(label, text(zh, en).show());
    let working = |label, days: i16| said(label, format!("{days} 个工作日"), format!("{days} working days"));
    let days = |label, days: i16| said(label, format!("{days} 天"), format!("{days} days"));
    let returns = policy.max_returns;
    Block::Facts {
        facts: vec![
            working(say("签收", "To sign"), policy.sign_days),
            working(say("退回", "To return"), policy.return_days),
            days(say("一般事项", "Ordinary"), policy.normal_days),
            days(say("复杂事项", "Complex"), policy.complex_days),
            days(say("延期至多", "Extension"), policy.extension_days),
            said(
                say("退回至多", "Returns"),
                format!("{returns} 次，之后由办公室裁定"),
                format!("{returns}, then the office rules"),
            ),
            days(say("法定期限", "Legal limit"), policy.legal_days),
            days(say("法定延期", "Legal extension"), policy.legal_extension_days),
            Fact::wide(
                say("满意率", "Satisfaction"),
                if policy.basically_satisfied_counts {
                    say("“基本满意”计入", "\"Basically satisfied\" counts as satisfied")
                } else {
                    say(
                        "“基本满意”不计入",
                        "\"Basically satisfied\" does not count as satisfied",
                    )
                },
            ),
        ],
    }
}
