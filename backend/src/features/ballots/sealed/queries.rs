//! Reading what is shown of a sealed box.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::dto::{BallotReceipts, BallotRemark, BallotRemarks};
use crate::{
    auth::{Actor, Permission, policy},
    entities::{ballot_box, ballot_receipt, ballot_remark, evaluation_object, ids::BallotBoxId},
    error::{Error, Result},
    features::ballots::{
        boxes::{self, RoundBox},
        tally,
    },
    language::text,
};

/// The receipts of a sealed box, whoever asks.
pub async fn receipts(db: &impl ConnectionTrait, id: BallotBoxId) -> Result<BallotReceipts> {
    let stored = ballot_box::Entity::find_by_id(id)
        .filter(ballot_box::Column::Counts.is_not_null())
        .one(db)
        .await?;
    let place = boxes::place_of(db, stored.ok_or(Error::NotFound)?).await?;
    let receipts = ballot_receipt::Entity::find()
        .select_only()
        .column(ballot_receipt::Column::Receipt)
        .filter(ballot_receipt::Column::BoxId.eq(id))
        .order_by_asc(ballot_receipt::Column::Receipt)
        .into_tuple()
        .all(db)
        .await?;
    Ok(BallotReceipts {
        round_title: place.round.title.clone(),
        group_name: place.group()?.name.clone(),
        receipts,
    })
}

/// What voters of a sealed box wrote; of objects whom too few graded nothing, and nothing about the caller.
pub async fn remarks(db: &impl ConnectionTrait, actor: &Actor, id: BallotBoxId) -> Result<BallotRemarks> {
    let place = boxes::find_visible(db, actor, id).await?;
    if !policy::oversees_unit(actor, Permission::EvaluationResults, place.round.unit_id) {
        return Err(Error::NotFound);
    }
    if place.row.counts.is_none() {
        return Err(Error::Conflict {
            code: "ballot_box_not_sealed",
            detail: text("封箱以后才能查看意见。", "Remarks are shown once the box is sealed."),
        });
    }
    let told = told(db, &place).await?;
    let Some(told) = told.filter(|told| told.ballots.is_some()) else {
        return Ok(BallotRemarks {
            hidden: true,
            items: Vec::new(),
        });
    };
    let objects: HashMap<_, _> = evaluation_object::Entity::find()
        .filter(evaluation_object::Column::RoundId.eq(place.round.id))
        .all(db)
        .await?
        .into_iter()
        .map(|object| (object.id, object))
        .collect();
    let is_himself =
        |object: &evaluation_object::Model| object.person_id.is_some() && object.person_id == actor.person_id;
    let rows = ballot_remark::Entity::find()
        .filter(ballot_remark::Column::BoxId.eq(id))
        .order_by_asc(ballot_remark::Column::Id)
        .all(db)
        .await?;
    let shown = |row: &ballot_remark::Model| match row.object_id {
        None => true,
        Some(object) => {
            told.objects.contains_key(&object) && objects.get(&object).is_some_and(|object| !is_himself(object))
        }
    };
    let items = rows.into_iter().filter(shown).map(|row| BallotRemark {
        id: row.id,
        object_name: row
            .object_id
            .and_then(|object| Some(objects.get(&object)?.name.clone())),
        object_id: row.object_id,
        content: row.content,
    });
    Ok(BallotRemarks {
        hidden: false,
        items: items.collect(),
    })
}

async fn told(db: &impl ConnectionTrait, place: &RoundBox) -> Result<Option<tally::BoxTally>> {
    let told = tally::tallies(db, place.round.id, &place.rules).await?;
    let mut told = told.into_iter();
    Ok(told.find(|told| told.group_code == place.row.group_code))
}
