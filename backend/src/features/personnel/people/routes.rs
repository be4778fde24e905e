use actix_web::{get, patch, post, web};

use super::{
    super::codes,
    dto::{Codes, NewPerson, Person, PersonFile, PersonFilter, PersonPatch},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{OrganisationRead, PersonnelRead, PersonnelWrite},
    },
    entities::ids::PersonId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of people.
pub fn routes(config: &mut Routes) {
    config
        .service(get_codes)
        .service(list_personnel)
        .service(create_person)
        .service(get_person)
        .service(update_person);
}

/// Shows the national codes that records use (国标代码).
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::OrganisationRead])),
    responses((status = 200, description = "The codes with their names", body = Codes), Problems))]
#[get("/codes")]
async fn get_codes(_actor: Allow<OrganisationRead>) -> Result<web::Json<Codes>> {
    Ok(web::Json(Codes {
        ethnic_groups: codes::ETHNIC_GROUPS,
        political_affiliations: codes::POLITICAL_AFFILIATIONS,
    }))
}

/// Lists staff (教职工).
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelRead])), params(PageParams, PersonFilter),
    responses((status = 200, description = "A page of staff", body = Paged<Person>), Problems))]
#[get("/personnel")]
async fn list_personnel(
    actor: Allow<PersonnelRead>,
    state: web::Data<State>,
    query: ListQuery<PersonFilter>,
) -> Result<Paged<Person>> {
    queries::list(&state.db, &actor, state.clock.today(), query).await
}

/// Adds a member of staff.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelWrite])),
    responses((status = 201, description = "The new member of staff", body = PersonFile), Problems))]
#[post("/personnel")]
async fn create_person(
    actor: Allow<PersonnelWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewPerson>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let file = service::create(tx, &state.vault, &actor, new, now).await?;
            Ok(Created::at("/personnel", file.person.id, file))
        })
        .await
}

/// Shows a member of staff with posts, ranks and leaves.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelRead])),
    params(("id" = PersonId, Path, description = "The member of staff")),
    responses((status = 200, description = "The member of staff", body = PersonFile), Problems))]
#[get("/personnel/{id}")]
async fn get_person(
    actor: Allow<PersonnelRead>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
) -> Result<Etagged<PersonFile>> {
    Ok(Etagged(
        queries::find(&state.db, &actor, state.clock.today(), id).await?,
    ))
}

/// Changes a member of staff.
#[utoipa::path(tag = "personnel", security(("bearer" = [Permission::PersonnelWrite])),
    params(("id" = PersonId, Path, description = "The member of staff"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The member of staff as he is now", body = PersonFile), Problems))]
#[patch("/personnel/{id}")]
async fn update_person(
    actor: Allow<PersonnelWrite>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<PersonPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::update(tx, &state.vault, &actor, id, expected, edit, now).await?,
            ))
        })
        .await
}
