//! The columns of a sheet, by the many ways their headers are written.

/// A column that an import takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The header of the national sheet.
    pub title: &'static str,
    /// Other headers that mean the same.
    pub also: &'static [&'static str],
    pub required: bool,
}

impl Column {
    pub const fn required(title: &'static str) -> Self {
        Self {
            title,
            also: &[],
            required: true,
        }
    }

    pub const fn optional(title: &'static str) -> Self {
        Self {
            title,
            also: &[],
            required: false,
        }
    }

    pub const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// `plain` comes from [`plain_header`].
    pub fn is_called(&self, plain: &str) -> bool {
        self.title == plain || self.also.contains(&plain)
    }
}

/// A header without what people decorate it with: `★ 姓　名 *` → `姓名`, `国籍／地区` → `国籍/地区`.
pub fn plain_header(written: &str) -> String {
    written
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .filter(|c| !matches!(c, '*' | '★' | '☆' | '※' | '●' | '\u{FEFF}' | '\u{200B}' | ':'))
        .take(60)
        .collect::<String>()
        .trim_end_matches("(必填)")
        .trim_end_matches("(选填)")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_whatever_decorates_it() {
        for written in [
            "姓名*",
            "★姓名",
            " 姓　名 ",
            "＊姓名＊",
            "姓名：",
            "姓名(必填)",
            "姓名（必填）",
        ] {
            assert_eq!(plain_header(written), "姓名", "{written}");
        }
        assert_eq!(plain_header("国籍／地区*"), "国籍/地区");
        assert_eq!(plain_header("成员１姓名"), "成员1姓名");
        assert_eq!(plain_header("***"), "");
    }
}
