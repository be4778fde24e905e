//! The arithmetic against a second, plain one, and what must hold of any round.

mod made_up;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use made_up::{GRADES, Round, object, sheet, some_round};
use plain::plainly;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{
    entities::{
        evaluation_rules::{Band, Cap, Dimension, Grade, ObjectKind, Part, RaterGroup, SchemeRules, TieRule},
        evaluation_sheet::SheetGrades,
    },
    features::ballots::{BoxTally, DimensionTally, ObjectTally},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn scores_are_those_of_the_plain_arithmetic(round in some_round()) {
        for (object, outcome) in round.objects.iter().zip(round.outcomes()) {
            prop_assert_eq!(outcome.score.map(|score| score.to_string()), plainly(&round, object));
        }
    }

    #[test]
    fn a_better_grade_never_lowers_a_score(round in some_round(), which in any::<prop::sample::Index>(), by_ballot in any::<bool>()) {
        let before = round.outcomes();
        let mut better = round;
        if by_ballot {
            let tallies: Vec<&mut DimensionTally> = better.boxes.iter_mut().flat_map(|tally| tally.objects.values_mut()).flat_map(|tally| tally.dimensions.values_mut()).collect();
            prop_assume!(!tallies.is_empty());
            let at = which.index(tallies.len());
            let tally = tallies.into_iter().nth(at).unwrap();
            prop_assume!(tally.grades["poor"] > 0);
            *tally.grades.get_mut("poor").unwrap() -= 1;
            *tally.grades.get_mut("competent").unwrap() += 1;
        } else {
            let grades: Vec<&mut Option<String>> = better.sheets.iter_mut().flat_map(|sheet| sheet.grades.0.values_mut()).filter(|grade| grade.is_some()).collect();
            prop_assume!(!grades.is_empty());
            let at = which.index(grades.len());
            *grades.into_iter().nth(at).unwrap() = Some("excellent".to_owned());
        }
        for (before, after) in before.iter().zip(better.outcomes()) {
            prop_assert!(before.score <= after.score);
        }
    }

    #[test]
    fn what_is_hidden_counts_as_little_as_what_is_not_in_the_rules(round in some_round(), which in any::<prop::sample::Index>()) {
        prop_assume!(!round.boxes.is_empty());
        let group = round.boxes[which.index(round.boxes.len())].group_code.clone();
        let mut hidden = round.clone();
        for tally in hidden.boxes.iter_mut().filter(|tally| tally.group_code == group) {
            *tally = BoxTally { group_code: group.clone(), ballots: None, void: 0, objects: BTreeMap::new() };
        }
        let mut without = round;
        without.rules.groups.retain(|one| one.code != group);
        let scores = |round: &Round| -> Vec<Option<Decimal>> { round.outcomes().into_iter().map(|outcome| outcome.score).collect() };
        prop_assert_eq!(scores(&hidden), scores(&without));
    }

    #[test]
    fn the_cap_holds_and_nobody_is_graded_above_a_better_score(round in some_round()) {
        let outcomes = round.outcomes();
        let is_cadre = |at: &usize| round.objects[*at].kind == ObjectKind::Cadre;
        let rated: Vec<usize> = (0..outcomes.len()).filter(is_cadre).filter(|at| outcomes[*at].score.is_some()).collect();
        let place = |at: usize| GRADES.iter().position(|code| Some(*code) == outcomes[at].grade.as_deref()).unwrap();
        for one in &rated {
            for other in &rated {
                prop_assert!(outcomes[*one].score <= outcomes[*other].score || place(*one) <= place(*other));
            }
        }
        for outcome in &outcomes {
            let lowered = outcome.explanation.cap.as_ref().is_some_and(|cap| cap.lowered);
            prop_assert_eq!(lowered, outcome.grade != outcome.explanation.band);
            prop_assert!(!lowered || outcome.grade.as_deref() == Some("competent"));
            prop_assert_eq!(outcome.grade.is_some(), outcome.score.is_some());
        }
        let Some(cap) = &round.rules.cap else {
            prop_assert!(outcomes.iter().all(|outcome| outcome.explanation.cap.is_none()));
            return Ok(());
        };
        let tenths: usize = (cap.percent * Decimal::TEN).try_into().unwrap();
        let places = tenths * rated.len() / 1000;
        let best: Vec<usize> = rated.iter().copied().filter(|at| place(*at) == 0).collect();
        let good_enough = rated.iter().filter(|at| outcomes[**at].explanation.band.as_deref() == Some("excellent")).count();
        let scores: BTreeSet<_> = best.iter().map(|at| outcomes[*at].score).collect();
        match cap.ties {
            TieRule::None => prop_assert!(best.len() <= places),
            // Only a tie at the cap goes beyond it.
            TieRule::All => {
                let lowest = best.iter().filter(|at| Some(&outcomes[**at].score) == scores.first()).count();
                prop_assert!(best.len() - lowest.min(best.len()) < places.max(1));
                prop_assert!(best.len() >= places.min(good_enough));
            }
        }
    }
}

/// 60 : 40, two dimensions, three groups of which the parents are hidden.
fn example() -> Round {
    let grade = |code: &str, value: i64| Grade {
        code: code.into(),
        name: code.into(),
        value: value.into(),
    };
    let dimension = |code: &str, weight: i64| Dimension {
        code: code.into(),
        name: code.into(),
        weight: weight.into(),
        items: Vec::new(),
    };
    let group = |code: &str, part| RaterGroup {
        code: code.into(),
        name: code.into(),
        part,
        rates: vec![ObjectKind::Cadre],
        weight: 1.into(),
        minimum: 5,
        staff: false,
    };
    let rules = SchemeRules {
        dimensions: vec![dimension("a", 75), dimension("b", 25)],
        grades: vec![grade("excellent", 100), grade("competent", 80)],
        groups: vec![
            group("leaders", Part::Organisational),
            group("staff", Part::Mass),
            group("parents", Part::Mass),
        ],
        organisational_weight: 60.into(),
        mass_weight: 40.into(),
        bands: vec![Band {
            grade: "excellent".into(),
            from: 90.into(),
        }],
        cap: Some(Cap {
            percent: 20.into(),
            ties: TieRule::None,
        }),
        hygiene: Vec::new(),
        objection_days: 5,
    };
    let object = object(ObjectKind::Cadre, 1);
    let sheet = |one: &str, other: Option<&str>| {
        let grades = [("a", Some(one)), ("b", other)];
        let grades = grades.map(|(code, grade)| (code.to_owned(), grade.map(str::to_owned)));
        sheet(object.id, "leaders", SheetGrades(grades.into_iter().collect()))
    };
    let tally = DimensionTally {
        grades: BTreeMap::from([("excellent".into(), 7), ("competent".into(), 4)]),
        abstained: 1,
    };
    let told = ObjectTally {
        valid: 11,
        dimensions: BTreeMap::from([("a".into(), tally)]),
    };
    Round {
        rules,
        sheets: vec![
            sheet("excellent", None),
            sheet("excellent", Some("competent")),
            sheet("competent", Some("competent")),
        ],
        boxes: vec![BoxTally {
            group_code: "staff".into(),
            ballots: Some(12),
            void: 0,
            objects: BTreeMap::from([(object.id, told)]),
        }],
        objects: vec![object],
    }
}

#[test]
fn an_example_computed_by_hand() {
    let [outcome] = example().outcomes().try_into().unwrap();
    // a: (100 + 100 + 80) / 3 = 93.3333, b: 80; (75 · 93.3333 + 25 · 80) / 100 = 89.999975 → 90.0000
    // a: (7 · 100 + 4 · 80) / 11 = 92.7273, b: hidden, as the parents are
    let numbers: Vec<_> = outcome
        .explanation
        .parts
        .iter()
        .map(|part| part.score.unwrap().to_string())
        .collect();
    assert_eq!(numbers, ["90.0000", "92.7273"]);
    // (60 · 90 + 40 · 92.7273) / 100 = 91.09092
    assert_eq!(outcome.score.unwrap().to_string(), "91.09");
    // A fifth of one cadre is no place.
    assert_eq!(outcome.grade.as_deref(), Some("competent"));
    assert!(outcome.explanation.cap.unwrap().lowered);
}
