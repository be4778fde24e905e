//! What must not stand on the board: numbers of people, and names of pupils, guardians and staff of the school.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::{
    auth::scope::units_below,
    entities::{guardian, household, ids::OrgUnitId, person, student},
    error::{Error, FieldError, Result},
    language::text,
};

/// A phone number has 7 digits at least, an ID or pupil number more.
const NUMBER: usize = 7;

/// Refuses texts with personal data; every complaint names the field and what was found.
///
/// # Errors
/// [`Error::Invalid`]
pub async fn check(
    db: &impl ConnectionTrait,
    school_id: OrgUnitId,
    texts: &[(&str, &str)],
    not_names: &[String],
) -> Result<()> {
    let names = names_of(db, school_id).await?;
    let mut problems = Vec::new();
    for (field, content) in texts {
        if let Some(number) = long_number(content) {
            problems.push(FieldError {
                pointer: format!("#/{field}"),
                code: "personal_number".into(),
                detail: text(
                    format!("含有像电话或证件号的数字“{number}”，请去掉"),
                    format!("holds what looks like a phone or ID number, \"{number}\": take it out"),
                ),
            });
        }
        let named = names
            .iter()
            .filter(|name| content.contains(name.as_str()) && !not_names.contains(name));
        problems.extend(named.map(|name| FieldError {
            pointer: format!("#/{field}"),
            code: "personal_name".into(),
            detail: text(
                format!("“{name}”是本校学生、家长或教职工的姓名，请去掉；若不是指人，请确认后再公开"),
                format!("\"{name}\" is the name of a pupil, guardian or member of staff: take it out, or confirm that nobody is meant"),
            ),
        }));
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(problems))
}

async fn names_of(db: &impl ConnectionTrait, school_id: OrgUnitId) -> Result<Vec<String>> {
    let units = || units_below(&[school_id]);
    let mut names: Vec<String> = student::Entity::find()
        .select_only()
        .column(student::Column::Name)
        .filter(student::Column::UnitId.in_subquery(units()))
        .into_tuple()
        .all(db)
        .await?;
    let households = household::Entity::find()
        .select_only()
        .column(household::Column::Id)
        .filter(household::Column::UnitId.in_subquery(units()))
        .into_query();
    names.extend(
        guardian::Entity::find()
            .select_only()
            .column(guardian::Column::Name)
            .filter(guardian::Column::HouseholdId.in_subquery(households))
            .into_tuple::<String>()
            .all(db)
            .await?,
    );
    names.extend(
        person::Entity::find()
            .select_only()
            .column(person::Column::Name)
            .filter(person::Column::UnitId.in_subquery(units()))
            .into_tuple::<String>()
            .all(db)
            .await?,
    );
    names.retain(|name| name.chars().count() > 1);
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// The first run of digits that could be somebody's number; spaces and hyphens inside do not hide it.
fn long_number(content: &str) -> Option<String> {
    let mut run = String::new();
    for sign in content.chars().chain([' ', '。']) {
        if sign.is_ascii_digit() || (!run.is_empty() && matches!(sign, ' ' | '-' | 'X' | 'x')) {
            run.push(sign);
            continue;
        }
        if run.chars().filter(char::is_ascii_digit).count() >= NUMBER {
            return Some(run.trim().to_owned());
        }
        run.clear();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_found_and_others_are_not() {
        assert_eq!(long_number("请打 138 0000-1111。").as_deref(), Some("138 0000-1111"));
        assert_eq!(
            long_number("证件11010519491231002X").as_deref(),
            Some("11010519491231002X")
        );
        assert_eq!(long_number("2026年11月配了3个保温箱，62度"), None);
    }
}
