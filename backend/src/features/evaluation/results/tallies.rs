//! What the boxes of a sealed round say (测评汇总), as far as it may be told.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    dto::{BoxCount, DimensionCount, EvaluationTallies, ObjectCount},
    explanation::GradeCount,
    inputs,
};
use crate::{
    auth::{Actor, policy::evaluation::is_about},
    entities::{
        ballot_box, evaluation_object,
        evaluation_round::{self, RoundState},
        evaluation_rules::{Dimension, Grade, RaterGroup, SchemeRules},
        ids::BallotBoxId,
    },
    error::{Error, Result},
    features::ballots::{self, BoxTally, DimensionTally},
    language::text,
};

/// The tallies of a round the caller answers for; not about himself before the results are published.
pub async fn of_round(
    db: &impl ConnectionTrait,
    actor: &Actor,
    round: &evaluation_round::Model,
) -> Result<EvaluationTallies> {
    if round.state < RoundState::Sealed {
        return Err(Error::Conflict {
            code: "not_sealed",
            detail: text(
                "封箱之前谁都看不到票数。",
                "Before the boxes are sealed nobody sees what they say.",
            ),
        });
    }
    let rules = inputs::rules(round)?;
    let mut objects = inputs::objects(db, round.id).await?;
    if round.state < RoundState::Published {
        objects.retain(|object| !is_about(actor, object));
    }
    let boxes = ballot_box::Entity::find()
        .filter(ballot_box::Column::RoundId.eq(round.id))
        .all(db)
        .await?;
    let tallies = ballots::tallies(db, round.id, rules).await?;
    let items = rules.groups.iter().filter_map(|group| {
        let id = boxes.iter().find(|one| one.group_code == group.code)?.id;
        let tally = tallies.iter().find(|tally| tally.group_code == group.code)?;
        Some(show(id, group, tally, rules, &objects))
    });
    Ok(EvaluationTallies { items: items.collect() })
}

fn show(
    box_id: BallotBoxId,
    group: &RaterGroup,
    tally: &BoxTally,
    rules: &SchemeRules,
    objects: &[evaluation_object::Model],
) -> BoxCount {
    let rated = objects.iter().filter(|object| group.rates.contains(&object.kind));
    let objects = rated.map(|object| {
        let counted = tally.objects.get(&object.id);
        ObjectCount {
            object_id: object.id,
            name: object.name.clone(),
            valid: counted.map(|counted| counted.valid),
            dimensions: counted.map_or_else(Vec::new, |counted| {
                let dimensions = rules.dimensions.iter();
                dimensions
                    .map(|dimension| of_dimension(dimension, counted.dimensions.get(&dimension.code), &rules.grades))
                    .collect()
            }),
        }
    });
    BoxCount {
        box_id,
        group_code: group.code.clone(),
        group_name: group.name.clone(),
        minimum: group.minimum,
        ballots: tally.ballots,
        void: tally.ballots.map(|_| tally.void),
        objects: objects.filter(|_| tally.ballots.is_some()).collect(),
    }
}

fn of_dimension(dimension: &Dimension, counted: Option<&DimensionTally>, grades: &[Grade]) -> DimensionCount {
    DimensionCount {
        code: dimension.code.clone(),
        name: dimension.name.clone(),
        abstained: counted.map(|counted| counted.abstained),
        grades: counted.map_or_else(Vec::new, |counted| grade_counts(counted, grades)),
    }
}

/// The counts of a tally in the order of the grades.
pub fn grade_counts(tally: &DimensionTally, grades: &[Grade]) -> Vec<GradeCount> {
    let counts = grades.iter().map(|grade| GradeCount {
        code: grade.code.clone(),
        name: grade.name.clone(),
        value: grade.value,
        count: tally.grades.get(&grade.code).copied().unwrap_or_default(),
    });
    counts.collect()
}
