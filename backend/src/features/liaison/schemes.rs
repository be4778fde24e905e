//! The liaison schemes (联系制度) that hold for a unit: those of the adopted plan, else the four that we ship, and
//! those that schools add of their own.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::own_schemes;
use crate::{
    entities::{
        ids::{OrgUnitId, OwnSchemeId, PlanId},
        liaison_own_scheme::SchemeHolders,
        liaison_scheme::{self, LiaisonTargetKind},
        org_unit_closure,
        plan::{self, PlanState},
    },
    error::Result,
    language::text,
};

/// 领导联系完小: one school leader for each village school.
pub const LEADER_BRANCH: &str = "leader_branch";
/// 教师直接联系学生及家长: a teacher and the families of his own classes.
pub const TEACHER_FAMILY: &str = "teacher_family";
/// 领导联系年级.
pub const LEADER_GRADE: &str = "leader_grade";
/// 领导联系教职工.
pub const LEADER_STAFF: &str = "leader_staff";

/// A liaison scheme (联系制度): who keeps in touch with whom.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LiaisonScheme {
    /// Links name it.
    #[schema(example = "leader_branch")]
    pub code: String,
    #[schema(example = "领导联系完小")]
    pub name: String,
    /// 原文: the words of the plan, or what the school says its own scheme is for.
    #[schema(required, example = "每位校领导负责一所完小")]
    pub source_quote: Option<String>,
    /// What its links lead to.
    pub target_kind: LiaisonTargetKind,
    /// Links one person may hold; null for no limit.
    #[schema(required, example = 1)]
    pub max_load: Option<i32>,
    /// The plan it stands in; null for one of the four shipped schemes and for one of the school's own.
    #[schema(required)]
    pub plan_id: Option<PlanId>,
    /// The school's own scheme that it is; null for one of the plan.
    #[schema(required)]
    pub own_scheme_id: Option<OwnSchemeId>,
    /// Who keeps in touch in a scheme of the school's own; null where the plan's words say it.
    #[schema(required)]
    pub holders: Option<SchemeHolders>,
}

/// The schemes in the order of the plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiaisonSchemes {
    pub items: Vec<LiaisonScheme>,
}

/// Which unit's schemes.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LiaisonSchemeQuery {
    /// The unit whose plan counts; without it the caller's own.
    pub unit_id: Option<OrgUnitId>,
    /// Any day, past ones included: which schemes of the school's own held; today without it.
    pub on: Option<NaiveDate>,
}

/// The schemes that hold for a unit on a day: of the adopted plan nearest above it, then those of its schools' own.
pub async fn of_unit(
    db: &impl ConnectionTrait,
    unit_id: Option<OrgUnitId>,
    on: NaiveDate,
) -> Result<Vec<LiaisonScheme>> {
    let mut schemes = of_plan(db, unit_id).await?;
    if let Some(unit_id) = unit_id {
        let own = own_schemes::in_force(db, unit_id, on).await?;
        schemes.extend(own.into_iter().map(|row| LiaisonScheme {
            code: row.code,
            name: row.name,
            source_quote: row.description,
            target_kind: row.target_kind,
            max_load: row.max_load,
            plan_id: None,
            own_scheme_id: Some(row.id),
            holders: Some(row.holders),
        }));
    }
    Ok(schemes)
}

async fn of_plan(db: &impl ConnectionTrait, unit_id: Option<OrgUnitId>) -> Result<Vec<LiaisonScheme>> {
    let Some(plan_id) = plan_of(db, unit_id).await? else {
        return Ok(shipped());
    };
    let rows = liaison_scheme::Entity::find()
        .filter(liaison_scheme::Column::PlanId.eq(plan_id))
        .order_by_asc(liaison_scheme::Column::SortOrder)
        .order_by_asc(liaison_scheme::Column::Code)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(shipped());
    }
    Ok(rows
        .into_iter()
        .map(|row| LiaisonScheme {
            code: row.code,
            name: row.name,
            source_quote: row.source_quote,
            target_kind: row.target_kind,
            max_load: row.max_load,
            plan_id: Some(plan_id),
            own_scheme_id: None,
            holders: None,
        })
        .collect())
}

async fn plan_of(db: &impl ConnectionTrait, unit_id: Option<OrgUnitId>) -> Result<Option<PlanId>> {
    let Some(unit_id) = unit_id else { return Ok(None) };
    let above = plan::Entity::belongs_to(org_unit_closure::Entity)
        .from(plan::Column::UnitId)
        .to(org_unit_closure::Column::AncestorId);
    Ok(plan::Entity::find()
        .select_only()
        .column(plan::Column::Id)
        .join(JoinType::InnerJoin, above.into())
        .filter(
            Condition::all()
                .add(org_unit_closure::Column::DescendantId.eq(unit_id))
                .add(plan::Column::State.eq(PlanState::Adopted)),
        )
        .order_by_asc(org_unit_closure::Column::Depth)
        .order_by_desc(plan::Column::EffectiveFrom)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?)
}

/// The four schemes of the plan that the product was made for (四项制度).
fn shipped() -> Vec<LiaisonScheme> {
    let scheme = |code: &str, zh: &'static str, en: &'static str, quote: &str, target_kind, max_load| LiaisonScheme {
        code: code.to_owned(),
        name: text(zh, en).show().to_owned(),
        source_quote: (!quote.is_empty()).then(|| quote.to_owned()),
        target_kind,
        max_load,
        plan_id: None,
        own_scheme_id: None,
        holders: None,
    };
    vec![
        scheme(
            LEADER_BRANCH,
            "领导联系完小",
            "Leaders and village schools",
            "每位校领导负责一所完小",
            LiaisonTargetKind::Unit,
            Some(1),
        ),
        scheme(
            TEACHER_FAMILY,
            "教师直接联系学生及家长",
            "Teachers and families",
            "",
            LiaisonTargetKind::Household,
            None,
        ),
        scheme(
            LEADER_GRADE,
            "领导联系年级",
            "Leaders and grades",
            "",
            LiaisonTargetKind::Grade,
            None,
        ),
        scheme(
            LEADER_STAFF,
            "领导联系教职工",
            "Leaders and staff",
            "",
            LiaisonTargetKind::Person,
            None,
        ),
    ]
}
