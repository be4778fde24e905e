//! What stays behind when a school joins a bureau, and why.

/// Tables whose rows mean nothing elsewhere.
const STAYING: [(&str, &str); 11] = [
    ("account_setup_links", "they lead to the old address: give new ones"),
    (
        "change_events",
        "places in the old feed: every record is announced anew",
    ),
    ("change_feed_head", "the bureau's feed has its own"),
    ("concern_submissions", "repeats of what was sent to the old server"),
    ("idempotency_keys", "repeats of what was sent to the old server"),
    ("refresh_tokens", "people log in anew"),
    ("sessions", "people log in anew"),
    ("signing_keys", "the bureau's server has its own"),
    ("spent_challenges", "proofs for the old server's key"),
    (
        "webhook_attempts",
        "places in the old feed: every record is announced anew",
    ),
    (
        "webhook_deliveries",
        "places in the old feed: every record is announced anew",
    ),
];

/// Why the rows of a table stay; `None` when they come along.
pub fn reason(table: &str) -> Option<&'static str> {
    STAYING
        .iter()
        .find(|(staying, _)| *staying == table)
        .map(|(_, reason)| *reason)
}
