//! What in a template stands for something of the entry; whoever inserts it puts the entry's own words there.

use crate::{
    error::{Error, Result},
    language::text,
};

/// Number, managing unit and title of the entry.
const KNOWN: [&str; 3] = ["编号", "单位", "标题"];

/// Refuses a template with a placeholder that nothing stands behind: it would be sent as it is.
pub fn check(template: &str) -> Result<()> {
    match unknown(template) {
        None => Ok(()),
        Some(name) => Err(Error::invalid(
            "text",
            "unknown_placeholder",
            text(
                format!("没有 {{{name}}} 这个占位词，可用：{{编号}} {{单位}} {{标题}}"),
                format!("{{{name}}} stands for nothing; known: {{编号}} number, {{单位}} unit, {{标题}} title"),
            ),
        )),
    }
}

/// The first placeholder that is not known.
fn unknown(template: &str) -> Option<&str> {
    let names = template.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    names.map(|(name, _)| name).find(|name| !KNOWN.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_for_something_is_a_placeholder() {
        assert_eq!(unknown("您反映的“{标题}”（{编号}）已办结。"), None);
        assert_eq!(unknown("您好，{姓名}："), Some("姓名"));
        assert_eq!(unknown("大括号 { 单独出现不算"), None);
    }
}
