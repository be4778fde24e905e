//! Handing over: links end the day before, new ones begin; entries and promises go to their successors.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Set};

use super::{
    dto::{HandedLink, Handover, HandoverPreview, HandoverQuery, NewHandover},
    pack::{HandoverPack, PackEntry, PackLink, PackPromise},
    preview, queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{HandoverId, HouseholdId, LiaisonLinkId, PersonId},
        liaison_handover::{self, HandoverCounts},
        liaison_link::LinkOrigin,
    },
    error::{Error, Result},
    features::{
        activities, ledger,
        liaison::{absences, dto::LinkRow, queries as links, queries::Names, rules, service},
    },
    language::text,
    vault::Vault,
};

/// Hands over what was chosen.
pub async fn hand_over(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    new: NewHandover,
    now: DateTime<Utc>,
) -> Result<Handover> {
    let from = preview::leaver(tx, actor, new.from_person_id).await?;
    let on = new.on.unwrap_or(local_date(now));
    check(&new)?;
    let query = HandoverQuery {
        from_person_id: from.id,
        on: Some(on),
    };
    let before = preview::preview(tx, actor, query, now).await?;
    let successors = successors(&new);
    check_successors(tx, &new, on).await?;
    let names = Names::of_people_and_units(
        tx,
        successors.iter().map(|id| id.0).collect(),
        HashSet::from([from.unit_id.0]),
    )
    .await?;
    let handing = Handing {
        actor,
        new: &new,
        before: &before,
        names: &names,
        on,
        now,
    };
    let (links, households) = handing.links(tx).await?;
    let pack = HandoverPack {
        unit_name: before.unit_name.clone(),
        from_person_name: from.name.clone(),
        to_person_names: successors.iter().map(|id| names.get(id.0)).collect(),
        links,
        entries: handing.entries(tx).await?,
        promises: handing.promises(tx).await?,
        key_households: preview::key_households(tx, households.into_iter()).await?,
    };
    let id = HandoverId::new();
    let many = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    liaison_handover::Entity::insert(liaison_handover::ActiveModel {
        id: Set(id),
        unit_id: Set(from.unit_id),
        from_person_id: Set(from.id),
        starts_on: Set(on),
        reason: Set(new.reason),
        witness: Set(new.witness.filter(|name| !name.is_empty())),
        counts: Set(HandoverCounts {
            links: many(pack.links.len()),
            entries: many(pack.entries.len()),
            promises: many(pack.promises.len()),
        }),
        pack_sealed: Set(pack.seal(vault)?),
        created_by: Set(actor.account_id),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(
        tx,
        "liaison_handovers",
        id.0,
        ChangeOperation::Created,
        from.unit_id,
        now,
    )
    .await?;
    queries::find(tx, actor, id).await
}

/// One handover while it is done.
struct Handing<'a> {
    actor: &'a Actor,
    new: &'a NewHandover,
    before: &'a HandoverPreview,
    names: &'a Names,
    on: NaiveDate,
    now: DateTime<Utc>,
}

impl Handing<'_> {
    /// Ends the links and makes those of the successors; also tells which households they lead to.
    async fn links(&self, tx: &impl ConnectionTrait) -> Result<(Vec<PackLink>, HashSet<HouseholdId>)> {
        let Self {
            actor, new, on, now, ..
        } = *self;
        let rows = preview::links_of(tx, actor, new.from_person_id, on).await?;
        let (mut told, mut made, mut households) = (Vec::new(), Vec::new(), HashSet::new());
        for (at, handed) in new.links.iter().enumerate() {
            let field = format!("links/{at}/to_person_id");
            let unknown = || Error::unknown_reference(&format!("links/{at}/id"));
            let row = rows.iter().find(|row| row.id == handed.id).ok_or_else(unknown)?;
            let shown = self.before.links.iter().find(|link| link.id == handed.id);
            let shown = shown.ok_or_else(unknown)?;
            let next = successor(row, handed, on, now);
            rules::check_person(tx, actor, &next)
                .await
                .map_err(|error| at_field(error, &field))?;
            let already_linked = links::overlapping(&next).count(tx).await? > 0;
            told.push(PackLink {
                scheme_name: shown.scheme_name.clone(),
                target_name: shown.target_name.clone(),
                unit_name: shown.unit_name.clone(),
                since: row.starts_on,
                to_person_name: self.names.get(handed.to_person_id.0),
                already_linked,
            });
            households.extend(row.target_household_id);
            end(tx, row, on, &new.reason, now).await?;
            if !already_linked {
                made.push(next);
            }
        }
        service::insert_many(tx, &made, actor.account_id, now).await?;
        Ok((told, households))
    }

    async fn entries(&self, tx: &impl ConnectionTrait) -> Result<Vec<PackEntry>> {
        let new = self.new;
        let mut told = Vec::with_capacity(new.entries.len());
        for (at, handed) in new.entries.iter().enumerate() {
            let entry = self.before.entries.iter().find(|entry| entry.id == handed.id);
            let entry = entry.ok_or_else(|| Error::unknown_reference(&format!("entries/{at}/id")))?;
            let field = format!("entries/{at}/to_person_id");
            let people = (new.from_person_id, handed.to_person_id);
            ledger::take_over(tx, self.actor, handed.id, people, &new.reason, &field, self.now).await?;
            told.push(PackEntry {
                number: entry.number.clone(),
                title: entry.title.clone(),
                state: entry.state,
                due_at: entry.due_at,
                to_person_name: self.names.get(handed.to_person_id.0),
            });
        }
        Ok(told)
    }

    async fn promises(&self, tx: &impl ConnectionTrait) -> Result<Vec<PackPromise>> {
        let new = self.new;
        let mut told = Vec::with_capacity(new.promises.len());
        for (at, handed) in new.promises.iter().enumerate() {
            let promise = self.before.promises.iter().find(|promise| promise.id == handed.id);
            let promise = promise.ok_or_else(|| Error::unknown_reference(&format!("promises/{at}/id")))?;
            let (from, to) = (new.from_person_id, handed.to_person_id);
            activities::pass_on_promise(tx, self.actor, handed.id, from, to, self.now).await?;
            told.push(PackPromise {
                kind: promise.kind,
                happened_on: promise.happened_on,
                household_label: promise.household_label.clone(),
                follow_up: promise.follow_up.clone(),
                follow_up_on: promise.follow_up_on,
                to_person_name: self.names.get(handed.to_person_id.0),
            });
        }
        Ok(told)
    }
}

/// Something is handed over, and nothing twice.
fn check(new: &NewHandover) -> Result<()> {
    if new.links.is_empty() && new.entries.is_empty() && new.promises.is_empty() {
        return Err(Error::invalid(
            "links",
            "required",
            text("请至少选择一项要交接的内容", "choose something to hand over"),
        ));
    }
    let mut seen: HashSet<LiaisonLinkId> = HashSet::new();
    if let Some(at) = new.links.iter().position(|link| !seen.insert(link.id)) {
        return Err(Error::invalid(
            &format!("links/{at}/id"),
            "twice",
            text("同一条联系只能交给一人", "a link goes to one person only"),
        ));
    }
    Ok(())
}

/// Everybody who takes something over, in the order of the request.
fn successors(new: &NewHandover) -> Vec<PersonId> {
    let mut seen = HashSet::new();
    let links = new.links.iter().map(|handed| handed.to_person_id);
    let entries = new.entries.iter().map(|handed| handed.to_person_id);
    let promises = new.promises.iter().map(|handed| handed.to_person_id);
    let all = links.chain(entries).chain(promises);
    all.filter(|person| seen.insert(*person)).collect()
}

/// No successor is the leaver himself, gone, or on leave on the first day.
async fn check_successors(tx: &impl ConnectionTrait, new: &NewHandover, on: NaiveDate) -> Result<()> {
    let absent = absences::on(tx, on).await?;
    let parts = [
        (
            "links",
            new.links.iter().map(|one| one.to_person_id).collect::<Vec<_>>(),
        ),
        ("entries", new.entries.iter().map(|one| one.to_person_id).collect()),
        ("promises", new.promises.iter().map(|one| one.to_person_id).collect()),
    ];
    for (part, people) in parts {
        for (at, person) in people.into_iter().enumerate() {
            let field = format!("{part}/{at}/to_person_id");
            if person == new.from_person_id {
                return Err(Error::invalid(
                    &field,
                    "oneself",
                    text("接手人不能是移交人本人", "nobody takes over from himself"),
                ));
            }
            if absent.contains_key(&person) {
                return Err(Error::invalid(
                    &field,
                    "absent",
                    text(
                        "接手人当天请假或已离开",
                        "the successor is on leave or gone on that day",
                    ),
                ));
            }
        }
    }
    Ok(())
}

/// The link that takes the place of another.
fn successor(row: &LinkRow, handed: &HandedLink, on: NaiveDate, now: DateTime<Utc>) -> LinkRow {
    LinkRow {
        id: LiaisonLinkId::new(),
        person_id: handed.to_person_id,
        starts_on: on,
        end_reason: None,
        origin: LinkOrigin::Handover,
        version: 1,
        created_at: now,
        updated_at: now,
        ..row.clone()
    }
}

/// Ends a link the day before; one that began on that very day is withdrawn.
async fn end(tx: &impl ConnectionTrait, row: &LinkRow, on: NaiveDate, reason: &str, now: DateTime<Utc>) -> Result<()> {
    let last = Ord::max(on, row.starts_on) - Days::new(1);
    service::end_many(tx, &[(row.id, row.unit_id)], last, reason, now).await
}

/// The same problem, at the field of the request that caused it.
fn at_field(error: Error, field: &str) -> Error {
    match error {
        Error::Invalid(mut fields) => {
            for problem in &mut fields {
                problem.pointer = format!("#/{field}");
            }
            Error::Invalid(fields)
        }
        other => other,
    }
}
