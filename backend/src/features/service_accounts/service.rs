//! Rules and writes of service accounts. As for accounts, the audit row comes first in every transaction.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};

use super::{
    dto::{
        FreshSecret, NewServiceAccount, NewServiceSecret, ServiceAccount, ServiceAccountPatch,
        ServiceAccountWithSecret, network,
    },
    queries, secrets,
};
use crate::{
    auth::Actor,
    clock::local_date,
    code::Code,
    db::audit,
    entities::{
        account::AccountStatus,
        audit_event::AuditAction,
        ids::{AccountId, OrgUnitId, ServiceAccountId, ServiceSecretId},
        org_unit,
        service_account::{self, Networks, ServiceScope, ServiceScopes},
    },
    error::{Error, Result},
    features::accounts,
    http::{IfMatch, patch},
    language::text,
    state::State,
};

/// Makes a service account with its first secret.
pub async fn create(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: NewServiceAccount,
    now: DateTime<Utc>,
) -> Result<ServiceAccountWithSecret> {
    let id = ServiceAccountId::new();
    let entry = audit::Entry {
        object_id: Some(id.0),
        unit_id: new.unit_id,
        details: json!({ "scopes": new.scopes }),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::ServiceAccountCreated)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    if let Some(unit) = new.unit_id {
        check_unit(tx, unit).await?;
    }
    check_last_day(new.expires_on, local_date(now))?;
    let days = new.secret_days;
    let client_id = insert(tx, id, new, Some(actor.account_id), now).await?;
    let (_, secret) = secrets::issue(tx, id, client_id, days, actor.account_id, now).await?;
    Ok(ServiceAccountWithSecret {
        account: queries::find(tx, actor, id, now).await?,
        secret,
    })
}

/// Writes a service account and the account that stands for it; it has no secret yet. Answers with its `client_id`.
pub async fn insert(
    tx: &impl ConnectionTrait,
    id: ServiceAccountId,
    new: NewServiceAccount,
    recorded_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<String> {
    let client_id = format!("svc-{}", Code::<12>::random()?.grouped().to_lowercase());
    accounts::create_for_system(tx, id, &client_id, &new.name, now).await?;
    service_account::Entity::insert(service_account::ActiveModel {
        id: Set(id),
        name: Set(new.name),
        client_id: Set(client_id.clone()),
        unit_id: Set(new.unit_id),
        scopes: Set(each_once(new.scopes)),
        addresses: Set(networks(&new.addresses)),
        expires_on: Set(new.expires_on),
        status: Set(AccountStatus::Active),
        contact: Set(new.contact.filter(|contact| !contact.is_empty())),
        last_used_at: Set(None),
        last_used_from: Set(None),
        recorded_by: Set(recorded_by),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(client_id)
}

/// Changes a service account; what it may no longer do is refused from the next request on.
pub async fn update(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: ServiceAccountId,
    expected: IfMatch,
    edit: ServiceAccountPatch,
    now: DateTime<Utc>,
) -> Result<ServiceAccount> {
    let entry = audit::Entry {
        object_id: Some(id.0),
        details: changed(&edit)?,
        ..audit::Entry::new(Some(actor.account_id), action_of(&edit))
    };
    audit::record(tx, &state.vault, now, entry).await?;
    let stored = queries::find(tx, actor, id, now).await?;
    patch::check_version(expected, stored.version, &stored, &edit)?;
    let mut row = service_account::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(name) = edit.name {
        accounts::rename_for_system(tx, id, &name, now).await?;
        row.name = Set(name);
    }
    if let Some(unit) = edit.unit_id {
        if let Some(unit) = unit {
            check_unit(tx, unit).await?;
        }
        row.unit_id = Set(unit);
    }
    if let Some(scopes) = edit.scopes {
        row.scopes = Set(each_once(scopes));
    }
    if let Some(addresses) = edit.addresses {
        row.addresses = Set(networks(&addresses));
    }
    if let Some(last_day) = edit.expires_on {
        check_last_day(last_day, local_date(now))?;
        row.expires_on = Set(last_day);
    }
    if let Some(status) = edit.status {
        row.status = Set(status);
    }
    if let Some(contact) = edit.contact {
        row.contact = Set(contact.filter(|contact| !contact.is_empty()));
    }
    write(tx, id, row).await?;
    queries::find(tx, actor, id, now).await
}

/// Issues a further secret; earlier ones live on for the overlap.
pub async fn rotate(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: ServiceAccountId,
    new: &NewServiceSecret,
    now: DateTime<Utc>,
) -> Result<FreshSecret> {
    let entry = audit::Entry {
        object_id: Some(id.0),
        details: json!({ "overlap_days": new.overlap_days, "secret_days": new.secret_days }),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::ServiceSecretIssued)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    let account = queries::find(tx, actor, id, now).await?;
    secrets::end_after(tx, id, new.overlap_days, now).await?;
    let (_, secret) = secrets::issue(tx, id, account.client_id, new.secret_days, actor.account_id, now).await?;
    Ok(secret)
}

/// Revokes a secret at once; tokens that were given for it live out their minutes unless the account is disabled.
pub async fn revoke(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: ServiceAccountId,
    secret: ServiceSecretId,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = audit::Entry {
        object_id: Some(id.0),
        details: json!({ "secret_id": secret }),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::ServiceSecretRevoked)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    queries::find(tx, actor, id, now).await?;
    if secrets::revoke(tx, id, secret, now).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

async fn write(tx: &impl ConnectionTrait, id: ServiceAccountId, row: service_account::ActiveModel) -> Result<()> {
    service_account::Entity::update_many()
        .set(row)
        .col_expr(
            service_account::Column::Version,
            Expr::col(service_account::Column::Version).add(1),
        )
        .filter(service_account::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

fn action_of(edit: &ServiceAccountPatch) -> AuditAction {
    match edit.status {
        None => AuditAction::ServiceAccountUpdated,
        Some(AccountStatus::Active) => AuditAction::ServiceAccountEnabled,
        Some(AccountStatus::Disabled) => AuditAction::ServiceAccountDisabled,
    }
}

/// What an edit sets of what matters for who may ask what.
fn changed(edit: &ServiceAccountPatch) -> Result<Value> {
    let mut fields = serde_json::to_value(edit)?;
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|name, _| !matches!(name.as_str(), "name" | "contact"));
    }
    Ok(fields)
}

fn each_once(mut scopes: Vec<ServiceScope>) -> ServiceScopes {
    scopes.sort_unstable();
    scopes.dedup();
    ServiceScopes(scopes)
}

/// The networks of texts that were checked to be some.
fn networks(texts: &[String]) -> Networks {
    Networks(texts.iter().filter_map(|text| network(text)).collect())
}

async fn check_unit(tx: &impl ConnectionTrait, unit: OrgUnitId) -> Result<()> {
    match org_unit::Entity::find_by_id(unit).count(tx).await? {
        0 => Err(Error::unknown_reference("unit_id")),
        _ => Ok(()),
    }
}

fn check_last_day(last_day: Option<NaiveDate>, today: NaiveDate) -> Result<()> {
    if last_day.is_some_and(|day| day < today) {
        let detail = text("有效期不能早于今天", "must not be in the past");
        return Err(Error::invalid("expires_on", "in_the_past", detail));
    }
    Ok(())
}
