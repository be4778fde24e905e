//! Rules of the token endpoint.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    dto::{SystemToken, TokenError, TokenRefusal},
    request::Asked,
};
use crate::{
    clock::local_date,
    db::{self, audit},
    entities::{
        account::AccountStatus,
        audit_event::AuditAction,
        service_account::{self, ServiceScope},
    },
    error::Result,
    features::service_accounts::secrets,
    state::State,
};

/// Checks the credentials and gives a token for the scopes that were asked for, or all there are.
pub async fn give(
    state: &State,
    asked: Asked,
    address: Option<IpAddr>,
) -> Result<std::result::Result<SystemToken, TokenRefusal>> {
    state.throttle.address(address)?;
    state.throttle.user(&asked.client_id)?;
    let now = state.clock.now();
    let checked = db::write(&state.db, async |tx| {
        let checked = check(tx, &asked, address, now).await?;
        if let Err((known, refusal)) = &checked {
            let entry = audit::Entry {
                object_id: known.as_ref().map(|account| account.id.0),
                unit_id: known.as_ref().and_then(|account| account.unit_id),
                details: json!({ "error": refusal.error, "why": refusal.error_description }),
                ..audit::Entry::new(None, AuditAction::ServiceTokenRefused)
            };
            audit::record(tx, &state.vault, now, entry).await?;
        }
        Ok(checked)
    })
    .await?;
    let account = match checked {
        Ok(account) => account,
        Err((_, refusal)) => return Ok(Err(refusal)),
    };
    let scope = match narrowed(&account.scopes.0, asked.scope.as_deref()) {
        Ok(scope) => scope,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let lifetime = TimeDelta::minutes(state.config.service_token_minutes);
    let token = state
        .tokens
        .issue_to_system(account.id, account.client_id, scope.clone(), lifetime, now)?;
    Ok(Ok(SystemToken {
        access_token: token,
        token_type: "Bearer",
        expires_in: lifetime.num_seconds(),
        scope,
    }))
}

type Checked = std::result::Result<service_account::Model, (Option<Box<service_account::Model>>, TokenRefusal)>;

/// The account of the credentials when it may ask. Only who knows a secret is told more than that it is wrong.
async fn check(
    tx: &impl ConnectionTrait,
    asked: &Asked,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<Checked> {
    let refusal = |description| TokenRefusal::new(TokenError::InvalidClient, description);
    let account = service_account::Entity::find()
        .filter(service_account::Column::ClientId.eq(&asked.client_id))
        .one(tx)
        .await?;
    let wrong = "The client is unknown or its secret is wrong.";
    let Some(account) = account else {
        return Ok(Err((None, refusal(wrong))));
    };
    let fits = secrets::present(tx, account.id, &asked.client_secret, now).await?;
    let description = if !fits {
        wrong
    } else if account.status != AccountStatus::Active {
        "The client is disabled."
    } else if account.expires_on.is_some_and(|last_day| last_day < local_date(now)) {
        "The client has expired."
    } else if !account.addresses.admit(address) {
        "The client may not ask from this address."
    } else {
        return Ok(Ok(account));
    };
    Ok(Err((Some(Box::new(account)), refusal(description))))
}

/// The scopes of the token, separated by blanks.
fn narrowed(scopes: &[ServiceScope], asked: Option<&str>) -> std::result::Result<String, TokenRefusal> {
    let all = || scopes.iter().map(ToString::to_string);
    let wanted: Vec<&str> = asked
        .unwrap_or_default()
        .split(' ')
        .filter(|scope| !scope.is_empty())
        .collect();
    if let Some(_unknown) = wanted.iter().find(|wanted| !all().any(|scope| scope == **wanted)) {
        return Err(TokenRefusal::new(
            TokenError::InvalidScope,
            "A scope was asked for that does not exist or that the client does not have.",
        ));
    }
    let given = all().filter(|scope| wanted.is_empty() || wanted.contains(&scope.as_str()));
    Ok(given.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_may_ask_for_less_and_never_for_more() {
        let own = [ServiceScope::RosterRead, ServiceScope::LedgerRead];
        assert_eq!(narrowed(&own, None).unwrap(), "roster:read ledger:read");
        assert_eq!(narrowed(&own, Some(" ledger:read ")).unwrap(), "ledger:read");
        let more = narrowed(&own, Some("ledger:read plan:read")).unwrap_err();
        assert_eq!(more.error, TokenError::InvalidScope);
    }
}
