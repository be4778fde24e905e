//! Who must confirm a record: by the kind and the setting of the school.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::Place;
use crate::{
    entities::{
        account,
        activity::ActivityKind,
        activity_details::ActivityDetails,
        activity_kind_setting::{self, ConfirmedBy},
        appointment::{self, Post},
        ids::{OrgUnitId, PersonId},
        org_unit::{self, OrgUnitKind},
        org_unit_closure,
        role_grant::{self, Role},
    },
    error::{Error, Result},
    features::activities::kinds,
    language::text,
};

/// Who confirms at the central school, in this order, where its principal took part himself.
const DEPUTIES: [Post; 2] = [Post::PartySecretary, Post::VicePrincipal];

/// Who must confirm a record in which `people` took part, the main actor first; none where nobody must.
pub async fn confirmer(
    db: &impl ConnectionTrait,
    details: &ActivityDetails,
    place: &Place,
    people: &[PersonId],
    today: NaiveDate,
) -> Result<Option<PersonId>> {
    let confirmed_by = setting_of(db, place.unit_id, details.kind()).await?;
    if let ActivityDetails::BranchVisit(_) = details
        && let Some(main) = people.first()
        && head_of(db, place.unit_id, OrgUnitKind::VillageSchool, today).await? == Some(*main)
    {
        return Err(Error::invalid(
            &place.field,
            "confirms_himself",
            text("不能走访自己任校长的学校", "you are the principal there yourself"),
        ));
    }
    match confirmed_by {
        ConfirmedBy::Nobody => Ok(None),
        ConfirmedBy::SubjectPerson => Ok(place.observed_person_id),
        ConfirmedBy::UnitHead => unit_head(db, place, people, today).await.map(Some),
    }
}

/// The setting of the school for a kind, or the default.
async fn setting_of(db: &impl ConnectionTrait, unit_id: OrgUnitId, kind: ActivityKind) -> Result<ConfirmedBy> {
    let above = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .into_query();
    let set = activity_kind_setting::Entity::find()
        .filter(activity_kind_setting::Column::Kind.eq(kind))
        .filter(activity_kind_setting::Column::UnitId.in_subquery(above))
        .one(db)
        .await?;
    Ok(set.map_or_else(|| kinds::default_of(kind), |set| set.confirmed_by))
}

/// The head of the unit; where he took part himself, the principal of the central school or one of his deputies.
async fn unit_head(
    db: &impl ConnectionTrait,
    place: &Place,
    people: &[PersonId],
    today: NaiveDate,
) -> Result<PersonId> {
    let units: Vec<(OrgUnitId, OrgUnitKind)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Kind])
        .filter(
            org_unit::Column::Id.in_subquery(
                org_unit_closure::Entity::find()
                    .select_only()
                    .column(org_unit_closure::Column::AncestorId)
                    .filter(org_unit_closure::Column::DescendantId.eq(place.unit_id))
                    .into_query(),
            ),
        )
        .into_tuple()
        .all(db)
        .await?;
    let branch = units.iter().find(|(id, kind)| {
        *id == place.unit_id && matches!(kind, OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten)
    });
    if let Some((id, kind)) = branch {
        let head = head_of(db, *id, *kind, today).await?.ok_or_else(|| {
            Error::invalid(
                &place.field,
                "nobody_to_confirm",
                text(
                    "该单位没有登记在任的校长（园长），无人可以确认，请先由办公室登记任职",
                    "no principal is on record there to confirm it; ask the office to enter the post first",
                ),
            )
        })?;
        if !people.contains(&head) {
            return Ok(head);
        }
    }
    if let Some((id, kind)) = units.iter().find(|(_, kind)| *kind == OrgUnitKind::CentralSchool) {
        let head = head_of(db, *id, *kind, today).await?;
        if let Some(head) = head.filter(|head| !people.contains(head)) {
            return Ok(head);
        }
        for post in DEPUTIES {
            let holders = holders(db, *id, &[post], today).await?;
            if let Some(deputy) = holders.into_iter().find(|holder| !people.contains(holder)) {
                return Ok(deputy);
            }
        }
    }
    Err(Error::invalid(
        &place.field,
        "nobody_to_confirm",
        text(
            "应由他人确认，但中心小学没有登记可以确认的校长、书记或副校长，请先由办公室登记任职",
            "somebody else must confirm it, but the central school has no other principal, secretary or vice principal on record",
        ),
    ))
}

/// The head of a unit: by post, or by role where no post is on record.
async fn head_of(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    kind: OrgUnitKind,
    today: NaiveDate,
) -> Result<Option<PersonId>> {
    let (posts, role): (&[Post], Role) = match kind {
        OrgUnitKind::CentralSchool => (&[Post::Principal], Role::Principal),
        _ => (
            &[Post::BranchPrincipal, Post::KindergartenPrincipal],
            Role::BranchPrincipal,
        ),
    };
    if let Some(head) = holders(db, unit_id, posts, today).await?.into_iter().next() {
        return Ok(Some(head));
    }
    let accounts = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::AccountId)
        .filter(role_grant::Column::Role.eq(role))
        .filter(role_grant::Column::UnitId.eq(unit_id))
        .filter(role_grant::Column::StartsOn.lte(today))
        .filter(
            Condition::any()
                .add(role_grant::Column::EndsOn.is_null())
                .add(role_grant::Column::EndsOn.gte(today)),
        )
        .into_query();
    Ok(account::Entity::find()
        .select_only()
        .column(account::Column::PersonId)
        .filter(account::Column::Id.in_subquery(accounts))
        .filter(account::Column::PersonId.is_not_null())
        .order_by_asc(account::Column::Id)
        .into_tuple::<PersonId>()
        .one(db)
        .await?)
}

/// Who holds one of these posts at a unit today, the latest appointed first.
async fn holders(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    posts: &[Post],
    today: NaiveDate,
) -> Result<Vec<PersonId>> {
    Ok(appointment::Entity::find()
        .select_only()
        .column(appointment::Column::PersonId)
        .filter(appointment::Column::UnitId.eq(unit_id))
        .filter(appointment::Column::Post.is_in(posts.iter().copied()))
        .filter(appointment::Column::StartsOn.lte(today))
        .filter(
            Condition::any()
                .add(appointment::Column::EndsOn.is_null())
                .add(appointment::Column::EndsOn.gte(today)),
        )
        .order_by_desc(appointment::Column::StartsOn)
        .into_tuple()
        .all(db)
        .await?)
}
