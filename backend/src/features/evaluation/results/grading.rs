//! From scores to grades (等次): bands, then the cap of the best grade with its rule for ties.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use super::{
    arithmetic::{Inputs, Scored},
    explanation::{CapApplied, ResultExplanation},
};
use crate::entities::{
    evaluation_object,
    evaluation_rules::{Cap, ObjectKind, SchemeRules, TieRule},
    ids::EvaluationObjectId,
};

/// A result as it is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub object_id: EvaluationObjectId,
    pub score: Option<Decimal>,
    /// The code of the grade after bands and cap; none where there is no score.
    pub grade: Option<String>,
    pub explanation: ResultExplanation,
}

/// The results of all objects, in their order.
pub fn outcomes(inputs: &Inputs<'_>) -> Vec<Outcome> {
    let scored = inputs.scores();
    let room = Room::of(inputs.rules, inputs.objects, &scored);
    scored
        .into_iter()
        .map(|scored| {
            let band = scored
                .score
                .and_then(|score| band(inputs.rules, score))
                .map(str::to_owned);
            let cap = room.as_ref().and_then(|room| room.applied(&scored));
            let grade = match &cap {
                Some(cap) if cap.lowered => inputs.rules.grades.get(1).map(|grade| grade.code.clone()),
                _ => band.clone(),
            };
            Outcome {
                object_id: scored.object_id,
                score: scored.score,
                grade,
                explanation: ResultExplanation {
                    parts: scored.parts,
                    score: scored.score,
                    band,
                    cap,
                    set_grade: None,
                },
            }
        })
        .collect()
}

/// The grade of a score by the bands; below the last one the last grade.
fn band(rules: &SchemeRules, score: Decimal) -> Option<&str> {
    let reached = rules.bands.iter().find(|band| score >= band.from);
    let below = || rules.grades.last().map(|grade| grade.code.as_str());
    reached.map(|band| band.grade.as_str()).or_else(below)
}

/// Who may be of the best grade.
struct Room<'a> {
    cap: &'a Cap,
    rated: usize,
    places: usize,
    /// The cadres that are good enough, by score.
    good_enough: BTreeMap<EvaluationObjectId, Decimal>,
    /// The least score that keeps the best grade; none keeps it when there is no such score.
    least: Option<Decimal>,
    /// The score that stands on both sides of the cap.
    tied: Option<Decimal>,
}

impl<'a> Room<'a> {
    fn of(rules: &'a SchemeRules, objects: &[evaluation_object::Model], scored: &[Scored]) -> Option<Self> {
        let cap = rules.cap.as_ref()?;
        let best = rules.grades.first()?;
        let cadres: BTreeMap<EvaluationObjectId, Decimal> = objects
            .iter()
            .zip(scored)
            .filter(|(object, _)| object.kind == ObjectKind::Cadre)
            .filter_map(|(object, scored)| Some((object.id, scored.score?)))
            .collect();
        let rated = cadres.len();
        let places = places(cap, rated);
        let good_enough: BTreeMap<_, _> = cadres
            .into_iter()
            .filter(|(_, score)| band(rules, *score) == Some(best.code.as_str()))
            .collect();
        let mut scores: Vec<Decimal> = good_enough.values().copied().collect();
        scores.sort_unstable_by(|one, other| other.cmp(one));
        let last_in = places.checked_sub(1).and_then(|at| scores.get(at)).copied();
        let first_out = scores.get(places).copied();
        let tied = last_in.filter(|score| Some(*score) == first_out);
        let least = match (tied, cap.ties) {
            (Some(tied), TieRule::None) => scores.iter().copied().rfind(|score| *score > tied),
            _ if first_out.is_none() => scores.last().copied(),
            _ => last_in,
        };
        Some(Self {
            cap,
            rated,
            places,
            good_enough,
            least,
            tied,
        })
    }

    /// What the cap did to a result; none where it did nothing and nobody stands at it.
    fn applied(&self, scored: &Scored) -> Option<CapApplied> {
        let score = *self.good_enough.get(&scored.object_id)?;
        if self.good_enough.len() <= self.places {
            return None;
        }
        Some(CapApplied {
            percent: self.cap.percent,
            rated: number(self.rated),
            places: number(self.places),
            good_enough: number(self.good_enough.len()),
            lowered: self.least.is_none_or(|least| score < least),
            tied: self.tied == Some(score),
        })
    }
}

/// The share of the cadres, rounded down.
fn places(cap: &Cap, rated: usize) -> usize {
    let share = cap.percent * Decimal::from(rated) / Decimal::ONE_HUNDRED;
    share
        .round_dp_with_strategy(0, RoundingStrategy::ToNegativeInfinity)
        .to_usize()
        .unwrap_or_default()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
