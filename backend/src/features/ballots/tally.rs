//! What may be told of ballots (测评汇总). Below the minimum nothing leaves this module, and nothing that does depends on
//! what stays: neither a number beside it nor a total can give it away.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    entities::{
        ballot::{self, Choices},
        ballot_box,
        evaluation_rules::{Part, RaterGroup, SchemeRules},
        ids::{EvaluationObjectId, EvaluationRoundId},
    },
    error::Result,
};

/// No group may set less.
const LEAST: u32 = 5;
/// Nor one of staff, who know each other's opinions.
const LEAST_OF_STAFF: u32 = 10;

/// The ballots of a group, as far as they may be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoxTally {
    #[schema(example = "parents")]
    pub group_code: String,
    /// Valid ballots; null: fewer than the minimum, and nothing else is told.
    #[schema(required, example = 87)]
    pub ballots: Option<u32>,
    /// 废票: ballots nobody could read; 0 while nothing is told.
    #[schema(example = 1)]
    pub void: u32,
    /// By object; without those whom too few graded.
    #[schema(value_type = BTreeMap<String, ObjectTally>)]
    pub objects: BTreeMap<EvaluationObjectId, ObjectTally>,
}

/// What ballots say of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ObjectTally {
    /// Ballots with a grade for it in a dimension that is told.
    #[schema(example = 85)]
    pub valid: u32,
    /// By dimension; without those in which too few graded.
    pub dimensions: BTreeMap<String, DimensionTally>,
}

/// What ballots say of an object in a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DimensionTally {
    /// How many gave which grade; all grades of the rules, 0 too.
    pub grades: BTreeMap<String, u32>,
    /// 弃权: ballots that gave none.
    #[schema(example = 2)]
    pub abstained: u32,
}

/// Below so many ballots of a group nothing is told.
pub fn minimum_of(group: &RaterGroup) -> u32 {
    group.minimum.max(if group.staff { LEAST_OF_STAFF } else { LEAST })
}

/// Whether a part of a whole can be told: the whole is large enough, and neither the part nor what is left of it is so
/// small that it points at somebody.
pub fn is_told(part: u32, whole: u32, minimum: u32) -> bool {
    let is_small = |count: u32| (1..LEAST).contains(&count);
    whole >= minimum && !is_small(part) && !is_small(whole.saturating_sub(part))
}

/// What may be told of the sealed boxes of a round, in the order of the groups; nothing of boxes that are not sealed.
pub async fn tallies(
    db: &impl ConnectionTrait,
    round_id: EvaluationRoundId,
    rules: &SchemeRules,
) -> Result<Vec<BoxTally>> {
    let boxes = ballot_box::Entity::find()
        .filter(ballot_box::Column::RoundId.eq(round_id))
        .filter(ballot_box::Column::Counts.is_not_null())
        .all(db)
        .await?;
    let mut tallies = Vec::new();
    for group in rules.groups.iter().filter(|group| group.part == Part::Mass) {
        let Some(stored) = boxes.iter().find(|stored| stored.group_code == group.code) else {
            continue;
        };
        let ballots = ballot::Entity::find()
            .filter(ballot::Column::BoxId.eq(stored.id))
            .order_by_asc(ballot::Column::Id)
            .all(db)
            .await?;
        tallies.push(tally(&ballots_of(ballots), group, rules));
    }
    Ok(tallies)
}

/// The valid ballots of a box, and how many are void.
pub struct Ballots {
    valid: Vec<Choices>,
    void: u32,
}

fn ballots_of(rows: Vec<ballot::Model>) -> Ballots {
    let (void, valid): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.is_void);
    Ballots {
        valid: valid.into_iter().map(|row| row.choices).collect(),
        void: count(void.len()),
    }
}

/// What may be told of the ballots of a group.
///
/// The group, each object and each dimension has to reach the minimum by itself. What does not is left out whole, its
/// abstentions too: they would be the rest of a number that is told.
pub fn tally(ballots: &Ballots, group: &RaterGroup, rules: &SchemeRules) -> BoxTally {
    let minimum = minimum_of(group);
    let cast = count(ballots.valid.len());
    if cast < minimum {
        return BoxTally {
            group_code: group.code.clone(),
            ballots: None,
            void: 0,
            objects: BTreeMap::new(),
        };
    }
    let mut objects: Vec<EvaluationObjectId> = ballots
        .valid
        .iter()
        .flat_map(|choices| choices.0.keys().copied())
        .collect();
    objects.sort_unstable();
    objects.dedup();
    let of_object = |object: EvaluationObjectId| {
        let dimensions = rules.dimensions.iter().filter_map(|dimension| {
            let told = of_dimension(ballots, object, &dimension.code, rules);
            (cast - told.abstained >= minimum).then(|| (dimension.code.clone(), told))
        });
        let dimensions: BTreeMap<String, DimensionTally> = dimensions.collect();
        (!dimensions.is_empty()).then(|| {
            let valid = graded_in(ballots, object, &dimensions);
            (object, ObjectTally { valid, dimensions })
        })
    };
    BoxTally {
        group_code: group.code.clone(),
        ballots: Some(cast),
        void: ballots.void,
        objects: objects.into_iter().filter_map(of_object).collect(),
    }
}

fn of_dimension(ballots: &Ballots, object: EvaluationObjectId, dimension: &str, rules: &SchemeRules) -> DimensionTally {
    let mut told = DimensionTally {
        grades: rules.grades.iter().map(|grade| (grade.code.clone(), 0)).collect(),
        abstained: 0,
    };
    for choices in &ballots.valid {
        match grade_of(choices, object, dimension).and_then(|grade| told.grades.get_mut(grade)) {
            Some(count) => *count += 1,
            None => told.abstained += 1,
        }
    }
    told
}

/// Ballots that grade an object in one of these dimensions; those in which too few did are not looked at.
fn graded_in(ballots: &Ballots, object: EvaluationObjectId, dimensions: &BTreeMap<String, DimensionTally>) -> u32 {
    let graded = ballots.valid.iter().filter(|choices| {
        let mut told = dimensions.keys();
        told.any(|dimension| grade_of(choices, object, dimension).is_some())
    });
    count(graded.count())
}

fn grade_of<'a>(choices: &'a Choices, object: EvaluationObjectId, dimension: &str) -> Option<&'a str> {
    choices.0.get(&object)?.get(dimension)?.as_deref()
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::entities::{
        evaluation_rules::{Dimension, Grade, ObjectKind},
        ids::EvaluationObjectId,
    };

    const OBJECTS: usize = 3;
    const DIMENSIONS: [&str; 2] = ["grassroots", "difficulties"];
    const GRADES: [&str; 3] = ["excellent", "competent", "poor"];
    const MINIMUM: u32 = 5;

    fn object(at: usize) -> EvaluationObjectId {
        EvaluationObjectId(uuid::Uuid::from_u128(1 + at as u128))
    }

    fn group(staff: bool) -> RaterGroup {
        RaterGroup {
            code: "parents".into(),
            name: "家长".into(),
            part: Part::Mass,
            rates: vec![ObjectKind::Cadre],
            weight: Decimal::ONE,
            minimum: 0,
            staff,
        }
    }

    fn rules() -> SchemeRules {
        let dimension = |code: &str| Dimension {
            code: code.into(),
            name: code.into(),
            weight: Decimal::ONE,
            items: Vec::new(),
        };
        let grade = |code: &str| Grade {
            code: code.into(),
            name: code.into(),
            value: Decimal::ONE,
        };
        SchemeRules {
            dimensions: DIMENSIONS.map(dimension).into(),
            grades: GRADES.map(grade).into(),
            groups: vec![group(false)],
            organisational_weight: Decimal::ONE,
            mass_weight: Decimal::ONE,
            bands: Vec::new(),
            cap: None,
            hygiene: Vec::new(),
            objection_days: 5,
        }
    }

    /// Grades by place: object, then dimension.
    type Row = Vec<Option<usize>>;

    fn ballots(rows: &[Row], void: u32) -> Ballots {
        let choices = |row: &Row| {
            let of = |at: usize| {
                let grades = DIMENSIONS.iter().enumerate();
                grades
                    .map(|(dimension, code)| {
                        let grade = row[at * DIMENSIONS.len() + dimension];
                        ((*code).to_owned(), grade.map(|grade| GRADES[grade].to_owned()))
                    })
                    .collect()
            };
            Choices((0..OBJECTS).map(|at| (object(at), of(at))).collect())
        };
        Ballots {
            valid: rows.iter().map(choices).collect(),
            void,
        }
    }

    fn is_shown(told: &BoxTally, place: usize) -> bool {
        let of_object = told.objects.get(&object(place / DIMENSIONS.len()));
        of_object.is_some_and(|told| told.dimensions.contains_key(DIMENSIONS[place % DIMENSIONS.len()]))
    }

    /// Ballots in which some places are graded by few and others by many.
    fn any_rows() -> impl Strategy<Value = Vec<Row>> {
        let places = OBJECTS * DIMENSIONS.len();
        (proptest::collection::vec(0.0_f64..1.0, places), 0_usize..16).prop_flat_map(move |(shares, count)| {
            let row: Vec<_> = shares
                .iter()
                .map(|share| proptest::option::weighted(*share, 0..GRADES.len()))
                .collect();
            proptest::collection::vec(row, count)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn nothing_below_the_minimum_is_shown(rows in any_rows(), void in 0_u32..4) {
            let told = tally(&ballots(&rows, void), &group(false), &rules());
            if count(rows.len()) < MINIMUM {
                prop_assert_eq!((told.ballots, told.void, told.objects.len()), (None, 0, 0));
            }
            for told in told.objects.values() {
                prop_assert!(told.valid >= MINIMUM && !told.dimensions.is_empty());
                for told in told.dimensions.values() {
                    prop_assert!(told.grades.values().sum::<u32>() >= MINIMUM);
                }
            }
        }

        #[test]
        fn what_is_shown_is_what_was_cast(rows in any_rows(), void in 0_u32..4) {
            let told = tally(&ballots(&rows, void), &group(false), &rules());
            for place in 0..OBJECTS * DIMENSIONS.len() {
                let graded = count(rows.iter().filter(|row| row[place].is_some()).count());
                let enough = graded >= MINIMUM;
                prop_assert_eq!(is_shown(&told, place), enough);
                if enough {
                    let told = &told.objects[&object(place / DIMENSIONS.len())];
                    let told = &told.dimensions[DIMENSIONS[place % DIMENSIONS.len()]];
                    for (at, code) in GRADES.iter().enumerate() {
                        let plain = count(rows.iter().filter(|row| row[place] == Some(at)).count());
                        prop_assert_eq!(told.grades[*code], plain);
                    }
                    prop_assert_eq!(told.abstained, count(rows.len()) - graded);
                }
            }
        }

        /// Whatever the hidden votes are, the same is shown: so nothing that is shown tells of them.
        #[test]
        fn nothing_hidden_can_be_computed_from_what_is_shown(
            rows in any_rows(),
            others in proptest::collection::vec(proptest::option::of(0..GRADES.len()), 4),
            void in 0_u32..4,
        ) {
            let told = tally(&ballots(&rows, void), &group(false), &rules());
            let mut altered = rows.clone();
            for place in (0..OBJECTS * DIMENSIONS.len()).filter(|place| !is_shown(&told, *place)) {
                for (at, row) in altered.iter_mut().enumerate() {
                    row[place] = others.get(at).copied().flatten();
                }
            }
            let now = tally(&ballots(&altered, void), &group(false), &rules());
            prop_assert_eq!(&now, &told);
            if told.ballots.is_none() {
                let nobody = tally(&ballots(&[], 0), &group(false), &rules());
                prop_assert_eq!(&nobody, &told);
            }
        }

        #[test]
        fn the_order_of_ballots_changes_nothing(rows in any_rows()) {
            let mut turned = rows.clone();
            turned.reverse();
            prop_assert_eq!(
                tally(&ballots(&rows, 0), &group(false), &rules()),
                tally(&ballots(&turned, 0), &group(false), &rules())
            );
        }
    }

    #[test]
    fn no_group_sets_less_than_the_least() {
        assert_eq!(minimum_of(&group(false)), 5);
        assert_eq!(minimum_of(&group(true)), 10);
        assert_eq!(
            minimum_of(&RaterGroup {
                minimum: 12,
                ..group(true)
            }),
            12
        );
        let nine: Vec<Row> = vec![vec![Some(0); OBJECTS * DIMENSIONS.len()]; 9];
        assert_eq!(tally(&ballots(&nine, 0), &group(true), &rules()).ballots, None);
        assert_eq!(tally(&ballots(&nine, 0), &group(false), &rules()).ballots, Some(9));
    }

    #[test]
    fn a_share_tells_nothing_of_a_few() {
        assert!(is_told(0, 20, 5) && is_told(20, 20, 5) && is_told(8, 20, 5));
        assert!(!is_told(3, 20, 5) && !is_told(18, 20, 5) && !is_told(0, 4, 5));
    }
}
