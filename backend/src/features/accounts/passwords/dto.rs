//! Wire types of setting passwords.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// A new password for the caller's account. At least 10 characters with three of lower case, upper case, digits,
/// symbols; not a well-known one, not the user name.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"current_password": "山上有棵Pine-7", "new_password": "河边有棵Willow-8"}))]
pub struct PasswordChange {
    /// The present password; how often it can be tried is limited.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128, format = Password)]
    pub current_password: String,
    /// The password that holds from now on; another than the current one.
    #[schema(min_length = 10, max_length = 128, format = Password, example = "山上有棵Pine-7")]
    pub new_password: String,
}

/// The first password, set with a one-time link; the rules are those of a change.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "K7QM3-XPA9D-RT52H-VWNEZ", "new_password": "山上有棵Pine-7"}))]
pub struct Setup {
    /// The code of the link.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "K7QM3-XPA9D-RT52H-VWNEZ")]
    pub code: String,
    /// The password to log in with from now on.
    #[schema(min_length = 10, max_length = 128, format = Password, example = "山上有棵Pine-7")]
    pub new_password: String,
}

/// Whose password was set.
#[derive(Debug, Serialize, ToSchema)]
pub struct SetUp {
    /// The user name to log in with now.
    #[schema(example = "t10023")]
    pub username: String,
}
