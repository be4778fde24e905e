//! Coverage: on any day, which targets have a living link and which have none. A statement per figure.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, PaginatorTrait, PartialModelTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    absences::{AbsenceReason, absent_links},
    contacts,
    coverage_dto::{
        CoverageQuery, LiaisonCoverage, LiaisonLoad, LiaisonTarget, LoadFilter, NameSort, SchemeCoverage, TargetFilter,
        TargetLink, UnitCoverage,
    },
    dto::LinkRow,
    queries::Names,
    schemes::{self, LiaisonScheme},
    targets::{BareTarget, PersonRow, TargetRow, Universe, View, grade_name},
};
use crate::{
    auth::{Actor, Permission, policy, scope::Reach},
    entities::{
        ids::{ClassId, HouseholdId, OrgUnitId, PersonId, StudentId},
        liaison_link,
        liaison_scheme::LiaisonTargetKind,
        person,
    },
    error::{Error, Result},
    http::{Figure, ListQuery, Paged, list::Page},
};

/// Does `$body` with the universe of the scheme's targets.
macro_rules! with_universe {
    ($view:ident, $universe:ident => $body:expr) => {
        match $view.scheme.target_kind {
            LiaisonTargetKind::Unit => {
                let $universe = $view.units();
                $body
            }
            LiaisonTargetKind::Grade => {
                let $universe = $view.grades();
                $body
            }
            LiaisonTargetKind::Class => {
                let $universe = $view.classes();
                $body
            }
            LiaisonTargetKind::Person => {
                let $universe = $view.people();
                $body
            }
            LiaisonTargetKind::Student => {
                let $universe = $view.students();
                $body
            }
            LiaisonTargetKind::Household => {
                let $universe = $view.households();
                $body
            }
        }
    };
}

/// The units to look at: the one that was asked for, which must lie within the caller's, or all of his.
pub async fn area(db: &impl ConnectionTrait, actor: &Actor, unit_id: Option<OrgUnitId>) -> Result<Reach> {
    match unit_id {
        None => Ok(Reach::overseeing(actor, Permission::LiaisonCoverage)),
        Some(unit_id) if policy::reaches_unit(actor, Permission::LiaisonCoverage, unit_id) => {
            Ok(Reach::below(db, unit_id).await?)
        }
        Some(_) => Err(Error::NotFound),
    }
}

/// The scheme with this code.
pub async fn scheme(
    db: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: Option<OrgUnitId>,
    code: &str,
    on: NaiveDate,
) -> Result<LiaisonScheme> {
    let known = schemes::of_unit(db, unit_id.or(super::own_unit(actor)), on).await?;
    known
        .into_iter()
        .find(|scheme| scheme.code == code)
        .ok_or(Error::NotFound)
}

pub async fn coverage(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: CoverageQuery,
    today: NaiveDate,
) -> Result<LiaisonCoverage> {
    let on = query.on.unwrap_or(today);
    let area = area(db, actor, query.unit_id).await?;
    let wanted = match &query.scheme {
        Some(code) => vec![scheme(db, actor, query.unit_id, code, on).await?],
        None => schemes::of_unit(db, query.unit_id.or(super::own_unit(actor)), on).await?,
    };
    let mut covered = Vec::with_capacity(wanted.len());
    for scheme in &wanted {
        let view = View {
            area: &area,
            on,
            scheme,
        };
        covered.push(coverage_of(db, view, query.unit_id).await?);
    }
    Ok(LiaisonCoverage { on, schemes: covered })
}

async fn coverage_of(db: &impl ConnectionTrait, view: View<'_>, unit_id: Option<OrgUnitId>) -> Result<SchemeCoverage> {
    let (totals, gaps) = targets_by_unit(db, view).await?;
    let links = Links { view, unit_id };
    let names = Names::of_people_and_units(db, HashSet::new(), totals.keys().map(|id| id.0).collect()).await?;
    let figures = |unit_id, total: i64, uncovered: i64| {
        (
            Figure::new(total, links.targets(unit_id, None)),
            Figure::new(total - uncovered, links.targets(unit_id, Some(true))),
            Figure::new(uncovered, links.targets(unit_id, Some(false))),
        )
    };
    let (total, covered, uncovered) = figures(unit_id, totals.values().sum(), gaps.values().sum());
    let mut units: Vec<UnitCoverage> = totals
        .iter()
        .map(|(id, total)| {
            let (total, covered, uncovered) = figures(Some(*id), *total, gaps.get(id).copied().unwrap_or_default());
            UnitCoverage {
                unit_id: *id,
                unit_name: names.get(id.0),
                total,
                covered,
                uncovered,
            }
        })
        .collect();
    units.sort_by(|a, b| (&a.unit_name, a.unit_id).cmp(&(&b.unit_name, b.unit_id)));
    Ok(SchemeCoverage {
        scheme_code: view.scheme.code.clone(),
        scheme_name: view.scheme.name.clone(),
        target_kind: view.scheme.target_kind,
        max_load: view.scheme.max_load,
        overloaded: overloaded(db, &links).await?,
        departed: absent(db, &links, AbsenceReason::Left).await?,
        on_leave: absent(db, &links, AbsenceReason::OnLeave).await?,
        total,
        covered,
        uncovered,
        units,
    })
}

/// By unit: how many targets there are, and how many have no living link.
pub async fn targets_by_unit(
    db: &impl ConnectionTrait,
    view: View<'_>,
) -> Result<(HashMap<OrgUnitId, i64>, HashMap<OrgUnitId, i64>)> {
    with_universe!(view, universe => {
        let totals = count_by_unit(db, universe.select.clone(), universe.unit).await?;
        let uncovered = universe.select.filter(universe.linked.not());
        Ok((totals, count_by_unit(db, uncovered, universe.unit).await?))
    })
}

/// The requests behind the figures of one scheme.
struct Links<'a> {
    view: View<'a>,
    unit_id: Option<OrgUnitId>,
}

impl Links<'_> {
    fn parameters(&self, unit_id: Option<OrgUnitId>) -> String {
        let unit = unit_id.map(|id| format!("&unit_id={id}")).unwrap_or_default();
        format!("scheme={}&on={}{unit}", self.view.scheme.code, self.view.on)
    }

    fn targets(&self, unit_id: Option<OrgUnitId>, covered: Option<bool>) -> String {
        let covered = covered.map(|covered| format!("&covered={covered}")).unwrap_or_default();
        format!("/liaison-coverage/targets?{}{covered}", self.parameters(unit_id))
    }
}

#[derive(FromQueryResult)]
struct UnitCount {
    unit_id: OrgUnitId,
    rows: i64,
}

async fn count_by_unit<E: EntityTrait>(
    db: &impl ConnectionTrait,
    select: Select<E>,
    unit: E::Column,
) -> Result<HashMap<OrgUnitId, i64>> {
    let counts = select
        .select_only()
        .column_as(unit, "unit_id")
        .column_as(Expr::cust("COUNT(*)"), "rows")
        .group_by(unit)
        .into_model::<UnitCount>()
        .all(db)
        .await?;
    Ok(counts.into_iter().map(|count| (count.unit_id, count.rows)).collect())
}

/// People who hold more links of the scheme than one may.
fn over_limit(view: View<'_>, max_load: i32) -> Select<liaison_link::Entity> {
    view.links()
        .select_only()
        .column(liaison_link::Column::PersonId)
        .group_by(liaison_link::Column::PersonId)
        .having(Expr::cust("COUNT(*)").gt(max_load))
}

async fn overloaded(db: &impl ConnectionTrait, links: &Links<'_>) -> Result<Option<Figure>> {
    let Some(max_load) = links.view.scheme.max_load else {
        return Ok(None);
    };
    let people = person::Entity::find()
        .filter(person::Column::Id.in_subquery(over_limit(links.view, max_load).into_query()))
        .count(db)
        .await?;
    let query = format!(
        "/liaison-coverage/loads?{}&over_limit=true",
        links.parameters(links.unit_id)
    );
    Ok(Some(Figure::new(people, query)))
}

async fn absent(db: &impl ConnectionTrait, links: &Links<'_>, reason: AbsenceReason) -> Result<Figure> {
    let found = absent_links(links.view, Some(reason)).count(db).await?;
    let name = match reason {
        AbsenceReason::Left => "left",
        AbsenceReason::OnLeave => "on_leave",
    };
    let query = format!(
        "/liaison-coverage/absences?{}&reason={name}",
        links.parameters(links.unit_id)
    );
    Ok(Figure::new(found, query))
}

/// A page of the targets of a scheme.
pub async fn list_targets(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<TargetFilter>,
    today: NaiveDate,
) -> Result<Paged<LiaisonTarget>> {
    let filter = query.filter;
    let area = area(db, actor, filter.unit_id).await?;
    let on = filter.on.unwrap_or(today);
    let scheme = scheme(db, actor, filter.unit_id, &filter.scheme, on).await?;
    let view = View {
        area: &area,
        on,
        scheme: &scheme,
    };
    page_of_targets(db, view, filter.covered, &query.page).await
}

async fn page_of_targets(
    db: &impl ConnectionTrait,
    view: View<'_>,
    covered: Option<bool>,
    page: &Page<NameSort>,
) -> Result<Paged<LiaisonTarget>> {
    with_universe!(view, universe => {
        let rows = fetch(db, universe, covered, page).await?;
        let items = show(db, view, &rows.items).await?;
        Ok(Paged {
            items,
            next: rows.next,
            prev: rows.prev,
            total: rows.total,
            total_is_capped: rows.total_is_capped,
        })
    })
}

async fn fetch<E, R>(
    db: &impl ConnectionTrait,
    universe: Universe<E, R>,
    covered: Option<bool>,
    page: &Page<NameSort>,
) -> Result<Paged<R>>
where
    E: EntityTrait,
    E::Model: Sync,
    R: TargetRow + FromQueryResult + PartialModelTrait + Send + Sync,
{
    let Universe {
        mut select,
        name,
        id,
        linked,
        ..
    } = universe;
    match covered {
        None => {}
        Some(true) => select = select.filter(linked),
        Some(false) => select = select.filter(linked.not()),
    }
    page.fetch(db, select, |NameSort::Name| name, id).await
}

/// All targets of a scheme, up to `limit`, unit by unit.
pub async fn all_targets(db: &impl ConnectionTrait, view: View<'_>, limit: u64) -> Result<Vec<LiaisonTarget>> {
    with_universe!(view, universe => {
        let rows = first(db, universe, limit).await?;
        let mut targets = show(db, view, &rows).await?;
        targets.sort_by(|a, b| (&a.unit_name, a.target_grade).cmp(&(&b.unit_name, b.target_grade)));
        Ok(targets)
    })
}

/// Every target of a scheme, as far as a proposal needs it.
pub async fn every_target(db: &impl ConnectionTrait, view: View<'_>) -> Result<Vec<BareTarget>> {
    with_universe!(view, universe => {
        let rows = everything(db, universe).await?;
        Ok(rows
            .iter()
            .map(|row| BareTarget {
                id: row.id(),
                unit_id: row.unit_id(),
                name: row.name().to_owned(),
                grade: row.grade(),
            })
            .collect())
    })
}

async fn everything<E, R>(db: &impl ConnectionTrait, universe: Universe<E, R>) -> Result<Vec<R>>
where
    E: EntityTrait,
    R: FromQueryResult + PartialModelTrait,
{
    Ok(universe.select.into_partial_model().all(db).await?)
}

/// How many targets there are, and how many have no living link.
pub async fn count(db: &impl ConnectionTrait, view: View<'_>) -> Result<(u64, u64)> {
    with_universe!(view, universe => {
        let total = universe.select.clone().count(db).await?;
        let uncovered = universe.select.filter(universe.linked.not()).count(db).await?;
        Ok((total, uncovered))
    })
}

async fn first<E, R>(db: &impl ConnectionTrait, universe: Universe<E, R>, limit: u64) -> Result<Vec<R>>
where
    E: EntityTrait,
    R: FromQueryResult + PartialModelTrait,
{
    let rows = universe.select.order_by_asc(universe.name).order_by_asc(universe.id);
    Ok(rows.limit(limit).into_partial_model().all(db).await?)
}

/// Targets as they are shown, with the links that hold on the day.
async fn show<R: TargetRow>(db: &impl ConnectionTrait, view: View<'_>, rows: &[R]) -> Result<Vec<LiaisonTarget>> {
    let kind = view.scheme.target_kind;
    let column = match kind {
        LiaisonTargetKind::Unit | LiaisonTargetKind::Grade => liaison_link::Column::TargetUnitId,
        LiaisonTargetKind::Class => liaison_link::Column::TargetClassId,
        LiaisonTargetKind::Person => liaison_link::Column::TargetPersonId,
        LiaisonTargetKind::Student => liaison_link::Column::TargetStudentId,
        LiaisonTargetKind::Household => liaison_link::Column::TargetHouseholdId,
    };
    let key = |row: &R| match kind {
        LiaisonTargetKind::Grade => (row.unit_id().0, row.grade().unwrap_or_default()),
        _ => (row.id(), 0),
    };
    let ids: HashSet<Uuid> = rows.iter().map(|row| key(row).0).collect();
    let links: Vec<LinkRow> = if ids.is_empty() {
        Vec::new()
    } else {
        view.links()
            .filter(column.is_in(ids))
            .into_partial_model()
            .all(db)
            .await?
    };
    let last = contacts::last(db, &links, view.on).await?;
    let names = Names::of_people_and_units(
        db,
        links.iter().map(|link| link.person_id.0).collect(),
        rows.iter().map(|row| row.unit_id().0).collect(),
    )
    .await?;
    let mut by_target: HashMap<(Uuid, i16), Vec<TargetLink>> = HashMap::new();
    for link in &links {
        by_target.entry(contacts::target(link)).or_default().push(TargetLink {
            id: link.id,
            person_id: link.person_id,
            person_name: names.get(link.person_id.0),
            starts_on: link.starts_on,
            last_contact_on: last.get(&link.id).copied(),
        });
    }
    Ok(rows
        .iter()
        .map(|row| {
            let unit_name = names.get(row.unit_id().0);
            let is = |wanted| kind == wanted;
            let id = |wanted| is(wanted).then(|| row.id());
            LiaisonTarget {
                target_kind: kind,
                unit_id: row.unit_id(),
                target_name: match row.grade() {
                    Some(grade) => grade_name(&unit_name, grade),
                    None if is(LiaisonTargetKind::Class) => format!("{unit_name}{}", row.name()),
                    None => row.name().to_owned(),
                },
                unit_name,
                target_unit_id: (is(LiaisonTargetKind::Unit) || is(LiaisonTargetKind::Grade)).then(|| row.unit_id()),
                target_grade: row.grade(),
                target_class_id: id(LiaisonTargetKind::Class).map(ClassId),
                target_person_id: id(LiaisonTargetKind::Person).map(PersonId),
                target_student_id: id(LiaisonTargetKind::Student).map(StudentId),
                target_household_id: id(LiaisonTargetKind::Household).map(HouseholdId),
                links: by_target.get(&key(row)).cloned().unwrap_or_default(),
            }
        })
        .collect())
}

/// A page of the people who hold links of a scheme, each with how many.
pub async fn list_loads(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<LoadFilter>,
    today: NaiveDate,
) -> Result<Paged<LiaisonLoad>> {
    let filter = query.filter;
    let area = area(db, actor, filter.unit_id).await?;
    let on = filter.on.unwrap_or(today);
    let scheme = scheme(db, actor, filter.unit_id, &filter.scheme, on).await?;
    let view = View {
        area: &area,
        on,
        scheme: &scheme,
    };
    let holders = match (filter.over_limit, scheme.max_load) {
        (Some(true), Some(max_load)) => over_limit(view, max_load),
        (Some(true), None) => over_limit(view, i32::MAX),
        _ => view.links().select_only().column(liaison_link::Column::PersonId),
    };
    let people = person::Entity::find().filter(person::Column::Id.in_subquery(holders.into_query()));
    let people: Paged<PersonRow> = query
        .page
        .fetch(db, people, |NameSort::Name| person::Column::Name, person::Column::Id)
        .await?;
    let counts: HashMap<PersonId, i64> = view
        .links()
        .filter(liaison_link::Column::PersonId.is_in(people.items.iter().map(|person| person.id)))
        .select_only()
        .column(liaison_link::Column::PersonId)
        .column_as(Expr::cust("COUNT(*)"), "rows")
        .group_by(liaison_link::Column::PersonId)
        .into_tuple::<(PersonId, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let links = Links {
        view,
        unit_id: filter.unit_id,
    };
    let parameters = links.parameters(filter.unit_id);
    Ok(people.map(|person| LiaisonLoad {
        person_id: person.id,
        links: Figure::new(
            counts.get(&person.id).copied().unwrap_or_default(),
            format!("/liaison-links?{parameters}&person_id={}", person.id),
        ),
        person_name: person.name,
        max_load: view.scheme.max_load,
    }))
}
