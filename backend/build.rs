//! What is there before the crate is: a folder for the pages, which are embedded from `frontend/dist` and not there
//! before they are built for the first time, and what the values of enums mean, for the API document.

use std::{env, error::Error, fmt::Write, fs, path::Path};

use syn::{Attribute, Expr, ExprLit, Item, ItemEnum, Lit, Meta};

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script by the environment")]
fn main() -> Result<(), Box<dyn Error>> {
    let pages = "../frontend/dist";
    fs::create_dir_all(pages)?;
    println!("cargo::rerun-if-changed=build.rs");
    // A debug build reads the pages when it is asked for them, so only a release build is made anew with them.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={pages}");
    }
    println!("cargo::rerun-if-changed=src");
    let mut meanings = String::from("&[\n");
    write_meanings(Path::new("src"), &mut meanings)?;
    meanings.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("values.rs"), meanings)?;
    Ok(())
}

/// Writes each enum of the document below a folder, with the doc comments of its variants.
fn write_meanings(folder: &Path, meanings: &mut String) -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            write_meanings(&path, meanings)?;
            continue;
        }
        if path.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let source = fs::read_to_string(&path)?;
        if !(source.contains("ToSchema") && source.contains("enum ")) {
            continue;
        }
        for item in syn::parse_file(&source)?.items {
            if let Item::Enum(item) = item
                && is_in_document(&item)
            {
                let documented: Vec<String> = item.variants.iter().map(|variant| said(&variant.attrs)).collect();
                writeln!(meanings, "({:?}, &{documented:?}),", item.ident.to_string())?;
            }
        }
    }
    Ok(())
}

fn is_in_document(item: &ItemEnum) -> bool {
    item.attrs.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("derive") && list.tokens.to_string().contains("ToSchema"),
        _ => false,
    })
}

/// A doc comment in one line.
fn said(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(named) if named.path.is_ident("doc") => match &named.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(line), ..
            }) => Some(line.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}
