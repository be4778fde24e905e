//! Sealing a box (封箱): nothing is taken any more; ballots are unlocked, shuffled and written anew under fresh random ids;
//! remarks and receipts apart from them, each in an order of its own; everything that leads to a voter is wiped, in one
//! transaction. What is wiped leaves the files after the commit.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rand::seq::SliceRandom;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    Set, Statement,
};
use uuid::Uuid;

use super::{
    boxes::{BallotCounts, HygieneCount, RoundBox, place_of, touch},
    content::{BoxKey, Content},
    papers::{self, PaperState},
    tally::{self, is_told},
};
use crate::{
    entities::{
        ballot, ballot_box, ballot_code, ballot_receipt, ballot_remark, ballot_token, ballot_token_holder, cast_ballot,
        evaluation_round, evaluation_rules::HygieneRule, ids::BallotBoxId, paper_ballot,
    },
    error::{Error, Result},
    language::text,
    vault::Vault,
};

/// Rows of one statement.
const ROWS_AT_ONCE: usize = 2_000;
/// What is emptied, and the boxes, whose keys are.
const WIPED: [&str; 6] = [
    "ballot_codes",
    "ballot_tokens",
    "ballot_token_holders",
    "cast_ballots",
    "paper_ballots",
    "ballot_boxes",
];

/// Seals the boxes of a round.
///
/// # Errors
/// [`Error::Conflict`] while papers differ or wait for their second teller; it names them.
pub async fn seal(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    round: &evaluation_round::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    // Whoever casts at this moment shares the box: he is waited for, and whoever comes later finds it closed.
    let boxes = ballot_box::Entity::find()
        .filter(ballot_box::Column::RoundId.eq(round.id))
        .filter(ballot_box::Column::IsOpen.eq(true))
        .lock_exclusive()
        .all(tx)
        .await?;
    for stored in boxes {
        let place = place_of(tx, stored).await?;
        let change = seal_one(tx, vault, &place).await?;
        touch(tx, &place.row, round.unit_id, change, now).await?;
    }
    Ok(())
}

async fn seal_one(tx: &impl ConnectionTrait, vault: &Vault, place: &RoundBox) -> Result<ballot_box::ActiveModel> {
    let id = place.row.id;
    let key = BoxKey::of(vault, &place.row)?.ok_or_else(|| Error::Internal("an open ballot box has no key".into()))?;
    let papers = agreed_papers(tx, &key, place).await?;
    let by_paper = papers.len();
    let mut ballots = cast(tx, &key, id).await?;
    ballots.extend(papers);
    ballots.shuffle(&mut rand::rng());
    let counts = BallotCounts {
        ballots: number(ballots.len()),
        by_code: used_codes(tx, id).await?,
        by_token: used_tokens(tx, id).await?,
        by_paper: number(by_paper),
        void: number(ballots.iter().filter(|ballot| ballot.is_void).count()),
        told: told(place, &ballots)?,
        hygiene: hygiene(place, &ballots)?,
    };
    write_receipts(tx, id, &ballots).await?;
    write_remarks(tx, id, &ballots).await?;
    write_ballots(tx, id, ballots).await?;
    wipe(tx, id).await?;
    Ok(ballot_box::ActiveModel {
        is_open: Set(false),
        content_key: Set(None),
        signing_key: Set(None),
        counts: Set(Some(serde_json::to_value(counts)?)),
        ..Default::default()
    })
}

async fn agreed_papers(tx: &impl ConnectionTrait, key: &BoxKey, place: &RoundBox) -> Result<Vec<Content>> {
    let pile = papers::pile(tx, key, &place.row).await?;
    let mut open = pile.numbers(PaperState::Differing);
    open.extend(pile.numbers(PaperState::Waiting));
    if open.is_empty() {
        return Ok(pile.agreed());
    }
    open.sort_unstable();
    let listed = open.iter().map(ToString::to_string).collect::<Vec<_>>();
    let group = &place.group()?.name;
    Err(Error::Conflict {
        code: "papers_disagree",
        detail: text(
            format!(
                "{group}的纸质票还没有由两名计票人录入一致，不能封箱：第 {} 张。",
                listed.join("、")
            ),
            format!(
                "Papers of {group} are not keyed in alike by two tellers yet: {}. The box cannot be sealed.",
                listed.join(", ")
            ),
        ),
    })
}

async fn cast(tx: &impl ConnectionTrait, key: &BoxKey, id: BallotBoxId) -> Result<Vec<Content>> {
    let locked: Vec<Vec<u8>> = cast_ballot::Entity::find()
        .select_only()
        .column(cast_ballot::Column::Content)
        .filter(cast_ballot::Column::BoxId.eq(id))
        .into_tuple()
        .all(tx)
        .await?;
    locked.iter().map(|content| key.unlock(content)).collect()
}

async fn used_codes(tx: &impl ConnectionTrait, id: BallotBoxId) -> Result<u32> {
    let used = ballot_code::Entity::find()
        .filter(ballot_code::Column::BoxId.eq(id))
        .filter(ballot_code::Column::IsSpent.eq(true));
    Ok(u32::try_from(used.count(tx).await?).unwrap_or(u32::MAX))
}

async fn used_tokens(tx: &impl ConnectionTrait, id: BallotBoxId) -> Result<u32> {
    let used = ballot_token::Entity::find().filter(ballot_token::Column::BoxId.eq(id));
    Ok(u32::try_from(used.count(tx).await?).unwrap_or(u32::MAX))
}

fn told(place: &RoundBox, ballots: &[Content]) -> Result<Option<u32>> {
    let told = ballots.iter().filter(|ballot| ballot.told).count();
    shown(place, told, ballots.len())
}

fn hygiene(place: &RoundBox, ballots: &[Content]) -> Result<Vec<HygieneCount>> {
    let valid: Vec<&Content> = ballots.iter().filter(|ballot| !ballot.is_void).collect();
    let worst = place.rules.grades.last().map(|grade| grade.code.as_str());
    let counted = |rule: &HygieneRule| {
        let pointed_out = valid.iter().filter(|ballot| points_out(*rule, ballot, worst)).count();
        Ok(HygieneCount {
            rule: *rule,
            ballots: shown(place, pointed_out, valid.len())?,
        })
    };
    place.rules.hygiene.iter().map(counted).collect()
}

/// Whether a rule points a ballot out.
fn points_out(rule: HygieneRule, ballot: &Content, worst: Option<&str>) -> bool {
    let grades: Vec<Option<&str>> = ballot
        .choices
        .0
        .values()
        .flat_map(|grades| grades.values().map(Option::as_deref))
        .collect();
    let given: BTreeSet<&str> = grades.iter().copied().flatten().collect();
    match rule {
        HygieneRule::AllEqual => grades.len() > 1 && given.len() == 1 && !grades.contains(&None),
        HygieneRule::AllAbstained => given.is_empty(),
        HygieneRule::AllWorst => !grades.is_empty() && grades.iter().all(|grade| *grade == worst),
    }
}

/// A number of what ballots say, where enough of them do and enough do not.
fn shown(place: &RoundBox, part: usize, whole: usize) -> Result<Option<u32>> {
    let minimum = tally::minimum_of(place.group()?);
    Ok(is_told(number(part), number(whole), minimum).then_some(number(part)))
}

async fn write_receipts(tx: &impl ConnectionTrait, id: BallotBoxId, ballots: &[Content]) -> Result<()> {
    // In alphabetical order, which says nothing of the ballots'.
    let receipts: BTreeSet<String> = ballots.iter().filter_map(|ballot| ballot.receipt.clone()).collect();
    let receipts: Vec<String> = receipts.into_iter().collect();
    for some in receipts.chunks(ROWS_AT_ONCE) {
        let rows = some.iter().map(|receipt| ballot_receipt::ActiveModel {
            box_id: Set(id),
            receipt: Set(receipt.clone()),
        });
        ballot_receipt::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn write_remarks(tx: &impl ConnectionTrait, id: BallotBoxId, ballots: &[Content]) -> Result<()> {
    let mut remarks: Vec<_> = ballots
        .iter()
        .flat_map(|ballot| ballot.remarks.iter().cloned())
        .collect();
    remarks.shuffle(&mut rand::rng());
    for some in remarks.chunks(ROWS_AT_ONCE) {
        let rows = some.iter().map(|remark| ballot_remark::ActiveModel {
            id: Set(Uuid::new_v4()),
            box_id: Set(id),
            object_id: Set(remark.object_id),
            content: Set(remark.content.clone()),
        });
        ballot_remark::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn write_ballots(tx: &impl ConnectionTrait, id: BallotBoxId, ballots: Vec<Content>) -> Result<()> {
    let mut rows = ballots.into_iter().map(|content| ballot::ActiveModel {
        id: Set(Uuid::new_v4()),
        box_id: Set(id),
        is_void: Set(content.is_void),
        choices: Set(content.choices),
    });
    loop {
        let some: Vec<_> = rows.by_ref().take(ROWS_AT_ONCE).collect();
        if some.is_empty() {
            return Ok(());
        }
        ballot::Entity::insert_many(some).exec_without_returning(tx).await?;
    }
}

async fn wipe(tx: &impl ConnectionTrait, id: BallotBoxId) -> Result<()> {
    ballot_code::Entity::delete_many()
        .filter(ballot_code::Column::BoxId.eq(id))
        .exec(tx)
        .await?;
    ballot_token::Entity::delete_many()
        .filter(ballot_token::Column::BoxId.eq(id))
        .exec(tx)
        .await?;
    ballot_token_holder::Entity::delete_many()
        .filter(ballot_token_holder::Column::BoxId.eq(id))
        .exec(tx)
        .await?;
    cast_ballot::Entity::delete_many()
        .filter(cast_ballot::Column::BoxId.eq(id))
        .exec(tx)
        .await?;
    paper_ballot::Entity::delete_many()
        .filter(paper_ballot::Column::BoxId.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes the database's files forget what sealing wiped: SQLite empties its log (deleted rows are overwritten anyway),
/// PostgreSQL writes the tables anew. Called after the commit; what fails is made up for by the next sealing.
pub async fn forget(db: &DatabaseConnection) -> Result<()> {
    let backend = db.get_database_backend();
    if backend == DbBackend::Sqlite {
        let checkpoint = Statement::from_string(backend, "PRAGMA wal_checkpoint(TRUNCATE)");
        db.query_one_raw(checkpoint).await?;
        return Ok(());
    }
    for table in WIPED {
        // A table that is empty loses its file. VACUUM alone keeps deleted rows while anybody, such as the server's own
        // autovacuum, might still see them.
        let drop_file = format!(
            "DO $$ BEGIN LOCK TABLE {table}; IF NOT EXISTS (SELECT FROM {table}) THEN TRUNCATE {table}; END IF; END $$"
        );
        if table != "ballot_boxes" {
            db.execute_unprepared(&drop_file).await?;
        }
        db.execute_unprepared(&format!("VACUUM (FULL) {table}")).await?;
    }
    Ok(())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
