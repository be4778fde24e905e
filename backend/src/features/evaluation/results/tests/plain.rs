//! The arithmetic a second time, with whole numbers and fractions, written from the rules and not from the first.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::made_up::Round;
use crate::entities::{evaluation_object, evaluation_rules::Part};

/// A number that is not negative, exactly.
#[derive(Debug, Clone, Copy)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    fn whole(number: i128) -> Self {
        Self { over: number, under: 1 }
    }

    /// A decimal as it is written: 12.5 is 125/10.
    fn of(decimal: Decimal) -> Self {
        let written = decimal.to_string();
        let (whole, places) = written.split_once('.').unwrap_or((&written, ""));
        Self {
            over: format!("{whole}{places}").parse().unwrap(),
            under: 10_i128.pow(u32::try_from(places.len()).unwrap()),
        }
    }

    fn plus(self, other: Self) -> Self {
        let over = self.over * other.under + other.over * self.under;
        Self {
            over,
            under: self.under * other.under,
        }
        .shortened()
    }

    fn times(self, other: Self) -> Self {
        Self {
            over: self.over * other.over,
            under: self.under * other.under,
        }
        .shortened()
    }

    fn by(self, other: Self) -> Option<Self> {
        (other.over != 0).then(|| {
            Self {
                over: self.over * other.under,
                under: self.under * other.over,
            }
            .shortened()
        })
    }

    fn shortened(self) -> Self {
        let (mut one, mut other) = (self.over, self.under);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        Self {
            over: self.over / one,
            under: self.under / one,
        }
    }

    /// To so many places, half upwards.
    fn to(self, places: u32) -> Self {
        let scale = 10_i128.pow(places);
        Self {
            over: (2 * self.over * scale + self.under) / (2 * self.under),
            under: scale,
        }
    }

    fn written(self, places: u32) -> String {
        let scale = 10_i128.pow(places);
        let whole = self.over * scale / self.under;
        let places = usize::try_from(places).unwrap();
        format!("{}.{:0places$}", whole / scale, whole % scale)
    }
}

fn mean(of: &[(Fraction, Option<Fraction>)], places: u32) -> Option<Fraction> {
    let mut sum = Fraction::whole(0);
    let mut weights = Fraction::whole(0);
    for (weight, number) in of {
        if let Some(number) = number {
            sum = sum.plus(weight.times(*number));
            weights = weights.plus(*weight);
        }
    }
    sum.by(weights).map(|quotient| quotient.to(places))
}

/// The score of an object, by the words of the rules.
pub fn plainly(round: &Round, object: &evaluation_object::Model) -> Option<String> {
    let rules = &round.rules;
    let worth: BTreeMap<&str, Fraction> = rules
        .grades
        .iter()
        .map(|grade| (grade.code.as_str(), Fraction::of(grade.value)))
        .collect();
    let one = Fraction::whole(1);
    let mut parts = Vec::new();
    for (part, weight) in [
        (Part::Organisational, rules.organisational_weight),
        (Part::Mass, rules.mass_weight),
    ] {
        let mut groups = Vec::new();
        for group in &rules.groups {
            if group.part != part || !group.rates.contains(&object.kind) {
                continue;
            }
            let mut dimensions = Vec::new();
            for dimension in &rules.dimensions {
                let mut said = Vec::new();
                for sheet in &round.sheets {
                    let counts = sheet.set_aside_reason.is_none();
                    if part != Part::Organisational
                        || !counts
                        || sheet.object_id != object.id
                        || sheet.group_code != group.code
                    {
                        continue;
                    }
                    let mut items: Vec<&str> = dimension.items.iter().map(|item| item.code.as_str()).collect();
                    if items.is_empty() {
                        items.push(&dimension.code);
                    }
                    let grades: Vec<_> = items
                        .iter()
                        .map(|item| {
                            (
                                one,
                                sheet
                                    .grades
                                    .0
                                    .get(*item)
                                    .and_then(|grade| grade.as_deref())
                                    .map(|grade| worth[grade]),
                            )
                        })
                        .collect();
                    said.push((one, mean(&grades, 4)));
                }
                if part == Part::Mass {
                    for tally in round.boxes.iter().filter(|tally| tally.group_code == group.code) {
                        let told = tally
                            .objects
                            .get(&object.id)
                            .and_then(|told| told.dimensions.get(&dimension.code));
                        for (grade, count) in told.into_iter().flat_map(|told| &told.grades) {
                            said.extend((0..*count).map(|_| (one, Some(worth[grade.as_str()]))));
                        }
                    }
                }
                dimensions.push((Fraction::of(dimension.weight), mean(&said, 4)));
            }
            groups.push((Fraction::of(group.weight), mean(&dimensions, 4)));
        }
        parts.push((Fraction::of(weight), mean(&groups, 4)));
    }
    mean(&parts, 2).map(|score| score.written(2))
}
