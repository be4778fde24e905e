//! The arithmetic of evaluation (计分): exact decimals, half rounded away from zero at every step that is shown.
//!
//! A mean of a dimension in a group, a group, a part: four places; the score: two. What has no number gives its weight
//! to what stands beside it, so that nothing hidden enters a total.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    explanation::{DimensionScore, GroupScore, PartScore, SheetScore, SheetValue, WhyMissing},
    tallies::grade_counts,
};
use crate::{
    entities::{
        evaluation_object,
        evaluation_rules::{Dimension, Part, RaterGroup, SchemeRules},
        evaluation_sheet,
        ids::EvaluationObjectId,
    },
    features::ballots::{BoxTally, DimensionTally},
};

/// Places of every number on the way.
const PLACES: u32 = 4;
/// Places of the score.
const SCORE_PLACES: u32 = 2;

/// What results are computed from: all of it is frozen once a round is sealed.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    pub rules: &'a SchemeRules,
    /// In the order of their places.
    pub objects: &'a [evaluation_object::Model],
    /// Those that were handed in.
    pub sheets: &'a [evaluation_sheet::Model],
    /// What the boxes say, as far as it may be told.
    pub boxes: &'a [BoxTally],
}

/// What a score is made of, before grades are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    pub object_id: EvaluationObjectId,
    pub parts: Vec<PartScore>,
    pub score: Option<Decimal>,
}

impl Inputs<'_> {
    /// The score of every object, in their order.
    pub fn scores(&self) -> Vec<Scored> {
        self.objects.iter().map(|object| self.score_of(object)).collect()
    }

    fn score_of(&self, object: &evaluation_object::Model) -> Scored {
        let rules = self.rules;
        let weights = [
            (Part::Organisational, rules.organisational_weight),
            (Part::Mass, rules.mass_weight),
        ];
        let parts: Vec<PartScore> = weights
            .into_iter()
            .filter(|(_, weight)| !weight.is_zero())
            .map(|(part, weight)| self.part_of(object, part, weight))
            .collect();
        let score = weighted(parts.iter().map(|part| (part.weight, part.score)), SCORE_PLACES);
        Scored {
            object_id: object.id,
            parts,
            score,
        }
    }

    fn part_of(&self, object: &evaluation_object::Model, part: Part, weight: Decimal) -> PartScore {
        let rating = |group: &&RaterGroup| group.part == part && group.rates.contains(&object.kind);
        let groups: Vec<GroupScore> = self
            .rules
            .groups
            .iter()
            .filter(rating)
            .map(|group| match part {
                Part::Organisational => self.by_sheets(group, object.id),
                Part::Mass => self.by_ballots(group, object.id),
            })
            .collect();
        PartScore {
            part,
            weight,
            score: weighted(groups.iter().map(|group| (group.weight, group.score)), PLACES),
            groups,
        }
    }

    fn by_sheets(&self, group: &RaterGroup, object: EvaluationObjectId) -> GroupScore {
        let values = grade_values(self.rules);
        let sheets: Vec<SheetScore> = self
            .sheets
            .iter()
            .filter(|sheet| sheet.object_id == object && sheet.group_code == group.code)
            .map(|sheet| read(sheet, &self.rules.dimensions, &values))
            .collect();
        let counting: Vec<&SheetScore> = sheets.iter().filter(|sheet| sheet.set_aside_reason.is_none()).collect();
        let dimensions = self.rules.dimensions.iter().map(|dimension| {
            let said: Vec<Decimal> = counting
                .iter()
                .filter_map(|sheet| sheet.value(&dimension.code))
                .collect();
            let mean = divided(said.iter().sum(), Decimal::from(said.len()), PLACES);
            DimensionScore {
                code: dimension.code.clone(),
                name: dimension.name.clone(),
                weight: dimension.weight,
                mean,
                missing: mean.is_none().then_some(WhyMissing::NothingSaid),
                valid: Some(count(said.len())),
                abstained: Some(count(counting.len() - said.len())),
                grades: Vec::new(),
            }
        });
        let dimensions: Vec<DimensionScore> = dimensions.collect();
        let score = weighted(dimensions.iter().map(|one| (one.weight, one.mean)), PLACES);
        GroupScore {
            raters: Some(count(counting.len())),
            missing: score.is_none().then_some(WhyMissing::NothingSaid),
            score,
            dimensions,
            sheets,
            ..empty(group)
        }
    }

    fn by_ballots(&self, group: &RaterGroup, object: EvaluationObjectId) -> GroupScore {
        let of_group = self.boxes.iter().find(|tally| tally.group_code == group.code);
        let Some(tally) = of_group.and_then(|tally| tally.objects.get(&object)) else {
            return GroupScore {
                missing: Some(WhyMissing::BelowMinimum),
                ..empty(group)
            };
        };
        let dimensions = self.rules.dimensions.iter().map(|dimension| {
            let counted = tally.dimensions.get(&dimension.code);
            counted.map_or_else(|| hidden(dimension), |counted| self.counted(dimension, counted))
        });
        let dimensions: Vec<DimensionScore> = dimensions.collect();
        let score = weighted(dimensions.iter().map(|one| (one.weight, one.mean)), PLACES);
        GroupScore {
            raters: Some(tally.valid),
            missing: score.is_none().then_some(WhyMissing::BelowMinimum),
            score,
            dimensions,
            ..empty(group)
        }
    }

    fn counted(&self, dimension: &Dimension, tally: &DimensionTally) -> DimensionScore {
        let grades = grade_counts(tally, &self.rules.grades);
        let valid: u32 = grades.iter().map(|grade| grade.count).sum();
        let sum = grades
            .iter()
            .map(|grade| grade.value * Decimal::from(grade.count))
            .sum();
        let mean = divided(sum, Decimal::from(valid), PLACES);
        DimensionScore {
            code: dimension.code.clone(),
            name: dimension.name.clone(),
            weight: dimension.weight,
            mean,
            missing: mean.is_none().then_some(WhyMissing::NothingSaid),
            valid: Some(valid),
            abstained: Some(tally.abstained),
            grades,
        }
    }
}

impl SheetScore {
    fn value(&self, dimension: &str) -> Option<Decimal> {
        self.dimensions.iter().find(|one| one.code == dimension)?.value
    }
}

/// A group of which nothing is known.
fn empty(group: &RaterGroup) -> GroupScore {
    GroupScore {
        code: group.code.clone(),
        name: group.name.clone(),
        weight: group.weight,
        score: None,
        missing: None,
        raters: None,
        dimensions: Vec::new(),
        sheets: Vec::new(),
    }
}

fn hidden(dimension: &Dimension) -> DimensionScore {
    DimensionScore {
        code: dimension.code.clone(),
        name: dimension.name.clone(),
        weight: dimension.weight,
        mean: None,
        missing: Some(WhyMissing::BelowMinimum),
        valid: None,
        abstained: None,
        grades: Vec::new(),
    }
}

fn grade_values(rules: &SchemeRules) -> BTreeMap<&str, Decimal> {
    rules
        .grades
        .iter()
        .map(|grade| (grade.code.as_str(), grade.value))
        .collect()
}

/// What a sheet says of each dimension: the mean of its items, or the dimension itself where it has none.
fn read(sheet: &evaluation_sheet::Model, dimensions: &[Dimension], values: &BTreeMap<&str, Decimal>) -> SheetScore {
    let value_of = |code: &str| -> Option<Decimal> {
        let grade = sheet.grades.0.get(code)?.as_deref()?;
        values.get(grade).copied()
    };
    let dimensions = dimensions.iter().map(|dimension| {
        let value = if dimension.items.is_empty() {
            value_of(&dimension.code).map(|value| rounded(value, PLACES))
        } else {
            let said: Vec<Decimal> = dimension.items.iter().filter_map(|item| value_of(&item.code)).collect();
            divided(said.iter().sum(), Decimal::from(said.len()), PLACES)
        };
        SheetValue {
            code: dimension.code.clone(),
            value,
        }
    });
    SheetScore {
        sheet_id: sheet.id,
        assessor_name: None,
        set_aside_reason: sheet.set_aside_reason.clone(),
        dimensions: dimensions.collect(),
    }
}

/// The mean of those that have a number, each with its weight; none where none has one.
fn weighted(parts: impl Iterator<Item = (Decimal, Option<Decimal>)>, places: u32) -> Option<Decimal> {
    let (mut sum, mut weights) = (Decimal::ZERO, Decimal::ZERO);
    for (weight, number) in parts {
        if let Some(number) = number {
            sum += weight * number;
            weights += weight;
        }
    }
    divided(sum, weights, places)
}

/// A quotient; none of nothing.
fn divided(sum: Decimal, by: Decimal, places: u32) -> Option<Decimal> {
    sum.checked_div(by).map(|quotient| rounded(quotient, places))
}

/// Half away from zero, always with all its places: 87.5 is written 87.50.
fn rounded(number: Decimal, places: u32) -> Decimal {
    let mut rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places);
    rounded
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
