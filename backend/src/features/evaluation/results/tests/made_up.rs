//! Rounds that are made up: any rules, sheets and tallies that could be.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*, sample::select};
use rust_decimal::Decimal;

use crate::{
    entities::{
        evaluation_object,
        evaluation_rules::{
            Band, Cap, Dimension, DimensionItem, Grade, ObjectKind, Part, RaterGroup, SchemeRules, TieRule,
        },
        evaluation_sheet::{self, SheetGrades},
        ids::{EvaluationObjectId, EvaluationRoundId, EvaluationSheetId, OrgUnitId, PersonId},
    },
    features::{
        ballots::{BoxTally, DimensionTally, ObjectTally},
        evaluation::results::{
            arithmetic::Inputs,
            grading::{Outcome, outcomes},
        },
    },
};

/// All that results follow from, owned.
#[derive(Debug, Clone)]
pub struct Round {
    pub rules: SchemeRules,
    pub objects: Vec<evaluation_object::Model>,
    pub sheets: Vec<evaluation_sheet::Model>,
    pub boxes: Vec<BoxTally>,
}

impl Round {
    pub fn outcomes(&self) -> Vec<Outcome> {
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

pub const GRADES: [&str; 4] = ["excellent", "competent", "basic", "poor"];

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

pub fn object(kind: ObjectKind, position: i32) -> evaluation_object::Model {
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

pub fn sheet(object_id: EvaluationObjectId, group: &str, grades: SheetGrades) -> evaluation_sheet::Model {
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
    pub fn some_round()(rules in some_rules(), kinds in vec(any::<bool>(), 1..9))(
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
