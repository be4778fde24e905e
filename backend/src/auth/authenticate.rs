//! The middleware that turns a bearer token into an [`Actor`], with what the database says now.

use std::rc::Rc;

use actix_web::{
    HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait, ExprTrait, FromQueryResult, JoinType,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{
    Actor, Grant,
    actor::{Identified, Within},
    systems,
    token::Holder,
};
use crate::{
    entities::{
        account::{self, AccountStatus},
        ids::{AccountId, OrgUnitId, PersonId, ServiceAccountId, SessionId},
        org_unit, org_unit_closure,
        role_grant::{self, Role},
        session,
    },
    error::{AuthFailure, Error, Result},
    http::client,
    state::State,
};

/// Identifies the caller. A request without a good token goes on as nobody's; its handler says 401.
pub async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let identified = match identify(&request).await {
        Ok(identified) => identified,
        Err(error) => return Ok(request.error_response(error).map_into_right_body()),
    };
    request.extensions_mut().insert::<Identified>(identified);
    Ok(next.call(request).await?.map_into_left_body())
}

async fn identify(request: &ServiceRequest) -> Result<Identified> {
    let Some(header) = request.headers().get(header::AUTHORIZATION) else {
        return Ok(Err(AuthFailure::Missing));
    };
    let state = request
        .app_data::<web::Data<State>>()
        .ok_or_else(|| Error::Internal("the application has no state".into()))?;
    let token = header.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
    let now = state.clock.now();
    let Some(claims) = token.and_then(|token| state.tokens.verify(token, now).ok()) else {
        return Ok(Err(AuthFailure::InvalidToken));
    };
    let identified = match claims.holder {
        Holder::Person { sid, .. } => {
            let actor = load(&state.db, claims.sub, sid, now, state.clock.today()).await?;
            actor.ok_or(AuthFailure::SessionEnded)
        }
        Holder::System { scope, .. } => {
            let address = client::address(request.request(), &state.config.trusted_proxies);
            let actor = systems::asking(state, ServiceAccountId(claims.sub.0), &scope, address).await?;
            actor.ok_or(AuthFailure::SystemRefused)
        }
    };
    Ok(identified.map(Rc::new))
}

#[derive(FromQueryResult)]
struct Row {
    account_id: AccountId,
    person_id: Option<PersonId>,
    display_name: String,
    must_change_password: bool,
    role: Option<Role>,
    unit_id: Option<OrgUnitId>,
    another_root: bool,
    /// One of the units below that of the grant.
    below: Option<OrgUnitId>,
}

/// The account behind a token, `None` when its session ended or it was disabled.
async fn load(
    db: &DatabaseConnection,
    account_id: AccountId,
    session_id: SessionId,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Option<Actor>> {
    let sessions = session::Entity::find_by_id(session_id).select_only().join(
        JoinType::InnerJoin,
        session::Entity::belongs_to(account::Entity)
            .from(session::Column::AccountId)
            .to(account::Column::Id)
            .into(),
    );
    let rows = with_grants(sessions, today)
        .filter(session::Column::AccountId.eq(account_id))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(actors_of(&rows, session_id).pop())
}

/// Accounts as they would be if they asked now, to find out whom something concerns; disabled ones are left out.
pub async fn actors(db: &impl ConnectionTrait, accounts: &[AccountId], today: NaiveDate) -> Result<Vec<Actor>> {
    let rows = with_grants(account::Entity::find().select_only(), today)
        .filter(account::Column::Id.is_in(accounts.iter().copied()))
        .order_by_asc(account::Column::Id)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(actors_of(&rows, SessionId(Uuid::nil())))
}

/// What makes an [`Actor`] of the active accounts of a select.
fn with_grants<S: QuerySelect + QueryFilter>(accounts: S, today: NaiveDate) -> S {
    accounts
        .column_as(account::Column::Id, "account_id")
        .column(account::Column::PersonId)
        .column(account::Column::DisplayName)
        .column(account::Column::MustChangePassword)
        .column(role_grant::Column::Role)
        .column(role_grant::Column::UnitId)
        .expr_as(another_root(), "another_root")
        .column_as(org_unit_closure::Column::DescendantId, "below")
        .join(
            JoinType::LeftJoin,
            account::Entity::belongs_to(role_grant::Entity)
                .from(account::Column::Id)
                .to(role_grant::Column::AccountId)
                .on_condition(move |_, _| in_force(today))
                .into(),
        )
        .join(
            JoinType::LeftJoin,
            role_grant::Entity::belongs_to(org_unit_closure::Entity)
                .from(role_grant::Column::UnitId)
                .to(org_unit_closure::Column::AncestorId)
                .on_condition(|_, _| Condition::all().add(another_root()))
                .into(),
        )
        .filter(account::Column::Status.eq(AccountStatus::Active))
}

/// The actors of rows that come account by account.
fn actors_of(rows: &[Row], session_id: SessionId) -> Vec<Actor> {
    let actors = rows.chunk_by(|one, next| one.account_id == next.account_id);
    actors
        .filter_map(|rows| {
            let first = rows.first()?;
            Some(Actor {
                account_id: first.account_id,
                session_id,
                person_id: first.person_id,
                display_name: first.display_name.clone(),
                must_change_password: first.must_change_password,
                grants: grants(rows),
                system: None,
            })
        })
        .collect()
}

/// That there is a root besides the unit of a grant. Below the only root lies everything, and need not be listed.
fn another_root() -> SimpleExpr {
    Expr::exists(
        org_unit::Entity::find()
            .select_only()
            .column(org_unit::Column::Id)
            .filter(org_unit::Column::ParentId.is_null())
            .filter(
                Expr::col((org_unit::Entity, org_unit::Column::Id))
                    .ne(Expr::col((role_grant::Entity, role_grant::Column::UnitId))),
            )
            .into_query(),
    )
}

/// The grants of the rows, each with the units it reaches.
fn grants(rows: &[Row]) -> Vec<Grant> {
    let mut grants: Vec<Grant> = Vec::new();
    for row in rows {
        let Some(role) = row.role else { continue };
        let known = grants
            .iter_mut()
            .find(|grant| grant.role == role && grant.unit_id == row.unit_id);
        match known {
            Some(grant) => {
                if let Within::Units(units) = &mut grant.within {
                    units.extend(row.below);
                }
            }
            None => grants.push(Grant {
                role,
                unit_id: row.unit_id,
                within: match row.unit_id {
                    Some(_) if row.another_root => Within::Units(Vec::from_iter(row.below)),
                    _ => Within::Everything,
                },
            }),
        }
    }
    grants
}

/// Role grants that hold on a day.
pub fn in_force(today: NaiveDate) -> Condition {
    Condition::all()
        .add(Expr::col((role_grant::Entity, role_grant::Column::StartsOn)).lte(today))
        .add(
            Condition::any()
                .add(Expr::col((role_grant::Entity, role_grant::Column::EndsOn)).is_null())
                .add(Expr::col((role_grant::Entity, role_grant::Column::EndsOn)).gte(today)),
        )
}
