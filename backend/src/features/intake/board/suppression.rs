//! Small numbers are not told, and cannot be computed from those that are.

/// Numbers below this could point at somebody.
pub const LEAST: u32 = 5;

/// Parts of a total, as far as they can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub total: Option<u32>,
    pub parts: Vec<Option<u32>>,
}

impl Told {
    /// Nothing at all.
    pub fn nothing(parts: usize) -> Self {
        Self {
            total: None,
            parts: vec![None; parts],
        }
    }
}

/// Hides parts from 1 to 4, and so many of the others that the hidden ones cannot be told from the total and the rest:
/// at least two, at least five together, and not all the least or the most that they could be. Which others, their place
/// decides and never their size, which would tell of the rest; the first part, what people look for, comes last.
pub fn told(parts: &[u32]) -> Told {
    let total: u32 = parts.iter().sum();
    let mut hidden: Vec<usize> = (0..parts.len()).filter(|at| is_small(parts[*at])).collect();
    let mut shown = (1..parts.len())
        .chain([0])
        .filter(|at| parts.get(*at).is_some_and(|count| *count >= LEAST));
    while !hidden.is_empty() && !is_covered(parts, &hidden) {
        match shown.next() {
            Some(at) => hidden.push(at),
            None => return Told::nothing(parts.len()),
        }
    }
    let part = |(at, count): (usize, &u32)| (!hidden.contains(&at)).then_some(*count);
    Told {
        total: Some(total),
        parts: parts.iter().enumerate().map(part).collect(),
    }
}

fn is_covered(parts: &[u32], hidden: &[usize]) -> bool {
    let sum: u32 = hidden.iter().map(|at| parts[*at]).sum();
    let count = u32::try_from(hidden.len()).unwrap_or(u32::MAX);
    count > 1 && sum >= LEAST && sum > count && sum != count * (LEAST - 1)
}

/// Whether a number must not be told by itself.
pub fn is_small(count: u32) -> bool {
    (1..LEAST).contains(&count)
}

/// Whether a share can be told: neither it nor what is left of the whole is small.
pub fn is_told(part: u32, whole: u32) -> bool {
    whole >= LEAST && !is_small(part) && !is_small(whole.saturating_sub(part))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every way to fill the hidden parts so that the same would have been told.
    fn explanations(told_of: &Told, true_parts: &[u32]) -> Vec<Vec<u32>> {
        let hidden: Vec<usize> = (0..true_parts.len())
            .filter(|at| told_of.parts[*at].is_none())
            .collect();
        let sum: u32 = hidden.iter().map(|at| true_parts[*at]).sum();
        let mut found = Vec::new();
        fill(told_of, &mut true_parts.to_vec(), &hidden, sum, &mut found);
        found
    }

    fn fill(told_of: &Told, parts: &mut Vec<u32>, hidden: &[usize], left: u32, found: &mut Vec<Vec<u32>>) {
        match hidden {
            [] => {}
            [last] => {
                parts[*last] = left;
                if told(parts) == *told_of {
                    found.push(parts.clone());
                }
            }
            [first, rest @ ..] => {
                for count in 1..=left {
                    parts[*first] = count;
                    fill(told_of, parts, rest, left - count, found);
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn no_small_number_can_be_computed_from_the_rest(
            parts in proptest::collection::vec(prop_oneof![3 => 0_u32..7, 1 => 7_u32..30], 1..7)
        ) {
            let told_of = told(&parts);
            for (at, count) in parts.iter().enumerate() {
                prop_assert!(!is_small(*count) || told_of.parts[at].is_none());
            }
            let hidden = told_of.parts.iter().filter(|part| part.is_none()).count();
            prop_assume!(told_of.total.is_some() && (1..5).contains(&hidden));
            let possible = explanations(&told_of, &parts);
            for (at, count) in parts.iter().enumerate().filter(|(_, count)| is_small(**count)) {
                let sure = possible.iter().all(|one| one[at] == *count);
                prop_assert!(!sure, "{parts:?}: {told_of:?} tells that part {at} is {count}");
            }
        }
    }

    #[test]
    fn a_number_that_would_follow_is_hidden_too() {
        assert_eq!(told(&[20, 3, 8]).parts, [Some(20), None, None]);
        assert_eq!(told(&[20, 8, 0]).parts, [Some(20), Some(8), Some(0)]);
        assert_eq!(told(&[3, 0]), Told::nothing(2));
        assert_eq!(told(&[0, 0]).total, Some(0));
    }

    #[test]
    fn a_share_tells_nothing_of_a_small_rest() {
        assert!(is_told(20, 25) && is_told(25, 25) && is_told(0, 25));
        assert!(!is_told(22, 25) && !is_told(3, 25) && !is_told(2, 4) && !is_told(0, 0));
    }
}
