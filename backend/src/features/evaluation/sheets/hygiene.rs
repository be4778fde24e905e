//! What is pointed out about the sheets of an assessor (提示): it changes no number and proves nothing.

use crate::entities::{
    evaluation_rules::{HygieneRule, SchemeRules},
    evaluation_sheet::SheetGrades,
};

/// The rules of the scheme that all sheets of one assessor together meet, in the scheme's order.
///
/// Abstentions are left out of what is compared; a single grade is no pattern.
pub fn flags(rules: &SchemeRules, sheets: &[&SheetGrades]) -> Vec<HygieneRule> {
    let said: Vec<Option<&str>> = sheets
        .iter()
        .flat_map(|sheet| sheet.0.values().map(Option::as_deref))
        .collect();
    let given: Vec<&str> = said.iter().flatten().copied().collect();
    let worst = rules.grades.last().map(|grade| grade.code.as_str());
    let all_are = |wanted: Option<&str>| given.len() > 1 && given.iter().all(|grade| Some(*grade) == wanted);
    rules
        .hygiene
        .iter()
        .copied()
        .filter(|rule| match rule {
            HygieneRule::AllEqual => all_are(given.first().copied()),
            HygieneRule::AllAbstained => given.is_empty() && !said.is_empty(),
            HygieneRule::AllWorst => all_are(worst),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::features::evaluation::schemes;

    const GRADES: [&str; 4] = ["excellent", "competent", "basic", "poor"];

    fn sheet(grades: &[Option<usize>]) -> SheetGrades {
        let grade = |grade: &Option<usize>| grade.map(|grade| GRADES[grade].to_owned());
        let items = grades.iter().enumerate();
        SheetGrades(
            items
                .map(|(item, found)| (format!("item_{item}"), grade(found)))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    fn found(sheets: &[Vec<Option<usize>>]) -> Vec<HygieneRule> {
        let sheets: Vec<SheetGrades> = sheets.iter().map(|grades| sheet(grades)).collect();
        flags(&schemes::example(), &sheets.iter().collect::<Vec<_>>())
    }

    fn sheets() -> impl Strategy<Value = Vec<Vec<Option<usize>>>> {
        // Few grades and many abstentions, so that the patterns come up.
        let grade = prop_oneof![Just(None), Just(Some(3)), (0..GRADES.len()).prop_map(Some)];
        proptest::collection::vec(proptest::collection::vec(grade, 1..4), 0..4)
    }

    #[test]
    fn the_patterns_are_seen_over_all_sheets_of_an_assessor() {
        use HygieneRule::{AllAbstained, AllEqual, AllWorst};
        assert_eq!(found(&[vec![Some(0), Some(0)], vec![Some(0), None]]), [AllEqual]);
        assert!(found(&[vec![Some(0), Some(0)], vec![Some(0), Some(1)]]).is_empty());
        assert_eq!(found(&[vec![Some(3), Some(3)]]), [AllEqual, AllWorst]);
        assert_eq!(found(&[vec![None, None], vec![None]]), [AllAbstained]);
        assert!(found(&[vec![Some(3), None]]).is_empty(), "one grade is no pattern");
        assert!(found(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn a_flag_means_what_it_says(sheets in sheets()) {
            let flags = found(&sheets);
            let all: Vec<Option<usize>> = sheets.iter().flatten().copied().collect();
            let mut counts = [0; GRADES.len()];
            for grade in all.iter().flatten() {
                counts[*grade] += 1;
            }
            let given: usize = counts.iter().sum();
            let kinds = counts.iter().filter(|count| **count > 0).count();
            prop_assert_eq!(flags.contains(&HygieneRule::AllEqual), given > 1 && kinds == 1);
            prop_assert_eq!(flags.contains(&HygieneRule::AllWorst), given > 1 && counts[3] == given);
            prop_assert_eq!(flags.contains(&HygieneRule::AllAbstained), given == 0 && !all.is_empty());
        }

        #[test]
        fn neither_the_order_of_sheets_nor_more_abstentions_change_a_flag(sheets in sheets()) {
            let mut other: Vec<_> = sheets.iter().rev().cloned().collect();
            prop_assert_eq!(found(&sheets), found(&other));
            if !found(&sheets).is_empty() {
                other.push(vec![None]);
                prop_assert_eq!(found(&sheets), found(&other));
            }
        }

        #[test]
        fn what_a_scheme_does_not_ask_for_is_not_pointed_out(sheets in sheets()) {
            let mut rules = schemes::example();
            rules.hygiene.clear();
            let sheets: Vec<SheetGrades> = sheets.iter().map(|grades| sheet(grades)).collect();
            prop_assert!(flags(&rules, &sheets.iter().collect::<Vec<_>>()).is_empty());
        }
    }
}
