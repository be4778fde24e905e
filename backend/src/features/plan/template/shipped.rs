//! The templates that ship with the product.

use std::sync::LazyLock;

use super::PlanTemplate;
use crate::error::{Error, Result};

const SOURCES: [&str; 1] = [include_str!("chuxiong-2012.toml")];

static TEMPLATES: LazyLock<Result<Vec<PlanTemplate>, String>> = LazyLock::new(|| {
    SOURCES
        .iter()
        .map(|source| toml::from_str(source).map_err(|error| error.to_string()))
        .collect()
});

/// All templates.
pub fn all() -> Result<&'static [PlanTemplate]> {
    match &*TEMPLATES {
        Ok(templates) => Ok(templates),
        Err(error) => Err(Error::Internal(error.clone())),
    }
}

/// The template with this code, if there is one.
pub fn find(code: &str) -> Result<Option<&'static PlanTemplate>> {
    Ok(all()?.iter().find(|template| template.code == code))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::entities::plan::LedgerPolicy;

    fn chuxiong() -> &'static PlanTemplate {
        find("chuxiong-2012").unwrap().unwrap()
    }

    #[test]
    fn the_template_holds_what_the_plan_says() {
        let template = chuxiong();
        assert_eq!(template.units.len(), 6);
        assert_eq!(template.group_size(), 13);
        assert_eq!(template.schemes.len(), 4);
        assert_eq!(template.ledger_categories.len(), 9);
        assert_eq!(template.study.themes.len(), 4);
        assert_eq!(template.ledger_policy, LedgerPolicy::default());
    }

    #[test]
    fn what_the_plan_leaves_blank_is_blank() {
        let duty = |code: &str| chuxiong().duties.iter().find(|duty| duty.code == code).unwrap();
        assert_eq!(duty("branch_visit").target, None);
        assert_eq!(duty("observation_term").target, Some(40));
        assert!(duty("observation_month").informational);
        assert!(duty("home_visit").options.everyone);
        assert_eq!(chuxiong().document_number, None);
    }

    #[test]
    fn codes_occur_once() {
        let codes: BTreeSet<_> = chuxiong().duties.iter().map(|duty| &duty.code).collect();
        assert_eq!(codes.len(), chuxiong().duties.len());
    }
}
