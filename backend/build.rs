//! The pages are embedded from `frontend/dist`, which is not there before they are built for the first time.

use std::{env, fs, io};

fn main() -> io::Result<()> {
    let pages = "../frontend/dist";
    fs::create_dir_all(pages)?;
    println!("cargo::rerun-if-changed=build.rs");
    // A debug build reads the pages when it is asked for them, so only a release build is made anew with them.
    #[expect(clippy::disallowed_methods, reason = "cargo tells a build script by the environment")]
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={pages}");
    }
    Ok(())
}
