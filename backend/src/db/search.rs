//! Search in Chinese text by substring, from two characters up, with an index on both databases.
//!
//! Trigram indexes find nothing for two characters, the usual length of a name. So the application writes a column
//! of single characters and pairs ("王小明" → "王 小 明 王小 小明") which both databases index as plain words.

use sea_orm::{
    DbBackend, IdenStatic,
    sea_query::{Alias, Expr, ExprTrait, Func, Query, SimpleExpr},
};

/// The search text of some fields: every character and every pair of neighbours, lower case, once each.
pub fn index_text<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut words = Vec::new();
    for field in fields {
        for run in runs(field) {
            words.extend(run.iter().map(ToString::to_string));
            words.extend(run.windows(2).map(String::from_iter));
        }
    }
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// The words that must all be present for `q` to occur; empty when nothing searchable was typed.
fn query_words(q: &str) -> Vec<String> {
    runs(q)
        .flat_map(|run| match run.len() {
            1 => vec![run[0].to_string()],
            _ => run.windows(2).map(String::from_iter).collect(),
        })
        .take(16)
        .collect()
}

/// Whether the row whose search column is `table.search` contains `q`.
///
/// SQLite looks into the full-text table `<table>_search`, PostgreSQL into the column's own index.
pub fn matches(backend: DbBackend, table: &impl IdenStatic, q: &str) -> SimpleExpr {
    let words = query_words(q);
    let table = table.as_str();
    if words.is_empty() {
        return Expr::value(false);
    }
    if backend == DbBackend::Sqlite {
        let quoted = words
            .iter()
            .map(|word| format!("\"{word}\""))
            .collect::<Vec<_>>()
            .join(" ");
        let index = format!("{table}_search");
        let hits = Query::select()
            .column(Alias::new("id"))
            .from(Alias::new(&index))
            .and_where(
                Expr::col(Alias::new("search"))
                    .binary(sea_orm::sea_query::extension::sqlite::SqliteBinOper::Match, quoted),
            )
            .to_owned();
        Expr::col((Alias::new(table), Alias::new("id"))).in_subquery(hits)
    } else {
        let quoted = words
            .iter()
            .map(|word| format!("'{word}'"))
            .collect::<Vec<_>>()
            .join(" & ");
        let document = Func::cust(Alias::new("to_tsvector"))
            .arg(Expr::cust("'simple'::regconfig"))
            .arg(Expr::col((Alias::new(table), Alias::new("search"))));
        let wanted = Func::cust(Alias::new("to_tsquery"))
            .arg(Expr::cust("'simple'::regconfig"))
            .arg(Expr::value(quoted));
        Expr::expr(document).binary(
            sea_orm::sea_query::extension::postgres::PgBinOper::Matches,
            Expr::expr(wanted),
        )
    }
}

/// Runs of letters and digits, lower case; everything else separates.
fn runs(text: &str) -> impl Iterator<Item = Vec<char>> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
        .map(|run| run.chars().collect())
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_characters_and_pairs() {
        assert_eq!(index_text(["王小明"]), "小 小明 明 王 王小");
        assert_eq!(index_text(["A1 王", ""]), "1 a a1 王");
    }

    #[test]
    fn a_query_asks_for_pairs() {
        assert_eq!(query_words("小明"), ["小明"]);
        assert_eq!(query_words("王小明"), ["王小", "小明"]);
        assert_eq!(query_words("明"), ["明"]);
        assert!(query_words(" %_'\" ").is_empty());
    }
}
