//! Whether two tellers read the same on a paper.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::dto::{PaperCount, PaperState};
use crate::{
    entities::{ballot_box, ids::PersonId, paper_ballot},
    error::Result,
    features::ballots::content::{BoxKey, Content},
    vault::Vault,
};

/// The papers of a box by number, each with what its tellers read.
#[derive(Debug, Default)]
pub struct Pile(pub BTreeMap<i32, Vec<(PersonId, Content)>>);

impl Pile {
    /// How far a paper is keyed in.
    pub fn state(&self, number: i32) -> PaperState {
        match self.0.get(&number).map(Vec::as_slice) {
            Some([(_, one), (_, other)]) if agree(one, other) => PaperState::Agreed,
            Some([_, _, ..]) => PaperState::Differing,
            _ => PaperState::Waiting,
        }
    }

    /// The numbers of papers in a state.
    pub fn numbers(&self, state: PaperState) -> Vec<i32> {
        let numbers = self.0.keys().copied();
        numbers.filter(|number| self.state(*number) == state).collect()
    }

    /// What the papers say that two tellers read alike.
    pub fn agreed(self) -> Vec<Content> {
        let numbers = self.numbers(PaperState::Agreed);
        let entries = self.0.into_iter().filter(|(number, _)| numbers.contains(number));
        entries.filter_map(|(_, mut read)| Some(read.pop()?.1)).collect()
    }
}

/// The same choices and flags; of remarks the same words, whatever stands between them.
fn agree(one: &Content, other: &Content) -> bool {
    let remarks = |content: &Content| {
        let words = content.remarks.iter().map(|remark| {
            let words: String = remark.content.chars().filter(|sign| sign.is_alphanumeric()).collect();
            (remark.object_id, words.to_lowercase())
        });
        let mut words: Vec<_> = words.collect();
        words.sort_unstable();
        words
    };
    one.choices == other.choices
        && one.told == other.told
        && one.is_void == other.is_void
        && remarks(one) == remarks(other)
}

/// The papers of a box that is not sealed.
pub async fn pile(db: &impl ConnectionTrait, key: &BoxKey, stored: &ballot_box::Model) -> Result<Pile> {
    let entries = paper_ballot::Entity::find()
        .filter(paper_ballot::Column::BoxId.eq(stored.id))
        .order_by_asc(paper_ballot::Column::Number)
        .order_by_asc(paper_ballot::Column::TellerId)
        .all(db)
        .await?;
    let mut pile = Pile::default();
    for entry in entries {
        let content = key.unlock(&entry.content)?;
        pile.0.entry(entry.number).or_default().push((entry.teller_id, content));
    }
    Ok(pile)
}

/// How far the papers of a box are keyed in; nothing of it is left once the box is sealed.
pub async fn count(db: &impl ConnectionTrait, vault: &Vault, stored: &ballot_box::Model) -> Result<PaperCount> {
    let Some(key) = BoxKey::of(vault, stored)? else {
        return Ok(PaperCount::default());
    };
    let pile = pile(db, &key, stored).await?;
    let number = |papers: usize| u32::try_from(papers).unwrap_or(u32::MAX);
    Ok(PaperCount {
        entered: number(pile.0.len()),
        agreed: number(pile.numbers(PaperState::Agreed).len()),
        differing: pile.numbers(PaperState::Differing),
        waiting: pile.numbers(PaperState::Waiting),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{entities::ballot::Choices, features::ballots::content::Remark};

    fn read(told: bool, remarks: &[&str]) -> Content {
        let remark = |content: &&str| Remark {
            object_id: None,
            content: (*content).to_owned(),
        };
        Content {
            receipt: None,
            choices: Choices::default(),
            remarks: remarks.iter().map(remark).collect(),
            told,
            is_void: false,
        }
    }

    #[test]
    fn tellers_agree_on_choices_flags_and_words() {
        assert!(agree(&read(false, &["多来，多听。"]), &read(false, &["多来 多听"])));
        assert!(agree(&read(false, &["一", "二"]), &read(false, &["二", "一"])));
        assert!(!agree(&read(false, &["多来"]), &read(false, &["多走"])));
        assert!(!agree(&read(true, &[]), &read(false, &[])));
        assert!(!agree(&read(false, &["多来"]), &read(false, &[])));
    }

    #[test]
    fn a_paper_waits_for_its_second_teller() {
        let (one, two) = (PersonId::new(), PersonId::new());
        let pile = Pile(BTreeMap::from([
            (1, vec![(one, read(false, &[]))]),
            (2, vec![(one, read(false, &[])), (two, read(false, &[]))]),
            (3, vec![(one, read(false, &[])), (two, read(true, &[]))]),
        ]));
        assert_eq!(pile.numbers(PaperState::Waiting), [1]);
        assert_eq!(pile.numbers(PaperState::Differing), [3]);
        assert_eq!(pile.agreed().len(), 1);
    }
}
