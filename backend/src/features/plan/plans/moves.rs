//! What may happen to a plan in which state: pure.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    entities::plan::PlanState,
    error::{Error, Result},
    language::text,
};

/// What may be done to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanMove {
    /// 修改: change the plan, its schemes and duties.
    Edit,
    /// 任免: fill or change the places of the leading group.
    Staff,
    /// 施行: put it in force; the plan before it is replaced.
    Adopt,
    /// 废止: replaced by the next plan.
    Supersede,
    /// 删除: throw a draft away.
    Discard,
    /// 发布: publish a bureau's draft as a template; it stays a draft, for the next version.
    Publish,
}

impl PlanMove {
    pub const ALL: [Self; 6] = [
        Self::Edit,
        Self::Staff,
        Self::Adopt,
        Self::Supersede,
        Self::Discard,
        Self::Publish,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Staff => "staff",
            Self::Adopt => "adopt",
            Self::Supersede => "supersede",
            Self::Discard => "discard",
            Self::Publish => "publish",
        }
    }
}

/// What a move leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The plan stands in this state.
    State(PlanState),
    /// There is no plan any more.
    Gone,
}

/// The table of moves; nothing where a move is not allowed.
fn outcome(state: PlanState, wanted: PlanMove) -> Option<Outcome> {
    match (state, wanted) {
        (PlanState::Draft, PlanMove::Edit | PlanMove::Staff | PlanMove::Publish) => {
            Some(Outcome::State(PlanState::Draft))
        }
        (PlanState::Draft, PlanMove::Adopt) | (PlanState::Adopted, PlanMove::Staff) => {
            Some(Outcome::State(PlanState::Adopted))
        }
        (PlanState::Draft, PlanMove::Discard) => Some(Outcome::Gone),
        (PlanState::Adopted, PlanMove::Supersede) => Some(Outcome::State(PlanState::Superseded)),
        (PlanState::Draft | PlanState::Adopted | PlanState::Superseded, _) => None,
    }
}

/// What a move leads to, or why it is refused.
pub fn next(state: PlanState, wanted: PlanMove) -> Result<Outcome> {
    outcome(state, wanted).ok_or_else(|| Error::IllegalMove {
        wanted: wanted.name().to_owned(),
        state: state_name(state).to_owned(),
        allowed: allowed(state).map(|allowed| allowed.name().to_owned()).collect(),
        detail: text(
            "已施行的方案不再修改；要改动请新建草稿。",
            "A plan in force is not changed; draft a new one.",
        ),
    })
}

/// What people may do in a state; replacing a plan happens by adopting the next one.
pub fn allowed(state: PlanState) -> impl Iterator<Item = PlanMove> {
    PlanMove::ALL
        .into_iter()
        .filter(move |wanted| *wanted != PlanMove::Supersede && outcome(state, *wanted).is_some())
}

fn state_name(state: PlanState) -> &'static str {
    match state {
        PlanState::Draft => "draft",
        PlanState::Adopted => "adopted",
        PlanState::Superseded => "superseded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_draft_is_edited_adopted_or_thrown_away() {
        assert_eq!(
            next(PlanState::Draft, PlanMove::Adopt).unwrap(),
            Outcome::State(PlanState::Adopted)
        );
        assert_eq!(next(PlanState::Draft, PlanMove::Discard).unwrap(), Outcome::Gone);
        for state in [PlanState::Adopted, PlanState::Superseded] {
            for wanted in [PlanMove::Edit, PlanMove::Adopt, PlanMove::Discard, PlanMove::Publish] {
                assert!(next(state, wanted).is_err(), "{state:?} {wanted:?}");
            }
        }
        assert!(next(PlanState::Draft, PlanMove::Supersede).is_err());
        assert!(allowed(PlanState::Superseded).next().is_none());
    }
}
