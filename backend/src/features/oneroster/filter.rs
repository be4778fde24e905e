//! The filter grammar of the standard: `status='active' AND dateLastModified>'2026-09-01T00:00:00Z'`.

/// A filter: conditions that must all hold, or of which one must hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Filter {
    pub joined_by: Logic,
    pub conditions: Vec<Condition>,
}

/// How the conditions of a filter are joined. The standard knows no brackets, so that all are joined in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logic {
    And,
    Or,
}

/// A field compared with a value.
#[derive(Debug, PartialEq, Eq)]
pub struct Condition {
    pub field: String,
    pub operator: Operator,
    pub value: String,
}

/// The comparisons of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
}

/// The longer ones first, so that `>=` is not read as `>`.
const OPERATORS: [(&str, Operator); 7] = [
    ("!=", Operator::NotEqual),
    (">=", Operator::GreaterOrEqual),
    ("<=", Operator::LessOrEqual),
    ("=", Operator::Equal),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("~", Operator::Contains),
];

/// Nobody needs more, and each costs a comparison a row.
const MOST_CONDITIONS: usize = 10;

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// Says what cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut conditions = Vec::new();
        let mut joined_by = None;
        let mut rest = text.trim();
        loop {
            let (condition, after) = condition(rest)?;
            conditions.push(condition);
            rest = after.trim_start();
            if rest.is_empty() {
                break;
            }
            let (logic, after) = logic(rest)?;
            if joined_by.is_some_and(|before| before != logic) {
                return Err("AND and OR cannot be mixed".into());
            }
            if conditions.len() == MOST_CONDITIONS {
                return Err(format!("more than {MOST_CONDITIONS} conditions"));
            }
            joined_by = Some(logic);
            rest = after.trim_start();
        }
        Ok(Self {
            joined_by: joined_by.unwrap_or(Logic::And),
            conditions,
        })
    }
}

fn condition(text: &str) -> Result<(Condition, &str), String> {
    let end = text
        .find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.')
        .unwrap_or(text.len());
    let (field, rest) = text.split_at(end);
    if field.is_empty() {
        return Err(format!("a field is missing at: {}", shortened(text)));
    }
    let rest = rest.trim_start();
    let (sign, operator) = OPERATORS
        .into_iter()
        .find(|(sign, _)| rest.starts_with(sign))
        .ok_or_else(|| format!("one of = != > >= < <= ~ is missing after {field}"))?;
    let (value, rest) = rest[sign.len()..]
        .trim_start()
        .strip_prefix('\'')
        .and_then(|rest| rest.split_once('\''))
        .ok_or_else(|| format!("the value of {field} must stand in single quotes"))?;
    let condition = Condition {
        field: field.to_owned(),
        operator,
        value: value.to_owned(),
    };
    Ok((condition, rest))
}

fn logic(text: &str) -> Result<(Logic, &str), String> {
    let word = text.split_whitespace().next().unwrap_or_default();
    let logic = match word {
        "AND" => Logic::And,
        "OR" => Logic::Or,
        _ => return Err(format!("AND or OR is missing at: {}", shortened(text))),
    };
    Ok((logic, &text[word.len()..]))
}

fn shortened(text: &str) -> String {
    text.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Operator, String)> {
        let filter = Filter::read(text).unwrap();
        let parts = filter.conditions.into_iter();
        parts.map(|one| (one.field, one.operator, one.value)).collect()
    }

    #[test]
    fn conditions_are_read_with_or_without_blanks() {
        let one = |field: &str, operator, value: &str| (field.to_owned(), operator, value.to_owned());
        assert_eq!(read("status='active'"), [one("status", Operator::Equal, "active")]);
        assert_eq!(
            read(" school.sourcedId != 'a b' AND title ~ '年级'"),
            [
                one("school.sourcedId", Operator::NotEqual, "a b"),
                one("title", Operator::Contains, "年级")
            ]
        );
        assert_eq!(
            read("dateLastModified>='2026-09-01'OR dateLastModified<'2025'"),
            [
                one("dateLastModified", Operator::GreaterOrEqual, "2026-09-01"),
                one("dateLastModified", Operator::Less, "2025")
            ]
        );
        assert_eq!(Filter::read("a='1' OR b='2'").unwrap().joined_by, Logic::Or);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (text, why) in [
            ("", "a field is missing"),
            ("status", "is missing after status"),
            ("status=active", "single quotes"),
            ("status='active", "single quotes"),
            ("status='a' NOT b='c'", "AND or OR is missing"),
            ("a='1' AND b='2' OR c='3'", "cannot be mixed"),
            ("a='1' AND", "a field is missing"),
            ("年='1'", "a field is missing"),
        ] {
            let refusal = Filter::read(text).unwrap_err();
            assert!(refusal.contains(why), "{text}: {refusal}");
        }
        let many = ["a='1'"; 11].join(" AND ");
        assert!(Filter::read(&many).is_err());
    }
}
