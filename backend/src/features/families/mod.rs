//! Classes, teaching assignments, pupils, households and guardians.

mod class_name;
pub mod import;

use utoipa_actix_web::service_config::ServiceConfig;

/// Sealing and digest contexts.
const PUPIL_NUMBER: &str = "students.pupil_number";
const GUARDIAN_PHONE: &str = "guardians.phone";
const GUARDIAN_ID: &str = "guardians.id_number";
const ADDRESS: &str = "households.address";

/// The routes of this feature.
pub fn routes(_config: &mut ServiceConfig) {}

/// The last four digits of a phone number, shown in its place.
fn last4(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}
