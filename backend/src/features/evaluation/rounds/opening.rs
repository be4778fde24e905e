//! What a round must have before it can be opened.

use chrono::{DateTime, Utc};

use crate::{
    clock::local_date,
    entities::{
        evaluation_rules::{ObjectKind, Part, SchemeRules},
        evaluation_scheme::{self, SchemeState},
    },
    error::FieldError,
    language::{Text, text},
};

/// What is known of a draft.
pub struct Draft<'a> {
    pub scheme: &'a evaluation_scheme::Model,
    pub closes_at: Option<DateTime<Utc>>,
    /// The kinds of its objects.
    pub objects: &'a [ObjectKind],
    /// The groups of its assessors.
    pub assessors: &'a [String],
}

/// What a draft lacks, as the complaints of opening it.
pub fn lacks(draft: &Draft<'_>, now: DateTime<Utc>) -> Vec<FieldError> {
    let mut found = Vec::new();
    let mut lack = |field: &str, code: &str, detail: Text| {
        found.push(FieldError {
            pointer: format!("#/{field}"),
            code: code.to_owned(),
            detail,
        });
    };
    let scheme = draft.scheme;
    if scheme.state != SchemeState::InForce || scheme.effective_from > local_date(now) {
        lack(
            "scheme_id",
            "not_in_force",
            text("考评方案没有施行，不能据此考评", "the scheme is not in force"),
        );
    }
    if draft.objects.is_empty() {
        lack(
            "objects",
            "required",
            text("还没有考评对象", "there is nobody to be evaluated"),
        );
    }
    let unrated = |kind: &&ObjectKind| !scheme.rules.groups.iter().any(|group| group.rates.contains(kind));
    if let Some(kind) = draft.objects.iter().find(unrated) {
        let detail = match kind {
            ObjectKind::LeadershipTeam => text(
                "方案中没有人评价领导班子，请去掉领导班子或另选方案",
                "nobody rates a leadership team by this scheme: leave it out or choose another scheme",
            ),
            ObjectKind::Cadre => text(
                "方案中没有人评价干部，请去掉干部或另选方案",
                "nobody rates cadres by this scheme: leave them out or choose another scheme",
            ),
        };
        lack("objects", "rated_by_nobody", detail);
    }
    let without = groups_without(&scheme.rules, draft);
    if !without.is_empty() {
        lack(
            "assessors",
            "group_without_assessors",
            text(
                format!("以下评价主体还没有考核人：{}", without.join("、")),
                format!("these groups have no assessors: {}", without.join(", ")),
            ),
        );
    }
    match draft.closes_at {
        None => lack(
            "closes_at",
            "required",
            text("还没有截止时间", "it says nothing of when it closes"),
        ),
        Some(closes_at) if closes_at <= now => lack("closes_at", "in_the_past", past()),
        Some(_) => {}
    }
    found
}

pub fn past() -> Text {
    text("截止时间须在现在以后", "must be in the future")
}

/// The names of organisational groups that have somebody to rate and nobody who does.
fn groups_without<'a>(rules: &'a SchemeRules, draft: &Draft<'_>) -> Vec<&'a str> {
    let assess = rules.groups.iter().filter(|group| group.part == Part::Organisational);
    let wanted = assess.filter(|group| draft.objects.iter().any(|kind| group.rates.contains(kind)));
    wanted
        .filter(|group| !draft.assessors.contains(&group.code))
        .map(|group| group.name.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        entities::ids::{AccountId, EvaluationSchemeId, OrgUnitId},
        features::evaluation::schemes,
    };

    fn scheme(state: SchemeState) -> evaluation_scheme::Model {
        evaluation_scheme::Model {
            id: EvaluationSchemeId::new(),
            unit_id: OrgUnitId::new(),
            title: "考评方案".to_owned(),
            state,
            effective_from: "2026-09-01".parse().unwrap(),
            effective_to: None,
            is_example: true,
            supersedes_id: None,
            rules: schemes::example(),
            recorded_by: AccountId::new(),
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    fn found(scheme: &evaluation_scheme::Model, objects: &[ObjectKind], assessors: &[&str], hours: i64) -> Vec<String> {
        let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
        let draft = Draft {
            scheme,
            closes_at: Some(now + TimeDelta::hours(hours)),
            objects,
            assessors: &assessors.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>(),
        };
        lacks(&draft, now).into_iter().map(|lack| lack.code).collect()
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        use ObjectKind::{Cadre, LeadershipTeam};
        let mut rules = scheme(SchemeState::InForce);
        let all = ["leaders", "group_office"];
        assert!(found(&rules, &[LeadershipTeam, Cadre], &all, 1).is_empty());
        // Nobody rates the team among the leaders: they need no assessors for it.
        assert!(found(&rules, &[LeadershipTeam], &["group_office"], 1).is_empty());
        assert_eq!(
            found(&rules, &[Cadre], &["leaders"], 0),
            ["group_without_assessors", "in_the_past"]
        );
        assert_eq!(
            found(&scheme(SchemeState::Draft), &[], &[], 1),
            ["not_in_force", "required"]
        );
        rules.rules.groups.retain(|group| group.rates.len() == 1);
        assert_eq!(found(&rules, &[LeadershipTeam], &["leaders"], 1), ["rated_by_nobody"]);
    }
}
