use actix_web::{get, post, web};

use super::{
    dto::{Handover, HandoverFilter, HandoverPreview, HandoverQuery, HandoverRecord, NewHandover},
    form, preview, queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::LiaisonWrite},
    entities::ids::HandoverId,
    error::{Problems, Result},
    http::{
        Created, Etagged, Json, ListQuery, Paged, Path, PrintedForm, Query, Routes, WriteOnce, Written,
        list::PageParams,
    },
    state::State,
};

/// The routes of handovers.
pub fn routes(config: &mut Routes) {
    config
        .service(preview_handover)
        .service(hand_over)
        .service(list_handovers)
        .service(get_handover)
        .service(print_handover);
}

/// Previews a handover (交接预览): links, open ledger entries, promises and key households of a person.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])), params(HandoverQuery),
    responses((status = 200, description = "What could be handed over", body = HandoverPreview), Problems))]
#[get("/liaison-links/handover")]
async fn preview_handover(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Query(query): Query<HandoverQuery>,
) -> Result<web::Json<HandoverPreview>> {
    let preview = preview::preview(&state.db, &actor, query, state.clock.now()).await?;
    Ok(web::Json(preview))
}

/// Hands over (交接): chosen links, open ledger entries and promises go to one or several others, all or nothing.
///
/// Links end the day before and begin anew with the successor. An entry about the successor himself is refused. The
/// pack (交接清单) stays as it was on that day: `GET /liaison-handovers/{id}`.
///
/// Successors must be there on the first day: who has left or is on leave is refused, with the field that names him.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("Idempotency-Key" = String, Header, description = "A fresh UUID; the same request again gets the same answer")),
    responses((status = 201, description = "The handover; its pack is at `Location`", body = Handover), Problems))]
#[post("/liaison-links/handover")]
async fn hand_over(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    write: WriteOnce,
    Json(new): Json<NewHandover>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let handover = service::hand_over(tx, &state.vault, &actor, new, now).await?;
            Ok(Created::at("/liaison-handovers", handover.id, handover))
        })
        .await
}

/// Lists handovers (交接记录) of people of one's units.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])), params(PageParams, HandoverFilter),
    responses((status = 200, description = "A page of handovers", body = Paged<Handover>), Problems))]
#[get("/liaison-handovers")]
async fn list_handovers(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    query: ListQuery<HandoverFilter>,
) -> Result<Paged<Handover>> {
    queries::list(&state.db, &state.vault, &actor, query, state.clock.now()).await
}

/// Shows a handover with its pack (交接清单) as it was on that day, to print it again; without ledger entries the caller
/// may not see.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = HandoverId, Path, description = "The handover")),
    responses((status = 200, description = "The handover with its pack", body = HandoverRecord), Problems))]
#[get("/liaison-handovers/{id}")]
async fn get_handover(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<HandoverId>,
) -> Result<Etagged<HandoverRecord>> {
    let now = state.clock.now();
    Ok(Etagged(
        queries::record(&state.db, &state.vault, &actor, id, now).await?,
    ))
}

/// Prints the handover list (工作交接清单) as an A4 form for three signatures; who printed it is audited.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = HandoverId, Path, description = "The handover")),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/liaison-handovers/{id}/form")]
async fn print_handover(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<HandoverId>,
) -> Result<PrintedForm> {
    form::print(&state, &actor, id).await
}
