//! What stands on the summary of a round (考评结果汇总表), on paper and in the workbook alike.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    auth::Actor,
    entities::{
        evaluation_result, evaluation_round,
        evaluation_rules::SchemeRules,
        ids::{EvaluationObjectId, EvaluationResultId},
    },
    error::Result,
    features::{
        accounts::unit_names,
        evaluation::results::{dto::EvaluationResult, explanation::ResultExplanation, inputs, queries},
    },
    language::{day, say, text},
    state::State,
};

/// The summary of a round, as the caller may know it.
pub struct Summary {
    pub unit: String,
    pub round: evaluation_round::Model,
    pub rules: SchemeRules,
    /// By the places of their objects.
    pub lines: Vec<Line>,
    /// How many are left out, because they are about the caller.
    pub withheld: u32,
}

/// A result, and how it came about.
pub struct Line {
    pub result: EvaluationResult,
    pub explanation: ResultExplanation,
}

impl Summary {
    pub async fn of(state: &State, actor: &Actor, round: &evaluation_round::Model) -> Result<Self> {
        let (db, now) = (&state.db, state.clock.now());
        let results = queries::of_round(db, actor, round, now).await?;
        let objects: HashMap<EvaluationObjectId, _> = inputs::objects(db, round.id)
            .await?
            .into_iter()
            .map(|object| (object.id, object))
            .collect();
        let stored: HashMap<EvaluationResultId, evaluation_result::Model> = evaluation_result::Entity::find()
            .filter(evaluation_result::Column::Id.is_in(results.items.iter().map(|result| result.id)))
            .all(db)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let mut lines = Vec::new();
        for result in results.items {
            let (Some(row), Some(object)) = (stored.get(&result.id), objects.get(&result.object_id)) else {
                continue;
            };
            let explanation = queries::explanation_of(db, actor, row, object).await?;
            lines.push(Line { result, explanation });
        }
        let names = unit_names(db, [round.unit_id]).await?;
        Ok(Self {
            unit: names.get(&round.unit_id).cloned().unwrap_or_default(),
            rules: inputs::rules(round)?.clone(),
            round: round.clone(),
            lines,
            withheld: results.withheld,
        })
    }

    /// The first and the last day of what was evaluated.
    pub fn period(&self) -> String {
        format!(
            "{}{}{}",
            day(self.round.period_from),
            say("至", " to "),
            day(self.round.period_to)
        )
    }

    /// 60 : 40.
    pub fn weights(&self) -> String {
        format!(
            "{} {} : {} {}",
            say("组织考评", "Organisational"),
            self.rules.organisational_weight.normalize(),
            say("群众测评", "mass"),
            self.rules.mass_weight.normalize(),
        )
    }

    /// From which score on is which grade, and the cap of the best.
    pub fn grading(&self) -> String {
        let name = |code: &str| {
            let grade = self.rules.grades.iter().find(|grade| grade.code == code);
            grade.map_or(code, |grade| grade.name.as_str()).to_owned()
        };
        let bands = self.rules.bands.iter().map(|band| {
            let from = band.from.normalize();
            format!("{} ≥ {from}", name(&band.grade))
        });
        let cap = self.rules.cap.iter().map(|cap| {
            let percent = cap.percent.normalize();
            let best = self.rules.grades.first().map_or("", |grade| grade.name.as_str());
            let capped = text(
                format!("{best}不超过干部人数的 {percent}%"),
                format!("{best}: at most {percent}% of the cadres"),
            );
            capped.show().to_owned()
        });
        bands.chain(cap).collect::<Vec<_>>().join(say("；", "; "))
    }
}

impl Line {
    /// What is to be said beside the grade.
    pub fn remarks(&self) -> String {
        let result = &self.result;
        let mut remarks = Vec::new();
        if result.lowered {
            remarks.push(say("受优秀比例限制", "Lowered by the cap").to_owned());
        }
        if result.tied {
            remarks.push(say("分数并列", "Tied").to_owned());
        }
        if self.explanation.set_grade.is_some() {
            remarks.push(say("复核后确定等次", "Grade set after an objection").to_owned());
        } else if result.revision > 1 {
            remarks.push(say("复核后更正", "Corrected after an objection").to_owned());
        }
        if !result.hidden_groups.is_empty() {
            let hidden = result.hidden_groups.join(say("、", ", "));
            remarks.push(format!("{}{hidden}", say("票数不足未计入：", "Too few ballots: ")));
        }
        remarks.join(say("；", "; "))
    }

    /// A number, or a dash.
    pub fn or_dash(number: Option<&String>) -> String {
        number.cloned().unwrap_or_else(|| "—".to_owned())
    }
}
