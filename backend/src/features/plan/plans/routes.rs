use actix_web::{delete, get, patch, post, web};

use super::{
    adopt, diff,
    dto::{NewPlan, Plan, PlanDiff, PlanFilter, PlanPatch, PlanSchemes, PlanTemplateSummary, PlanTemplates},
    form,
    offer_dto::{NewTemplateVersion, OfferAnswer, PlanOffer},
    offers,
    publish::publish,
    queries, service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{PlanAdopt, PlanPublish, PlanRead, PlanWrite},
    },
    entities::ids::PlanId,
    error::{Error, Problems, Result},
    features::plan::template::{self, PlanTemplate},
    http::{
        Created, Download, Etagged, IfMatch, Json, ListQuery, NoContent, Paged, Path, PrintedForm, Routes, Write,
        WriteOnce, Written, list::PageParams,
    },
    state::State,
};

pub fn routes(config: &mut Routes) {
    config
        .service(list_plan_templates)
        .service(get_plan_template)
        .service(list_plans)
        .service(create_plan)
        .service(get_plan)
        .service(print_plan)
        .service(get_plan_document)
        .service(update_plan)
        .service(discard_plan)
        .service(get_plan_diff)
        .service(list_plan_schemes)
        .service(adopt_plan)
        .service(publish_plan)
        .service(get_plan_offer)
        .service(answer_plan_offer);
}

/// Lists the plan templates (方案模板): those that ship with the product, and those a bureau above has published.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    responses((status = 200, description = "The templates, each in its latest version", body = PlanTemplates), Problems))]
#[get("/plan-templates")]
async fn list_plan_templates(actor: Allow<PlanRead>, state: web::Data<State>) -> Result<web::Json<PlanTemplates>> {
    let summary = |template: &template::Template| PlanTemplateSummary {
        code: template.code.clone(),
        version: template.version,
        title: template.title.clone(),
        issued_by: template.issued_by.clone(),
        issued_on: template.issued_on,
        schemes: template.schemes.len(),
        duties: template.duties.len(),
        leading_group: template.group_size(),
        published: template.is_published(),
        note: template.note.clone(),
    };
    Ok(web::Json(PlanTemplates {
        items: template::all(&state.db, &actor).await?.iter().map(summary).collect(),
    }))
}

/// Shows a plan template with all its rules and their source quotes.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("code" = String, Path, description = "Its code", example = "chuxiong-2012")),
    responses((status = 200, description = "The template", body = PlanTemplate), Problems))]
#[get("/plan-templates/{code}")]
async fn get_plan_template(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    Path(code): Path<String>,
) -> Result<web::Json<PlanTemplate>> {
    let template = template::find(&state.db, &actor, &code).await?;
    Ok(web::Json(template.ok_or(Error::NotFound)?.into_owned()))
}

/// Lists plans (实施方案).
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])), params(PageParams, PlanFilter),
    responses((status = 200, description = "A page of plans", body = Paged<Plan>), Problems))]
#[get("/plans")]
async fn list_plans(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    query: ListQuery<PlanFilter>,
) -> Result<Paged<Plan>> {
    queries::list(&state.db, &actor, query).await
}

/// Drafts a plan from a template: schemes, duties, and the leading group filled from current posts where that is clear.
///
/// Of a template (`template_code`) or of another plan of the unit (`copy_of`), one of them. A draft binds nobody.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    responses((status = 201, description = "The draft", body = Plan), Problems))]
#[post("/plans")]
async fn create_plan(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    write: Write,
    Json(new): Json<NewPlan>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            let plan = service::draft(tx, &actor, new, now).await?;
            Ok(Created::at("/plans", plan.id, plan))
        })
        .await
}

/// Shows a plan.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = PlanId, Path, description = "The plan")),
    responses((status = 200, description = "The plan", body = Plan), Problems))]
#[get("/plans/{id}")]
async fn get_plan(actor: Allow<PlanRead>, state: web::Data<State>, Path(id): Path<PlanId>) -> Result<Etagged<Plan>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Prints a plan (实施方案) as A4 pages: leading group, liaison schemes, duties in the plan's own words, study, time limits.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = PlanId, Path, description = "The plan")),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/plans/{id}/form")]
async fn print_plan(actor: Allow<PlanRead>, state: web::Data<State>, Path(id): Path<PlanId>) -> Result<PrintedForm> {
    form::print(&state.db, &actor, id, state.clock.today()).await
}

/// Downloads a plan as a Word document, for schools that write their own text around it.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = PlanId, Path, description = "The plan")),
    responses((status = 200, description = "The document", body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), Problems))]
#[get("/plans/{id}/document")]
async fn get_plan_document(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
) -> Result<Download> {
    form::word(&state.db, &actor, id, state.clock.today()).await
}

/// Changes a draft.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = PlanId, Path, description = "The plan"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The plan as it is now", body = Plan), Problems))]
#[patch("/plans/{id}")]
async fn update_plan(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<PlanPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(service::update(tx, &actor, id, expected, edit, now).await?))
        })
        .await
}

/// Throws a draft away.
///
/// Its duties, schemes and places go with it. A plan that was adopted stays.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = PlanId, Path, description = "The plan"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 204, description = "It is gone"), Problems))]
#[delete("/plans/{id}")]
async fn discard_plan(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
    expected: IfMatch,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            service::discard(tx, &actor, id, expected, now).await?;
            Ok(NoContent)
        })
        .await
}

/// Shows how a plan differs from its template, field by field.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = PlanId, Path, description = "The plan")),
    responses((status = 200, description = "The differences", body = PlanDiff), Problems))]
#[get("/plans/{id}/diff")]
async fn get_plan_diff(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
) -> Result<web::Json<PlanDiff>> {
    Ok(web::Json(diff::diff(&state.db, &actor, id).await?))
}

/// Lists the liaison schemes (联系制度) of a plan.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = PlanId, Path, description = "The plan")),
    responses((status = 200, description = "Its schemes", body = PlanSchemes), Problems))]
#[get("/plans/{id}/schemes")]
async fn list_plan_schemes(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
) -> Result<web::Json<PlanSchemes>> {
    Ok(web::Json(queries::schemes(&state.db, &actor, id).await?))
}

/// Adopts a draft (施行): the plan before it ends the day before, and the past stays as it was counted.
///
/// Its duties are counted from the records there are, in the same transaction, and it is noted in the audit log. While
/// another plan is in force it begins today at the earliest: 409 `would_change_the_past`. An adopted plan is not
/// changed or taken back any more, only replaced by the next one.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanAdopt])),
    params(("id" = PlanId, Path, description = "The draft"), ("If-Match" = String, Header, description = "The `ETag` of what was reviewed", example = "\"v1\""),
        ("Idempotency-Key" = String, Header, description = "Required: a repeat gets the first answer again", example = "5a1f0c9b-e001")),
    responses((status = 200, description = "The plan in force", body = Plan), Problems))]
#[post("/plans/{id}/adopt")]
async fn adopt_plan(
    actor: Allow<PlanAdopt>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
    expected: IfMatch,
    write: WriteOnce,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(adopt(tx, &state.vault, &actor, id, expected, now).await?))
        })
        .await
}

/// Publishes a bureau's draft as a template (发布模板), or its next version; it stays a draft.
///
/// Schools below the bureau are offered what is new, item by item; nothing of theirs is changed by it. A draft whose
/// own template is gone is 409 `without_template`.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanPublish])),
    params(("id" = PlanId, Path, description = "The bureau's draft"), ("If-Match" = String, Header, description = "The `ETag` of what was reviewed", example = "\"v1\""),
        ("Idempotency-Key" = String, Header, description = "Required: a repeat gets the first answer again", example = "5a1f0c9b-e001")),
    responses((status = 200, description = "The plan, with its published version", body = Plan), Problems))]
#[post("/plans/{id}/publish")]
async fn publish_plan(
    actor: Allow<PlanPublish>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
    expected: IfMatch,
    write: WriteOnce,
    Json(new): Json<NewTemplateVersion>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(publish(tx, &actor, id, expected, new, now).await?))
        })
        .await
}

/// Shows what a newer version of the plan's template changes: offered item by item, never forced.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanRead])),
    params(("id" = PlanId, Path, description = "The plan")),
    responses((status = 200, description = "The offered changes", body = PlanOffer), Problems))]
#[get("/plans/{id}/offer")]
async fn get_plan_offer(
    actor: Allow<PlanRead>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
) -> Result<web::Json<PlanOffer>> {
    Ok(web::Json(offers::offer(&state.db, &actor, id).await?))
}

/// Takes an offered change over into a draft (采纳), or leaves it aside (不采纳).
///
/// A plan in force is not changed: draft its successor with `copy_of` and take the change over there.
#[utoipa::path(tag = "plan", security(("bearer" = [Permission::PlanWrite])),
    params(("id" = PlanId, Path, description = "The plan"), ("If-Match" = String, Header, description = "Its `ETag`", example = "\"v1\"")),
    responses((status = 200, description = "The plan as it is now", body = Plan), Problems))]
#[post("/plans/{id}/offer")]
async fn answer_plan_offer(
    actor: Allow<PlanWrite>,
    state: web::Data<State>,
    Path(id): Path<PlanId>,
    expected: IfMatch,
    write: Write,
    Json(answer): Json<OfferAnswer>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(offers::answer(tx, &actor, id, expected, answer, now).await?))
        })
        .await
}
