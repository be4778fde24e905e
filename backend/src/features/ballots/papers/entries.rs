//! Keying papers in. No event, change or repeat row tells of it: it would show when and in what order.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    agreement::{self, Pile},
    dto::{NewPaperEntry, PaperEntries, PaperEntry, PaperEntryState},
};
use crate::{
    auth::{Actor, scope::evaluation::counted_boxes},
    entities::{
        ballot_box, evaluation_object,
        ids::{BallotBoxId, PaperBallotId, PersonId},
        paper_ballot,
    },
    error::{Error, Result},
    features::ballots::{
        boxes::{self, RoundBox},
        content::{BoxKey, Content, Remark},
        form::{BallotForm, BallotRemarkText},
    },
    language::text,
    vault::Vault,
};

/// Tellers who key in one paper.
const TELLERS: usize = 2;

/// The papers of a box: the numbers, and how far each is.
pub async fn list(db: &impl ConnectionTrait, vault: &Vault, actor: &Actor, id: BallotBoxId) -> Result<PaperEntries> {
    let place = boxes::find_visible(db, actor, id).await?;
    let pile = match BoxKey::of(vault, &place.row)? {
        Some(key) => agreement::pile(db, &key, &place.row).await?,
        None => Pile::default(),
    };
    let counts = ballot_box::Entity::find_by_id(id)
        .filter(counted_boxes(actor))
        .one(db)
        .await?;
    let is_own = |read: &[(PersonId, Content)]| read.iter().any(|(teller, _)| Some(*teller) == actor.person_id);
    let items = pile.0.iter().map(|(number, read)| PaperEntryState {
        number: *number,
        state: pile.state(*number),
        is_own: is_own(read),
    });
    Ok(PaperEntries {
        items: items.collect(),
        papers_made: place.row.papers_made,
        may_enter: counts.is_some() && place.row.is_open,
        form: BallotForm::of(db, &place).await?,
    })
}

/// A paper as the caller keyed it in.
pub async fn own(
    db: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: BallotBoxId,
    number: i32,
) -> Result<PaperEntry> {
    let person = actor.person()?;
    let (place, key) = counted(db, vault, actor, id, false).await?;
    let pile = agreement::pile(db, &key, &place.row).await?;
    show(&pile, number, person)
}

fn show(pile: &Pile, number: i32, person: PersonId) -> Result<PaperEntry> {
    let read = pile.0.get(&number).ok_or(Error::NotFound)?;
    let (_, content) = read
        .iter()
        .find(|(teller, _)| *teller == person)
        .ok_or(Error::NotFound)?;
    let remark = |remark: &Remark| BallotRemarkText {
        object_id: remark.object_id,
        content: remark.content.clone(),
    };
    Ok(PaperEntry {
        number,
        state: pile.state(number),
        choices: content.choices.clone(),
        remarks: content.remarks.iter().map(remark).collect(),
        told: content.told,
        is_void: content.is_void,
    })
}

/// Keys a paper in, or corrects how the caller keyed it in.
pub async fn enter(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: BallotBoxId,
    number: i32,
    read: NewPaperEntry,
    now: DateTime<Utc>,
) -> Result<PaperEntry> {
    let person = actor.person()?;
    let (place, key) = counted(tx, vault, actor, id, true).await?;
    refuse_the_evaluated(tx, &place, person).await?;
    if number < 1 {
        return Err(Error::NotFound);
    }
    if number > place.row.papers_made {
        return Err(Error::Conflict {
            code: "paper_not_noted",
            detail: text(
                format!("只登记了 {} 张纸质票，没有第 {number} 张。", place.row.papers_made),
                format!(
                    "{} papers were noted; there is no paper {number}.",
                    place.row.papers_made
                ),
            ),
        });
    }
    let form = BallotForm::of(tx, &place).await?;
    let content = content_of(&form, read)?;
    let locked = key.lock(&content, form.room()?)?;
    let mut pile = agreement::pile(tx, &key, &place.row).await?;
    let entries = pile.0.entry(number).or_default();
    if let Some((_, known)) = entries.iter_mut().find(|(teller, _)| *teller == person) {
        *known = content;
        correct(tx, id, number, person, locked, now).await?;
    } else if entries.len() < TELLERS {
        entries.push((person, content));
        keep(tx, id, number, person, locked, now).await?;
    } else {
        return Err(Error::Conflict {
            code: "paper_keyed_in",
            detail: text("这张票已由两名计票人录入。", "Two tellers have keyed this paper in."),
        });
    }
    show(&pile, number, person)
}

fn content_of(form: &BallotForm, read: NewPaperEntry) -> Result<Content> {
    if read.is_void && (!read.remarks.is_empty() || form.fit(&read.choices)? != form.empty()) {
        return Err(Error::invalid(
            "is_void",
            "void_paper_says_nothing",
            text("废票不录选项和意见", "a void paper has no choices and no remarks"),
        ));
    }
    Ok(Content {
        receipt: None,
        choices: form.fit(&read.choices)?,
        remarks: form.fit_remarks(read.remarks)?,
        told: read.told,
        is_void: read.is_void,
    })
}

/// An open box whose papers the caller keys in, with its key; held until the transaction ends when he writes.
async fn counted(
    db: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: BallotBoxId,
    writes: bool,
) -> Result<(RoundBox, BoxKey)> {
    let mut select = ballot_box::Entity::find_by_id(id).filter(counted_boxes(actor));
    if writes {
        select = select.lock_exclusive();
    }
    let stored = select.one(db).await?.ok_or(Error::NotFound)?;
    let place = boxes::place_of(db, stored).await?;
    match BoxKey::of(vault, &place.row)? {
        Some(key) if place.row.is_open => Ok((place, key)),
        _ => Err(Error::Conflict {
            code: "ballot_box_closed",
            detail: text(
                "票箱没有开启，不能录入。",
                "The box is not open: no papers can be keyed in.",
            ),
        }),
    }
}

/// Objects can be chosen after tellers were.
async fn refuse_the_evaluated(tx: &impl ConnectionTrait, place: &RoundBox, person: PersonId) -> Result<()> {
    let evaluated = evaluation_object::Entity::find()
        .filter(evaluation_object::Column::RoundId.eq(place.round.id))
        .filter(evaluation_object::Column::PersonId.eq(person))
        .one(tx)
        .await?;
    match evaluated {
        None => Ok(()),
        Some(_) => Err(Error::forbidden(
            "您是这次考评的对象，不能计票。",
            "You are evaluated in this round and do not count its ballots.",
        )),
    }
}

async fn keep(
    tx: &impl ConnectionTrait,
    box_id: BallotBoxId,
    number: i32,
    teller_id: PersonId,
    content: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    paper_ballot::Entity::insert(paper_ballot::ActiveModel {
        id: Set(PaperBallotId::new()),
        box_id: Set(box_id),
        number: Set(number),
        teller_id: Set(teller_id),
        content: Set(content),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

async fn correct(
    tx: &impl ConnectionTrait,
    box_id: BallotBoxId,
    number: i32,
    teller_id: PersonId,
    content: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    paper_ballot::Entity::update_many()
        .set(paper_ballot::ActiveModel {
            content: Set(content),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            paper_ballot::Column::Version,
            Expr::col(paper_ballot::Column::Version).add(1),
        )
        .filter(paper_ballot::Column::BoxId.eq(box_id))
        .filter(paper_ballot::Column::Number.eq(number))
        .filter(paper_ballot::Column::TellerId.eq(teller_id))
        .exec(tx)
        .await?;
    Ok(())
}
