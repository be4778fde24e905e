//! Schemes that a school adds to those of its plan (自定联系制度): at any time, dated, ended with their links.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    own_scheme_dto::{
        LiaisonSchemePatch, NewLiaisonScheme, OwnScheme, OwnSchemeFilter, OwnSchemeMove, OwnSchemeRow, OwnSchemeSort,
    },
    queries::{Names, living_on},
};
use crate::{
    auth::{Actor, Permission, policy, scope},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{OrgUnitId, OwnSchemeId},
        liaison_link, liaison_own_scheme, org_unit_closure,
    },
    error::{Error, Result},
    http::{Figure, IfMatch, ListQuery, Paged, patch},
    language::text,
};

/// The schemes the caller may see: of his units, of those above and of those below.
fn visible_to(actor: &Actor) -> Select<liaison_own_scheme::Entity> {
    liaison_own_scheme::Entity::find().filter(scope::liaison::own_schemes(actor))
}

/// The schemes of a unit and those above it that hold on a day.
pub async fn in_force(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    on: NaiveDate,
) -> Result<Vec<liaison_own_scheme::Model>> {
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .into_query();
    Ok(liaison_own_scheme::Entity::find()
        .filter(liaison_own_scheme::Column::UnitId.in_subquery(above))
        .filter(holds_on(on))
        .order_by_asc(liaison_own_scheme::Column::SortOrder)
        .order_by_asc(liaison_own_scheme::Column::Code)
        .all(db)
        .await?)
}

fn holds_on(day: NaiveDate) -> Condition {
    Condition::all().add(liaison_own_scheme::Column::StartsOn.lte(day)).add(
        Condition::any()
            .add(liaison_own_scheme::Column::EndsOn.is_null())
            .add(liaison_own_scheme::Column::EndsOn.gte(day)),
    )
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<OwnSchemeFilter>,
    today: NaiveDate,
) -> Result<Paged<OwnScheme>> {
    let OwnSchemeFilter {
        sort: _,
        unit_id,
        ended,
    } = query.filter;
    // Said of both: the negation of a comparison with nothing is nothing.
    let over = Condition::all()
        .add(liaison_own_scheme::Column::EndsOn.is_not_null())
        .add(liaison_own_scheme::Column::EndsOn.lt(today));
    let select = visible_to(actor).filter(
        Condition::all()
            .add_option(unit_id.map(|id| liaison_own_scheme::Column::UnitId.in_subquery(scope::units_below(&[id]))))
            .add_option(ended.map(|ended| if ended { over } else { over.not() })),
    );
    let column = |sort| match sort {
        OwnSchemeSort::SortOrder => liaison_own_scheme::Column::SortOrder,
        OwnSchemeSort::CreatedAt => liaison_own_scheme::Column::CreatedAt,
    };
    let rows: Paged<OwnSchemeRow> = query
        .page
        .fetch(db, select, column, liaison_own_scheme::Column::Id)
        .await?;
    let items = show(db, actor, &rows.items, today).await?;
    Ok(rows.with_items(items))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: OwnSchemeId, today: NaiveDate) -> Result<OwnScheme> {
    let row = row(db, actor, id).await?;
    show(db, actor, &[row], today).await?.pop().ok_or(Error::NotFound)
}

async fn row(db: &impl ConnectionTrait, actor: &Actor, id: OwnSchemeId) -> Result<OwnSchemeRow> {
    visible_to(actor)
        .filter(liaison_own_scheme::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

#[derive(FromQueryResult)]
struct LinkCount {
    scheme_code: String,
    links: i64,
}

async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: &[OwnSchemeRow],
    today: NaiveDate,
) -> Result<Vec<OwnScheme>> {
    let units = rows.iter().map(|row| row.unit_id.0).collect();
    let names = Names::of_people_and_units(db, HashSet::new(), units).await?;
    let counts: Vec<LinkCount> = liaison_link::Entity::find()
        .select_only()
        .column(liaison_link::Column::SchemeCode)
        .column_as(Expr::cust("COUNT(*)"), "links")
        .filter(liaison_link::Column::SchemeCode.is_in(rows.iter().map(|row| row.code.as_str())))
        .filter(scope::liaison::links(actor))
        .filter(living_on(today))
        .group_by(liaison_link::Column::SchemeCode)
        .into_model()
        .all(db)
        .await?;
    let shown = rows.iter().cloned().map(|row| {
        let links = counts.iter().find(|count| count.scheme_code == row.code);
        let over = row.ends_on.is_some_and(|last| last < today);
        OwnScheme {
            unit_name: names.get(row.unit_id.0),
            links: Figure::new(
                links.map_or(0, |count| count.links),
                format!("/liaison-links?scheme={}&on={today}", row.code),
            ),
            allowed_moves: if !over && policy::reaches_unit(actor, Permission::LiaisonWrite, row.unit_id) {
                vec![OwnSchemeMove::Update, OwnSchemeMove::End]
            } else {
                Vec::new()
            },
            id: row.id,
            unit_id: row.unit_id,
            code: row.code,
            name: row.name,
            description: row.description,
            target_kind: row.target_kind,
            holders: row.holders,
            max_load: row.max_load,
            sort_order: row.sort_order,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            end_reason: row.end_reason,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    });
    Ok(shown.collect())
}

/// Adds a scheme.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewLiaisonScheme,
    now: DateTime<Utc>,
) -> Result<OwnScheme> {
    let unit_id = new.unit_id;
    if !policy::reaches_unit(actor, Permission::LiaisonWrite, unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let today = local_date(now);
    let id = new.id.unwrap_or_default();
    refuse_second_of_the_name(tx, unit_id, &new.name, id, today).await?;
    let sort_order = match new.sort_order {
        Some(place) => place,
        None => last_place(tx, unit_id).await? + 10,
    };
    liaison_own_scheme::Entity::insert(liaison_own_scheme::ActiveModel {
        id: Set(id),
        unit_id: Set(unit_id),
        code: Set(code_of(id)),
        name: Set(new.name),
        description: Set(new.description.filter(|words| !words.is_empty())),
        target_kind: Set(new.target_kind),
        holders: Set(new.holders),
        max_load: Set(new.max_load),
        sort_order: Set(sort_order),
        starts_on: Set(new.starts_on.unwrap_or(today)),
        ends_on: Set(None),
        end_reason: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "liaison_own_schemes", id.0, ChangeOperation::Created, unit_id, now).await?;
    find(tx, actor, id, today).await
}

/// A code that no plan uses: the random end of the id.
fn code_of(id: OwnSchemeId) -> String {
    let id = id.0.simple().to_string();
    format!("own_{}", &id[id.len() - 12..])
}

async fn last_place(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<i32> {
    let last: Option<i32> = liaison_own_scheme::Entity::find()
        .select_only()
        .column(liaison_own_scheme::Column::SortOrder)
        .filter(liaison_own_scheme::Column::UnitId.eq(unit_id))
        .order_by_desc(liaison_own_scheme::Column::SortOrder)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.unwrap_or_default())
}

async fn refuse_second_of_the_name(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    name: &str,
    id: OwnSchemeId,
    today: NaiveDate,
) -> Result<()> {
    let same = liaison_own_scheme::Entity::find()
        .filter(liaison_own_scheme::Column::UnitId.eq(unit_id))
        .filter(liaison_own_scheme::Column::Name.eq(name))
        .filter(liaison_own_scheme::Column::Id.ne(id))
        .filter(
            Condition::any()
                .add(liaison_own_scheme::Column::EndsOn.is_null())
                .add(liaison_own_scheme::Column::EndsOn.gte(today)),
        )
        .count(db)
        .await?;
    if same == 0 {
        return Ok(());
    }
    Err(Error::invalid(
        "name",
        "name_taken",
        text("本单位已有同名的联系制度", "the unit has a scheme of this name already"),
    ))
}

/// The scheme, which the caller may change and which is not over.
pub async fn changeable(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: OwnSchemeId,
    wanted: &str,
    today: NaiveDate,
) -> Result<OwnSchemeRow> {
    let row = row(tx, actor, id).await?;
    if !policy::reaches_unit(actor, Permission::LiaisonWrite, row.unit_id) {
        return Err(Error::forbidden(
            "只能修改本单位的联系制度。",
            "You may only change schemes of your own units.",
        ));
    }
    if row.ends_on.is_some_and(|last| last < today) {
        return Err(Error::IllegalMove {
            wanted: wanted.to_owned(),
            state: "ended".to_owned(),
            allowed: Vec::new(),
            detail: text(
                "联系制度已停用，历史不再改动；如需恢复请新建。",
                "The scheme is over and the past stays as it was; add a new one instead.",
            ),
        });
    }
    Ok(row)
}

/// Changes a scheme; its code and its kind of targets stay, because its links rest on them.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: OwnSchemeId,
    expected: IfMatch,
    edit: LiaisonSchemePatch,
    now: DateTime<Utc>,
) -> Result<OwnScheme> {
    let today = local_date(now);
    let row = changeable(tx, actor, id, "update", today).await?;
    patch::check_version(expected, row.version, &find(tx, actor, id, today).await?, &edit)?;
    if let Some(name) = &edit.name {
        refuse_second_of_the_name(tx, row.unit_id, name, id, today).await?;
    }
    if let Some(starts_on) = edit.starts_on {
        check_first_day(tx, &row, starts_on).await?;
    }
    let mut change = liaison_own_scheme::ActiveModel::default();
    if let Some(name) = edit.name {
        change.name = Set(name);
    }
    if let Some(description) = edit.description {
        change.description = Set(description.filter(|words| !words.is_empty()));
    }
    if let Some(holders) = edit.holders {
        change.holders = Set(holders);
    }
    if let Some(max_load) = edit.max_load {
        change.max_load = Set(max_load);
    }
    if let Some(place) = edit.sort_order {
        change.sort_order = Set(place);
    }
    if let Some(starts_on) = edit.starts_on {
        change.starts_on = Set(starts_on);
    }
    store(tx, &row, change, now).await?;
    find(tx, actor, id, today).await
}

async fn check_first_day(tx: &impl ConnectionTrait, row: &OwnSchemeRow, starts_on: NaiveDate) -> Result<()> {
    let earlier = liaison_link::Entity::find()
        .filter(liaison_link::Column::SchemeCode.eq(&row.code))
        .filter(liaison_link::Column::StartsOn.lt(starts_on))
        .count(tx)
        .await?;
    if earlier > 0 || row.ends_on.is_some_and(|last| last < starts_on) {
        return Err(Error::invalid(
            "starts_on",
            "after_links",
            text(
                "已有更早的联系，开始日期不能晚于它们",
                "there are earlier links: the scheme cannot begin after them",
            ),
        ));
    }
    Ok(())
}

/// Writes changed columns.
pub async fn store(
    tx: &impl ConnectionTrait,
    row: &OwnSchemeRow,
    change: liaison_own_scheme::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    liaison_own_scheme::Entity::update_many()
        .set(liaison_own_scheme::ActiveModel {
            updated_at: Set(now),
            ..change
        })
        .col_expr(
            liaison_own_scheme::Column::Version,
            Expr::col(liaison_own_scheme::Column::Version).add(1),
        )
        .filter(liaison_own_scheme::Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    changes::record(
        tx,
        "liaison_own_schemes",
        row.id.0,
        ChangeOperation::Updated,
        row.unit_id,
        now,
    )
    .await
}
