//! The states of a scheme and the moves between them: draft → in force → retired.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::evaluation_scheme::SchemeState;

/// What can be done with a scheme (方案动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchemeMove {
    /// 施行: rounds can be held by it from now on; the version before it is retired.
    Adopt,
    /// 停用: no new round is held by it.
    Retire,
}

impl SchemeMove {
    pub const ALL: [Self; 2] = [Self::Adopt, Self::Retire];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adopt => "adopt",
            Self::Retire => "retire",
        }
    }
}

/// The state after a move; none when it cannot be made now.
pub fn next(state: SchemeState, wanted: SchemeMove) -> Option<SchemeState> {
    match (state, wanted) {
        (SchemeState::Draft, SchemeMove::Adopt) => Some(SchemeState::InForce),
        (SchemeState::InForce, SchemeMove::Retire) => Some(SchemeState::Retired),
        _ => None,
    }
}

/// The moves that can be made now.
pub fn allowed(state: SchemeState) -> Vec<SchemeMove> {
    SchemeMove::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted).is_some())
        .collect()
}

/// Whether it can still be changed: what was in force once never does.
pub fn is_editable(state: SchemeState) -> bool {
    state == SchemeState::Draft
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_scheme_goes_forward_only_and_changes_as_a_draft_only(
            walk in proptest::collection::vec(proptest::sample::select(SchemeMove::ALL.to_vec()), 0..8),
        ) {
            let mut state = SchemeState::Draft;
            for wanted in walk {
                let then = next(state, wanted).unwrap_or(state);
                prop_assert!(then >= state);
                prop_assert!(then == state || !is_editable(then));
                prop_assert_eq!(allowed(state).contains(&wanted), then != state);
                state = then;
            }
        }
    }
}
