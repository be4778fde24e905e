//! The states of a publication and the moves between them: draft → reviewed → published → withdrawn.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::entities::{publication::PublicationState, publication_event::PublicationStep};

/// What can be done with a publication (公开动作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PublicationMove {
    /// 审核通过: somebody who wrote nothing of it has read it and agrees.
    Review,
    /// 退回修改: it goes back to be changed; the reason says why.
    Return,
    /// 发布: everybody can read it.
    Publish,
    /// 撤回: nobody can read it any more; the reason says why.
    Withdraw,
}

impl PublicationMove {
    pub const ALL: [Self; 4] = [Self::Review, Self::Return, Self::Publish, Self::Withdraw];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Return => "return",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
        }
    }

    /// The step that is kept of it.
    pub fn step(self) -> PublicationStep {
        match self {
            Self::Review => PublicationStep::Review,
            Self::Return => PublicationStep::Return,
            Self::Publish => PublicationStep::Publish,
            Self::Withdraw => PublicationStep::Withdraw,
        }
    }

    /// Whether the text must be free of personal data first.
    pub fn needs_check(self) -> bool {
        matches!(self, Self::Review | Self::Publish)
    }
}

/// The caller's part in a publication.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// He may write for the unit.
    pub writer: bool,
    /// He may read what others wrote, and publish it.
    pub reviewer: bool,
    /// He wrote or changed it himself.
    pub wrote: bool,
}

/// Why a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody can do this now.
    Illegal,
    /// It is somebody else's.
    NotYours,
    /// Nobody reviews what he wrote himself.
    OwnText,
}

/// The state after a move.
pub fn next(state: PublicationState, wanted: PublicationMove, part: Part) -> Result<PublicationState, Refusal> {
    use PublicationState::{Draft, Published, Reviewed, Withdrawn};
    let then = match (state, wanted) {
        (Draft, PublicationMove::Review) => Reviewed,
        (Reviewed, PublicationMove::Return) => Draft,
        (Reviewed, PublicationMove::Publish) => Published,
        (Published, PublicationMove::Withdraw) => Withdrawn,
        _ => return Err(Refusal::Illegal),
    };
    if !part.reviewer {
        return Err(Refusal::NotYours);
    }
    if wanted == PublicationMove::Review && part.wrote {
        return Err(Refusal::OwnText);
    }
    Ok(then)
}

/// The moves this caller can make now.
pub fn allowed(state: PublicationState, part: Part) -> Vec<PublicationMove> {
    PublicationMove::ALL
        .into_iter()
        .filter(|wanted| next(state, *wanted, part).is_ok())
        .collect()
}

/// Whether the caller may change the text: a draft, of a unit he writes for.
pub fn is_editable(state: PublicationState, part: Part) -> bool {
    state == PublicationState::Draft && part.writer
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const TABLE: &[(PublicationState, PublicationMove, PublicationState)] = {
        use PublicationState::{Draft, Published, Reviewed, Withdrawn};
        &[
            (Draft, PublicationMove::Review, Reviewed),
            (Reviewed, PublicationMove::Return, Draft),
            (Reviewed, PublicationMove::Publish, Published),
            (Published, PublicationMove::Withdraw, Withdrawn),
        ]
    };

    fn state() -> impl Strategy<Value = PublicationState> {
        proptest::sample::select(PublicationState::iter().collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn only_the_moves_of_the_table_are_possible(
            state in state(),
            wanted in proptest::sample::select(PublicationMove::ALL.to_vec()),
            [writer, reviewer, wrote] in any::<[bool; 3]>(),
        ) {
            let row = TABLE.iter().find(|row| row.0 == state && row.1 == wanted);
            match next(state, wanted, Part { writer, reviewer, wrote }) {
                Ok(then) => prop_assert_eq!(Some(then), row.map(|row| row.2)),
                Err(Refusal::Illegal) => prop_assert!(row.is_none()),
                Err(Refusal::NotYours) => prop_assert!(row.is_some() && !reviewer),
                Err(Refusal::OwnText) => prop_assert!(wrote && wanted == PublicationMove::Review),
            }
        }

        #[test]
        fn nothing_is_published_that_only_its_writers_have_read(
            walk in proptest::collection::vec((proptest::sample::select(PublicationMove::ALL.to_vec()), any::<bool>()), 0..12),
        ) {
            let mut state = PublicationState::Draft;
            let mut read_by_another = false;
            for (wanted, wrote) in walk {
                let part = Part { writer: true, reviewer: true, wrote };
                if let Ok(then) = next(state, wanted, part) {
                    state = then;
                    read_by_another |= wanted == PublicationMove::Review && !wrote;
                }
                prop_assert!(state == PublicationState::Draft || read_by_another);
            }
        }
    }
}
