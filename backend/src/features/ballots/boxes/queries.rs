//! Reading boxes; every select of a caller starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::dto::{BallotBox, BallotBoxes, BallotCounts, BallotTeller};
use crate::{
    auth::{
        Actor, Permission, policy,
        scope::evaluation::{boxes, rounds},
    },
    entities::{
        ballot_box, ballot_teller, cast_ballot,
        evaluation_round::{self, RoundState},
        evaluation_rules::{RaterGroup, SchemeRules},
        evaluation_scheme,
        ids::{BallotBoxId, EvaluationRoundId, PersonId},
        person,
    },
    error::{Error, Result},
    features::ballots::{papers, tally},
    language::text,
    vault::Vault,
};

/// A box with the round it belongs to, and its rules.
#[derive(Debug)]
pub struct RoundBox {
    pub row: ballot_box::Model,
    pub round: evaluation_round::Model,
    /// Those of the scheme until the round is opened, then those it was opened with.
    pub rules: SchemeRules,
}

impl RoundBox {
    /// The group whose box it is.
    pub fn group(&self) -> Result<&RaterGroup> {
        let mut groups = self.rules.groups.iter();
        let found = groups.find(|group| group.code == self.row.group_code);
        found.ok_or_else(|| Error::Internal("a ballot box of a group that its rules do not have".into()))
    }

    /// Whether it takes ballots now.
    pub fn takes_ballots(&self, now: DateTime<Utc>) -> bool {
        self.row.is_open && self.round.closes_at.is_none_or(|at| now < at)
    }
}

/// The boxes of the rounds the caller holds, and those whose papers he counts.
fn visible_to(actor: &Actor) -> Select<ballot_box::Entity> {
    ballot_box::Entity::find().filter(boxes(actor))
}

/// A box the caller may see.
pub async fn find_visible(db: &impl ConnectionTrait, actor: &Actor, id: BallotBoxId) -> Result<RoundBox> {
    let row = visible_to(actor).filter(ballot_box::Column::Id.eq(id)).one(db).await?;
    place_of(db, row.ok_or(Error::NotFound)?).await
}

/// A box that the caller runs and that can still change, held until the transaction ends.
pub async fn find_to_run(tx: &impl ConnectionTrait, actor: &Actor, id: BallotBoxId) -> Result<RoundBox> {
    let row = visible_to(actor)
        .filter(ballot_box::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?;
    let place = place_of(tx, row.ok_or(Error::NotFound)?).await?;
    if !policy::oversees_unit(actor, Permission::BallotsRun, place.round.unit_id) {
        return Err(Error::forbidden(
            "票箱由领导小组办公室或教育局管理。",
            "Ballot boxes are run by the office or the bureau.",
        ));
    }
    if is_running(&place) {
        return Ok(place);
    }
    Err(Error::Conflict {
        code: "ballot_box_sealed",
        detail: text(
            "票箱已封存，不能再改。",
            "The box is sealed and does not change any more.",
        ),
    })
}

/// Whether its round is being prepared or is open.
fn is_running(place: &RoundBox) -> bool {
    matches!(place.round.state, RoundState::Draft | RoundState::Open)
}

/// A box with its round.
pub async fn place_of(db: &impl ConnectionTrait, row: ballot_box::Model) -> Result<RoundBox> {
    let round = evaluation_round::Entity::find_by_id(row.round_id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let rules = rules_of(db, &round).await?;
    Ok(RoundBox { row, round, rules })
}

/// Boxes with their rounds.
pub async fn with_rounds(db: &impl ConnectionTrait, rows: Vec<ballot_box::Model>) -> Result<Vec<RoundBox>> {
    let mut places = Vec::with_capacity(rows.len());
    for row in rows {
        places.push(place_of(db, row).await?);
    }
    Ok(places)
}

/// The rules of a round: its own since it was opened, before that its scheme's.
pub async fn rules_of(db: &impl ConnectionTrait, round: &evaluation_round::Model) -> Result<SchemeRules> {
    if let Some(rules) = &round.rules {
        return Ok(rules.clone());
    }
    let scheme = evaluation_scheme::Entity::find_by_id(round.scheme_id).one(db).await?;
    Ok(scheme.ok_or(Error::NotFound)?.rules)
}

/// All boxes of a round, whoever asks.
pub async fn of_round(db: &impl ConnectionTrait, id: EvaluationRoundId) -> Result<Vec<ballot_box::Model>> {
    Ok(ballot_box::Entity::find()
        .filter(ballot_box::Column::RoundId.eq(id))
        .order_by_asc(ballot_box::Column::Id)
        .all(db)
        .await?)
}

/// The boxes of a round that the caller may see.
pub async fn list(
    db: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    round_id: EvaluationRoundId,
) -> Result<BallotBoxes> {
    evaluation_round::Entity::find_by_id(round_id)
        .filter(rounds(actor))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let rows = visible_to(actor)
        .filter(ballot_box::Column::RoundId.eq(round_id))
        .all(db)
        .await?;
    let mut places = with_rounds(db, rows).await?;
    places.sort_by_key(|place| {
        let mut groups = place.rules.groups.iter();
        groups.position(|group| group.code == place.row.group_code)
    });
    let mut items = Vec::with_capacity(places.len());
    for place in &places {
        items.push(show(db, vault, actor, place).await?);
    }
    Ok(BallotBoxes { items })
}

/// A box as the caller sees it.
pub async fn show(db: &impl ConnectionTrait, vault: &Vault, actor: &Actor, place: &RoundBox) -> Result<BallotBox> {
    let RoundBox { row, round, .. } = place;
    let group = place.group()?;
    let counts: Option<BallotCounts> = row.counts.clone().map(serde_json::from_value).transpose()?;
    let papers = papers::count(db, vault, row).await?;
    let turnout = match &counts {
        Some(counts) => counts.ballots,
        None => papers.entered.saturating_add(cast(db, row.id).await?),
    };
    Ok(BallotBox {
        id: row.id,
        round_id: round.id,
        round_title: round.title.clone(),
        round_state: round.state,
        closes_at: round.closes_at,
        group_code: group.code.clone(),
        group_name: group.name.clone(),
        staff: group.staff,
        minimum: tally::minimum_of(group),
        is_open: row.is_open,
        eligible: row.eligible,
        codes_made: row.codes_made,
        papers_made: row.papers_made,
        turnout,
        tellers: tellers(db, row.id).await?,
        papers,
        counts,
        may_run: policy::oversees_unit(actor, Permission::BallotsRun, round.unit_id),
        version: row.version,
    })
}

/// How many ballots were cast by code or token.
async fn cast(db: &impl ConnectionTrait, id: BallotBoxId) -> Result<u32> {
    let cast = cast_ballot::Entity::find()
        .filter(cast_ballot::Column::BoxId.eq(id))
        .count(db)
        .await?;
    Ok(u32::try_from(cast).unwrap_or(u32::MAX))
}

async fn tellers(db: &impl ConnectionTrait, id: BallotBoxId) -> Result<Vec<BallotTeller>> {
    let ids: Vec<_> = ballot_teller::Entity::find()
        .filter(ballot_teller::Column::BoxId.eq(id))
        .all(db)
        .await?
        .into_iter()
        .map(|teller| teller.person_id)
        .collect();
    let named: Vec<(PersonId, String)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .filter(person::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let names: HashMap<_, _> = named.into_iter().collect();
    let teller = |person_id| BallotTeller {
        person_id,
        name: names.get(&person_id).cloned().unwrap_or_default(),
    };
    Ok(ids.into_iter().map(teller).collect())
}
