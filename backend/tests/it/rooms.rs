//! The rooms of the house: who may import whom, read from the `use crate::` lines.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// What each room may import. `features` may import another feature as far as [`features_do_not_import_each_other_in_a_circle`] lets it.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    (
        "app",
        &["auth", "error", "features", "http", "spa", "state", "telemetry"],
    ),
    (
        "features",
        &[
            "auth",
            "clock",
            "code",
            "db",
            "entities",
            "error",
            "files",
            "http",
            "language",
            "state",
            "telemetry",
            "vault",
        ],
    ),
    (
        "demo",
        &[
            "auth", "clock", "code", "db", "entities", "error", "features", "files", "http", "language", "vault",
        ],
    ),
    (
        "auth",
        &["db", "entities", "error", "http", "language", "state", "vault"],
    ),
    ("http", &["db", "entities", "error", "language"]),
    ("db", &["entities", "error", "vault"]),
    ("state", &["auth", "clock", "config", "error", "files", "vault"]),
    ("spa", &["error"]),
    ("error", &["files", "language", "telemetry", "vault"]),
    ("telemetry", &["language"]),
    ("files", &["config", "vault"]),
    ("entities", &[]),
    ("config", &[]),
    ("clock", &[]),
    ("language", &[]),
    ("vault", &[]),
    ("code", &["vault"]),
];

/// Files longer than this are hard to read, tests not counted; those that may be are named here.
const LONGEST_FILE: usize = 400;
const MAY_BE_LONGER: &[&str] = &[
    "demo/families.rs",
    "error/problem.rs",
    "features/families/import/plan.rs",
    "features/liaison/coverage.rs",
    "features/personnel/import.rs",
    "main.rs",
];

#[derive(Debug)]
struct Source {
    /// Below `src`, such as `features/plan/dto.rs`.
    path: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    fn feature(&self) -> Option<&str> {
        self.path
            .strip_prefix("features/")?
            .split_once('/')
            .map(|(feature, _)| feature)
    }

    /// Every path that a `use crate::…;` of the file names, braces taken apart.
    fn imports(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut rest = self.text.as_str();
        while let Some(at) = rest.find("use crate::") {
            let begins_line = rest[..at].lines().last().is_none_or(|line| {
                matches!(line.trim(), "" | "pub" | "pub(super)" | "pub(crate)") || rest[..at].ends_with('\n')
            });
            rest = &rest[at + "use crate::".len()..];
            let Some(end) = rest.find(';') else { break };
            if begins_line {
                let tree: String = rest[..end].split_whitespace().collect();
                take_apart(&tree, "", &mut found);
            }
            rest = &rest[end..];
        }
        found
    }
}

/// `a::{b,c::{d}}` → `a::b`, `a::c::d`.
fn take_apart(tree: &str, above: &str, found: &mut Vec<String>) {
    let mut depth = 0;
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, character) in tree.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[start..]);
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        match part.split_once('{') {
            Some((path, inner)) => take_apart(
                inner.strip_suffix('}').unwrap_or(inner),
                &format!("{above}{path}"),
                found,
            ),
            None => found.push(format!("{above}{part}")),
        }
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    let read = |file: PathBuf| Source {
        path: file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(),
        text: fs::read_to_string(file).unwrap(),
    };
    files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "rs"))
        .map(read)
        .collect()
}

#[test]
fn rooms_import_only_what_the_plan_of_the_house_lets_them() {
    let plan: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| !matches!(source.room(), "main" | "lib"))
    {
        let Some(allowed) = plan.get(source.room()) else {
            wrong.push(format!(
                "{}: the room {} is not in the plan",
                source.path,
                source.room()
            ));
            continue;
        };
        for import in source.imports() {
            let room = import.split("::").next().unwrap_or_default();
            let within = room == source.room();
            if !within && !allowed.contains(&room) {
                wrong.push(format!("{} imports {import}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn another_feature_is_used_only_through_what_it_exports() {
    let mut wrong = Vec::new();
    let sources = sources();
    let private: BTreeMap<&str, BTreeSet<&str>> = sources
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs"))
        .filter_map(|source| {
            let modules = source
                .text
                .lines()
                .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
            Some((
                source.path.strip_prefix("features/")?.strip_suffix("/mod.rs")?,
                modules.collect(),
            ))
        })
        .collect();
    for source in &sources {
        for import in source.imports() {
            let mut path = import.split("::");
            let (Some("features"), Some(other)) = (path.next(), path.next()) else {
                continue;
            };
            let reached = path.next().unwrap_or_default();
            if source.feature() != Some(other) && private.get(other).is_some_and(|modules| modules.contains(reached)) {
                wrong.push(format!("{} imports {import}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn features_do_not_import_each_other_in_a_circle() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        let Some(feature) = source.feature() else { continue };
        for import in source.imports() {
            if let Some(other) = import
                .strip_prefix("features::")
                .and_then(|path| path.split("::").next())
                && other != feature
            {
                uses.entry(feature.to_owned()).or_default().insert(other.to_owned());
            }
        }
    }
    let mut open: BTreeSet<&String> = uses.keys().collect();
    loop {
        let still = |feature: &&String| {
            uses.get(*feature)
                .is_some_and(|others| others.iter().any(|other| open.contains(other)))
        };
        let left: BTreeSet<&String> = open.iter().copied().filter(still).collect();
        if left.len() == open.len() {
            break;
        }
        open = left;
    }
    assert!(open.is_empty(), "a circle among {open:?}: {uses:#?}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut long = Vec::new();
    for source in sources() {
        let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().count();
        if lines > LONGEST_FILE && !MAY_BE_LONGER.contains(&source.path.as_str()) {
            long.push(format!("{} ({lines} lines)", source.path));
        }
    }
    assert!(
        long.is_empty(),
        "longer than {LONGEST_FILE} lines without tests: {long:?}"
    );
}

#[test]
fn imports_are_read_from_nested_braces() {
    let source = Source {
        path: "features/x/y.rs".into(),
        text: "use crate::{\n    auth::{Actor, scope},\n    error::Result,\n};\npub use crate::db::write;\n".into(),
    };
    assert_eq!(
        source.imports(),
        ["auth::Actor", "auth::scope", "error::Result", "db::write"]
    );
}

/// The API document knows a schema by the last part of its type's name: of two types with one name it keeps only one.
#[test]
fn no_two_types_share_the_name_of_a_schema() {
    let mut seen = BTreeMap::new();
    let mut twice = Vec::new();
    for source in sources() {
        let mut described = false;
        for line in source.text.lines() {
            if line.starts_with("#[derive(") {
                described = line.contains("ToSchema");
            } else if let Some(name) = declared_type(line) {
                if described && let Some(first) = seen.insert(name.to_owned(), source.path.clone()) {
                    twice.push(format!("{name}: {first} and {}", source.path));
                }
                described = false;
            }
        }
    }
    assert!(seen.contains_key("LedgerEntry"), "no types were found");
    assert!(twice.is_empty(), "{twice:#?}");
}

fn declared_type(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("pub struct ")
        .or_else(|| line.strip_prefix("pub enum "))?;
    rest.split(|sign: char| !sign.is_alphanumeric()).next()
}
