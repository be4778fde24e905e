//! The members of family committees: who, as what, and where to reach them.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{CommitteeMember, CommitteeMemberPatch, CommitteeRow, NewCommitteeMember, RevealedMember},
    queries, service,
};
use crate::{
    auth::{Actor, policy::families::must_write_families},
    clock::local_date,
    entities::{
        family_committee_member::{self as member, CommitteeFunction},
        guardian,
        ids::{CommitteeMemberId, FamilyCommitteeId, GuardianId},
    },
    error::{Error, Result},
    features::{
        families::{GUARDIAN_PHONE, households, last4},
        personnel::codes,
    },
    http::{IfMatch, patch},
    language::text,
    vault::Vault,
};

/// A member with the guardian he is, if he is one on record.
type Member = (member::Model, Option<guardian::Model>);

async fn read(
    db: &impl ConnectionTrait,
    committees: impl IntoIterator<Item = FamilyCommitteeId>,
) -> Result<Vec<Member>> {
    let members = member::Entity::find()
        .filter(member::Column::CommitteeId.is_in(committees))
        .order_by_asc(member::Column::Id)
        .all(db)
        .await?;
    let guardians = guardian::Entity::find()
        .filter(guardian::Column::Id.is_in(members.iter().filter_map(|member| member.guardian_id)))
        .all(db)
        .await?;
    let mut found: Vec<Member> = members
        .into_iter()
        .map(|member| {
            let guardian = guardians
                .iter()
                .find(|guardian| Some(guardian.id) == member.guardian_id);
            (member, guardian.cloned())
        })
        .collect();
    found.sort_by_key(|(member, _)| match member.function {
        CommitteeFunction::Chair => 0,
        CommitteeFunction::ViceChair => 1,
        CommitteeFunction::Member => 2,
    });
    Ok(found)
}

/// The members of some committees, the chair first; phone numbers masked.
pub async fn of_committees(
    db: &impl ConnectionTrait,
    committees: impl IntoIterator<Item = FamilyCommitteeId>,
) -> Result<Vec<CommitteeMember>> {
    Ok(read(db, committees).await?.into_iter().map(show).collect())
}

/// The members of a committee with their phone numbers; the caller writes the audit row.
pub async fn revealed(
    db: &impl ConnectionTrait,
    vault: &Vault,
    committee: FamilyCommitteeId,
) -> Result<Vec<RevealedMember>> {
    let mut shown = Vec::new();
    for (member, guardian) in read(db, [committee]).await? {
        let sealed = guardian.map_or(member.phone_sealed, |guardian| guardian.phone_sealed);
        shown.push(RevealedMember {
            id: member.id,
            name: member.name,
            phone: match sealed {
                Some(sealed) => Some(vault.open_text(GUARDIAN_PHONE, &sealed)?),
                None => None,
            },
        });
    }
    Ok(shown)
}

fn show((member, guardian): Member) -> CommitteeMember {
    let last4 = guardian.map_or(member.phone_last4, |guardian| guardian.phone_last4);
    CommitteeMember {
        id: member.id,
        committee_id: member.committee_id,
        function: member.function,
        guardian_id: member.guardian_id,
        name: member.name,
        phone: last4.map(|last4| format!("*******{last4}")),
        remark: member.remark,
        version: member.version,
    }
}

pub async fn add(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    new: NewCommitteeMember,
    now: DateTime<Utc>,
) -> Result<CommitteeMember> {
    let committee = match queries::row(tx, actor, new.committee_id).await {
        Err(Error::NotFound) => return Err(Error::unknown_reference("committee_id")),
        committee => committee?,
    };
    must_write_families(actor, committee.unit_id)?;
    check_chair(tx, committee.id, None, new.function).await?;
    let (name, phone) = match (new.guardian_id, new.name) {
        (Some(guardian_id), None) if new.phone.is_none() => {
            (guardian_name(tx, actor, &committee, guardian_id, now).await?, None)
        }
        (None, Some(name)) => (name, new.phone.as_deref().and_then(codes::phone)),
        (Some(_), _) => {
            return Err(Error::invalid(
                "name",
                "not_used",
                text(
                    "选了监护人就不再填姓名和电话",
                    "a guardian on record brings name and phone number",
                ),
            ));
        }
        (None, None) => return Err(Error::invalid("name", "required", text("请填写姓名", "give a name"))),
    };
    let id = CommitteeMemberId::new();
    member::Entity::insert(member::ActiveModel {
        id: Set(id),
        committee_id: Set(committee.id),
        function: Set(new.function),
        guardian_id: Set(new.guardian_id),
        name: Set(name),
        phone_sealed: Set(sealed(vault, phone.as_deref())?),
        phone_last4: Set(phone.as_deref().map(last4)),
        remark: Set(new.remark.filter(|text| !text.is_empty())),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    service::touch(tx, &committee, now).await?;
    find(tx, &committee, id).await
}

pub async fn update(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    id: CommitteeMemberId,
    expected: IfMatch,
    edit: CommitteeMemberPatch,
    now: DateTime<Utc>,
) -> Result<CommitteeMember> {
    let (stored, committee) = load(tx, actor, id).await?;
    let view = find(tx, &committee, id).await?;
    patch::check_version(expected, stored.version, &view, &edit)?;
    let mut row = member::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(function) = edit.function {
        check_chair(tx, committee.id, Some(id), function).await?;
        row.function = Set(function);
    }
    if let Some(phone) = edit.phone {
        if stored.guardian_id.is_some() {
            return Err(Error::invalid(
                "phone",
                "of_the_guardian",
                text(
                    "电话以监护人档案为准，请在家庭页修改",
                    "the phone number is the guardian's: change it there",
                ),
            ));
        }
        let phone = phone.as_deref().and_then(codes::phone);
        row.phone_sealed = Set(sealed(vault, phone.as_deref())?);
        row.phone_last4 = Set(phone.as_deref().map(last4));
    }
    if let Some(remark) = edit.remark {
        row.remark = Set(remark.filter(|text| !text.is_empty()));
    }
    member::Entity::update_many()
        .set(row)
        .col_expr(member::Column::Version, Expr::col(member::Column::Version).add(1))
        .filter(member::Column::Id.eq(id))
        .exec(tx)
        .await?;
    service::touch(tx, &committee, now).await?;
    find(tx, &committee, id).await
}

pub async fn remove(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: CommitteeMemberId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let (stored, committee) = load(tx, actor, id).await?;
    let view = find(tx, &committee, id).await?;
    patch::check_version(expected, stored.version, &view, &json!({}))?;
    member::Entity::delete_by_id(id).exec(tx).await?;
    service::touch(tx, &committee, now).await
}

/// A guardian goes: who sits in a committee keeps name and phone number.
pub async fn keep_phone(tx: &impl ConnectionTrait, guardian: &guardian::Model) -> Result<()> {
    member::Entity::update_many()
        .set(member::ActiveModel {
            guardian_id: Set(None),
            phone_sealed: Set(guardian.phone_sealed.clone()),
            phone_last4: Set(guardian.phone_last4.clone()),
            ..Default::default()
        })
        .filter(member::Column::GuardianId.eq(guardian.id))
        .exec(tx)
        .await?;
    Ok(())
}

async fn load(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: CommitteeMemberId,
) -> Result<(member::Model, CommitteeRow)> {
    let stored = member::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)?;
    let committee = queries::row(tx, actor, stored.committee_id).await?;
    must_write_families(actor, committee.unit_id)?;
    Ok((stored, committee))
}

async fn find(tx: &impl ConnectionTrait, committee: &CommitteeRow, id: CommitteeMemberId) -> Result<CommitteeMember> {
    let members = of_committees(tx, [committee.id]).await?;
    members
        .into_iter()
        .find(|member| member.id == id)
        .ok_or(Error::NotFound)
}

/// The name of a guardian of a household the caller may see, of the committee's school, who does not sit in it yet.
async fn guardian_name(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    committee: &CommitteeRow,
    id: GuardianId,
    now: DateTime<Utc>,
) -> Result<String> {
    let unknown = || Error::unknown_reference("guardian_id");
    let guardian = guardian::Entity::find_by_id(id).one(tx).await?.ok_or_else(unknown)?;
    let household = households::load(tx, actor, local_date(now), guardian.household_id)
        .await
        .map_err(|_| unknown())?;
    if household.unit_id != committee.unit_id {
        return Err(unknown());
    }
    let sits = member::Entity::find()
        .filter(member::Column::CommitteeId.eq(committee.id))
        .filter(member::Column::GuardianId.eq(id))
        .count(tx)
        .await?;
    if sits > 0 {
        return Err(Error::Conflict {
            code: "already_a_member",
            detail: text("这位家长已在家委会中", "this guardian is a member already"),
        });
    }
    Ok(guardian.name)
}

/// A committee has one chair.
async fn check_chair(
    tx: &impl ConnectionTrait,
    committee: FamilyCommitteeId,
    but: Option<CommitteeMemberId>,
    function: CommitteeFunction,
) -> Result<()> {
    if function != CommitteeFunction::Chair {
        return Ok(());
    }
    let chairs = member::Entity::find()
        .filter(member::Column::CommitteeId.eq(committee))
        .filter(member::Column::Function.eq(CommitteeFunction::Chair))
        .all(tx)
        .await?;
    if chairs.iter().any(|chair| Some(chair.id) != but) {
        return Err(Error::Conflict {
            code: "has_a_chair",
            detail: text("家委会已有主任", "the committee has a chair already"),
        });
    }
    Ok(())
}

fn sealed(vault: &Vault, phone: Option<&str>) -> Result<Option<Vec<u8>>> {
    Ok(match phone {
        Some(phone) => Some(vault.seal(GUARDIAN_PHONE, phone.as_bytes())?),
        None => None,
    })
}
