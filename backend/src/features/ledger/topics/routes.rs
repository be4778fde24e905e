use actix_web::{get, patch, post, web};

use super::{
    dto::{LedgerTopic, LedgerTopicPatch, NewLedgerTopic, TopicFilter},
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{LedgerRead, LedgerTopics},
    },
    entities::ids::LedgerTopicId,
    error::{Problems, Result},
    http::{Created, Etagged, IfMatch, Json, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of topics.
pub fn routes(config: &mut Routes) {
    config
        .service(list_ledger_topics)
        .service(create_ledger_topic)
        .service(get_ledger_topic)
        .service(update_ledger_topic);
}

/// Lists topics (一类事), each with the number of its entries.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])), params(PageParams, TopicFilter),
    responses((status = 200, description = "A page of topics", body = Paged<LedgerTopic>), Problems))]
#[get("/ledger-topics")]
async fn list_ledger_topics(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    query: ListQuery<TopicFilter>,
) -> Result<Paged<LedgerTopic>> {
    queries::list(&state.db, &actor, query, state.clock.now()).await
}

/// Makes a topic, for what several entries are about.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerTopics])),
    responses((status = 201, description = "The new topic", body = LedgerTopic), Problems))]
#[post("/ledger-topics")]
async fn create_ledger_topic(
    actor: Allow<LedgerTopics>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewLedgerTopic>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let topic = service::create(tx, &actor, new, now).await?;
            Ok(Created::at("/ledger-topics", topic.id, topic))
        })
        .await
}

/// Shows a topic. Its entries are listed with `GET /ledger-entries?topic_id=…`.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerTopicId, Path, description = "The topic")),
    responses((status = 200, description = "The topic", body = LedgerTopic), Problems))]
#[get("/ledger-topics/{id}")]
async fn get_ledger_topic(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerTopicId>,
) -> Result<Etagged<LedgerTopic>> {
    Ok(Etagged(queries::find(&state.db, &actor, id, state.clock.now()).await?))
}

/// Changes a topic.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerTopics])),
    params(("id" = LedgerTopicId, Path, description = "The topic"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The topic as it is now", body = LedgerTopic), Problems))]
#[patch("/ledger-topics/{id}")]
async fn update_ledger_topic(
    actor: Allow<LedgerTopics>,
    state: web::Data<State>,
    Path(id): Path<LedgerTopicId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<LedgerTopicPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}
