//! What a demo school votes: invented ballots, in a sealed box and in an open one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set, Unchanged};
use serde_json::json;
use uuid::Uuid;

use super::dice::Dice;
use crate::{
    code::Code,
    entities::{
        ballot::{self, Choices},
        ballot_box, ballot_code, ballot_receipt, ballot_remark, cast_ballot, evaluation_object, evaluation_round,
        evaluation_rules::{Part, SchemeRules},
        ids::BallotBoxId,
    },
    error::Result,
    features::{
        ballots::{self, BallotForm, BoxKey, Content},
        evaluation,
    },
    vault::{self, Vault},
};

const WRITTEN: [&str; 5] = [
    "希望学校领导多到教学点来，孩子们都认得他们。",
    "反映的路灯问题很快就修好了，谢谢。",
    "开会少一点，听课后多给些具体建议。",
    "营养餐比去年好，希望保持。",
    "年轻老师住宿条件还可以再改善。",
];

/// Who votes in the example's mass groups.
#[derive(Debug, Clone, Copy)]
pub enum Voters {
    Staff,
    Parents,
}

impl Voters {
    fn of(group: &str) -> Self {
        if group == "staff" { Self::Staff } else { Self::Parents }
    }

    fn turnout(self) -> usize {
        match self {
            Self::Staff => 46,
            Self::Parents => 28,
        }
    }

    /// A grade as people give them; none abstains.
    pub fn grade(self, rules: &SchemeRules, dice: &mut Dice) -> Option<String> {
        let best = match self {
            Self::Staff => 58,
            Self::Parents => 66,
        };
        let place = match dice.between(1, 100) {
            sign if sign <= best => 0,
            sign if sign <= 90 => 1,
            sign if sign <= 95 => 2,
            96 => 3,
            _ => return None,
        };
        rules.grades.get(place).map(|grade| grade.code.clone())
    }

    fn choices(self, rules: &SchemeRules, objects: &[evaluation_object::Model], dice: &mut Dice) -> Choices {
        let mut of_object = |_: &evaluation_object::Model| -> BTreeMap<String, Option<String>> {
            let dimensions = rules.dimensions.iter();
            dimensions
                .map(|dimension| (dimension.code.clone(), self.grade(rules, dice)))
                .collect()
        };
        Choices(objects.iter().map(|object| (object.id, of_object(object))).collect())
    }
}

async fn objects_of(
    tx: &impl ConnectionTrait,
    round: &evaluation_round::Model,
) -> Result<Vec<evaluation_object::Model>> {
    Ok(evaluation_object::Entity::find()
        .filter(evaluation_object::Column::RoundId.eq(round.id))
        .order_by_asc(evaluation_object::Column::Position)
        .all(tx)
        .await?)
}

/// The boxes of a round that is over, as sealing leaves them.
pub async fn sealed(
    tx: &impl ConnectionTrait,
    round: &evaluation_round::Model,
    dice: &mut Dice,
    at: DateTime<Utc>,
) -> Result<()> {
    let rules = evaluation::example_rules();
    let objects = objects_of(tx, round).await?;
    for group in rules.groups.iter().filter(|group| group.part == Part::Mass) {
        let voters = Voters::of(&group.code);
        let count = voters.turnout();
        let by_token = if group.staff { count / 2 } else { 0 };
        let counts = json!({
            "ballots": count, "by_code": count - by_token, "by_token": by_token, "by_paper": 0, "void": 0, "told": null,
            "hygiene": rules.hygiene.iter().map(|rule| json!({ "rule": rule, "ballots": null })).collect::<Vec<_>>(),
        });
        let stored = ballot_box::Model {
            id: BallotBoxId::new(),
            round_id: round.id,
            group_code: group.code.clone(),
            is_open: false,
            eligible: i32::try_from(count + 12).ok(),
            content_key: None,
            signing_key: None,
            public_key: None,
            codes_made: i32::try_from(count + 20).unwrap_or_default(),
            papers_made: 0,
            counts: Some(counts),
            version: 3,
            created_at: round.created_at,
            updated_at: at,
        };
        let id = stored.id;
        ballot_box::Entity::insert(stored.into_active_model())
            .exec_without_returning(tx)
            .await?;
        let mut rows = Vec::new();
        for _ in 0..count {
            rows.push(ballot::ActiveModel {
                id: Set(Uuid::new_v4()),
                box_id: Set(id),
                is_void: Set(false),
                choices: Set(voters.choices(&rules, &objects, dice)),
            });
        }
        ballot::Entity::insert_many(rows).exec_without_returning(tx).await?;
        let receipts: BTreeSet<String> = (0..count).map(|_| receipt()).collect::<Result<_>>()?;
        let rows = receipts.into_iter().map(|receipt| ballot_receipt::ActiveModel {
            box_id: Set(id),
            receipt: Set(receipt),
        });
        ballot_receipt::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
        let rows = WRITTEN.into_iter().map(|words| ballot_remark::ActiveModel {
            id: Set(Uuid::new_v4()),
            box_id: Set(id),
            object_id: Set(None),
            content: Set(words.to_owned()),
        });
        ballot_remark::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Opens the boxes of a round; half of the voters were there already.
pub async fn take(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    round: &evaluation_round::Model,
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Result<()> {
    ballots::open(tx, vault, round, now - TimeDelta::days(2)).await?;
    let rules = evaluation::example_rules();
    let objects = objects_of(tx, round).await?;
    let boxes = ballot_box::Entity::find()
        .filter(ballot_box::Column::RoundId.eq(round.id))
        .all(tx)
        .await?;
    for stored in boxes {
        let voters = Voters::of(&stored.group_code);
        let half = voters.turnout() / 2;
        let change = ballot_box::ActiveModel {
            id: Unchanged(stored.id),
            eligible: Set(i32::try_from(voters.turnout() + 12).ok()),
            codes_made: Set(i32::try_from(half).unwrap_or_default()),
            ..Default::default()
        };
        ballot_box::Entity::update(change).exec(tx).await?;
        let Some(key) = BoxKey::of(vault, &stored)? else {
            continue;
        };
        let room = BallotForm::of(tx, &ballots::place_of(tx, stored.clone()).await?)
            .await?
            .room()?;
        for _ in 0..half {
            let content = Content {
                receipt: Some(receipt()?),
                choices: voters.choices(&rules, &objects, dice),
                remarks: Vec::new(),
                told: false,
                is_void: false,
            };
            cast_ballot::Entity::insert(cast_ballot::ActiveModel {
                id: Set(Uuid::new_v4()),
                box_id: Set(stored.id),
                content: Set(key.lock(&content, room)?),
            })
            .exec_without_returning(tx)
            .await?;
            ballot_code::Entity::insert(ballot_code::ActiveModel {
                digest: Set(vault::random::<32>()?.to_vec()),
                box_id: Set(stored.id),
                is_spent: Set(true),
                proof: Set(None),
            })
            .exec_without_returning(tx)
            .await?;
        }
    }
    Ok(())
}

fn receipt() -> Result<String> {
    Ok(Code::<20>::random()?.grouped())
}
