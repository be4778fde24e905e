//! The two languages of every message, and the one the current request asked for.

use std::borrow::Cow;

use chrono::NaiveDate;

/// The languages that Lianxin speaks; Chinese is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

tokio::task_local! {
    static CURRENT: Language;
}

impl Language {
    /// The first language of an `Accept-Language` header that we speak, Chinese when there is none.
    pub fn accepted(header: &str) -> Self {
        header
            .split(',')
            .map(|range| range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
            .find_map(|range| match range.get(..2)? {
                "zh" => Some(Self::Chinese),
                "en" => Some(Self::English),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The language of the request that is being answered.
    pub fn current() -> Self {
        CURRENT.try_with(|language| *language).unwrap_or_default()
    }

    /// Answers a request in this language.
    pub async fn scope<F: Future>(self, future: F) -> F::Output {
        CURRENT.scope(self, future).await
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// A message in both languages; it is shown in the language of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub zh: Cow<'static, str>,
    pub en: Cow<'static, str>,
}

/// Writes a message in both languages.
pub fn text(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Text {
    Text {
        zh: zh.into(),
        en: en.into(),
    }
}

/// A word in the language of the request.
pub fn say(zh: &'static str, en: &'static str) -> &'static str {
    match Language::current() {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// A day as people write it: 2026年11月20日, 20 November 2026.
pub fn day(date: NaiveDate) -> String {
    match Language::current() {
        Language::Chinese => date.format("%Y年%-m月%-d日").to_string(),
        Language::English => date.format("%-d %B %Y").to_string(),
    }
}

/// Cents in yuan, exactly: 4000 → 40.00.
pub fn yuan(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Where a day is written by hand.
pub fn blank_day() -> &'static str {
    say("　　　年　　月　　日", "")
}

impl Text {
    pub fn show(&self) -> &str {
        match Language::current() {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_speak_wins() {
        assert_eq!(Language::accepted("en-GB,en;q=0.9,zh;q=0.8"), Language::English);
        assert_eq!(Language::accepted("fr, zh-CN"), Language::Chinese);
        assert_eq!(Language::accepted("文"), Language::Chinese);
        assert_eq!(Language::accepted(""), Language::Chinese);
    }
}
