//! What everybody can read, without login: published and not withdrawn.

use actix_web::{CustomizeResponder, Responder, get, http::header::CACHE_CONTROL, web};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::{
    dto::{DisclosedClass, DisclosingUnit, DisclosureIndex, PublicPublication},
    filter::{PublicPublicationFilter, PublicPublicationSort, Row},
};
use crate::{
    auth::scope,
    entities::{
        disclosure_class,
        ids::PublicationId,
        org_unit,
        publication::{self, PublicationState},
    },
    error::{Error, Problems, Result},
    http::{ListQuery, Paged, Path, Routes, list::PageParams},
    state::State,
};

/// Browsers and proxies may keep it for a minute: long enough to spare the server, short enough for a withdrawal.
const KEPT: &str = "public, max-age=60";

/// The routes without login.
pub fn routes(config: &mut Routes) {
    config
        .service(list_public_publications)
        .service(get_public_publication)
        .service(get_disclosure);
}

/// Lists what schools made public (信息公开), the latest first. Without login.
#[utoipa::path(tag = "public", security(()), params(PageParams, PublicPublicationFilter),
    responses((status = 200, description = "A page of publications", body = Paged<PublicPublication>), Problems))]
#[get("/public/publications")]
async fn list_public_publications(
    state: web::Data<State>,
    query: ListQuery<PublicPublicationFilter>,
) -> Result<CustomizeResponder<Paged<PublicPublication>>> {
    Ok(kept(list(&state.db, query).await?))
}

/// Shows something a school made public. Without login.
#[utoipa::path(tag = "public", security(()),
    params(("id" = PublicationId, Path, description = "The publication")),
    responses((status = 200, description = "The publication", body = PublicPublication), Problems))]
#[get("/public/publications/{id}")]
async fn get_public_publication(
    state: web::Data<State>,
    Path(id): Path<PublicationId>,
) -> Result<CustomizeResponder<web::Json<PublicPublication>>> {
    Ok(kept(web::Json(find(&state.db, id).await?)))
}

/// Tells which units made something public, and of which classes. Without login.
#[utoipa::path(tag = "public", security(()),
    responses((status = 200, description = "Units and classes", body = DisclosureIndex), Problems))]
#[get("/public/disclosure")]
async fn get_disclosure(state: web::Data<State>) -> Result<CustomizeResponder<web::Json<DisclosureIndex>>> {
    Ok(kept(web::Json(disclosure(&state.db).await?)))
}

fn kept<R: Responder>(answer: R) -> CustomizeResponder<R> {
    answer.customize().insert_header((CACHE_CONTROL, KEPT))
}

/// What everybody can read.
fn published() -> Select<publication::Entity> {
    publication::Entity::find().filter(publication::Column::State.eq(PublicationState::Published))
}

async fn list(
    db: &impl ConnectionTrait,
    query: ListQuery<PublicPublicationFilter>,
) -> Result<Paged<PublicPublication>> {
    let PublicPublicationFilter {
        sort: _,
        class_id,
        unit_id,
    } = query.filter;
    let matching = Condition::all()
        .add_option(class_id.map(|class| publication::Column::ClassId.eq(class)))
        .add_option(unit_id.map(|unit| publication::Column::UnitId.in_subquery(scope::units_below(&[unit]))));
    let column = |sort| match sort {
        PublicPublicationSort::PublishedOn => publication::Column::PublishedOn,
    };
    let page: Paged<Row> = query
        .page
        .fetch(db, published().filter(matching), column, publication::Column::Id)
        .await?;
    Ok(page.map(show))
}

async fn find(db: &impl ConnectionTrait, id: PublicationId) -> Result<PublicPublication> {
    let row: Row = published()
        .filter(publication::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(show(row))
}

fn show(row: Row) -> PublicPublication {
    PublicPublication {
        id: row.id,
        unit_name: row.unit_name,
        class_name: row.class_name,
        title: row.title,
        text: row.text,
        period: row.period,
        published_on: row.published_on.unwrap_or_default(),
    }
}

async fn disclosure(db: &impl ConnectionTrait) -> Result<DisclosureIndex> {
    let of = |column: publication::Column| published().select_only().column(column).into_query();
    let units = org_unit::Entity::find()
        .filter(org_unit::Column::Id.in_subquery(of(publication::Column::UnitId)))
        .order_by_asc(org_unit::Column::Code)
        .all(db)
        .await?;
    let classes = disclosure_class::Entity::find()
        .filter(disclosure_class::Column::Id.in_subquery(of(publication::Column::ClassId)))
        .order_by_asc(disclosure_class::Column::SortOrder)
        .order_by_asc(disclosure_class::Column::Id)
        .all(db)
        .await?;
    Ok(DisclosureIndex {
        units: units
            .into_iter()
            .map(|unit| DisclosingUnit {
                id: unit.id,
                name: unit.name,
            })
            .collect(),
        classes: classes
            .into_iter()
            .map(|class| DisclosedClass {
                id: class.id,
                name: class.name,
            })
            .collect(),
    })
}
