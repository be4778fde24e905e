//! The arithmetic against a second, plain one with whole numbers and fractions, written from the rules and not from the
//! first; and what must hold of any round.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, prelude::*, sample::select};
use rust_decimal::Decimal;

use super::{
    arithmetic::Inputs,
    grading::{Outcome, outcomes},
};
use crate::{
    entities::{
        evaluation_object,
        evaluation_rules::{
            Band, Cap, Dimension, DimensionItem, Grade, ObjectKind, Part, RaterGroup, SchemeRules, TieRule,
        },
        evaluation_sheet::{self, SheetGrades},
        ids::{EvaluationObjectId, EvaluationRoundId, EvaluationSheetId, OrgUnitId, PersonId},
    },
    features::ballots::{BoxTally, DimensionTally, ObjectTally},
};

/// All that results follow from, owned.
#[derive(Debug, Clone)]
struct Round {
    rules: SchemeRules,
    objects: Vec<evaluation_object::Model>,
    sheets: Vec<evaluation_sheet::Model>,
    boxes: Vec<BoxTally>,
}

impl Round {
    fn outcomes(&self) -> Vec<Outcome> {
        outcomes(&Inputs {
            rules: &self.rules,
            objects: &self.objects,
            sheets: &self.sheets,
            boxes: &self.boxes,
        })
    }

    fn codes(&self) -> Vec<String> {
        let dimensions = self.rules.dimensions.iter();
        let codes = dimensions.flat_map(|dimension| {
            let items = dimension.items.iter().map(|item| item.code.clone());
            let whole = dimension.items.is_empty().then(|| dimension.code.clone());
            items.chain(whole).collect::<Vec<_>>()
        });
        codes.collect()
    }
}

/// A number that is not negative, exactly.
#[derive(Debug, Clone, Copy)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    fn whole(number: i128) -> Self {
        Self { over: number, under: 1 }
    }

    /// A decimal as it is written: 12.5 is 125/10.
    fn of(decimal: Decimal) -> Self {
        let written = decimal.to_string();
        let (whole, places) = written.split_once('.').unwrap_or((&written, ""));
        Self {
            over: format!("{whole}{places}").parse().unwrap(),
            under: 10_i128.pow(u32::try_from(places.len()).unwrap()),
        }
    }

    fn plus(self, other: Self) -> Self {
        let over = self.over * other.under + other.over * self.under;
        Self {
            over,
            under: self.under * other.under,
        }
        .shortened()
    }

    fn times(self, other: Self) -> Self {
        Self {
            over: self.over * other.over,
            under: self.under * other.under,
        }
        .shortened()
    }

    fn by(self, other: Self) -> Option<Self> {
        (other.over != 0).then(|| {
            Self {
                over: self.over * other.under,
                under: self.under * other.over,
            }
            .shortened()
        })
    }

    fn shortened(self) -> Self {
        let (mut one, mut other) = (self.over, self.under);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        Self {
            over: self.over / one,
            under: self.under / one,
        }
    }

    /// To so many places, half upwards.
    fn to(self, places: u32) -> Self {
        let scale = 10_i128.pow(places);
        Self {
            over: (2 * self.over * scale + self.under) / (2 * self.under),
            under: scale,
        }
    }

    fn written(self, places: u32) -> String {
        let scale = 10_i128.pow(places);
        let whole = self.over * scale / self.under;
        let places = usize::try_from(places).unwrap();
        format!("{}.{:0places$}", whole / scale, whole % scale)
    }
}

fn mean(of: &[(Fraction, Option<Fraction>)], places: u32) -> Option<Fraction> {
    let mut sum = Fraction::whole(0);
    let mut weights = Fraction::whole(0);
    for (weight, number) in of {
        if let Some(number) = number {
            sum = sum.plus(weight.times(*number));
            weights = weights.plus(*weight);
        }
    }
    sum.by(weights).map(|quotient| quotient.to(places))
}

/// The score of an object, by the words of the rules.
fn plainly(round: &Round, object: &evaluation_object::Model) -> Option<String> {
    let rules = &round.rules;
    let worth: BTreeMap<&str, Fraction> = rules
        .grades
        .iter()
        .map(|grade| (grade.code.as_str(), Fraction::of(grade.value)))
        .collect();
    let one = Fraction::whole(1);
    let mut parts = Vec::new();
    for (part, weight) in [
        (Part::Organisational, rules.organisational_weight),
        (Part::Mass, rules.mass_weight),
    ] {
        let mut groups = Vec::new();
        for group in &rules.groups {
            if group.part != part || !group.rates.contains(&object.kind) {
                continue;
            }
            let mut dimensions = Vec::new();
            for dimension in &rules.dimensions {
                let mut said = Vec::new();
                for sheet in &round.sheets {
                    let counts = sheet.set_aside_reason.is_none();
                    if part != Part::Organisational
                        || !counts
                        || sheet.object_id != object.id
                        || sheet.group_code != group.code
                    {
                        continue;
                    }
                    let mut items: Vec<&str> = dimension.items.iter().map(|item| item.code.as_str()).collect();
                    if items.is_empty() {
                        items.push(&dimension.code);
                    }
                    let grades: Vec<_> = items
                        .iter()
                        .map(|item| {
                            (
                                one,
                                sheet
                                    .grades
                                    .0
                                    .get(*item)
                                    .and_then(|grade| grade.as_deref())
                                    .map(|grade| worth[grade]),
                            )
                        })
                        .collect();
                    said.push((one, mean(&grades, 4)));
                }
                if part == Part::Mass {
                    for tally in round.boxes.iter().filter(|tally| tally.group_code == group.code) {
                        let told = tally
                            .objects
                            .get(&object.id)
                            .and_then(|told| told.dimensions.get(&dimension.code));
                        for (grade, count) in told.into_iter().flat_map(|told| &told.grades) {
                            said.extend((0..*count).map(|_| (one, Some(worth[grade.as_str()]))));
                        }
                    }
                }
                dimensions.push((Fraction::of(dimension.weight), mean(&said, 4)));
            }
            groups.push((Fraction::of(group.weight), mean(&dimensions, 4)));
        }
        parts.push((Fraction::of(weight), mean(&groups, 4)));
    }
    mean(&parts, 2).map(|score| score.written(2))
}

const GRADES: [&str; 4] = ["excellent", "competent", "basic", "poor"];

fn decimal(tenths: i64) -> Decimal {
    Decimal::new(tenths, 1)
}

prop_compose! {
    fn some_rules()(
        items in vec(0_usize..3, 1..5),
        weights in vec(1_i64..500, 4),
        values in vec(1_i64..300, 4),
        groups in vec((any::<bool>(), 1_i64..500, any::<bool>()), 1..5),
        organisational in select(vec![0_i64, 370, 600, 1000]),
        mass in select(vec![0_i64, 125, 400]),
        cap in proptest::option::of((0_i64..1000, any::<bool>())),
    ) -> SchemeRules {
        let dimensions = items.iter().zip(&weights).zip(0..).map(|((items, weight), number)| Dimension {
            code: format!("d{number}"),
            name: format!("维度{number}"),
            weight: decimal(*weight),
            items: (0..*items).map(|item| DimensionItem { code: format!("d{number}_{item}"), text: "要点".into() }).collect(),
        });
        // The best first, all different.
        let mut value = 0;
        let mut grades: Vec<Grade> = GRADES.iter().rev().zip(&values).map(|(code, more)| {
            value += more;
            Grade { code: (*code).into(), name: (*code).into(), value: decimal(value) }
        }).collect();
        grades.reverse();
        let groups = groups.iter().zip(0..).map(|((sheets, weight, team), number)| RaterGroup {
            code: format!("g{number}"),
            name: format!("主体{number}"),
            part: if *sheets { Part::Organisational } else { Part::Mass },
            rates: if *team { vec![ObjectKind::LeadershipTeam, ObjectKind::Cadre] } else { vec![ObjectKind::Cadre] },
            weight: decimal(*weight),
            minimum: 5,
            staff: false,
        });
        SchemeRules {
            dimensions: dimensions.collect(),
            bands: (0..3).map(|at| Band { grade: GRADES[at].into(), from: (grades[at].value + grades[at + 1].value) / Decimal::TWO }).collect(),
            grades,
            groups: groups.collect(),
            organisational_weight: decimal(organisational),
            mass_weight: decimal(mass),
            cap: cap.map(|(percent, all)| Cap { percent: decimal(percent), ties: if all { TieRule::All } else { TieRule::None } }),
            hygiene: Vec::new(),
            objection_days: 5,
        }
    }
}

fn object(kind: ObjectKind, position: i32) -> evaluation_object::Model {
    evaluation_object::Model {
        id: EvaluationObjectId::new(),
        round_id: EvaluationRoundId::new(),
        kind,
        person_id: (kind == ObjectKind::Cadre).then(PersonId::new),
        unit_id: OrgUnitId::new(),
        name: "对象".into(),
        post: "职务".into(),
        position,
    }
}

fn sheet(object_id: EvaluationObjectId, group: &str, grades: SheetGrades) -> evaluation_sheet::Model {
    evaluation_sheet::Model {
        id: EvaluationSheetId::new(),
        round_id: EvaluationRoundId::new(),
        object_id,
        group_code: group.to_owned(),
        assessor_id: PersonId::new(),
        grades,
        remark: None,
        submitted_at: None,
        set_aside_reason: None,
        version: 1,
        created_at: chrono::DateTime::UNIX_EPOCH,
        updated_at: chrono::DateTime::UNIX_EPOCH,
    }
}

/// One of the grades, or nothing said.
fn some_grade() -> impl Strategy<Value = Option<usize>> {
    prop_oneof![1 => Just(None), 6 => (0_usize..4).prop_map(Some)]
}

prop_compose! {
    fn some_round()(rules in some_rules(), kinds in vec(any::<bool>(), 1..9))(
        // Few different sheets, so that scores are equal now and then.
        sheets in vec((0..kinds.len(), 0..rules.groups.len(), vec(some_grade(), 12), prop::bool::weighted(0.1)), 0..20),
        tallies in vec((any::<bool>(), vec((any::<bool>(), vec(0_u32..40, 4), 0_u32..9), kinds.len() * rules.dimensions.len())), rules.groups.len()),
        rules in Just(rules),
        kinds in Just(kinds),
    ) -> Round {
        let kind = |team: &bool| if *team { ObjectKind::LeadershipTeam } else { ObjectKind::Cadre };
        let objects: Vec<_> = kinds.iter().zip(1..).map(|(team, position)| object(kind(team), position)).collect();
        let mut round = Round { rules, objects, sheets: Vec::new(), boxes: Vec::new() };
        let codes = round.codes();
        round.sheets = sheets.into_iter().map(|(object, group, grades, aside)| {
            let grades = grades.into_iter().map(|grade| grade.map(|at| GRADES[at].to_owned()));
            let grades = SheetGrades(codes.iter().cloned().zip(grades).collect());
            let sheet = sheet(round.objects[object].id, &round.rules.groups[group].code, grades);
            evaluation_sheet::Model { set_aside_reason: aside.then(|| "应当回避".into()), ..sheet }
        }).collect();
        round.boxes = tallies.into_iter().zip(&round.rules.groups).filter(|(_, group)| group.part == Part::Mass).map(|((shown, counts), group)| {
            let mut objects = BTreeMap::<EvaluationObjectId, ObjectTally>::new();
            let places = round.objects.iter().flat_map(|object| round.rules.dimensions.iter().map(move |dimension| (object.id, dimension.code.clone())));
            for ((object, dimension), (_, grades, abstained)) in places.zip(counts).filter(|(_, (told, ..))| shown && *told) {
                let grades: BTreeMap<String, u32> = GRADES.iter().map(|code| (*code).to_owned()).zip(grades).collect();
                let tally = objects.entry(object).or_insert_with(|| ObjectTally { valid: 0, dimensions: BTreeMap::new() });
                tally.valid = tally.valid.max(grades.values().sum());
                tally.dimensions.insert(dimension, DimensionTally { grades, abstained });
            }
            BoxTally { group_code: group.code.clone(), ballots: shown.then_some(200), void: 0, objects }
        }).collect();
        round
    }
}

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
