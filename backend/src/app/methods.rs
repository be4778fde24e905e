//! Which methods a path has. Handlers are matched by path and method at once, so the router cannot tell 405 from 404.

use std::{collections::BTreeSet, sync::LazyLock};

use utoipa::openapi::{OpenApi as Document, PathItem};

static METHODS: LazyLock<Methods> = LazyLock::new(|| Methods::of(&super::document()));

/// The paths of the API document with their methods.
struct Methods(Vec<(String, BTreeSet<&'static str>)>);

impl Methods {
    fn of(document: &Document) -> Self {
        let paths = document.paths.paths.iter();
        let known = paths.map(|(path, item)| (path.clone(), methods_of(item)));
        let document_itself = ("/api/v1/openapi.json".to_owned(), BTreeSet::from(["GET"]));
        Self(known.chain([document_itself]).collect())
    }

    /// A path that is written out is not also one with an id: `/org-units/tree` is no unit.
    fn at(&self, path: &str) -> BTreeSet<&'static str> {
        if let Some((_, methods)) = self.0.iter().find(|(template, _)| template == path) {
            return methods.clone();
        }
        let fitting = self.0.iter().filter(|(template, _)| fits(template, path));
        fitting.flat_map(|(_, methods)| methods.iter().copied()).collect()
    }
}

/// The methods that a path of the API takes; none when there is no such path.
pub(super) fn at(path: &str) -> Vec<String> {
    METHODS.at(path).into_iter().map(str::to_owned).collect()
}

fn methods_of(item: &PathItem) -> BTreeSet<&'static str> {
    let methods = [
        ("GET", item.get.is_some()),
        ("POST", item.post.is_some()),
        ("PUT", item.put.is_some()),
        ("PATCH", item.patch.is_some()),
        ("DELETE", item.delete.is_some()),
    ];
    methods
        .into_iter()
        .filter_map(|(method, known)| known.then_some(method))
        .collect()
}

fn fits(template: &str, path: &str) -> bool {
    let mut given = path.split('/');
    let fitting = template.split('/').all(|wanted| {
        given
            .next()
            .is_some_and(|part| wanted == part || (wanted.starts_with('{') && !part.is_empty()))
    });
    fitting && given.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_its_template_segment_by_segment() {
        assert!(fits("/org-units/{id}", "/org-units/7"));
        assert!(!fits("/org-units/{id}", "/org-units"));
        assert!(!fits("/org-units/{id}", "/org-units/"));
        assert!(!fits("/org-units/{id}", "/org-units/7/x"));
    }

    #[test]
    fn a_known_path_has_methods_and_an_unknown_one_has_none() {
        assert_eq!(at("/api/v1/org-units"), ["GET", "POST"]);
        assert_eq!(at("/api/v1/openapi.json"), ["GET"]);
        assert_eq!(at("/api/v1/org-units/tree"), ["GET"]);
        assert_eq!(at("/api/v1/org-units/7"), ["GET", "PATCH"]);
        assert!(at("/api/v1/nothing").is_empty());
    }
}
