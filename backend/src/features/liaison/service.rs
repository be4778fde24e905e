//! Making, changing and ending links.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{LiaisonLink, LiaisonLinkEnd, LiaisonLinkPatch, LinkRow, LinkState, NewLiaisonLink},
    queries, rules, schemes,
};
use crate::{
    auth::{Actor, Permission, policy},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{AccountId, LiaisonLinkId, OrgUnitId},
        liaison_link::{self, LinkOrigin},
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// Rows of one statement: `SQLite` binds at most 32 766 values.
const ROWS_AT_ONCE: usize = 1_000;

/// Makes a link by hand.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewLiaisonLink,
    now: DateTime<Utc>,
) -> Result<LiaisonLink> {
    let today = local_date(now);
    let link = check(tx, actor, new, today, now).await?;
    let id = link.id;
    insert_many(tx, &[link], actor.account_id, now).await?;
    queries::find(tx, actor, id, today).await
}

/// The row of a new link that keeps every rule.
async fn check(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewLiaisonLink,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<LinkRow> {
    let unknown_scheme = || {
        Error::invalid(
            "scheme_code",
            "unknown_scheme",
            text("方案中没有这项联系制度", "the plan has no such liaison scheme"),
        )
    };
    let home = super::own_unit(actor);
    let known = schemes::of_unit(tx, new.target_unit_id.or(home), new.starts_on.unwrap_or(today)).await?;
    let kind = known
        .iter()
        .find(|scheme| scheme.code == new.scheme_code)
        .map(|scheme| scheme.target_kind)
        .ok_or_else(unknown_scheme)?;
    rules::check_target_fields(&new, kind)?;
    let link = LinkRow {
        unit_id: rules::unit_of_target(tx, actor, &new).await?,
        id: new.id.unwrap_or_default(),
        scheme_code: new.scheme_code,
        person_id: new.person_id,
        target_kind: kind,
        target_unit_id: new.target_unit_id,
        target_grade: new.target_grade,
        target_class_id: new.target_class_id,
        target_person_id: new.target_person_id,
        target_student_id: new.target_student_id,
        target_household_id: new.target_household_id,
        starts_on: new.starts_on.unwrap_or(today),
        ends_on: new.ends_on,
        end_reason: None,
        origin: LinkOrigin::Manual,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    rules::check_person(tx, actor, &link).await?;
    rules::check_days(tx, &link).await?;
    Ok(link)
}

/// Changes the dates of a link that has not ended.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonLinkId,
    expected: IfMatch,
    edit: LiaisonLinkPatch,
    now: DateTime<Utc>,
) -> Result<LiaisonLink> {
    let today = local_date(now);
    let mut link = changeable(tx, actor, id, "update", today).await?;
    let shown = queries::find(tx, actor, id, today).await?;
    patch::check_version(expected, link.version, &shown, &edit)?;
    link.starts_on = edit.starts_on.unwrap_or(link.starts_on);
    link.ends_on = edit.ends_on.unwrap_or(link.ends_on);
    link.end_reason = link.end_reason.filter(|_| link.ends_on.is_some());
    rules::check_days(tx, &link).await?;
    store_days(tx, &link, now).await?;
    queries::find(tx, actor, id, today).await
}

/// Ends a link; it stays, for every question about the past.
pub async fn end(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonLinkId,
    end: LiaisonLinkEnd,
    now: DateTime<Utc>,
) -> Result<LiaisonLink> {
    let today = local_date(now);
    let mut link = changeable(tx, actor, id, "end", today).await?;
    if end.ends_on < link.starts_on - TimeDelta::days(1) {
        return Err(Error::invalid(
            "ends_on",
            "before_start",
            text(
                "结束日期不能早于开始日期的前一天",
                "the last day is at the earliest the day before the first",
            ),
        ));
    }
    link.ends_on = Some(end.ends_on);
    link.end_reason = Some(end.reason);
    store_days(tx, &link, now).await?;
    queries::find(tx, actor, id, today).await
}

/// A link that the caller may change and that has not ended.
async fn changeable(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonLinkId,
    wanted: &str,
    today: NaiveDate,
) -> Result<LinkRow> {
    let link = queries::find_row(tx, actor, id).await?;
    if !policy::reaches_unit(actor, Permission::LiaisonWrite, link.unit_id) {
        return Err(Error::forbidden(
            "只能调整本单位范围内的联系关系。",
            "You may only change links that lead into your own units.",
        ));
    }
    if link.state_on(today) == LinkState::Ended {
        return Err(Error::IllegalMove {
            wanted: wanted.to_owned(),
            state: "ended".to_owned(),
            allowed: Vec::new(),
            detail: text(
                "联系关系已结束，历史不再改动；如需恢复请新建。",
                "The link has ended and the past stays as it was; make a new one instead.",
            ),
        });
    }
    Ok(link)
}

/// Makes many links whose rules were checked before.
pub async fn insert_many(
    tx: &impl ConnectionTrait,
    links: &[LinkRow],
    account_id: AccountId,
    now: DateTime<Utc>,
) -> Result<()> {
    for links in links.chunks(ROWS_AT_ONCE) {
        let rows = links.iter().cloned().map(|link| row_of(link, account_id, now));
        liaison_link::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    let made: Vec<_> = links.iter().map(|link| (link.id.0, link.unit_id)).collect();
    changes::record_many(tx, "liaison_links", &made, ChangeOperation::Created, now).await
}

fn row_of(link: LinkRow, account_id: AccountId, now: DateTime<Utc>) -> liaison_link::ActiveModel {
    liaison_link::ActiveModel {
        id: Set(link.id),
        scheme_code: Set(link.scheme_code),
        unit_id: Set(link.unit_id),
        person_id: Set(link.person_id),
        target_kind: Set(link.target_kind),
        target_unit_id: Set(link.target_unit_id),
        target_grade: Set(link.target_grade),
        target_class_id: Set(link.target_class_id),
        target_person_id: Set(link.target_person_id),
        target_student_id: Set(link.target_student_id),
        target_household_id: Set(link.target_household_id),
        starts_on: Set(link.starts_on),
        ends_on: Set(link.ends_on),
        end_reason: Set(None),
        origin: Set(link.origin),
        created_by: Set(account_id),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

/// Ends many links on the same day, for the same reason.
pub async fn end_many(
    tx: &impl ConnectionTrait,
    links: &[(LiaisonLinkId, OrgUnitId)],
    last_day: NaiveDate,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    for links in links.chunks(ROWS_AT_ONCE) {
        liaison_link::Entity::update_many()
            .set(liaison_link::ActiveModel {
                ends_on: Set(Some(last_day)),
                end_reason: Set(Some(reason.to_owned())),
                updated_at: Set(now),
                ..Default::default()
            })
            .col_expr(
                liaison_link::Column::Version,
                Expr::col(liaison_link::Column::Version).add(1),
            )
            .filter(liaison_link::Column::Id.is_in(links.iter().map(|(id, _)| *id)))
            .exec(tx)
            .await?;
    }
    let gone: Vec<_> = links.iter().map(|(id, unit)| (id.0, *unit)).collect();
    changes::record_many(tx, "liaison_links", &gone, ChangeOperation::Updated, now).await
}

/// Writes the dates of a link.
pub async fn store_days(tx: &impl ConnectionTrait, link: &LinkRow, now: DateTime<Utc>) -> Result<()> {
    liaison_link::Entity::update_many()
        .set(liaison_link::ActiveModel {
            starts_on: Set(link.starts_on),
            ends_on: Set(link.ends_on),
            end_reason: Set(link.end_reason.clone()),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            liaison_link::Column::Version,
            Expr::col(liaison_link::Column::Version).add(1),
        )
        .filter(liaison_link::Column::Id.eq(link.id))
        .filter(liaison_link::Column::Version.eq(link.version))
        .exec(tx)
        .await?;
    changes::record(
        tx,
        "liaison_links",
        link.id.0,
        ChangeOperation::Updated,
        link.unit_id,
        now,
    )
    .await
}
