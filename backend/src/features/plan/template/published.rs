//! Templates that a bureau has published: each version is kept as it was.

use std::borrow::Cow;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::{PlanTemplate, shipped};
use crate::{
    auth::{Actor, scope},
    entities::{ids::PlanId, plan_template_version},
    error::{Error, Result},
};

/// A template, shipped or published.
pub type Template = Cow<'static, PlanTemplate>;

/// The published versions the caller may see.
fn visible_to(actor: &Actor) -> Select<plan_template_version::Entity> {
    plan_template_version::Entity::find().filter(scope::plan::template_versions(actor))
}

/// All templates the caller may copy, each in its latest version.
pub async fn all(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Template>> {
    let mut templates: Vec<Template> = shipped::all()?.iter().map(Cow::Borrowed).collect();
    let versions = visible_to(actor)
        .order_by_desc(plan_template_version::Column::TemplateVersion)
        .all(db)
        .await?;
    let mut known: Vec<PlanId> = Vec::new();
    for version in versions {
        if !known.contains(&version.plan_id) {
            known.push(version.plan_id);
            templates.push(read(version)?);
        }
    }
    Ok(templates)
}

/// The latest version of a template.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, code: &str) -> Result<Option<Template>> {
    if let Some(template) = shipped::find(code)? {
        return Ok(Some(Cow::Borrowed(template)));
    }
    let Ok(plan_id) = code.parse::<PlanId>() else {
        return Ok(None);
    };
    visible_to(actor)
        .filter(plan_template_version::Column::PlanId.eq(plan_id))
        .order_by_desc(plan_template_version::Column::TemplateVersion)
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// A certain version of a published template; of those that ship with the product only the present one is known.
pub async fn version(db: &impl ConnectionTrait, actor: &Actor, code: &str, version: i32) -> Result<Option<Template>> {
    if let Some(template) = shipped::find(code)? {
        return Ok((template.version == version).then_some(Cow::Borrowed(template)));
    }
    let Ok(plan_id) = code.parse::<PlanId>() else {
        return Ok(None);
    };
    visible_to(actor)
        .filter(plan_template_version::Column::PlanId.eq(plan_id))
        .filter(plan_template_version::Column::TemplateVersion.eq(version))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

fn read(version: plan_template_version::Model) -> Result<Template> {
    let template: PlanTemplate = serde_json::from_value(version.content)
        .map_err(|error| Error::Internal(format!("template version {}: {error}", version.id)))?;
    Ok(Cow::Owned(template))
}
