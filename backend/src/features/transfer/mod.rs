//! Imports and exports.

mod exports;
mod imports;
pub mod verbs;
mod workbook;

pub use exports::SEALED_FILE;
pub use imports::{SEALED_BEFORE, SEALED_CELLS};

use crate::{error::Result, http::Routes, state::State};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    imports::routes(config);
    exports::routes(config);
}

/// Tidies up after an earlier run of the server: imports that were cut off can go on, and what has expired goes.
pub async fn recover(state: &State) -> Result<()> {
    let now = state.clock.now();
    crate::db::write(&state.db, async |tx| {
        imports::reopen_interrupted(tx, now).await?;
        imports::forget_old_rows(tx, now).await?;
        exports::remove_expired(tx, now).await
    })
    .await
}
