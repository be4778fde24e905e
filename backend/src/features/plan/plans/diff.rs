//! How a plan differs from its template, field by field.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    content,
    dto::{FieldDifference, PlanChange, PlanDiff, PlanDifference, PlanPart, PlanRow},
    queries,
};
use crate::{
    auth::Actor,
    entities::{ids::PlanId, leading_group_member},
    error::Result,
    features::plan::{
        leading_group,
        template::{self, PlanTemplate},
    },
};

pub async fn diff(db: &impl ConnectionTrait, actor: &Actor, id: PlanId) -> Result<PlanDiff> {
    let plan = queries::row(db, actor, id).await?;
    let template = match &plan.template_code {
        Some(code) => template::find(db, actor, code).await?,
        None => None,
    };
    let mut items = Vec::new();
    if let Some(template) = template.as_deref() {
        compare_heads(&plan, template, &mut items)?;
        let places = leading_group::places(db, plan.unit_id, template).await?;
        let places = places.into_iter().map(|place| {
            (
                place.post_title.clone(),
                place.post_title,
                json!({ "position": place.position }),
            )
        });
        compare_parts(PlanPart::LeadingGroup, places, group(db, id).await?, &mut items)?;
        let theirs = template
            .schemes
            .iter()
            .map(|scheme| (scheme.code.clone(), scheme.name.clone(), scheme));
        let ours = content::schemes(db, id).await?.into_iter();
        let ours = ours.map(|scheme| (scheme.code.clone(), scheme.name.clone(), scheme));
        compare_parts(PlanPart::Scheme, theirs, ours.collect(), &mut items)?;
        let theirs = template
            .duties
            .iter()
            .map(|duty| (duty.code.clone(), duty.title.clone(), duty));
        let ours = content::duties(db, id).await?.into_iter();
        let ours = ours.map(|duty| (duty.code.clone(), duty.title.clone(), duty));
        compare_parts(PlanPart::Duty, theirs, ours.collect(), &mut items)?;
    }
    Ok(PlanDiff {
        current_version: template.as_deref().map(|template| template.version),
        template_code: plan.template_code,
        template_version: plan.template_version,
        items,
    })
}

fn compare_heads(plan: &PlanRow, template: &PlanTemplate, items: &mut Vec<PlanDifference>) -> Result<()> {
    let theirs = json!({
        "title": template.title, "document_number": template.document_number, "issued_on": null, "basis": template.basis,
    });
    let ours = json!({
        "title": plan.title, "document_number": plan.document_number, "issued_on": plan.issued_on, "basis": plan.basis,
    });
    let mut note = |part, theirs: &Value, ours: &Value| {
        let fields = compare_fields(theirs, ours);
        if !fields.is_empty() {
            items.push(PlanDifference {
                part,
                code: String::new(),
                title: plan.title.clone(),
                change: PlanChange::Changed,
                fields,
            });
        }
    };
    note(PlanPart::Plan, &theirs, &ours);
    note(
        PlanPart::LedgerPolicy,
        &serde_json::to_value(&template.ledger_policy)?,
        &serde_json::to_value(&plan.ledger_policy)?,
    );
    Ok(())
}

async fn group(db: &impl ConnectionTrait, id: PlanId) -> Result<Vec<(String, String, Value)>> {
    let members = leading_group_member::Entity::find()
        .filter(leading_group_member::Column::PlanId.eq(id))
        .order_by_asc(leading_group_member::Column::SortOrder)
        .all(db)
        .await?;
    Ok(members
        .into_iter()
        .map(|member| {
            (
                member.post_title.clone(),
                member.post_title,
                json!({ "position": member.position }),
            )
        })
        .collect())
}

/// Pairs the parts of both sides by code.
fn compare_parts<T: Serialize, O: Serialize>(
    part: PlanPart,
    theirs: impl IntoIterator<Item = (String, String, T)>,
    ours: Vec<(String, String, O)>,
    items: &mut Vec<PlanDifference>,
) -> Result<()> {
    let mut ours_left: BTreeMap<String, (String, O)> = BTreeMap::new();
    let mut order = Vec::new();
    for (code, title, content) in ours {
        order.push(code.clone());
        ours_left.insert(code, (title, content));
    }
    let mut note = |code: String, title: String, change, fields| {
        items.push(PlanDifference {
            part,
            code,
            title,
            change,
            fields,
        });
    };
    for (code, title, content) in theirs {
        match ours_left.remove(&code) {
            None => note(code, title, PlanChange::Removed, Vec::new()),
            Some((title, written)) => {
                let fields = compare_fields(&serde_json::to_value(content)?, &serde_json::to_value(written)?);
                if !fields.is_empty() {
                    note(code, title, PlanChange::Changed, fields);
                }
            }
        }
    }
    for code in order {
        if let Some((title, _)) = ours_left.remove(&code) {
            note(code, title, PlanChange::Added, Vec::new());
        }
    }
    Ok(())
}

/// The fields whose values differ; what a template notes for the reviewer is no part of the plan.
pub fn compare_fields(theirs: &Value, ours: &Value) -> Vec<FieldDifference> {
    let nothing = Map::new();
    let ours = ours.as_object().unwrap_or(&nothing);
    theirs
        .as_object()
        .unwrap_or(&nothing)
        .iter()
        .filter(|(field, _)| *field != "note")
        .filter_map(|(field, template)| {
            let plan = ours.get(field).unwrap_or(&Value::Null);
            (plan != template).then(|| FieldDifference {
                field: field.clone(),
                template: template.clone(),
                plan: plan.clone(),
            })
        })
        .collect()
}
