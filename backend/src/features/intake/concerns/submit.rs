//! Taking a concern in: once, however often it is sent, and only with a proof of work.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::{
    dto::{ConcernReceipt, NewConcern},
    places,
};
use crate::{
    clock::local_date,
    entities::{
        concern_submission,
        ids::{LedgerCategoryId, LedgerEntryId, PersonId},
        ledger_category, ledger_entry,
        ledger_entry::Disclosure,
        org_unit,
    },
    error::{Error, Result},
    features::{
        intake::{
            codes::{self, FollowCode},
            office, proof,
        },
        ledger::submitter::{self, SubmittedConcern},
        liaison,
    },
    http::{Created, Sent, sent::taken},
    language::text,
    vault::Vault,
};

const OTHER: &str = "other";
/// The longest title that is made of a first sentence.
const TITLE: usize = 40;

/// Takes a concern in, or gives the answer to the same sending again.
pub async fn submit(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    new: NewConcern,
    now: DateTime<Utc>,
) -> Result<Sent<ConcernReceipt>> {
    check_identity(&new)?;
    let key = vault.digest("concern_submissions.key", new.client_key.as_bytes());
    let fingerprint = fingerprint(vault, &new);
    let code = codes::of_sending(vault, &key, &fingerprint);
    if let Some(known) = concern_submission::Entity::find_by_id(key.clone()).one(tx).await? {
        return repeat(tx, vault, &known, &fingerprint, &code).await.map(Sent::Known);
    }
    proof::spend(tx, vault, &new.proof, now).await?;
    let (unit, receiver) = whom_it_goes_to(tx, &new, now).await?;
    let category_id = category(tx, new.category_id).await?;
    let submitted = SubmittedConcern {
        unit_id: unit.id,
        // Who may be meant must not learn of it before the office has said who is.
        first_receiver_person_id: receiver.filter(|_| new.about_staff.is_none()),
        submitter_kind: new.submitter_kind,
        disclosure: new.disclosure,
        category_id,
        title: title_of(&new.content),
        content: new.content,
        place: new.place,
        happened_on: new.happened_on,
        identity: new.identity,
    };
    let entry = submitter::register(tx, vault, submitted, now).await?;
    if let Some(words) = new.about_staff {
        office::mention(tx, entry.id, words, now).await?;
    }
    concern_submission::Entity::insert(concern_submission::ActiveModel {
        key_digest: Set(key),
        entry_id: Set(entry.id),
        fingerprint: Set(fingerprint),
        at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    codes::issue(tx, vault, entry.id, &code, None, now).await?;
    let receipt = ConcernReceipt {
        number: entry.number,
        code: code.grouped(),
        unit_name: unit.name,
        due_on: local_date(entry.due_at),
    };
    // Where it is followed; what it is followed with stands in no address.
    Ok(Sent::New(Created::at("/public/concerns", "lookup", receipt)))
}

/// The same sending again: the first answer, made anew.
async fn repeat(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    known: &concern_submission::Model,
    fingerprint: &[u8],
    code: &FollowCode,
) -> Result<ConcernReceipt> {
    if known.fingerprint != fingerprint {
        return Err(taken());
    }
    let code = code.grouped();
    let followed: Option<LedgerEntryId> = codes::entry_of(tx, vault, &code).await.ok();
    if followed != Some(known.entry_id) {
        return Err(Error::Gone(text(
            "查询码已由办公室换成新的，请使用新码。",
            "The office has given out a new code: use that one.",
        )));
    }
    let entry = ledger_entry::Entity::find_by_id(known.entry_id)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let unit = org_unit::Entity::find_by_id(entry.unit_id).one(tx).await?;
    Ok(ConcernReceipt {
        number: entry.number,
        code,
        unit_name: unit.map(|unit| unit.name).unwrap_or_default(),
        due_on: local_date(entry.due_at),
    })
}

/// What must be the same for two sendings to be the same one: everything but the proof.
fn fingerprint(vault: &Vault, new: &NewConcern) -> Vec<u8> {
    let NewConcern {
        client_key: _,
        card_code,
        unit_id,
        category_id,
        content,
        place,
        happened_on,
        submitter_kind,
        disclosure,
        identity,
        about_staff,
        proof: _,
    } = new;
    let sent = json!([
        card_code,
        unit_id,
        category_id,
        content,
        place,
        happened_on,
        submitter_kind,
        disclosure,
        identity,
        about_staff
    ]);
    vault.digest("concern_submissions.fingerprint", sent.to_string().as_bytes())
}

fn check_identity(new: &NewConcern) -> Result<()> {
    match (new.disclosure, &new.identity) {
        (Disclosure::Anonymous, Some(_)) => Err(Error::invalid(
            "identity",
            "not_when_anonymous",
            text("匿名反映不记姓名", "an anonymous concern has no name"),
        )),
        (Disclosure::Named | Disclosure::Confidential, None) => Err(Error::invalid(
            "identity",
            "required",
            text(
                "请留下怎样称呼您；不想留名请选“匿名”",
                "say what to call you, or choose anonymous",
            ),
        )),
        _ => Ok(()),
    }
}

async fn whom_it_goes_to(
    tx: &impl ConnectionTrait,
    new: &NewConcern,
    now: DateTime<Utc>,
) -> Result<(org_unit::Model, Option<PersonId>)> {
    match (&new.card_code, new.unit_id) {
        (None, Some(unit_id)) => Ok((places::open_school(tx, unit_id).await?, None)),
        (Some(code), None) => {
            let (unit_id, person_id) =
                liaison::whom_a_card_names(tx, code, local_date(now))
                    .await
                    .map_err(|error| match error {
                        Error::NotFound => Error::unknown_reference("card_code"),
                        other => other,
                    })?;
            let (unit, _) = places::school_of(tx, unit_id).await?;
            Ok((unit, Some(person_id)))
        }
        _ => Err(Error::invalid(
            "unit_id",
            "one_of",
            text(
                "请选择学校，或扫描联系卡（二者选一）",
                "give exactly one of a unit and the code of a card",
            ),
        )),
    }
}

/// A category that ships with the product; `other` where none was chosen.
async fn category(tx: &impl ConnectionTrait, chosen: Option<LedgerCategoryId>) -> Result<LedgerCategoryId> {
    let shipped = ledger_category::Entity::find()
        .filter(ledger_category::Column::UnitId.is_null())
        .filter(ledger_category::Column::Retired.eq(false));
    let found = match chosen {
        Some(id) => shipped.filter(ledger_category::Column::Id.eq(id)),
        None => shipped.filter(ledger_category::Column::Code.eq(OTHER)),
    };
    let found = found.one(tx).await?;
    found
        .map(|category| category.id)
        .ok_or_else(|| Error::unknown_reference("category_id"))
}

/// The first sentence, cut where it is long: the public is not asked for a title.
fn title_of(content: &str) -> String {
    let ends = ['。', '！', '？', '；', '\n', '.', '!', '?'];
    let first = content
        .split(ends)
        .map(str::trim)
        .find(|sentence| sentence.chars().count() > 1);
    let first = first.unwrap_or(content);
    if first.chars().count() <= TITLE {
        return first.to_owned();
    }
    let cut: String = first.chars().take(TITLE - 1).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_is_the_title() {
        assert_eq!(title_of("午饭凉了。汤也是。"), "午饭凉了");
        assert_eq!(title_of("。！午饭凉了"), "午饭凉了");
        assert_eq!(title_of("？？？？？"), "？？？？？");
        let long = title_of(&"凉".repeat(90));
        assert_eq!(long.chars().count(), TITLE);
        assert!(long.ends_with('…'));
    }
}
