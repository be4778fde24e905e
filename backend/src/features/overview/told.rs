//! Numbers that are told unless they are small, and shares that do not give small ones away.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    features::ledger::{FEWEST, percent},
    http::Figure,
};

/// A number, with the request that lists what it counts (数字及明细).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ToldFigure {
    /// Null where it is withheld (不公布): from 1 to 4, or such a number could be computed from it.
    #[schema(required, example = 42)]
    pub value: Option<i64>,
    /// A path of this API; null where the number is withheld, and for totals, which leave out what is withheld.
    #[schema(
        required,
        example = "/api/v1/ledger-entries?unit_id=01970000-0000-7000-8000-000000000002&overdue=true"
    )]
    pub query: Option<String>,
}

/// A part of a whole (占比).
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct ToldShare {
    pub part: ToldFigure,
    pub of: ToldFigure,
    /// To one decimal; null where the part is withheld, or of fewer than five.
    #[schema(required, example = 83.3)]
    pub percent: Option<f64>,
}

fn is_small(value: i64) -> bool {
    (1..FEWEST).contains(&value)
}

impl ToldFigure {
    /// Counts papers, not people: told however small.
    pub fn open(figure: Figure) -> Self {
        Self {
            value: Some(figure.value),
            query: Some(figure.query),
        }
    }

    /// Told by itself unless it is small.
    pub fn whole(figure: Figure) -> Self {
        if is_small(figure.value) {
            return Self::default();
        }
        Self::open(figure)
    }

    /// Told beside the whole it is a part of: where that is told, and neither the part nor the rest is small.
    pub fn part_of(whole: &Self, figure: Figure) -> Self {
        match whole.value {
            Some(all) if !is_small(figure.value) && !is_small(all - figure.value) => Self::open(figure),
            _ => Self::default(),
        }
    }

    /// The sum of those that are told.
    pub fn sum<'a>(figures: impl IntoIterator<Item = &'a Self>) -> Self {
        Self {
            value: Some(figures.into_iter().filter_map(|figure| figure.value).sum()),
            query: None,
        }
    }
}

impl ToldShare {
    pub fn new(part: ToldFigure, of: ToldFigure) -> Self {
        let percent = part.value.zip(of.value).and_then(|(part, of)| percent(part, of));
        Self { part, of, percent }
    }

    /// The sum of the shares whose part is told: nothing else goes into it, so that nothing else can be got out of it.
    pub fn sum<'a>(shares: impl IntoIterator<Item = &'a Self>) -> Self {
        let told: Vec<&Self> = shares.into_iter().filter(|share| share.part.value.is_some()).collect();
        Self::new(
            ToldFigure::sum(told.iter().map(|share| &share.part)),
            ToldFigure::sum(told.iter().map(|share| &share.of)),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figure(value: i64) -> Figure {
        Figure::new(value, "/ledger-entries")
    }

    #[test]
    fn small_numbers_and_what_would_give_them_away_are_withheld() {
        let whole = ToldFigure::whole(figure(20));
        assert_eq!(ToldFigure::part_of(&whole, figure(3)).value, None);
        assert_eq!(
            ToldFigure::part_of(&whole, figure(17)).value,
            None,
            "the rest would be 3"
        );
        assert_eq!(ToldFigure::part_of(&whole, figure(20)).value, Some(20));
        assert_eq!(ToldFigure::part_of(&whole, figure(0)).value, Some(0));
        let small = ToldFigure::whole(figure(4));
        assert_eq!(
            (small.value, ToldFigure::part_of(&small, figure(0)).value),
            (None, None)
        );
        assert_eq!(ToldFigure::open(figure(2)).value, Some(2));
    }

    proptest! {
        /// Whatever else is told, two worlds that differ in a withheld part only look the same.
        #[test]
        fn a_total_does_not_depend_on_what_is_withheld(
            told in proptest::collection::vec((5_i64..50, 5_i64..50), 0..6),
            whole in 12_i64..60, one in 1_i64..5, other in 1_i64..5,
        ) {
            let share = |part: i64, of: i64| {
                let of = ToldFigure::whole(figure(of));
                ToldShare::new(ToldFigure::part_of(&of, figure(part)), of)
            };
            let total = |hidden: i64| {
                let mut shares: Vec<_> = told.iter().map(|(part, rest)| share(*part, part + rest)).collect();
                shares.push(share(hidden, whole));
                (shares.last().cloned(), ToldShare::sum(&shares))
            };
            prop_assert_eq!(total(one), total(other));
        }
    }
}
