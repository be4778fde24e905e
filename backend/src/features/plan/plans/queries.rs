//! Reading plans; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{
    dto::{Plan, PlanFilter, PlanRow, PlanScheme, PlanSchemes, PlanSort},
    moves::{self, PlanMove},
};
use crate::{
    auth::{Actor, policy, scope},
    entities::{
        account,
        ids::{AccountId, OrgUnitId, PlanId},
        liaison_scheme, org_unit, plan, plan_template_version,
    },
    error::{Error, Result},
    features::plan::template,
    http::{ListQuery, Paged},
};

/// The plans the caller may see.
fn visible_to(actor: &Actor) -> Select<plan::Entity> {
    plan::Entity::find().filter(scope::plan::plans(actor))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<PlanFilter>) -> Result<Paged<Plan>> {
    let PlanFilter {
        unit_id,
        state,
        in_force_on,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(unit_id) = unit_id {
        select = select.filter(plan::Column::UnitId.eq(unit_id));
    }
    if let Some(states) = state {
        select = select.filter(plan::Column::State.is_in(states.0));
    }
    if let Some(day) = in_force_on {
        select = select.filter(in_force(day));
    }
    let column = |sort| match sort {
        PlanSort::EffectiveFrom => plan::Column::EffectiveFrom,
        PlanSort::Title => plan::Column::Title,
    };
    let page: Paged<PlanRow> = query.page.fetch(db, select, column, plan::Column::Id).await?;
    let shown = show(db, actor, &page.items).await?;
    Ok(page.with_items(shown))
}

/// In force on a day: adopted once, and the day lies in its time.
pub fn in_force(day: NaiveDate) -> Condition {
    Condition::all()
        .add(plan::Column::State.ne(plan::PlanState::Draft))
        .add(plan::Column::EffectiveFrom.lte(day))
        .add(
            Condition::any()
                .add(plan::Column::EffectiveTo.is_null())
                .add(plan::Column::EffectiveTo.gte(day)),
        )
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: PlanId) -> Result<Plan> {
    let row = row(db, actor, id).await?;
    show(db, actor, std::slice::from_ref(&row))
        .await?
        .pop()
        .ok_or(Error::NotFound)
}

pub async fn row(db: &impl ConnectionTrait, actor: &Actor, id: PlanId) -> Result<PlanRow> {
    visible_to(actor)
        .filter(plan::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn schemes(db: &impl ConnectionTrait, actor: &Actor, id: PlanId) -> Result<PlanSchemes> {
    row(db, actor, id).await?;
    let items = liaison_scheme::Entity::find()
        .filter(liaison_scheme::Column::PlanId.eq(id))
        .order_by_asc(liaison_scheme::Column::SortOrder)
        .order_by_asc(liaison_scheme::Column::Code)
        .into_partial_model::<PlanScheme>()
        .all(db)
        .await?;
    Ok(PlanSchemes { items })
}

/// Adds names and what the caller may do.
async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: &[PlanRow]) -> Result<Vec<Plan>> {
    let units: Vec<(OrgUnitId, String)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id)))
        .into_tuple()
        .all(db)
        .await?;
    let units: HashMap<OrgUnitId, String> = units.into_iter().collect();
    let adopters: Vec<AccountId> = rows.iter().filter_map(|row| row.adopted_by).collect();
    let names: HashMap<AccountId, String> = if adopters.is_empty() {
        HashMap::new()
    } else {
        account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::DisplayName])
            .filter(account::Column::Id.is_in(adopters))
            .into_tuple::<(AccountId, String)>()
            .all(db)
            .await?
            .into_iter()
            .collect()
    };
    let templates = template_titles(db, actor, rows).await?;
    let published: HashMap<PlanId, i32> = plan_template_version::Entity::find()
        .select_only()
        .column(plan_template_version::Column::PlanId)
        .column_as(plan_template_version::Column::TemplateVersion.max(), "latest")
        .filter(plan_template_version::Column::PlanId.is_in(rows.iter().map(|row| row.id)))
        .group_by(plan_template_version::Column::PlanId)
        .into_tuple::<(PlanId, i32)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let show = |row: &PlanRow| Plan {
        id: row.id,
        unit_id: row.unit_id,
        unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
        title: row.title.clone(),
        document_number: row.document_number.clone(),
        issued_on: row.issued_on,
        effective_from: row.effective_from,
        effective_to: row.effective_to,
        basis: row.basis.0.clone(),
        state: row.state,
        template_code: row.template_code.clone(),
        template_title: row.template_code.as_ref().and_then(|code| templates.get(code).cloned()),
        template_version: row.template_version,
        published_version: published.get(&row.id).copied(),
        adopted_at: row.adopted_at,
        adopted_by_name: row.adopted_by.and_then(|account| names.get(&account).cloned()),
        ledger_policy: row.ledger_policy.clone(),
        allowed_moves: moves::allowed(row.state)
            .filter(|allowed| match allowed {
                PlanMove::Adopt => policy::plan::adopts(actor, row.unit_id),
                PlanMove::Publish => policy::plan::publishes(actor, row.unit_id),
                _ => policy::plan::writes(actor, row.unit_id),
            })
            .collect(),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    };
    Ok(rows.iter().map(show).collect())
}

/// What the templates of some plans are called.
async fn template_titles(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: &[PlanRow],
) -> Result<HashMap<String, String>> {
    let mut titles = HashMap::new();
    for code in rows.iter().filter_map(|row| row.template_code.as_ref()) {
        if !titles.contains_key(code)
            && let Some(template) = template::find(db, actor, code).await?
        {
            titles.insert(code.clone(), template.title.clone());
        }
    }
    Ok(titles)
}
