//! Ending a scheme of the school's own, with its links.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use super::{
    own_scheme_dto::{EndedScheme, LiaisonSchemeEnd},
    own_schemes::{changeable, find, store},
    service,
};
use crate::{
    auth::Actor,
    clock::local_date,
    entities::{
        ids::{LiaisonLinkId, OrgUnitId, OwnSchemeId},
        liaison_link, liaison_own_scheme,
    },
    error::{Error, Result},
    language::text,
};

/// Ends a scheme, and with it the links that lead on beyond that day.
pub async fn end(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: OwnSchemeId,
    end: LiaisonSchemeEnd,
    now: DateTime<Utc>,
) -> Result<EndedScheme> {
    let today = local_date(now);
    let row = changeable(tx, actor, id, "end", today).await?;
    if end.ends_on < row.starts_on - Days::new(1) || end.ends_on < today - Days::new(1) {
        return Err(Error::invalid(
            "ends_on",
            "too_early",
            text(
                "最后一天不能早于昨天，也不能早于开始日期的前一天",
                "the last day is yesterday at the earliest, and not before the day before the first",
            ),
        ));
    }
    let change = liaison_own_scheme::ActiveModel {
        ends_on: Set(Some(end.ends_on)),
        end_reason: Set(Some(end.reason.clone())),
        ..Default::default()
    };
    store(tx, &row, change, now).await?;
    let ended_links = end_links(tx, &row.code, &end, now).await?;
    Ok(EndedScheme {
        scheme: find(tx, actor, id, today).await?,
        ended_links,
    })
}

/// Links that begin later are withdrawn: they never held.
async fn end_links(tx: &impl ConnectionTrait, code: &str, end: &LiaisonSchemeEnd, now: DateTime<Utc>) -> Result<u64> {
    let beyond = Condition::any()
        .add(liaison_link::Column::EndsOn.is_null())
        .add(liaison_link::Column::EndsOn.gt(end.ends_on));
    let links: Vec<(LiaisonLinkId, OrgUnitId, NaiveDate)> = liaison_link::Entity::find()
        .select_only()
        .columns([
            liaison_link::Column::Id,
            liaison_link::Column::UnitId,
            liaison_link::Column::StartsOn,
        ])
        .filter(liaison_link::Column::SchemeCode.eq(code))
        .filter(beyond)
        .into_tuple()
        .all(tx)
        .await?;
    let (planned, living): (Vec<_>, Vec<_>) = links.into_iter().partition(|(_, _, first)| *first > end.ends_on);
    let gone: Vec<_> = living.iter().map(|(id, unit, _)| (*id, *unit)).collect();
    service::end_many(tx, &gone, end.ends_on, &end.reason, now).await?;
    for (id, unit, first) in &planned {
        service::end_many(tx, &[(*id, *unit)], *first - Days::new(1), &end.reason, now).await?;
    }
    Ok((gone.len() + planned.len()) as u64)
}
