//! What a class is called: `三年级2班`, `三（2）班`, `大一班`, or the national class number (班号) `202302`.

use crate::entities::class::Stage;

/// Stage, grade (1 is the first of the stage) and number of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClassKey {
    pub stage: Stage,
    pub grade: i16,
    pub number: i16,
}

const NUMERALS: &str = "一二三四五六七八九";
const KINDERGARTEN: &str = "小中大";

impl ClassKey {
    /// Reads a class as people write it. The national class number (year of entry and number) needs two things more:
    /// the `school`'s own stage and `autumn`, the year in which the school year begins.
    pub fn read(written: &str, autumn: i32, school: Stage) -> Option<Self> {
        let text: Vec<char> = written
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '（' | '）' | '第'))
            .collect();
        if text.iter().all(char::is_ascii_digit) {
            return Self::of_number(&text.iter().collect::<String>(), autumn, school);
        }
        let text = text.strip_suffix(&['班']).unwrap_or(&text);
        let (first, rest) = text.split_first()?;
        if let Some(grade) = KINDERGARTEN.chars().position(|c| c == *first) {
            return Some(Self {
                stage: Stage::Kindergarten,
                grade: i16::try_from(grade).ok()? + 1,
                number: if rest.is_empty() { 1 } else { number(rest)? },
            });
        }
        let grade = digit(*first)?;
        let rest = rest
            .strip_prefix(&['年', '级'])
            .or_else(|| rest.strip_prefix(&['年']))
            .unwrap_or(rest);
        let number = if rest.is_empty() { 1 } else { number(rest)? };
        let (stage, grade) = if grade <= 6 {
            (Stage::Primary, grade)
        } else {
            (Stage::Junior, grade - 6)
        };
        Some(Self { stage, grade, number })
    }

    /// `202302`: entered in 2023, class 2.
    fn of_number(number: &str, autumn: i32, stage: Stage) -> Option<Self> {
        let entered: i32 = number.get(..4)?.parse().ok()?;
        let last = if stage == Stage::Primary { 6 } else { 3 };
        let grade = i16::try_from(autumn - entered + 1)
            .ok()
            .filter(|grade| (1..=last).contains(grade))?;
        Some(Self {
            stage,
            grade,
            number: number.get(4..)?.parse().ok().filter(|number| *number > 0)?,
        })
    }

    /// The usual name: `三年级2班`, `大1班`.
    pub fn name(self) -> String {
        let numeral = |at: i16| {
            NUMERALS
                .chars()
                .nth(usize::try_from(at - 1).unwrap_or(0))
                .unwrap_or('一')
        };
        match self.stage {
            Stage::Kindergarten => {
                let grade = KINDERGARTEN
                    .chars()
                    .nth(usize::try_from(self.grade - 1).unwrap_or(0))
                    .unwrap_or('小');
                format!("{grade}{}班", self.number)
            }
            Stage::Primary => format!("{}年级{}班", numeral(self.grade), self.number),
            Stage::Junior => format!("{}年级{}班", numeral(self.grade + 6), self.number),
        }
    }
}

fn digit(c: char) -> Option<i16> {
    let at = NUMERALS.chars().position(|numeral| numeral == c);
    let value = match at {
        Some(at) => i16::try_from(at).ok()? + 1,
        None => i16::try_from(c.to_digit(10)?).ok()?,
    };
    (1..=9).contains(&value).then_some(value)
}

fn number(text: &[char]) -> Option<i16> {
    match text {
        ['十', one] => Some(10 + digit(*one)?),
        ['十'] => Some(10),
        [one] => digit(*one),
        _ => text
            .iter()
            .collect::<String>()
            .parse()
            .ok()
            .filter(|number| (1..=99).contains(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_read_however_it_is_written() {
        let third = |number| ClassKey {
            stage: Stage::Primary,
            grade: 3,
            number,
        };
        for written in [
            "三年级2班",
            "三（2）班",
            "3年级2班",
            "三(二)班",
            "三年级 第2班",
            "202402",
            "3.2",
        ] {
            let read = ClassKey::read(written, 2026, Stage::Primary);
            assert_eq!(read, (written != "3.2").then(|| third(2)), "{written}");
        }
        assert_eq!(ClassKey::read("三年级", 2026, Stage::Primary), Some(third(1)));
        assert_eq!(ClassKey::read("2010", 2026, Stage::Primary), None);
        assert_eq!(
            ClassKey::read("202402", 2026, Stage::Kindergarten).map(ClassKey::name),
            Some("大2班".into())
        );
        assert_eq!(ClassKey::read("202302", 2026, Stage::Kindergarten), None);
        assert_eq!(ClassKey::read("", 2026, Stage::Primary), None);
        assert_eq!(ClassKey::read("快乐班", 2026, Stage::Primary), None);
        assert_eq!(
            ClassKey::read("大二班", 2026, Stage::Primary),
            Some(ClassKey {
                stage: Stage::Kindergarten,
                grade: 3,
                number: 2
            })
        );
    }

    #[test]
    fn the_usual_name_reads_back() {
        for stage in [Stage::Kindergarten, Stage::Primary, Stage::Junior] {
            for grade in 1..=3 {
                let key = ClassKey {
                    stage,
                    grade,
                    number: 12,
                };
                assert_eq!(
                    ClassKey::read(&key.name(), 2026, Stage::Primary),
                    Some(key),
                    "{}",
                    key.name()
                );
            }
        }
    }
}
