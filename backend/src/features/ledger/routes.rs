use actix_web::{delete, get, http::StatusCode, patch, post, web};

use super::{
    amend, categories, checks,
    decisions::{self, NewDecision},
    detail,
    dto::{LedgerCallbacks, LedgerEntry, LedgerEvents},
    figures,
    filter::{LedgerEntryRow, LedgerFilter},
    followers, hearings, identity,
    input::{IdentityRequest, LedgerEntryPatch, LedgerIdentity, NewLedgerEntry},
    looks::{self, IdentityLook, IdentityLookFilter},
    move_input::{LedgerEntryMove, LedgerEntryMoves},
    prints, queries, register, service,
    stats::{self, LedgerStats},
    topics, trail,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{LedgerIdentity as ReadIdentity, LedgerMove, LedgerRead, LedgerRegister},
    },
    db,
    entities::ids::{CallbackId, LedgerEntryId},
    error::{Problems, Result},
    http::{
        Bulk, Created, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, Routes, Write, WriteOnce, Written,
        list::PageParams,
    },
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    prints::routes(config);
    categories::routes(config);
    config
        .service(get_ledger_stats)
        .service(list_ledger_entries)
        .service(create_ledger_entry)
        .service(get_ledger_entry)
        .service(update_ledger_entry)
        .service(move_ledger_entries)
        .service(move_ledger_entry)
        .service(list_ledger_events)
        .service(list_ledger_callbacks)
        .service(follow_ledger_entry)
        .service(unfollow_ledger_entry)
        .service(read_ledger_identity)
        .service(list_ledger_identity_looks)
        .service(decide_callback);
    topics::routes(config);
    hearings::routes(config);
    figures::routes(config);
    checks::routes(config);
}

/// Counts the entries the caller may see, each number with the list behind it.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    responses((status = 200, description = "The counts", body = LedgerStats), Problems))]
#[get("/ledger-stats")]
async fn get_ledger_stats(actor: Allow<LedgerRead>, state: web::Data<State>) -> Result<web::Json<LedgerStats>> {
    Ok(web::Json(stats::stats(&state.db, &actor, state.clock.now()).await?))
}

/// Lists ledger entries (民情台账).
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])), params(PageParams, LedgerFilter),
    responses((status = 200, description = "A page of entries", body = Paged<LedgerEntryRow>), Problems))]
#[get("/ledger-entries")]
async fn list_ledger_entries(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    query: ListQuery<LedgerFilter>,
) -> Result<Paged<LedgerEntryRow>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Opens a ledger entry (登记). The caller becomes its first receiver (首接).
///
/// It gets its number, without gaps, and its time limits by category and urgency. Who raised it is sealed apart from
/// it, and not taken where the concern is anonymous. An entry that concerns persons does not exist for them and for
/// those below them.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRegister])),
    responses((status = 201, description = "The new entry", body = LedgerEntry), Problems))]
#[post("/ledger-entries")]
async fn create_ledger_entry(
    actor: Allow<LedgerRegister>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewLedgerEntry>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let entry = register::register(tx, &state.vault, &actor, new, now).await?;
            Ok(Created::at("/ledger-entries", entry.id, entry))
        })
        .await
}

/// Shows an entry, with the moves the caller can make.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "The entry", body = LedgerEntry), Problems))]
#[get("/ledger-entries/{id}")]
async fn get_ledger_entry(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
) -> Result<Etagged<LedgerEntry>> {
    Ok(Etagged(detail::find(&state.db, &actor, id, state.clock.now()).await?))
}

/// Corrects what was registered (更正), before the entry is routed.
///
/// By its first receiver and the managing unit. The chain keeps every field as it was before and after.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRegister])),
    params(("id" = LedgerEntryId, Path, description = "The entry"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The entry as it is now", body = LedgerEntry), Problems))]
#[patch("/ledger-entries/{id}")]
async fn update_ledger_entry(
    actor: Allow<LedgerRegister>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<LedgerEntryPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(amend::amend(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Moves an entry on (办理): one of its `allowed_moves`.
///
/// `allowed_moves` tells which the caller can make now, and which fields each of them requires and takes. Every move
/// adds an event to the entry's chain and tells those whose turn it is and those who follow it. A move that the state
/// does not know is 409 `illegal_move` with those that are possible in `allowed`, one that is somebody else's is 403;
/// whoever handles an entry never calls back himself.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerMove])),
    params(("id" = LedgerEntryId, Path, description = "The entry"), ("Idempotency-Key" = String, Header, description = "A fresh UUID: a repeat with the same key moves nothing", example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")),
    responses((status = 200, description = "The entry as it is now", body = LedgerEntry), Problems))]
#[post("/ledger-entries/{id}/moves")]
async fn move_ledger_entry(
    actor: Allow<LedgerMove>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    write: WriteOnce,
    Json(asked): Json<LedgerEntryMove>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::make_move(tx, &actor, id, asked, now).await?))
        })
        .await
}

/// Moves many entries on in the same way, each with its own result: at most 200.
///
/// Each is checked like a single one: those that cannot make the move stay as they are and say why.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerMove])),
    params(("Idempotency-Key" = String, Header, description = "A fresh UUID: a repeat with the same key moves nothing", example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")),
    responses((status = 207, description = "What became of each", body = Bulk<LedgerEntry>), Problems))]
#[post("/ledger-entries/bulk")]
async fn move_ledger_entries(
    actor: Allow<LedgerMove>,
    state: web::Data<State>,
    write: WriteOnce,
    Json(asked): Json<LedgerEntryMoves>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Bulk::run(tx, asked.entry_ids, StatusCode::OK, async |tx, id| {
                service::make_move(tx, &actor, id, asked.step.clone(), now).await
            })
            .await
        })
        .await
}

/// Lists the steps of an entry (办理过程), the first one first.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "Its steps", body = LedgerEvents), Problems))]
#[get("/ledger-entries/{id}/events")]
async fn list_ledger_events(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
) -> Result<web::Json<LedgerEvents>> {
    Ok(web::Json(
        trail::events(&state.db, &actor, id, state.clock.now()).await?,
    ))
}

/// Lists the call-backs of an entry (回访), the first one first.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "Its call-backs", body = LedgerCallbacks), Problems))]
#[get("/ledger-entries/{id}/callbacks")]
async fn list_ledger_callbacks(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
) -> Result<web::Json<LedgerCallbacks>> {
    Ok(web::Json(
        trail::callbacks(&state.db, &actor, id, state.clock.now()).await?,
    ))
}

/// Follows an entry (关注): every step of it comes into the caller's inbox.
///
/// A repeat changes nothing.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 204, description = "It is followed"), Problems))]
#[post("/ledger-entries/{id}/follow")]
async fn follow_ledger_entry(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            followers::follow(tx, &actor, id, now).await?;
            Ok(NoContent)
        })
        .await
}

/// No longer follows an entry (取消关注).
///
/// A repeat changes nothing.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 204, description = "It is not followed"), Problems))]
#[delete("/ledger-entries/{id}/follow")]
async fn unfollow_ledger_entry(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            followers::unfollow(tx, &actor, id, now).await?;
            Ok(NoContent)
        })
        .await
}

/// Reads who raised a concern (反映人), for a stated reason. Every look is written into the audit log and the entry.
///
/// The answer is never stored: a repeated request is another look.
///
/// 404 also where nobody's name was kept, as for an anonymous concern.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerIdentity])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "Who raised it", body = LedgerIdentity), Problems))]
#[post("/ledger-entries/{id}/identity")]
async fn read_ledger_identity(
    actor: Allow<ReadIdentity>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    Json(request): Json<IdentityRequest>,
) -> Result<web::Json<LedgerIdentity>> {
    let now = state.clock.now();
    let identity = db::write(&state.db, async |tx| {
        identity::read(tx, &state.vault, &actor, id, &request, now).await
    })
    .await?;
    Ok(web::Json(identity))
}

/// Lists who looked at who raised a concern, and why (查看反映人记录).
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerIdentity])), params(PageParams, IdentityLookFilter),
    responses((status = 200, description = "A page of looks", body = Paged<IdentityLook>), Problems))]
#[get("/ledger-identity-looks")]
async fn list_ledger_identity_looks(
    actor: Allow<ReadIdentity>,
    state: web::Data<State>,
    query: ListQuery<IdentityLookFilter>,
) -> Result<Paged<IdentityLook>> {
    looks::list(&state.db, &actor, query, state.clock.now()).await
}

/// Says whether a dissatisfaction that waits is reasonable (认定是否合理), with a reason. With reason the work goes on.
///
/// The office decides, never the handler: 403 for everybody else. Without reason the entry is closed; one that was
/// closed already is opened again with reason and stays closed without. Decided once: afterwards 409
/// `nothing_to_decide`.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerMove])),
    params(("id" = CallbackId, Path, description = "The call-back in which it was said"), ("Idempotency-Key" = String, Header, description = "A fresh UUID: a repeat with the same key decides nothing", example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001")),
    responses((status = 200, description = "The entry as it is now", body = LedgerEntry), Problems))]
#[post("/ledger-callbacks/{id}/decision")]
async fn decide_callback(
    actor: Allow<LedgerMove>,
    state: web::Data<State>,
    Path(id): Path<CallbackId>,
    write: WriteOnce,
    Json(new): Json<NewDecision>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(decisions::decide(tx, &actor, id, new, now).await?))
        })
        .await
}
