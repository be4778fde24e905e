//! What a school did in a term (学校学期总结).

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Subject,
    concerns::{of_unit, overview, topics},
    drawn,
    records::{Records, days, listed, statement},
    written,
};
use crate::{
    auth::scope::units_below,
    entities::{
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
        report::{Section, Statement},
    },
    error::Result,
    language::{say, text},
};

/// 学校学期总结.
pub async fn summary<C: ConnectionTrait>(records: &Records<'_, C>, subject: &Subject) -> Result<Vec<Section>> {
    let (unit, from, until) = (subject.unit_id, subject.period.from, subject.period.until);
    let registered = format!("{}&{}", of_unit(unit), days("registered_at", from, until));
    let happened = days("happened_on", from, until);
    let mut concerns = overview(records, &registered).await?;
    concerns.extend(topics(records, &registered).await?);
    Ok(vec![
        written("organisation", say("组织实施", "How it was organised")),
        drawn(
            "contacts",
            say("联系群众情况", "Work with the people"),
            vec![records.by_kind(&format!("unit_id={unit}&{happened}")).await?],
        ),
        drawn(
            "schools",
            say("各校情况", "School by school"),
            schools(records, unit, &happened).await?,
        ),
        drawn("concerns", say("民情办理", "People's concerns"), concerns),
        written("experience", say("主要做法和经验", "What worked")),
        written("problems", say("存在的问题", "What is still wrong")),
        written("next", say("下学期打算", "Next term")),
    ])
}

/// Visits, home visits and parents' meetings of each school, in the order of the units: not a ranking.
async fn schools<C: ConnectionTrait>(
    records: &Records<'_, C>,
    unit: OrgUnitId,
    happened: &str,
) -> Result<Vec<Statement>> {
    let schools: Vec<(OrgUnitId, String)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.in_subquery(units_below(&[unit])))
        .filter(org_unit::Column::Kind.is_in([OrgUnitKind::VillageSchool, OrgUnitKind::Kindergarten]))
        .order_by_asc(org_unit::Column::Code)
        .into_tuple()
        .all(records.db)
        .await?;
    let mut statements = Vec::new();
    for (school, name) in schools {
        let mut figures = Vec::new();
        for (kind, label) in [
            ("branch_visit", say("领导深入", "Visits of leaders")),
            ("home_visit", say("家访", "Home visits")),
            ("parents_meeting", say("家长会", "Parents' meetings")),
        ] {
            let filter = format!("kind={kind}&unit_id={school}&{happened}");
            figures.push(records.activities(label, &filter).await?);
        }
        let parts = listed(&figures, "次");
        let sentence = text(format!("{name}：{parts}。"), format!("{name}: {parts}."));
        statements.push(statement(sentence.show(), figures));
    }
    Ok(statements)
}
