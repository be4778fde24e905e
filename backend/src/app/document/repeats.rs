//! Which writes may be repeated with an `Idempotency-Key`.

use utoipa::openapi::{
    ObjectBuilder, OpenApi as Document, RefOr, Required, Type,
    path::{ParameterBuilder, ParameterIn},
};

/// Answers with secrets or personal data are never kept for a repeat.
const NEVER_KEPT: &[&str] = &[
    "login",
    "refresh",
    "logout",
    "change_password",
    "set_up_account",
    "create_account",
    "create_service_account",
    "create_service_secret",
    "issue_token",
    "create_accounts",
    "create_setup_link",
    "reveal_student",
    "reveal_household",
    "reveal_family_committee",
    "read_ledger_identity",
    "print_contact_cards",
    "print_contact_card_form",
    "look_up_contact_card",
    "create_challenge",
    "submit_concern",
    "look_up_concern",
    "issue_follow_code",
    "create_inspection_access",
    "open_inspection_access",
    "read_inspected_record",
    "make_ballot_codes",
    "print_ballot_slips",
    "take_ballot_token",
    "look_up_ballot",
    "cast_ballot",
    "create_webhook",
    "rotate_webhook_secret",
];

/// Every other `POST` takes an `Idempotency-Key`; those that need one say so themselves.
pub(super) fn describe(document: &mut Document) {
    let writes = document.paths.paths.values_mut().filter_map(|item| item.post.as_mut());
    for write in writes.filter(|write| !NEVER_KEPT.contains(&write.operation_id.as_deref().unwrap_or_default())) {
        let parameters = write.parameters.get_or_insert_default();
        let says_so = parameters
            .iter()
            .any(|known| matches!(known, RefOr::T(known) if known.name == "Idempotency-Key"));
        if !says_so {
            let key = ParameterBuilder::new()
                .name("Idempotency-Key")
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(
                    "A fresh UUID: the same request with the same key gets the first answer again, for 24 hours.",
                ))
                .schema(Some(
                    ObjectBuilder::new().schema_type(Type::String).max_length(Some(128)),
                ));
            parameters.push(RefOr::T(key.build()));
        }
    }
}
