//! What a person did in a term (个人学期小结).

use sea_orm::ConnectionTrait;

use super::{
    Subject, drawn,
    records::{Records, days, statement},
    written,
};
use crate::{
    clock::local_date,
    entities::{
        ids::PersonId,
        report::{ReportFigure, Section, Statement},
    },
    error::{Error, Result},
    features::plan::progress,
    language::{say, text},
};

/// 个人学期小结.
pub async fn summary<C: ConnectionTrait>(records: &Records<'_, C>, subject: &Subject) -> Result<Vec<Section>> {
    let (person, _) = subject.person.as_ref().ok_or(Error::NotFound)?;
    let (from, until) = (subject.period.from, subject.period.until);
    let happened = format!("person_id={person}&{}", days("happened_on", from, until));
    let registered = days("registered_at", from, until);
    Ok(vec![
        drawn(
            "duties",
            say("履职情况", "Duties"),
            duties(records, *person, subject).await?,
        ),
        drawn(
            "contacts",
            say("联系群众情况", "Work with the people"),
            vec![records.by_kind(&happened).await?],
        ),
        drawn(
            "concerns",
            say("民情办理", "Concerns handled"),
            vec![handled(records, *person, &registered).await?],
        ),
        written("reflection", say("体会与不足", "What was learnt, what fell short")),
        written("next", say("下学期打算", "Next term")),
    ])
}

/// How each duty stood at the end of the term, or stands today.
async fn duties<C: ConnectionTrait>(
    records: &Records<'_, C>,
    person: PersonId,
    subject: &Subject,
) -> Result<Vec<Statement>> {
    let today = local_date(records.now);
    let on = today.min(subject.period.until);
    let progress = progress::of_person(records.db, person, on, today).await?;
    // What cannot be derived from records is left to the person's own words.
    let derived = progress.items.into_iter().filter(|duty| duty.actual.is_some());
    let told = derived.map(|duty| {
        let figure = duty.actual.zip(duty.query).map(|(actual, query)| ReportFigure {
            label: duty.duty.title,
            value: actual.into(),
            query: query.path,
        });
        statement(duty.words, figure.into_iter().collect())
    });
    Ok(told.collect())
}

async fn handled<C: ConnectionTrait>(
    records: &Records<'_, C>,
    person: PersonId,
    registered: &str,
) -> Result<Statement> {
    let filter = format!("handler_person_id={person}&{registered}");
    let all = records.entries(say("承办民情", "Handled"), &filter).await?;
    let closed = records
        .entries(say("已办结", "Closed"), &format!("state=closed&{filter}"))
        .await?;
    let (n, c) = (all.value, closed.value);
    let sentence = text(
        format!("承办民情 {n} 件，已办结 {c} 件。"),
        format!("{n} concerns handled, {c} of them closed."),
    );
    Ok(statement(sentence.show(), vec![all, closed]))
}
