//! Changing boxes.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{BallotBox, BallotBoxPatch},
    queries::{self, RoundBox},
};
use crate::{
    auth::{Actor, scope::personnel::personnel},
    db::changes,
    entities::{
        ballot_box, ballot_teller,
        change_event::ChangeOperation,
        evaluation_object,
        ids::{BallotBoxId, OrgUnitId, PersonId},
        person::{self, EmploymentStatus},
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
    vault::Vault,
};

/// Changes how many may vote and who keys in papers.
pub async fn update(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: BallotBoxId,
    expected: IfMatch,
    edit: BallotBoxPatch,
    now: DateTime<Utc>,
) -> Result<BallotBox> {
    let place = queries::find_to_run(tx, actor, id).await?;
    let current = queries::show(tx, vault, actor, &place).await?;
    patch::check_version(expected, place.row.version, &current, &edit)?;
    if let Some(mut tellers) = edit.teller_ids {
        tellers.sort_unstable();
        tellers.dedup();
        check_tellers(tx, actor, &place, &tellers).await?;
        replace_tellers(tx, id, &tellers).await?;
    }
    let mut change = ballot_box::ActiveModel::default();
    if let Some(eligible) = edit.eligible {
        change.eligible = Set(eligible);
    }
    touch(tx, &place.row, place.round.unit_id, change, now).await?;
    let place = queries::find_visible(tx, actor, id).await?;
    queries::show(tx, vault, actor, &place).await
}

/// Tellers are at least two, are seen by the caller, work here, and are not evaluated by the round.
async fn check_tellers(tx: &impl ConnectionTrait, actor: &Actor, place: &RoundBox, tellers: &[PersonId]) -> Result<()> {
    if tellers.len() == 1 {
        return Err(Error::invalid(
            "teller_ids",
            "two_tellers",
            text("计票人至少两名", "there are at least two tellers"),
        ));
    }
    for (at, teller) in tellers.iter().enumerate() {
        let field = format!("teller_ids/{at}");
        let known = person::Entity::find_by_id(*teller)
            .filter(personnel(actor))
            .filter(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
            .count(tx)
            .await?;
        if known == 0 {
            return Err(Error::unknown_reference(&field));
        }
        let evaluated = evaluation_object::Entity::find()
            .filter(evaluation_object::Column::RoundId.eq(place.round.id))
            .filter(evaluation_object::Column::PersonId.eq(*teller))
            .count(tx)
            .await?;
        if evaluated > 0 {
            return Err(Error::invalid(
                &field,
                "is_evaluated",
                text("考评对象不能当计票人", "whoever is evaluated does not count ballots"),
            ));
        }
    }
    Ok(())
}

async fn replace_tellers(tx: &impl ConnectionTrait, id: BallotBoxId, tellers: &[PersonId]) -> Result<()> {
    ballot_teller::Entity::delete_many()
        .filter(ballot_teller::Column::BoxId.eq(id))
        .exec(tx)
        .await?;
    if tellers.is_empty() {
        return Ok(());
    }
    let rows = tellers.iter().map(|teller| ballot_teller::ActiveModel {
        box_id: Set(id),
        person_id: Set(*teller),
    });
    ballot_teller::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Writes a change of a box, its version and the change feed. Never called when somebody votes.
pub async fn touch(
    tx: &impl ConnectionTrait,
    stored: &ballot_box::Model,
    unit_id: OrgUnitId,
    change: ballot_box::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    ballot_box::Entity::update_many()
        .set(ballot_box::ActiveModel {
            updated_at: Set(now),
            ..change
        })
        .col_expr(
            ballot_box::Column::Version,
            Expr::col(ballot_box::Column::Version).add(1),
        )
        .filter(ballot_box::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    changes::record(tx, "ballot_boxes", stored.id.0, ChangeOperation::Updated, unit_id, now).await
}
