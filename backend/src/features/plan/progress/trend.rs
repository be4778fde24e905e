//! How the records of a duty are spread over its period: by teaching week, or by month where it is long.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{
    facts,
    measure::readings,
    period::{Span, month_of, week_of},
    read, sheet,
    sheet::{Sheet, SheetDuty},
    trend_dto::{Trend, TrendPoint, TrendQuery, TrendStep},
    words,
};
use crate::{
    auth::{Actor, scope},
    entities::{
        activity, activity_actor,
        duty::DutyMetric,
        ids::OrgUnitId,
        org_unit::{self, OrgUnitKind},
    },
    error::{Error, Result},
    http::Figure,
    language::text,
};

/// Periods longer than this many days are shown by month.
const BY_WEEK: i64 = 200;

/// The trend of a duty, for a person or for a unit as a whole.
pub async fn trend(db: &impl ConnectionTrait, actor: &Actor, query: TrendQuery, today: NaiveDate) -> Result<Trend> {
    let on = query.on.unwrap_or(today);
    let codes = std::slice::from_ref(&query.duty_code);
    let (sheet, whose, path) = match (query.person_id, query.unit_id) {
        (Some(_), Some(_)) => {
            return Err(Error::InvalidParameter {
                name: "unit_id".to_owned(),
                detail: text("人员和单位只能选一个", "name a person or a unit, not both"),
            });
        }
        (_, None) => {
            let row = read::find(db, actor, query.person_id).await?;
            let person_id = row.id;
            let took_part = activity::Column::Id.in_subquery(
                activity_actor::Entity::find()
                    .select_only()
                    .column(activity_actor::Column::ActivityId)
                    .filter(activity_actor::Column::PersonId.eq(person_id))
                    .into_query(),
            );
            let sheet = sheet::load(db, vec![row], on, Some(codes)).await?.pop();
            (sheet, took_part, format!("&person_id={person_id}"))
        }
        (None, Some(unit_id)) => {
            let unit = org_unit::Entity::find_by_id(unit_id)
                .filter(scope::plan::units_with_duties(actor))
                .one(db)
                .await?
                .ok_or(Error::NotFound)?;
            let sheet = sheet::duties_of_units(db, &[unit.id], on).await?.pop();
            let here = activity::Column::UnitId.in_subquery(scope::units_below(&[unit_id]));
            (sheet.map(|(sheet, _)| sheet), here, format!("&unit_id={unit_id}"))
        }
    };
    let sheet = sheet.ok_or(Error::NotFound)?;
    let dated = sheet.duties.iter().find(|dated| dated.duty.code == query.duty_code);
    let dated = dated.ok_or(Error::NotFound)?;
    if !matches!(
        dated.duty.metric,
        DutyMetric::ActivityCount | DutyMetric::TargetsCovered
    ) {
        return Err(Error::InvalidParameter {
            name: "duty_code".to_owned(),
            detail: text(
                "这项职责不按记录计数，没有走势",
                "this duty does not count records and has no trend",
            ),
        });
    }
    of(db, &sheet, dated, whose.into(), &path, today).await
}

async fn of(
    db: &impl ConnectionTrait,
    sheet: &Sheet,
    dated: &SheetDuty,
    whose: Condition,
    path: &str,
    today: NaiveDate,
) -> Result<Trend> {
    let until = dated.span.ends_on.min(today.max(dated.span.starts_on));
    let long = (until - dated.span.starts_on).num_days() > BY_WEEK;
    let step = if long { TrendStep::Month } else { TrendStep::Week };
    let days = days(db, dated, whose, until).await?;
    let mut points = Vec::new();
    let mut total = 0;
    let mut start = dated.span.starts_on;
    let kind = serde_json::to_value(dated.duty.activity_kind)?;
    let query = |span: Span| {
        let kind = kind.as_str().unwrap_or_default();
        let (from, to) = (span.starts_on, span.ends_on);
        let readings = readings(&dated.duty);
        let within = if path.contains("unit_id=") {
            String::new()
        } else {
            format!("&unit_id={}", dated.duty.unit_id)
        };
        format!(
            "/activities?kind={kind}&counted=true{path}{within}{readings}&happened_on[gte]={from}&happened_on[lte]={to}"
        )
    };
    while start <= until {
        let whole = if long { month_of(start) } else { week_of(start) };
        let span = Span::new(start, whole.ends_on.min(dated.span.ends_on));
        let value: i64 = days
            .iter()
            .filter(|(day, _)| span.contains(*day))
            .map(|(_, count)| count)
            .sum();
        total += value;
        points.push(TrendPoint {
            starts_on: span.starts_on,
            ends_on: span.ends_on,
            label: words::step(step, span, points.len() + 1),
            figure: Figure::new(value, query(span)),
            total,
        });
        start = span.ends_on + Days::new(1);
    }
    Ok(Trend {
        duty_code: dated.duty.code.clone(),
        duty_title: dated.duty.title.clone(),
        unit_label: dated.duty.unit_label.clone(),
        period_name: dated.period.name.clone(),
        on: sheet.on,
        step,
        points,
    })
}

/// How many counted records there are on each day.
async fn days(
    db: &impl ConnectionTrait,
    dated: &SheetDuty,
    whose: Condition,
    until: NaiveDate,
) -> Result<Vec<(NaiveDate, i64)>> {
    let duty = &dated.duty;
    let villages = org_unit::Entity::find()
        .select_only()
        .column(org_unit::Column::Id)
        .filter(org_unit::Column::Kind.eq(OrgUnitKind::VillageSchool))
        .into_query();
    let mut readings = Condition::all();
    if duty.options.discussed_only {
        readings = readings.add(facts::discussed(db.get_database_backend()));
    }
    if duty.options.village_schools_only {
        readings = readings.add(activity::Column::UnitId.in_subquery(villages));
    }
    Ok(activity::Entity::find()
        .select_only()
        .column(activity::Column::HappenedOn)
        .column_as(activity::Column::Id.count(), "records")
        .filter(activity::Column::Kind.eq(duty.activity_kind))
        .filter(activity::Column::HappenedOn.between(dated.span.starts_on, until))
        .filter(activity::Column::UnitId.in_subquery(scope::units_below(&[OrgUnitId(duty.unit_id.0)])))
        .filter(facts::counting())
        .filter(readings)
        .filter(whose)
        .group_by(activity::Column::HappenedOn)
        .order_by_asc(activity::Column::HappenedOn)
        .into_tuple()
        .all(db)
        .await?)
}
