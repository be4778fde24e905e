//! Newer versions of a template, offered to the plans that were copied from an older one.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};

use super::{
    content,
    diff::compare_fields,
    dto::{Plan, PlanChange, PlanPart, PlanRow},
    moves::PlanMove,
    offer_dto::{OfferAnswer, OfferDecision, OfferMove, OfferedChange, OfferedField, PlanOffer},
    queries, service, taking,
};
use crate::{
    auth::Actor,
    db::changes,
    entities::{change_event::ChangeOperation, ids::PlanId, plan, plan_ignored_change},
    error::{Error, Result},
    features::plan::template::{self, PlanTemplate, Template, TemplateDuty, TemplateScheme},
    http::{IfMatch, patch},
};

/// The parts of a plan that a template's newer version may change: by part and code, with title and content.
type Parts = BTreeMap<(&'static str, String), (String, Value)>;

const DUTY: &str = "duty";
const SCHEME: &str = "scheme";
const LEDGER_POLICY: &str = "ledger_policy";

/// What is offered to a plan; nothing where its template has no newer version.
pub async fn offer(db: &impl ConnectionTrait, actor: &Actor, id: PlanId) -> Result<PlanOffer> {
    let plan = queries::row(db, actor, id).await?;
    let Some(latest) = newer(db, actor, &plan).await? else {
        return Ok(PlanOffer {
            from_version: plan.template_version,
            to_version: None,
            note: None,
            items: Vec::new(),
        });
    };
    Ok(PlanOffer {
        from_version: plan.template_version,
        to_version: Some(latest.version),
        note: Some(latest.note.clone()).filter(|note| !note.is_empty()),
        items: items(db, actor, &plan, &latest).await?,
    })
}

/// The latest version of the plan's template, when it is newer than what the plan was copied from.
async fn newer(db: &impl ConnectionTrait, actor: &Actor, plan: &PlanRow) -> Result<Option<Template>> {
    let (Some(code), Some(version)) = (&plan.template_code, plan.template_version) else {
        return Ok(None);
    };
    let latest = template::find(db, actor, code).await?;
    Ok(latest.filter(|latest| latest.version > version))
}

async fn items(
    db: &impl ConnectionTrait,
    actor: &Actor,
    plan: &PlanRow,
    latest: &PlanTemplate,
) -> Result<Vec<OfferedChange>> {
    let ours = parts_of_plan(db, plan).await?;
    let offered = parts_of_template(latest)?;
    let base = match (&plan.template_code, plan.template_version) {
        (Some(code), Some(version)) => template::version(db, actor, code, version).await?,
        _ => None,
    };
    // Where the older text is not known any more, the plan stands for it.
    let before = match &base {
        Some(base) => parts_of_template(base)?,
        None => ours.clone(),
    };
    let ignored = plan_ignored_change::Entity::find()
        .filter(plan_ignored_change::Column::PlanId.eq(plan.id))
        .filter(plan_ignored_change::Column::TemplateVersion.eq(latest.version))
        .all(db)
        .await?;
    let mut items = Vec::new();
    for (key, (title, value)) in &offered {
        let (change, fields) = match before.get(key) {
            None => (PlanChange::Added, Vec::new()),
            Some((_, old)) if old == value => continue,
            Some((_, old)) => (
                PlanChange::Changed,
                fields(old, value, ours.get(key).map(|ours| &ours.1)),
            ),
        };
        let taken = match change {
            PlanChange::Changed => fields.iter().all(|field| field.offered == field.plan),
            _ => ours.contains_key(key),
        };
        items.push(item(key, title, change, fields, taken));
    }
    for (key, (title, _)) in before.iter().filter(|(key, _)| !offered.contains_key(*key)) {
        items.push(item(
            key,
            title,
            PlanChange::Removed,
            Vec::new(),
            !ours.contains_key(key),
        ));
    }
    for item in &mut items {
        let is_it = |row: &plan_ignored_change::Model| row.part == name(item.part) && row.code == item.code;
        if item.decision == OfferDecision::Open && ignored.iter().any(is_it) {
            item.decision = OfferDecision::Ignored;
        }
    }
    Ok(items)
}

fn item(
    key: &(&'static str, String),
    title: &str,
    change: PlanChange,
    fields: Vec<OfferedField>,
    taken: bool,
) -> OfferedChange {
    OfferedChange {
        part: match key.0 {
            DUTY => PlanPart::Duty,
            SCHEME => PlanPart::Scheme,
            _ => PlanPart::LedgerPolicy,
        },
        code: key.1.clone(),
        title: title.to_owned(),
        change,
        fields,
        decision: if taken {
            OfferDecision::Taken
        } else {
            OfferDecision::Open
        },
    }
}

fn name(part: PlanPart) -> &'static str {
    match part {
        PlanPart::Duty => DUTY,
        PlanPart::Scheme => SCHEME,
        PlanPart::LedgerPolicy => LEDGER_POLICY,
        PlanPart::Plan => "plan",
        PlanPart::LeadingGroup => "leading_group",
    }
}

fn fields(before: &Value, offered: &Value, ours: Option<&Value>) -> Vec<OfferedField> {
    let changed = compare_fields(before, offered);
    let field = |difference: super::dto::FieldDifference| OfferedField {
        plan: ours
            .and_then(|ours| ours.get(&difference.field))
            .cloned()
            .unwrap_or(Value::Null),
        field: difference.field,
        before: difference.template,
        offered: difference.plan,
    };
    changed.into_iter().map(field).collect()
}

fn parts(schemes: &[TemplateScheme], duties: &[TemplateDuty], policy: Value) -> Result<Parts> {
    let mut parts = Parts::new();
    for scheme in schemes {
        parts.insert(
            (SCHEME, scheme.code.clone()),
            (scheme.name.clone(), serde_json::to_value(scheme)?),
        );
    }
    for duty in duties {
        let written = TemplateDuty {
            note: None,
            ..duty.clone()
        };
        parts.insert(
            (DUTY, duty.code.clone()),
            (duty.title.clone(), serde_json::to_value(written)?),
        );
    }
    parts.insert((LEDGER_POLICY, String::new()), (String::new(), policy));
    Ok(parts)
}

fn parts_of_template(template: &PlanTemplate) -> Result<Parts> {
    parts(
        &template.schemes,
        &template.duties,
        serde_json::to_value(&template.ledger_policy)?,
    )
}

async fn parts_of_plan(db: &impl ConnectionTrait, plan: &PlanRow) -> Result<Parts> {
    parts(
        &content::schemes(db, plan.id).await?,
        &content::duties(db, plan.id).await?,
        serde_json::to_value(&plan.ledger_policy)?,
    )
}

/// Takes an offered change over into a draft, or leaves it aside.
pub async fn answer(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PlanId,
    expected: IfMatch,
    answer: OfferAnswer,
    now: DateTime<Utc>,
) -> Result<Plan> {
    let wanted = match answer.answer {
        OfferMove::Take => PlanMove::Edit,
        // Leaving something aside changes nothing of a plan in force.
        OfferMove::Ignore => PlanMove::Staff,
    };
    let plan = service::open(tx, actor, id, wanted).await?;
    patch::check_version(expected, plan.version, &queries::find(tx, actor, id).await?, &json!({}))?;
    let latest = newer(tx, actor, &plan)
        .await?
        .ok_or_else(|| Error::unknown_reference("code"))?;
    let offered = items(tx, actor, &plan, &latest).await?;
    let change = offered
        .into_iter()
        .find(|item| item.part == answer.part && item.code == answer.code)
        .ok_or_else(|| Error::unknown_reference("code"))?;
    match answer.answer {
        OfferMove::Ignore => ignore(tx, actor, &plan, &latest, &change, now).await?,
        OfferMove::Take => taking::take(tx, &plan, &latest, &change, now).await?,
    }
    if items(tx, actor, &queries::row(tx, actor, id).await?, &latest)
        .await?
        .iter()
        .all(|item| item.decision != OfferDecision::Open)
    {
        settle(tx, &plan, latest.version).await?;
    }
    service::touch(tx, &plan, now).await?;
    changes::record(tx, "plans", id.0, ChangeOperation::Updated, plan.unit_id, now).await?;
    queries::find(tx, actor, id).await
}

async fn ignore(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    plan: &PlanRow,
    latest: &PlanTemplate,
    change: &OfferedChange,
    now: DateTime<Utc>,
) -> Result<()> {
    if change.decision != OfferDecision::Open {
        return Ok(());
    }
    plan_ignored_change::Entity::insert(plan_ignored_change::ActiveModel {
        plan_id: Set(plan.id),
        template_version: Set(latest.version),
        part: Set(name(change.part).to_owned()),
        code: Set(change.code.clone()),
        decided_by: Set(actor.account_id),
        decided_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Everything is decided: from now on the plan counts as one of this version.
async fn settle(tx: &impl ConnectionTrait, plan: &PlanRow, version: i32) -> Result<()> {
    plan::Entity::update_many()
        .set(plan::ActiveModel {
            template_version: Set(Some(version)),
            ..Default::default()
        })
        .filter(plan::Column::Id.eq(plan.id))
        .exec(tx)
        .await?;
    plan_ignored_change::Entity::delete_many()
        .filter(plan_ignored_change::Column::PlanId.eq(plan.id))
        .exec(tx)
        .await?;
    Ok(())
}
