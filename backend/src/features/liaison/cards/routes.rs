use actix_web::{HttpRequest, get, patch, post, web};

use super::{
    dto::{
        ContactCard, ContactCardCode, ContactCardFilter, ContactCardPatch, ContactCardPrint, ContactCardRevocation,
        PrintedContactCards, PublicContactCard,
    },
    form, print, public, queries, service,
};
use crate::{
    auth::{Allow, Permission, permission::LiaisonWrite},
    db,
    entities::ids::ContactCardId,
    error::{Problems, Result},
    http::{
        Etagged, IfMatch, Json, ListQuery, Paged, Path, PrintedForm, Routes, Write, WriteOnce, Written, client,
        list::PageParams,
    },
    state::State,
};

/// The routes of contact cards.
pub fn routes(config: &mut Routes) {
    config
        .service(list_contact_cards)
        .service(print_contact_cards)
        .service(print_contact_card_form)
        .service(get_contact_card)
        .service(update_contact_card)
        .service(revoke_contact_card)
        .service(look_up_contact_card);
}

/// Lists contact cards (民情联系卡) of one's units, without codes and phone numbers.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])), params(PageParams, ContactCardFilter),
    responses((status = 200, description = "A page of cards", body = Paged<ContactCard>), Problems))]
#[get("/contact-cards")]
async fn list_contact_cards(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    query: ListQuery<ContactCardFilter>,
) -> Result<Paged<ContactCard>> {
    queries::list(&state.db, &actor, query, state.clock.today()).await
}

/// Puts a sheet of contact cards together (打印联系卡): for a class, a village school, or the families of one person.
///
/// Missing cards are made, good ones are printed again with the same code. It holds phone numbers: that it was
/// printed is noted in the audit log.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    responses((status = 200, description = "The cards of the sheet", body = PrintedContactCards), Problems))]
#[post("/contact-cards/print")]
async fn print_contact_cards(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Json(asked): Json<ContactCardPrint>,
) -> Result<web::Json<PrintedContactCards>> {
    let now = state.clock.now();
    let cards = db::write(&state.db, async |tx| {
        print::print(tx, &state, &actor, &asked, now).await
    })
    .await?;
    Ok(web::Json(cards))
}

/// Prints a sheet of contact cards as A4 pages with cut lines, eight cards a page; that it was printed is noted in the
/// audit log.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    responses((status = 200, description = "The cards", body = [u8], content_type = "application/pdf"), Problems))]
#[post("/contact-cards/form")]
async fn print_contact_card_form(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Json(asked): Json<ContactCardPrint>,
) -> Result<PrintedForm> {
    let now = state.clock.now();
    let cards = db::write(&state.db, async |tx| {
        print::print(tx, &state, &actor, &asked, now).await
    })
    .await?;
    form::print(&state, &actor, cards).await
}

/// Shows a contact card, without code and phone number.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = ContactCardId, Path, description = "The card")),
    responses((status = 200, description = "The card", body = ContactCard), Problems))]
#[get("/contact-cards/{id}")]
async fn get_contact_card(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<ContactCardId>,
) -> Result<Etagged<ContactCard>> {
    let card = queries::find(&state.db, &actor, id, state.clock.today()).await?;
    Ok(Etagged(card))
}

/// Changes when the person of a card can be reached.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = ContactCardId, Path, description = "The card"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The card as it is now", body = ContactCard), Problems))]
#[patch("/contact-cards/{id}")]
async fn update_contact_card(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<ContactCardId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<ContactCardPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Revokes a contact card (停用): its code leads nowhere from now on.
#[utoipa::path(tag = "liaison", security(("bearer" = [Permission::LiaisonWrite])),
    params(("id" = ContactCardId, Path, description = "The card"), ("Idempotency-Key" = String, Header, description = "A fresh text, such as a UUID")),
    responses((status = 200, description = "The card as it is now", body = ContactCard), Problems))]
#[post("/contact-cards/{id}/revoke")]
async fn revoke_contact_card(
    actor: Allow<LiaisonWrite>,
    state: web::Data<State>,
    Path(id): Path<ContactCardId>,
    write: WriteOnce,
    Json(why): Json<ContactCardRevocation>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::revoke(tx, &actor, id, why, now).await?))
        })
        .await
}

/// Shows whoever holds a card whom to call: nothing but what is printed on it. Without login; tries are counted per
/// address. Unknown and revoked codes get the same answer.
#[utoipa::path(tag = "public", security(()),
    responses((status = 200, description = "What is printed on the card", body = PublicContactCard), Problems))]
#[post("/public/contact-cards/lookup")]
async fn look_up_contact_card(
    request: HttpRequest,
    state: web::Data<State>,
    Json(asked): Json<ContactCardCode>,
) -> Result<web::Json<PublicContactCard>> {
    state
        .throttle
        .address(client::address(&request, &state.config.trusted_proxies))?;
    let card = public::look_up(&state.db, &asked, state.clock.today()).await?;
    Ok(web::Json(card))
}
