//! Putting the overview together from what the features count by unit.

use std::{collections::HashMap, ops::AddAssign};

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{
    dto::{SchemeShare, SchoolFigures, SchoolOverview, SchoolOverviewFilter, SchoolRow},
    told::{ToldFigure, ToldShare},
};
use crate::{
    auth::{Actor, Permission, scope::Reach},
    clock::local_date,
    entities::{
        ids::OrgUnitId,
        ledger_entry::LedgerState,
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
    },
    error::{Error, Result},
    features::{
        evaluation,
        ledger::{self, FEWEST, LedgerFilter, Measure, Tally},
        liaison::{self, SchemeCounts},
        organisation,
        plan::progress::{self, Standing},
        supervision::{self, FindingCounts},
    },
    http::{CommaList, Figure},
};

/// Without a term, so many days are looked at.
const A_YEAR: Days = Days::new(365);
const OPEN: [LedgerState; 5] = [
    LedgerState::Registered,
    LedgerState::Accepted,
    LedgerState::Routed,
    LedgerState::InProgress,
    LedgerState::Replied,
];
const OPEN_FILTER: &str = "state=registered,accepted,routed,in_progress,replied";

pub async fn overview(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &SchoolOverviewFilter,
    now: DateTime<Utc>,
) -> Result<SchoolOverview> {
    let time = Time::of(db, actor, filter, local_date(now)).await?;
    let schools = Schools::below(db, actor).await?;
    let counts = Counts::read(db, actor, &time, now).await?.by_school(&schools);
    let rows: Vec<SchoolRow> = schools
        .in_order
        .iter()
        .map(|(unit_id, unit_name)| SchoolRow {
            unit_id: *unit_id,
            unit_name: unit_name.clone(),
            figures: counts.figures(*unit_id, &time),
        })
        .collect();
    Ok(SchoolOverview {
        total: total(&rows),
        term_name: time.term_name,
        from: time.from,
        until: time.until,
        on: time.on,
        least: FEWEST,
        schools: rows,
    })
}

/// The days that are looked at.
struct Time {
    term_name: Option<String>,
    from: NaiveDate,
    until: NaiveDate,
    on: NaiveDate,
    today: NaiveDate,
}

impl Time {
    async fn of(
        db: &impl ConnectionTrait,
        actor: &Actor,
        filter: &SchoolOverviewFilter,
        today: NaiveDate,
    ) -> Result<Self> {
        let term = match (filter.term_id, actor.grants.iter().find_map(|grant| grant.unit_id)) {
            (Some(id), _) => Some(
                organisation::visible_term(db, actor, id)
                    .await?
                    .ok_or(Error::NotFound)?,
            ),
            (None, Some(unit_id)) => organisation::term_on(db, unit_id, today).await?,
            (None, None) => None,
        };
        let (from, until) = term
            .as_ref()
            .map_or_else(|| (today - A_YEAR, today), |term| (term.starts_on, term.ends_on));
        Ok(Self {
            term_name: term.map(|term| term.name),
            from,
            until,
            on: today.clamp(from, until),
            today,
        })
    }
}

/// The schools, and to which of them each unit belongs.
struct Schools {
    in_order: Vec<(OrgUnitId, String)>,
    of_unit: HashMap<OrgUnitId, OrgUnitId>,
}

impl Schools {
    /// What stands directly below a bureau that the caller works for, and is none itself.
    async fn below(db: &impl ConnectionTrait, actor: &Actor) -> Result<Self> {
        let bureaus = org_unit::Entity::find()
            .select_only()
            .column(org_unit::Column::Id)
            .filter(org_unit::Column::Kind.eq(OrgUnitKind::Bureau))
            .into_query();
        let in_order: Vec<(OrgUnitId, String)> = org_unit::Entity::find()
            .select_only()
            .columns([org_unit::Column::Id, org_unit::Column::Name])
            .filter(Reach::overseeing(actor, Permission::SchoolsOverview).covers(org_unit::Column::Id))
            .filter(org_unit::Column::ParentId.in_subquery(bureaus))
            .filter(org_unit::Column::Kind.ne(OrgUnitKind::Bureau))
            .filter(org_unit::Column::ClosedOn.is_null())
            .order_by_asc(org_unit::Column::Position)
            .order_by_asc(org_unit::Column::Code)
            .into_tuple()
            .all(db)
            .await?;
        let links = org_unit_closure::Entity::find()
            .filter(org_unit_closure::Column::AncestorId.is_in(in_order.iter().map(|(id, _)| *id)))
            .all(db)
            .await?;
        Ok(Self {
            in_order,
            of_unit: links
                .into_iter()
                .map(|link| (link.descendant_id, link.ancestor_id))
                .collect(),
        })
    }

    /// Counts by unit as counts by school.
    fn gather<T: Default + AddAssign>(&self, units: HashMap<OrgUnitId, T>) -> HashMap<OrgUnitId, T> {
        let mut schools: HashMap<OrgUnitId, T> = HashMap::new();
        for (unit, count) in units {
            if let Some(school) = self.of_unit.get(&unit) {
                *schools.entry(*school).or_default() += count;
            }
        }
        schools
    }
}

/// What the features count, by unit and then by school.
struct Counts {
    registered: HashMap<OrgUnitId, Tally>,
    open: HashMap<OrgUnitId, Tally>,
    overdue: HashMap<OrgUnitId, Tally>,
    schemes: Vec<SchemeCounts>,
    duties: HashMap<OrgUnitId, Standing>,
    rounds: HashMap<OrgUnitId, i64>,
    inspections: HashMap<OrgUnitId, i64>,
    findings: HashMap<OrgUnitId, FindingCounts>,
}

impl Counts {
    async fn read(db: &impl ConnectionTrait, actor: &Actor, time: &Time, now: DateTime<Utc>) -> Result<Self> {
        let registered = LedgerFilter {
            registered_from: Some(time.from),
            registered_until: Some(time.until),
            ..LedgerFilter::default()
        };
        let open = LedgerFilter {
            state: Some(CommaList(OPEN.to_vec())),
            ..LedgerFilter::default()
        };
        let overdue = LedgerFilter {
            overdue: Some(true),
            ..LedgerFilter::default()
        };
        Ok(Self {
            registered: ledger::tally_by_unit(db, actor, registered, now).await?,
            open: ledger::tally_by_unit(db, actor, open, now).await?,
            overdue: ledger::tally_by_unit(db, actor, overdue, now).await?,
            schemes: liaison::coverage_by_unit(db, actor, time.on).await?,
            duties: progress::standing_by_unit(db, actor, time.on, time.today).await?,
            rounds: evaluation::rounds_by_unit(db, actor).await?,
            inspections: supervision::inspections_by_unit(db, actor, (time.from, time.until)).await?,
            findings: supervision::findings_by_unit(db, actor, time.today).await?,
        })
    }

    fn by_school(self, schools: &Schools) -> Self {
        Self {
            registered: schools.gather(self.registered),
            open: schools.gather(self.open),
            overdue: schools.gather(self.overdue),
            schemes: self
                .schemes
                .into_iter()
                .map(|scheme| SchemeCounts {
                    units: schools.gather(scheme.units),
                    ..scheme
                })
                .collect(),
            duties: schools.gather(self.duties),
            rounds: schools.gather(self.rounds),
            inspections: schools.gather(self.inspections),
            findings: schools.gather(self.findings),
        }
    }

    fn figures(&self, school: OrgUnitId, time: &Time) -> SchoolFigures {
        let within = format!(
            "unit_id={school}&registered_at[gte]={}&registered_at[lte]={}",
            time.from, time.until
        );
        let entries = |value: i64, measure: Measure| match measure.filter() {
            "" => Figure::new(value, format!("/ledger-entries?{within}")),
            filter => Figure::new(value, format!("/ledger-entries?{within}&{filter}")),
        };
        let now = |value: i64, filter: &str| Figure::new(value, format!("/ledger-entries?unit_id={school}&{filter}"));
        let tally = self.registered.get(&school).copied().unwrap_or_default();
        let registered = ToldFigure::whole(entries(tally.registered, Measure::Registered));
        let closed = ToldFigure::part_of(&registered, entries(tally.closed, Measure::Closed));
        let resolved = ToldFigure::part_of(&closed, entries(tally.resolved, Measure::Resolved));
        let owed = ToldFigure::part_of(&registered, entries(tally.owed, Measure::Owed));
        let in_time = ToldFigure::part_of(&owed, entries(tally.in_time, Measure::InTime));
        let open = ToldFigure::whole(now(entries_in(&self.open, school), OPEN_FILTER));
        let overdue = ToldFigure::part_of(&open, now(entries_in(&self.overdue, school), "overdue=true"));
        let standing = self.duties.get(&school).copied().unwrap_or_default();
        let staff = |value: i64| Figure::new(value, format!("/duty-progress/staff?unit_id={school}&on={}", time.on));
        let bound = ToldFigure::whole(staff(standing.bound));
        let on_pace = ToldFigure::part_of(&bound, staff(standing.on_pace));
        let findings = self.findings.get(&school).copied().unwrap_or_default();
        let counted = |counts: &HashMap<OrgUnitId, i64>, query: String| {
            ToldFigure::open(Figure::new(counts.get(&school).copied().unwrap_or_default(), query))
        };
        SchoolFigures {
            completion: ToldShare::new(closed.clone(), registered.clone()),
            resolution: ToldShare::new(resolved, closed),
            response_in_time: ToldShare::new(in_time, owed),
            registered,
            open,
            overdue,
            coverage: self
                .schemes
                .iter()
                .map(|scheme| covered(scheme, school, time.on))
                .collect(),
            duties: ToldShare::new(on_pace, bound),
            rounds: counted(
                &self.rounds,
                format!("/evaluation-rounds?unit_id={school}&state=open,sealed,scored,published,archived"),
            ),
            inspections: counted(
                &self.inspections,
                format!(
                    "/inspections?unit_id={school}&begins_on[gte]={}&begins_on[lte]={}",
                    time.from, time.until
                ),
            ),
            findings: ToldFigure::open(Figure::new(
                findings.unsettled,
                format!("/findings?unit_id={school}&state=open,in_progress"),
            )),
            findings_overdue: ToldFigure::open(Figure::new(
                findings.overdue,
                format!("/findings?unit_id={school}&overdue=true"),
            )),
        }
    }
}

fn entries_in(tallies: &HashMap<OrgUnitId, Tally>, school: OrgUnitId) -> i64 {
    tallies.get(&school).map_or(0, |tally| tally.registered)
}

fn covered(scheme: &SchemeCounts, school: OrgUnitId, on: NaiveDate) -> SchemeShare {
    let counts = scheme.units.get(&school).copied().unwrap_or_default();
    let query = format!(
        "/liaison-coverage/targets?scheme={}&unit_id={school}&on={on}",
        scheme.code
    );
    let total = Figure::new(counts.total, &query);
    let part = Figure::new(counts.covered, format!("{query}&covered=true"));
    let covered = if scheme.of_people {
        let total = ToldFigure::whole(total);
        ToldShare::new(ToldFigure::part_of(&total, part), total)
    } else {
        ToldShare::new(ToldFigure::open(part), ToldFigure::open(total))
    };
    SchemeShare {
        scheme_code: scheme.code.clone(),
        scheme_name: scheme.name.clone(),
        covered,
    }
}

fn total(rows: &[SchoolRow]) -> SchoolFigures {
    let figures = || rows.iter().map(|row| &row.figures);
    let coverage = rows.first().map_or(&[][..], |row| &row.figures.coverage);
    SchoolFigures {
        registered: ToldFigure::sum(figures().map(|one| &one.registered)),
        completion: ToldShare::sum(figures().map(|one| &one.completion)),
        resolution: ToldShare::sum(figures().map(|one| &one.resolution)),
        response_in_time: ToldShare::sum(figures().map(|one| &one.response_in_time)),
        open: ToldFigure::sum(figures().map(|one| &one.open)),
        overdue: ToldFigure::sum(figures().map(|one| &one.overdue)),
        coverage: coverage
            .iter()
            .enumerate()
            .map(|(at, scheme)| SchemeShare {
                covered: ToldShare::sum(figures().filter_map(|one| one.coverage.get(at)).map(|one| &one.covered)),
                ..scheme.clone()
            })
            .collect(),
        duties: ToldShare::sum(figures().map(|one| &one.duties)),
        rounds: ToldFigure::sum(figures().map(|one| &one.rounds)),
        inspections: ToldFigure::sum(figures().map(|one| &one.inspections)),
        findings: ToldFigure::sum(figures().map(|one| &one.findings)),
        findings_overdue: ToldFigure::sum(figures().map(|one| &one.findings_overdue)),
    }
}
