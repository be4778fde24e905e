//! Classes, teaching assignments, pupils, households and guardians.

mod assignments;
mod class_name;
mod classes;
mod committees;
mod guardians;
mod households;
pub mod import;
mod names;
mod reveal;
mod students;

use crate::http::Routes;
pub use assignments::list as list_teaching_assignments;
pub use classes::list as list_classes;
pub use committees::list as list_committees;
pub use households::list as list_households;
pub use students::list as list_students;

/// Sealing and digest contexts.
pub const PUPIL_NUMBER: &str = "students.pupil_number";
pub const GUARDIAN_PHONE: &str = "guardians.phone";
const GUARDIAN_ID: &str = "guardians.id_number";
pub const ADDRESS: &str = "households.address";

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    classes::routes(config);
    assignments::routes(config);
    students::routes(config);
    households::routes(config);
    guardians::routes(config);
    committees::routes(config);
}

/// The last four digits of a phone number, shown in its place.
fn last4(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}
