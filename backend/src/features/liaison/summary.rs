//! What my day shows of liaison: one's families not yet visited, one's targets, and the gaps of a school.

use std::{collections::HashMap, ops::AddAssign};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    contacts, coverage,
    dto::{LiaisonLink, LinkRow},
    queries::{self, living_on},
    schemes::{self, TEACHER_FAMILY},
    targets::View,
};
use crate::{
    auth::Actor,
    entities::{
        ids::{OrgUnitId, PersonId},
        liaison_link,
        liaison_scheme::LiaisonTargetKind,
    },
    error::Result,
    http::Figure,
};

/// The families of a teacher and those not yet visited in the term.
#[derive(Debug, Serialize, ToSchema)]
pub struct Families {
    /// Links to families that hold today.
    pub linked: Figure,
    /// Those whose household nobody has visited since the term began.
    pub unvisited: Figure,
    /// The first of these.
    pub first: Vec<LiaisonLink>,
}

/// The families of the caller's own, and the first `limit` not visited since a day; `None` when he has none.
pub async fn families(
    db: &impl ConnectionTrait,
    actor: &Actor,
    since: NaiveDate,
    today: NaiveDate,
    limit: u64,
) -> Result<Option<Families>> {
    let Some(person_id) = actor.person_id else {
        return Ok(None);
    };
    let mine = own(actor, person_id, today).filter(liaison_link::Column::SchemeCode.eq(TEACHER_FAMILY));
    let linked = mine.clone().count(db).await?;
    if linked == 0 {
        return Ok(None);
    }
    let unvisited = mine.filter(contacts::unvisited_since(since));
    let count = unvisited.clone().count(db).await?;
    let rows: Vec<LinkRow> = unvisited
        .order_by_asc(liaison_link::Column::StartsOn)
        .order_by_asc(liaison_link::Column::Id)
        .limit(limit)
        .into_partial_model()
        .all(db)
        .await?;
    let query = format!("/liaison-links?scheme={TEACHER_FAMILY}&person_id={person_id}&on={today}");
    Ok(Some(Families {
        unvisited: Figure::new(count, format!("{query}&unvisited_since={since}")),
        linked: Figure::new(linked, query),
        first: queries::show(db, actor, rows, today).await?,
    }))
}

/// Whom the caller keeps in touch with: how many, and the first `limit`.
pub async fn mine(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    limit: u64,
) -> Result<Option<(Figure, Vec<LiaisonLink>)>> {
    let Some(person_id) = actor.person_id else {
        return Ok(None);
    };
    let mine = own(actor, person_id, today);
    let count = mine.clone().count(db).await?;
    let rows: Vec<LinkRow> = mine
        .order_by_asc(liaison_link::Column::SchemeCode)
        .order_by_asc(liaison_link::Column::StartsOn)
        .order_by_asc(liaison_link::Column::Id)
        .limit(limit)
        .into_partial_model()
        .all(db)
        .await?;
    let figure = Figure::new(count, format!("/liaison-links?person_id={person_id}&on={today}"));
    Ok(Some((figure, queries::show(db, actor, rows, today).await?)))
}

fn own(actor: &Actor, person_id: PersonId, today: NaiveDate) -> Select<liaison_link::Entity> {
    queries::visible_to(actor)
        .filter(liaison_link::Column::PersonId.eq(person_id))
        .filter(living_on(today))
}

/// Targets of a scheme without a living link.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemeGaps {
    #[schema(example = "leader_branch")]
    pub scheme_code: String,
    #[schema(example = "领导联系完小")]
    pub scheme_name: String,
    /// Targets there are.
    pub total: Figure,
    /// Those without a living link today.
    pub uncovered: Figure,
}

/// The gaps of the caller's units today, per scheme.
pub async fn gaps(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate) -> Result<Vec<SchemeGaps>> {
    let area = coverage::area(db, actor, None).await?;
    let mut gaps = Vec::new();
    for scheme in schemes::of_unit(db, super::own_unit(actor), today).await? {
        let view = View {
            area: &area,
            on: today,
            scheme: &scheme,
        };
        let (total, uncovered) = coverage::count(db, view).await?;
        let query = format!("/liaison-coverage/targets?scheme={}&on={today}", scheme.code);
        gaps.push(SchemeGaps {
            uncovered: Figure::new(uncovered, format!("{query}&covered=false")),
            total: Figure::new(total, query),
            scheme_code: scheme.code,
            scheme_name: scheme.name,
        });
    }
    Ok(gaps)
}

/// The targets of a scheme by unit.
#[derive(Debug)]
pub struct SchemeCounts {
    pub code: String,
    pub name: String,
    /// The targets are people or families, not units, grades or classes.
    pub of_people: bool,
    pub units: HashMap<OrgUnitId, TargetCounts>,
}

/// How many targets there are, and how many have a living link.
#[derive(Debug, Clone, Copy, Default)]
pub struct TargetCounts {
    pub total: i64,
    pub covered: i64,
}

impl AddAssign for TargetCounts {
    fn add_assign(&mut self, more: Self) {
        self.total += more.total;
        self.covered += more.covered;
    }
}

/// The coverage of the caller's units on a day, by unit: of the schemes that hold where he works.
pub async fn coverage_by_unit(db: &impl ConnectionTrait, actor: &Actor, on: NaiveDate) -> Result<Vec<SchemeCounts>> {
    let area = coverage::area(db, actor, None).await?;
    let mut counted = Vec::new();
    for scheme in schemes::of_unit(db, super::own_unit(actor), on).await? {
        let view = View {
            area: &area,
            on,
            scheme: &scheme,
        };
        let (totals, gaps) = coverage::targets_by_unit(db, view).await?;
        let counts = |(unit, total): (OrgUnitId, i64)| {
            let covered = total - gaps.get(&unit).copied().unwrap_or_default();
            (unit, TargetCounts { total, covered })
        };
        counted.push(SchemeCounts {
            of_people: matches!(
                scheme.target_kind,
                LiaisonTargetKind::Person | LiaisonTargetKind::Student | LiaisonTargetKind::Household
            ),
            units: totals.into_iter().map(counts).collect(),
            code: scheme.code,
            name: scheme.name,
        });
    }
    Ok(counted)
}
