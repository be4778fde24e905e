//! Counting the figures of a draft anew (更新数据).

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection, Set};
use serde_json::json;

use super::{
    draw::{self, Subject},
    dto::{FigureChange, RegeneratedReport},
    moves::ReportMove,
    period::Period,
    queries,
    service::{open, save},
};
use crate::{
    auth::Actor,
    entities::{
        ids::ReportId,
        report::{self, ReportFigure, ReportLanguage, Section, Sections},
    },
    error::Result,
    http::IfMatch,
    language::Language,
};

/// Draws an existing draft anew, in the language it is written in.
pub async fn redraw(db: &DatabaseConnection, actor: &Actor, id: ReportId, now: DateTime<Utc>) -> Result<Vec<Section>> {
    let found = queries::find(db, actor, id).await?.summary;
    let language = match found.language {
        ReportLanguage::Zh => Language::Chinese,
        ReportLanguage::En => Language::English,
    };
    language
        .scope(async {
            let subject = Subject {
                kind: found.kind,
                unit_id: found.unit_id,
                unit_name: found.unit_name,
                person: found.person_id.zip(found.person_name),
                period: Period {
                    from: found.starts_on,
                    until: found.ends_on,
                    name: String::new(),
                },
            };
            draw::draw(db, actor, &subject, now).await
        })
        .await
}

/// Puts newly counted figures into a draft. Texts that a person has changed stay as they are.
pub async fn regenerate(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ReportId,
    expected: IfMatch,
    mut sections: Vec<Section>,
    now: DateTime<Utc>,
) -> Result<RegeneratedReport> {
    let row = open(tx, actor, id, ReportMove::Regenerate, expected, &json!({})).await?;
    let changes = differences(&row.sections.0, &sections);
    let mut kept_texts = Vec::new();
    for section in &mut sections {
        let former = row.sections.0.iter().find(|former| former.code == section.code);
        if let Some(former) = former.filter(|former| former.is_edited()) {
            if former.statements != section.statements {
                kept_texts.push(section.heading.clone());
            }
            section.text.clone_from(&former.text);
        }
    }
    let fresh = report::ActiveModel {
        sections: Set(Sections(sections)),
        generated_at: Set(now),
        ..Default::default()
    };
    save(tx, &row, fresh, now).await?;
    Ok(RegeneratedReport {
        report: queries::find(tx, actor, id).await?,
        changes,
        kept_texts,
    })
}

/// The figures that differ, by the query they answer.
fn differences(before: &[Section], after: &[Section]) -> Vec<FigureChange> {
    let figures = |sections: &[Section]| -> Vec<(String, ReportFigure)> {
        let each = sections.iter().flat_map(|section| {
            let figures = section.statements.iter().flat_map(|statement| &statement.figures);
            figures.map(|figure| (section.heading.clone(), figure.clone()))
        });
        let mut each: Vec<_> = each.collect();
        each.dedup_by(|one, other| one.1.query == other.1.query);
        each
    };
    let (before, after) = (figures(before), figures(after));
    let value = |among: &[(String, ReportFigure)], wanted: &(String, ReportFigure)| {
        let found = among.iter().find(|(heading, figure)| {
            *heading == wanted.0 && figure.query == wanted.1.query && figure.label == wanted.1.label
        });
        found.map(|(_, figure)| figure.value)
    };
    let mut changes = Vec::new();
    let gone = before.iter().filter(|figure| value(&after, figure).is_none());
    for figure in after.iter().chain(gone) {
        let change = FigureChange {
            heading: figure.0.clone(),
            label: figure.1.label.clone(),
            before: value(&before, figure),
            after: value(&after, figure),
        };
        if change.before != change.after && !changes.contains(&change) {
            changes.push(change);
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::report::Statement;

    fn section(figures: &[(&str, i64)]) -> Section {
        let figures = figures.iter().map(|(label, value)| ReportFigure {
            label: (*label).to_owned(),
            value: *value,
            query: format!("/api/v1/ledger-entries?q={label}"),
        });
        Section {
            code: "overview".into(),
            heading: "总体情况".into(),
            statements: vec![Statement {
                text: String::new(),
                figures: figures.collect(),
            }],
            text: String::new(),
        }
    }

    #[test]
    fn what_is_different_new_or_gone_is_told_once() {
        let before = [section(&[("登记", 3), ("办结", 1), ("舆情", 1)])];
        let after = [section(&[("登记", 4), ("办结", 1), ("来信", 2), ("登记", 4)])];
        let told: Vec<_> = differences(&before, &after)
            .into_iter()
            .map(|change| (change.label, change.before, change.after))
            .collect();
        assert_eq!(
            told,
            [
                ("登记".to_owned(), Some(3), Some(4)),
                ("来信".to_owned(), None, Some(2)),
                ("舆情".to_owned(), Some(1), None)
            ]
        );
    }
}
