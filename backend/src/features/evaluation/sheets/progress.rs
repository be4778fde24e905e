//! How far the assessors of a round are, and what is pointed out about what they handed in.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    dto::{AssessorProgress, AssessorSheet, SheetProgress},
    hygiene, queries, rules,
};
use crate::{
    auth::Actor,
    entities::{
        evaluation_round::RoundState,
        evaluation_sheet::Model,
        ids::{EvaluationRoundId, PersonId},
        person,
    },
    error::Result,
};

/// The progress of a round the caller holds; nothing while it is a draft.
pub async fn of_round(db: &impl ConnectionTrait, actor: &Actor, id: EvaluationRoundId) -> Result<SheetProgress> {
    let round = queries::held_round(db, actor, id).await?;
    let (sheets, of_others) = queries::of_round(db, actor, id).await?;
    if sheets.is_empty() {
        return Ok(SheetProgress {
            handed_out: 0,
            submitted: 0,
            items: Vec::new(),
        });
    }
    let frozen = rules::frozen(&round)?;
    let of_others: HashSet<_> = of_others.into_iter().collect();
    let objects = queries::object_names(db, id).await?;
    let names = names(db, sheets.iter().map(|sheet| sheet.assessor_id)).await?;
    let readable = matches!(
        round.state,
        RoundState::Sealed | RoundState::Scored | RoundState::Published
    );
    let is_submitted = |sheet: &&Model| sheet.submitted_at.is_some();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut by_assessor: BTreeMap<(usize, String, PersonId), Vec<&Model>> = BTreeMap::new();
    for sheet in &sheets {
        let place = frozen.groups.iter().position(|group| group.code == sheet.group_code);
        let name = names.get(&sheet.assessor_id).cloned().unwrap_or_default();
        let key = (place.unwrap_or(usize::MAX), name, sheet.assessor_id);
        by_assessor.entry(key).or_default().push(sheet);
    }
    let items = by_assessor
        .into_iter()
        .filter_map(|((_, person_name, person_id), all)| {
            let group_code = all.first()?.group_code.clone();
            let submitted = all.iter().copied().filter(|sheet| is_submitted(sheet)).count();
            let shown: Vec<&Model> = all
                .iter()
                .copied()
                .filter(|sheet| of_others.contains(&sheet.id))
                .collect();
            // Half of an assessor's work shows patterns that are none.
            let done = submitted == all.len() || round.state != RoundState::Open;
            let said: Vec<_> = shown
                .iter()
                .copied()
                .filter(|sheet| done && is_submitted(sheet))
                .map(|sheet| &sheet.grades)
                .collect();
            Some(AssessorProgress {
                person_id,
                person_name,
                group_name: rules::group_name(frozen, &group_code),
                group_code,
                handed_out: number(all.len()),
                submitted: number(submitted),
                flags: hygiene::flags(frozen, &said),
                sheets: shown
                    .into_iter()
                    .map(|sheet| AssessorSheet {
                        id: sheet.id,
                        object_name: objects.get(&sheet.object_id).cloned().unwrap_or_default(),
                        submitted_at: sheet.submitted_at,
                        readable: readable && sheet.submitted_at.is_some(),
                        set_aside: sheet.set_aside_reason.is_some(),
                    })
                    .collect(),
            })
        })
        .collect();
    Ok(SheetProgress {
        handed_out: number(sheets.len()),
        submitted: number(sheets.iter().filter(is_submitted).count()),
        items,
    })
}

async fn names(db: &impl ConnectionTrait, ids: impl Iterator<Item = PersonId>) -> Result<HashMap<PersonId, String>> {
    let named: Vec<(PersonId, String)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .filter(person::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(named.into_iter().collect())
}
