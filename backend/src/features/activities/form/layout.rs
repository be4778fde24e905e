//! What a form is made of: what stands on each is in [`super::kinds`].

/// A label in Chinese and English.
pub type Label = (&'static str, &'static str);

/// The form of a kind.
#[derive(Debug)]
pub struct Layout {
    pub title: Label,
    /// What the main actor is called on it.
    pub actor: Label,
    /// What the text is called on it.
    pub text: Label,
    /// Boxes before the text: what it was for.
    pub aims: &'static [Field],
    pub fields: &'static [Field],
    /// Who else signs it by hand.
    pub signs: Option<Label>,
}

/// A field of the kind's own details.
#[derive(Debug)]
pub struct Field {
    /// Its place below the kind, such as `purpose` or `meeting.agenda`.
    pub place: &'static str,
    pub label: Label,
    pub shape: Shape,
}

/// How a field is shown.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A short value in the head: text, number, date, yes or no.
    Fact,
    /// A value of an enum, in words.
    Word(&'static [(&'static str, Label)]),
    /// A box with room for so many lines.
    Room(u8),
    /// 在场家庭成员.
    Family,
    /// Money kept in cents (分).
    Money,
    /// 议定事项, as a table.
    Decisions,
    /// 签到名单, as a table of names.
    Attendance,
    /// 检查项目, as a table.
    Checks(&'static [(&'static str, Label)]),
}

pub const fn field(place: &'static str, label: Label, shape: Shape) -> Field {
    Field { place, label, shape }
}
