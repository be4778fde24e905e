//! Putting together what an assessor is shown beside a sheet, from what other features export.

mod dto;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveEnum, ConnectionTrait, Iterable};

pub use dto::SheetEvidence;
use dto::{
    EvidenceConfirmed, EvidenceConfirmedEntry, EvidenceEntries, EvidenceFigure, EvidenceFindings, EvidenceOutcome,
    EvidenceSatisfaction,
};

use super::queries::{self, Whole};
use crate::{
    auth::Actor,
    clock::local_date,
    entities::{
        evaluation_object,
        finding::FindingState,
        ids::{EvaluationSheetId, PersonId},
        ledger_entry::{LedgerOutcome, LedgerState, Satisfaction},
    },
    error::Result,
    features::{
        ledger::{self, Handling, OutcomeCount},
        plan::progress::{self, ProgressState},
        supervision::{self, Righting},
    },
};

type Days = (NaiveDate, NaiveDate);

/// What came of the work of whom a sheet is about, within the days of its round.
pub async fn of_sheet(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSheetId,
    now: DateTime<Utc>,
) -> Result<SheetEvidence> {
    let Whole { round, object, .. } = queries::whole(db, actor, id).await?;
    let days = (round.period_from, round.period_to);
    let today = local_date(now);
    let duties = match object.person_id {
        Some(person) => progress::of_person_within(db, person, days, today).await?,
        None => progress::of_units_within(db, object.unit_id, days, today).await?,
    };
    let confirmed = match object.person_id {
        Some(person) => Some(confirmed(db, actor, person, days, now).await?),
        None => None,
    };
    Ok(SheetEvidence {
        from: days.0,
        until: days.1,
        as_of: today,
        entries: entries(db, actor, &object, days, now).await?,
        duties: duties
            .into_iter()
            .filter(|duty| duty.state != ProgressState::NotDerived)
            .map(Into::into)
            .collect(),
        inspected: inspected(db, actor, &object, days).await?,
        confirmed,
        object: queries::shown(object),
    })
}

async fn entries(
    db: &impl ConnectionTrait,
    actor: &Actor,
    object: &evaluation_object::Model,
    (from, until): Days,
    now: DateTime<Utc>,
) -> Result<EvidenceEntries> {
    let handling = object.person_id.map_or(Handling::In(object.unit_id), Handling::By);
    let counts = ledger::outcomes(db, actor, handling, (from, until), now).await?;
    let behind = format!(
        "/ledger-entries?{}&registered_at[gte]={from}&registered_at[lte]={until}",
        handling.filter()
    );
    let figure = |filter: &str, counted: &dyn Fn(&OutcomeCount) -> bool| {
        let counted = || counts.iter().filter(|count| counted(count));
        EvidenceFigure {
            value: counted().map(|count| count.entries).sum(),
            listed: counted().map(|count| count.seen).sum(),
            query: format!("/api/v1{behind}{filter}"),
        }
    };
    let closed = |count: &OutcomeCount| count.state == LedgerState::Closed;
    let outcomes = LedgerOutcome::iter()
        .map(|outcome| EvidenceOutcome {
            outcome,
            figure: figure(&format!("&state=closed&outcome={}", outcome.to_value()), &|count| {
                closed(count) && count.outcome == Some(outcome)
            }),
        })
        .filter(|ended| {
            let always = matches!(ended.outcome, LedgerOutcome::Resolved | LedgerOutcome::Explained);
            always || ended.figure.value > 0
        })
        .collect();
    let satisfaction = Satisfaction::iter()
        .map(|satisfaction| EvidenceSatisfaction {
            satisfaction,
            figure: figure(
                &format!("&state=closed&satisfaction={}", satisfaction.to_value()),
                &|count| closed(count) && count.satisfaction == Some(satisfaction),
            ),
        })
        .collect();
    Ok(EvidenceEntries {
        all: figure("", &|_| true),
        open: figure("&state=registered,accepted,routed,in_progress,replied", &|count| {
            !closed(count)
        }),
        outcomes,
        reopened: figure("&state=closed&reopened=true", &|count| {
            closed(count) && count.reopenings > 0
        }),
        satisfaction,
    })
}

async fn inspected(
    db: &impl ConnectionTrait,
    actor: &Actor,
    object: &evaluation_object::Model,
    (from, until): Days,
) -> Result<Vec<EvidenceFindings>> {
    let righting = object.person_id.map_or(Righting::In(object.unit_id), Righting::By);
    let counts = supervision::inspected(db, actor, righting, (from, until)).await?;
    let behind = format!(
        "/api/v1/findings?source=inspection&{}&found_on[gte]={from}&found_on[lte]={until}",
        righting.filter()
    );
    let found = FindingState::iter().filter_map(|state| {
        let count = counts.iter().find(|count| count.state == state)?;
        Some(EvidenceFindings {
            state,
            figure: EvidenceFigure {
                value: count.findings,
                listed: count.seen,
                query: format!("{behind}&state={}", state.to_value()),
            },
        })
    });
    Ok(found.collect())
}

async fn confirmed(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person: PersonId,
    days: Days,
    now: DateTime<Utc>,
) -> Result<EvidenceConfirmed> {
    let items = ledger::confirmed_findings(db, actor, person, days, now).await?;
    Ok(EvidenceConfirmed {
        value: ledger::confirmed_count(db, actor, person, days, now).await?,
        items: items
            .into_iter()
            .map(|entry| EvidenceConfirmedEntry {
                id: entry.id,
                number: entry.number,
                title: entry.title,
                closed_at: entry.closed_at,
            })
            .collect(),
    })
}
