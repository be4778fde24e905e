use actix_web::{get, post, web};

use super::{
    dto::{FollowSlip, StaffMention, StaffMentionSettled, StaffMentions},
    mentions, slips,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{LedgerFollowCode, LedgerMentions, LedgerRead},
    },
    db,
    entities::ids::LedgerEntryId,
    error::{Problems, Result},
    http::{Etagged, Json, Path, Routes, WriteOnce, Written},
    state::State,
};

/// The routes of what the office does for those outside.
pub fn routes(config: &mut Routes) {
    config
        .service(issue_follow_code)
        .service(list_staff_mentions)
        .service(settle_staff_mention);
}

/// Gives out a code to follow an entry with (查询码), for whoever called, wrote or came: shown once, and the code
/// before it is good no more. Not for whoever handles the entry: the code speaks for the one who raised it.
///
/// The answer is never stored: a repeated request gives out another code.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerFollowCode])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "The code, as text and as QR code", body = FollowSlip), Problems))]
#[post("/ledger-entries/{id}/follow-code")]
async fn issue_follow_code(
    actor: Allow<LedgerFollowCode>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
) -> Result<web::Json<FollowSlip>> {
    let now = state.clock.now();
    let slip = db::write(&state.db, async |tx| slips::issue(tx, &state, &actor, id, now).await).await?;
    Ok(web::Json(slip))
}

/// Shows whom of the staff a concern from outside names in words.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry")),
    responses((status = 200, description = "At most one", body = StaffMentions), Problems))]
#[get("/ledger-entries/{id}/staff-mentions")]
async fn list_staff_mentions(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
) -> Result<web::Json<StaffMentions>> {
    let found = mentions::of_entry(&state.db, &actor, id, state.clock.now()).await?;
    Ok(web::Json(found))
}

/// Says who of the staff a concern from outside means. From then on it is seen by all who may see it, but not by these
/// persons and those below them.
///
/// Once: a mention that was settled is 404.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerMentions])),
    params(("id" = LedgerEntryId, Path, description = "The entry"), ("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The mention as it is now", body = StaffMention), Problems))]
#[post("/ledger-entries/{id}/staff-mentions/settle")]
async fn settle_staff_mention(
    actor: Allow<LedgerMentions>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    write: WriteOnce,
    Json(meant): Json<StaffMentionSettled>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(mentions::settle(tx, &actor, id, meant, now).await?))
        })
        .await
}
