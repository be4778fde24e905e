//! Rules and writes of terms.

use chrono::{DateTime, Months, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{NewTerm, Term, TermPatch},
    queries,
};
use crate::{
    auth::{Actor, policy},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{SchoolYearId, TermId},
        term,
    },
    error::{Error, FieldError, Result},
    features::{organisation::school_years, plan::progress::calendar_changed},
    http::{IfMatch, patch},
    language::text,
};

pub async fn create(tx: &DatabaseTransaction, actor: &Actor, new: NewTerm, now: DateTime<Utc>) -> Result<Term> {
    let year = match school_years::find(tx, actor, new.school_year_id).await {
        Err(Error::NotFound) => return Err(Error::unknown_reference("school_year_id")),
        year => year?,
    };
    policy::must_write_organisation(actor, year.unit_id)?;
    let id = new.id.unwrap_or_default();
    check_dates(tx, actor, id, year.id, new.starts_on, new.ends_on).await?;
    check_months(&new.teaching_months, new.starts_on, new.ends_on)?;
    term::Entity::insert(term::ActiveModel {
        id: Set(id),
        school_year_id: Set(year.id),
        unit_id: Set(year.unit_id),
        name: Set(new.name),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        teaching_months: Set(new.teaching_months.into()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "terms", id.0, ChangeOperation::Created, year.unit_id, now).await?;
    calendar_changed(tx, year.unit_id).await?;
    queries::find(tx, actor, id).await
}

pub async fn update(
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: TermId,
    expected: IfMatch,
    edit: TermPatch,
    now: DateTime<Utc>,
) -> Result<Term> {
    let term = queries::find(tx, actor, id).await?;
    policy::must_write_organisation(actor, term.unit_id)?;
    patch::check_version(expected, term.version, &term, &edit)?;
    let (starts_on, ends_on) = (
        edit.starts_on.unwrap_or(term.starts_on),
        edit.ends_on.unwrap_or(term.ends_on),
    );
    let teaching_months = edit.teaching_months.unwrap_or(term.teaching_months.0);
    check_dates(tx, actor, id, term.school_year_id, starts_on, ends_on).await?;
    check_months(&teaching_months, starts_on, ends_on)?;
    term::Entity::update_many()
        .set(term::ActiveModel {
            name: Set(edit.name.unwrap_or(term.name)),
            starts_on: Set(starts_on),
            ends_on: Set(ends_on),
            teaching_months: Set(teaching_months.into()),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(term::Column::Version, Expr::col(term::Column::Version).add(1))
        .filter(term::Column::Id.eq(id))
        .filter(term::Column::Version.eq(term.version))
        .exec(tx)
        .await?;
    changes::record(tx, "terms", id.0, ChangeOperation::Updated, term.unit_id, now).await?;
    if (starts_on, ends_on) != (term.starts_on, term.ends_on) {
        calendar_changed(tx, term.unit_id).await?;
    }
    queries::find(tx, actor, id).await
}

async fn check_dates(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: TermId,
    school_year_id: SchoolYearId,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
) -> Result<()> {
    let year = school_years::find(tx, actor, school_year_id).await?;
    if ends_on <= starts_on {
        return Err(Error::invalid(
            "ends_on",
            "before_start",
            text("结束日期须晚于开始日期", "the end lies after the beginning"),
        ));
    }
    let outside = |field| {
        let detail = text(
            format!("须在学年之内：{} 至 {}", year.starts_on, year.ends_on),
            format!(
                "must lie within the school year: {} to {}",
                year.starts_on, year.ends_on
            ),
        );
        Error::invalid(field, "outside_year", detail)
    };
    if starts_on < year.starts_on {
        return Err(outside("starts_on"));
    }
    if ends_on > year.ends_on {
        return Err(outside("ends_on"));
    }
    let overlapping = term::Entity::find()
        .filter(term::Column::SchoolYearId.eq(school_year_id))
        .filter(term::Column::Id.ne(id))
        .filter(term::Column::StartsOn.lte(ends_on))
        .filter(term::Column::EndsOn.gte(starts_on))
        .count(tx)
        .await?;
    if overlapping > 0 {
        return Err(Error::invalid(
            "starts_on",
            "overlap",
            text("与本学年的另一学期重叠", "overlaps another term of the year"),
        ));
    }
    Ok(())
}

/// Teaching months are written `2026-09`, in order, and each has a day in the term.
fn check_months(months: &[String], starts_on: NaiveDate, ends_on: NaiveDate) -> Result<()> {
    let mut problems = Vec::new();
    for (index, month) in months.iter().enumerate() {
        let (code, detail) = match first_of(month) {
            None => ("month", text("须写成 2026-09", "must be written as 2026-09")),
            Some(first) if first > ends_on || first + Months::new(1) <= starts_on => {
                ("outside_term", text("不在学期之内", "does not lie within the term"))
            }
            Some(_) if index > 0 && months[index - 1] >= *month => (
                "order",
                text("月份须按先后排列，不得重复", "months are in order, each once"),
            ),
            Some(_) => continue,
        };
        problems.push(FieldError {
            pointer: format!("#/teaching_months/{index}"),
            code: code.into(),
            detail,
        });
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

fn first_of(month: &str) -> Option<NaiveDate> {
    (month.len() == 7).then(|| NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok())?
}
