use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use actix_web::{get, web};

use super::{
    dto::{ChangePage, ChangesQuery},
    feed::{self, After},
};
use crate::{
    auth::{Allow, Permission, permission::ChangesRead},
    error::{Problems, Result},
    http::{Query, Routes},
    state::State,
};

const DEFAULT_LIMIT: usize = 100;
/// How often a waiting request looks again.
const LOOKING: Duration = Duration::from_millis(500);

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config.service(list_changes);
}

/// Reads the change feed (变更): what happened to which record, in the order of commit, as far as the caller may see the
/// record now.
///
/// Keep `next` and send it as `after`; nothing is missed and nothing comes twice. Changes are kept for 90 days: an
/// older place is answered 410 `cursor_expired`. Then take `after=now`, read the lists you follow anew, and go on from
/// that place.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::ChangesRead])), params(ChangesQuery),
    responses((status = 200, description = "The next changes", body = ChangePage), Problems))]
#[get("/changes")]
async fn list_changes(
    actor: Allow<ChangesRead>,
    state: web::Data<State>,
    Query(query): Query<ChangesQuery>,
) -> Result<web::Json<ChangePage>> {
    let kinds = query.types.map(|kinds| kinds.0).unwrap_or_default();
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let patience = Duration::from_secs(query.wait.unwrap_or_default());
    let mut after = After::parse(query.after.as_deref())?;
    let asked = Instant::now();
    loop {
        let page = feed::read(&state.db, &actor, &kinds, after, limit, state.clock.today()).await?;
        let is_over = asked.elapsed() + LOOKING > patience || state.draining.load(Ordering::Relaxed);
        if !page.items.is_empty() || !page.caught_up || is_over {
            return Ok(web::Json(page));
        }
        after = After::parse(Some(&page.next))?;
        tokio::time::sleep(LOOKING).await;
    }
}
