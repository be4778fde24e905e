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
    #[schema(value_type = Object)]
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
    let mut objects: Vec<EvaluationObjectId> = ballots.valid.iter().flat_map(|choices| choices.0.keys().copied()).collect();
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
