//! What the rules of a scheme must keep to; every complaint names its field, all of them at once.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::{
    entities::evaluation_rules::{Band, Cap, Dimension, Grade, Part, RaterGroup, SchemeRules},
    error::{Error, FieldError, Result},
    language::{Text, text},
};

/// The least minimum of a group of voters, and of one whose members are known by name.
const MINIMUM: u32 = 5;
const STAFF_MINIMUM: u32 = 10;
/// Weights and values are written with two decimal places at most.
const PLACES: u32 = 2;
const LARGEST: Decimal = Decimal::ONE_THOUSAND;
/// Working days.
const OBJECTION_DAYS: std::ops::RangeInclusive<u16> = 1..=60;

/// Refuses rules by which no result could be computed, or no ballot kept secret.
pub fn rules(rules: &SchemeRules) -> Result<()> {
    let mut check = Check::default();
    check.dimensions(&rules.dimensions);
    check.grades(&rules.grades);
    check.groups(&rules.groups);
    check.parts(rules);
    check.bands(&rules.bands, &rules.grades);
    check.cap(rules.cap.as_ref());
    check.rest(rules);
    if check.found.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(check.found))
}

#[derive(Default)]
struct Check {
    found: Vec<FieldError>,
}

impl Check {
    fn refuse(&mut self, field: &str, code: &str, detail: Text) {
        self.found.push(FieldError {
            pointer: format!("#/rules/{field}"),
            code: code.to_owned(),
            detail,
        });
    }

    fn count(&mut self, field: &str, count: usize, least: usize, most: usize) {
        if !(least..=most).contains(&count) {
            self.refuse(
                field,
                "length",
                text(
                    format!("须有 {least} 至 {most} 项"),
                    format!("there must be {least} to {most} of them"),
                ),
            );
        }
    }

    fn words(&mut self, field: &str, words: &str, most: usize) {
        let length = words.chars().count();
        if length == 0 || length > most {
            self.refuse(
                field,
                "length",
                text(format!("长度须为 1 至 {most}"), format!("length must be 1 to {most}")),
            );
        }
    }

    /// A code that no other of its kind has.
    fn code<'a>(&mut self, field: &str, code: &'a str, taken: &mut HashSet<&'a str>) {
        let mut signs = code.chars();
        let begins = signs.next().is_some_and(|first| first.is_ascii_lowercase());
        let goes_on = signs.all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_');
        if !begins || !goes_on || code.len() > 30 {
            self.refuse(
                field,
                "pattern",
                text(
                    "须以小写字母开头，只含小写字母、数字和 _，不超过 30 个",
                    "begins with a small letter; small letters, digits and _ only, 30 at most",
                ),
            );
        } else if !taken.insert(code) {
            self.refuse(field, "duplicate", text("代码重复", "this code is taken"));
        }
    }

    /// A number above (or, where `zero` is allowed, not below) nothing, with two decimal places at most.
    fn number(&mut self, field: &str, number: Decimal, zero: bool) {
        let too_small = number < Decimal::ZERO || (number.is_zero() && !zero);
        if too_small || number > LARGEST {
            let (zh, en) = if zero {
                ("须在 0 至 1000 之间", "must be 0 to 1000")
            } else {
                ("须大于 0，不超过 1000", "must be more than 0 and at most 1000")
            };
            self.refuse(field, "range", text(zh, en));
        } else if number.normalize().scale() > PLACES {
            self.refuse(field, "too_exact", text("最多两位小数", "two decimal places at most"));
        }
    }

    fn dimensions(&mut self, dimensions: &[Dimension]) {
        self.count("dimensions", dimensions.len(), 1, 12);
        // Sheets grade by the code of an item, or of a dimension without items: none is there twice.
        let mut taken = HashSet::new();
        for (at, dimension) in dimensions.iter().enumerate() {
            let here = format!("dimensions/{at}");
            self.code(&format!("{here}/code"), &dimension.code, &mut taken);
            self.words(&format!("{here}/name"), &dimension.name, 40);
            self.number(&format!("{here}/weight"), dimension.weight, false);
            self.count(&format!("{here}/items"), dimension.items.len(), 0, 12);
            for (at, item) in dimension.items.iter().enumerate() {
                self.code(&format!("{here}/items/{at}/code"), &item.code, &mut taken);
                self.words(&format!("{here}/items/{at}/text"), &item.text, 200);
            }
        }
    }

    fn grades(&mut self, grades: &[Grade]) {
        self.count("grades", grades.len(), 2, 6);
        let mut taken = HashSet::new();
        let mut before: Option<Decimal> = None;
        for (at, grade) in grades.iter().enumerate() {
            self.code(&format!("grades/{at}/code"), &grade.code, &mut taken);
            self.words(&format!("grades/{at}/name"), &grade.name, 10);
            self.number(&format!("grades/{at}/value"), grade.value, true);
            if before.is_some_and(|before| grade.value >= before) {
                self.refuse(
                    &format!("grades/{at}/value"),
                    "not_descending",
                    text("须低于上一等次的分值", "must be worth less than the grade before it"),
                );
            }
            before = Some(grade.value);
        }
    }

    fn groups(&mut self, groups: &[RaterGroup]) {
        self.count("groups", groups.len(), 1, 12);
        let mut taken = HashSet::new();
        let mut staff = false;
        for (at, group) in groups.iter().enumerate() {
            let here = format!("groups/{at}");
            self.code(&format!("{here}/code"), &group.code, &mut taken);
            self.words(&format!("{here}/name"), &group.name, 40);
            self.number(&format!("{here}/weight"), group.weight, false);
            let kinds: HashSet<_> = group.rates.iter().collect();
            if kinds.is_empty() || kinds.len() < group.rates.len() {
                self.refuse(
                    &format!("{here}/rates"),
                    "kinds",
                    text("须写明评价谁，且不重复", "name whom it rates, each kind once"),
                );
            }
            match group.part {
                Part::Organisational => self.assessors(&here, group),
                Part::Mass => {
                    self.minimum(&here, group);
                    if group.staff && staff {
                        self.refuse(
                            &format!("{here}/staff"),
                            "duplicate",
                            text("只能有一个教职工测评组", "only one group can be that of all staff"),
                        );
                    }
                    staff |= group.staff;
                }
            }
        }
    }

    /// Assessors are named: what keeps voters unknown is nothing to them.
    fn assessors(&mut self, here: &str, group: &RaterGroup) {
        for (field, given) in [("minimum", group.minimum > 0), ("staff", group.staff)] {
            if given {
                self.refuse(
                    &format!("{here}/{field}"),
                    "not_used",
                    text("只用于群众测评的组", "of mass groups only"),
                );
            }
        }
    }

    fn minimum(&mut self, here: &str, group: &RaterGroup) {
        let least = if group.staff { STAFF_MINIMUM } else { MINIMUM };
        if !(least..=1000).contains(&group.minimum) {
            self.refuse(
                &format!("{here}/minimum"),
                "range",
                text(
                    format!("须在 {least} 至 1000 之间：票数太少会让人猜出是谁投的"),
                    format!("must be {least} to 1000: of fewer ballots one could guess whose they are"),
                ),
            );
        }
    }

    /// A part that weighs something has a group, and one that weighs nothing has none.
    fn parts(&mut self, rules: &SchemeRules) {
        self.number("organisational_weight", rules.organisational_weight, true);
        self.number("mass_weight", rules.mass_weight, true);
        if rules.organisational_weight.is_zero() && rules.mass_weight.is_zero() {
            self.refuse(
                "organisational_weight",
                "range",
                text("两部分权重不能都为 0", "both parts cannot weigh nothing"),
            );
        }
        for (part, weight, field) in [
            (
                Part::Organisational,
                rules.organisational_weight,
                "organisational_weight",
            ),
            (Part::Mass, rules.mass_weight, "mass_weight"),
        ] {
            let has_groups = rules.groups.iter().any(|group| group.part == part);
            if weight > Decimal::ZERO && !has_groups {
                self.refuse(
                    "groups",
                    "part_without_group",
                    match part {
                        Part::Organisational => text(
                            "组织考评有权重，却没有评价主体",
                            "the organisational assessment weighs something and nobody assesses",
                        ),
                        Part::Mass => text(
                            "群众测评有权重，却没有评价主体",
                            "the mass assessment weighs something and nobody votes",
                        ),
                    },
                );
            }
            if weight.is_zero() && has_groups {
                self.refuse(
                    field,
                    "weightless",
                    text(
                        "这一部分有评价主体，权重须大于 0",
                        "it has groups of raters: it must weigh something",
                    ),
                );
            }
        }
    }

    fn bands(&mut self, bands: &[Band], grades: &[Grade]) {
        self.count("bands", bands.len(), 1, grades.len().max(1));
        let best = grades.first().map(|grade| grade.value);
        let mut before: Option<(usize, Decimal)> = None;
        for (at, band) in bands.iter().enumerate() {
            self.number(&format!("bands/{at}/from"), band.from, true);
            if best.is_some_and(|best| band.from > best) {
                self.refuse(
                    &format!("bands/{at}/from"),
                    "out_of_reach",
                    text(
                        "高于最高等次的分值，谁也达不到",
                        "more than the best grade is worth: nobody reaches it",
                    ),
                );
            }
            let Some(place) = grades.iter().position(|grade| grade.code == band.grade) else {
                self.refuse(
                    &format!("bands/{at}/grade"),
                    "unknown_reference",
                    text("没有这个等次", "there is no such grade"),
                );
                continue;
            };
            if let Some((above, from)) = before {
                if place <= above {
                    self.refuse(
                        &format!("bands/{at}/grade"),
                        "not_descending",
                        text("等次须从高到低，不重复", "grades from the best down, each once"),
                    );
                }
                if band.from >= from {
                    self.refuse(
                        &format!("bands/{at}/from"),
                        "not_descending",
                        text("须低于上一条的分数线", "must be less than the line before it"),
                    );
                }
            }
            before = Some((place, band.from));
        }
    }

    fn cap(&mut self, cap: Option<&Cap>) {
        let Some(cap) = cap else { return };
        self.number("cap/percent", cap.percent, false);
        if cap.percent > Decimal::ONE_HUNDRED {
            self.refuse("cap/percent", "range", text("不超过 100", "must be at most 100"));
        }
    }

    fn rest(&mut self, rules: &SchemeRules) {
        let hygiene: HashSet<_> = rules.hygiene.iter().collect();
        if hygiene.len() < rules.hygiene.len() {
            self.refuse("hygiene", "duplicate", text("提示规则重复", "a rule is there twice"));
        }
        if !OBJECTION_DAYS.contains(&rules.objection_days) {
            self.refuse(
                "objection_days",
                "range",
                text("须在 1 至 60 个工作日之间", "must be 1 to 60 working days"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::example, *};
    use crate::entities::evaluation_rules::{DimensionItem, ObjectKind, TieRule};

    /// What is found when the example is changed so.
    fn refused(change: impl FnOnce(&mut SchemeRules)) -> Vec<(String, String)> {
        let mut changed = example::rules();
        change(&mut changed);
        match rules(&changed) {
            Err(Error::Invalid(fields)) => fields.into_iter().map(|field| (field.pointer, field.code)).collect(),
            _ => Vec::new(),
        }
    }

    fn at(field: &str, code: &str) -> (String, String) {
        (format!("#/rules/{field}"), code.to_owned())
    }

    #[test]
    fn the_example_keeps_its_own_rules() {
        assert!(refused(|_| {}).is_empty());
    }

    #[test]
    fn every_complaint_names_its_field() {
        type Change = fn(&mut SchemeRules);
        let cases: [(Change, &str, &str); 18] = [
            (|rules| rules.dimensions.clear(), "dimensions", "length"),
            (
                |rules| rules.dimensions[1].code = "Staying".to_owned(),
                "dimensions/1/code",
                "pattern",
            ),
            (
                |rules| rules.dimensions[0].weight = Decimal::ZERO,
                "dimensions/0/weight",
                "range",
            ),
            (
                |rules| rules.dimensions[0].weight = Decimal::new(12_345, 3),
                "dimensions/0/weight",
                "too_exact",
            ),
            (
                |rules| {
                    rules.dimensions[3].items.push(DimensionItem {
                        code: "visits".to_owned(),
                        text: "…".to_owned(),
                    });
                },
                "dimensions/3/items/2/code",
                "duplicate",
            ),
            (
                |rules| rules.grades[1].value = Decimal::from(100),
                "grades/1/value",
                "not_descending",
            ),
            (|rules| rules.groups[0].rates.clear(), "groups/0/rates", "kinds"),
            (
                |rules| rules.groups[1].rates = vec![ObjectKind::Cadre; 2],
                "groups/1/rates",
                "kinds",
            ),
            (|rules| rules.groups[0].minimum = 5, "groups/0/minimum", "not_used"),
            (|rules| rules.groups[2].minimum = 9, "groups/2/minimum", "range"),
            (|rules| rules.groups[3].minimum = 4, "groups/3/minimum", "range"),
            (|rules| rules.groups.truncate(2), "groups", "part_without_group"),
            (|rules| rules.mass_weight = Decimal::ZERO, "mass_weight", "weightless"),
            (
                |rules| rules.bands[0].grade = "splendid".to_owned(),
                "bands/0/grade",
                "unknown_reference",
            ),
            (|rules| rules.bands.swap(0, 1), "bands/1/grade", "not_descending"),
            (
                |rules| rules.bands[0].from = Decimal::from(101),
                "bands/0/from",
                "out_of_reach",
            ),
            (
                |rules| {
                    rules.cap = Some(Cap {
                        percent: Decimal::from(120),
                        ties: TieRule::All,
                    });
                },
                "cap/percent",
                "range",
            ),
            (|rules| rules.objection_days = 0, "objection_days", "range"),
        ];
        for (change, field, code) in cases {
            let found = refused(change);
            assert!(found.contains(&at(field, code)), "no {code} at {field} in {found:?}");
        }
    }

    #[test]
    fn only_one_group_is_that_of_all_staff() {
        let found = refused(|rules| {
            rules.groups[3].staff = true;
            rules.groups[3].minimum = 10;
        });
        assert_eq!(found, [at("groups/3/staff", "duplicate")]);
    }
}
