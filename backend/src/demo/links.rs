//! Who is tied to whom in a demo school: the four liaison schemes.

use uuid::Uuid;

use super::{
    World,
    families::Class,
    schools::School,
    staff::{Staff, Team},
};
use crate::entities::{
    ids::{LiaisonLinkId, OrgUnitId},
    liaison_link,
    liaison_link::LinkOrigin,
    liaison_scheme::LiaisonTargetKind,
};

/// What a link points at.
#[derive(Clone, Copy)]
enum Target {
    Unit,
    Grade(i16),
    Person(Uuid),
    Household(Uuid),
}

impl World {
    /// Leaders to village schools, grades and staff; homeroom and subject teachers to the families of their classes.
    pub(super) fn link(&mut self, school: &School, team: &Team, classes: &[Class]) {
        for (leader, village) in team.leaders().zip(&school.villages) {
            self.tie("leader_branch", leader, village.id, Target::Unit, team);
        }
        let middle: Vec<&Staff> = team.middle_and_above().collect();
        for (leader, grade) in middle.iter().zip(1..=6) {
            self.tie("leader_grade", leader, school.central.id, Target::Grade(grade), team);
        }
        // The last ten have no leader yet: the coverage page has something to say.
        let teachers: Vec<&Staff> = team.teachers.iter().flatten().collect();
        for (index, teacher) in teachers.iter().enumerate().take(teachers.len().saturating_sub(10)) {
            let leader = middle[index % middle.len()];
            self.tie(
                "leader_staff",
                leader,
                teacher.unit,
                Target::Person(teacher.person.0),
                team,
            );
        }
        for class in classes {
            for (teacher, _) in &class.teachers {
                let mut households: Vec<_> = class.pupils.iter().map(|pupil| pupil.household.0).collect();
                households.sort_unstable();
                households.dedup();
                for household in households {
                    let fresh = self.tied.insert((teacher.person, household));
                    if fresh {
                        self.tie(
                            "teacher_family",
                            teacher,
                            class.unit,
                            Target::Household(household),
                            team,
                        );
                    }
                }
            }
        }
    }

    fn tie(&mut self, scheme: &str, who: &Staff, unit_id: OrgUnitId, target: Target, team: &Team) {
        let starts_on = self.calendar.years[1].1;
        let target_kind = match target {
            Target::Unit => LiaisonTargetKind::Unit,
            Target::Grade(_) => LiaisonTargetKind::Grade,
            Target::Person(_) => LiaisonTargetKind::Person,
            Target::Household(_) => LiaisonTargetKind::Household,
        };
        let mut link = liaison_link::Model {
            id: LiaisonLinkId(self.dice.id(self.at)),
            scheme_code: scheme.to_owned(),
            unit_id,
            person_id: who.person,
            target_kind,
            target_unit_id: None,
            target_grade: None,
            target_class_id: None,
            target_person_id: None,
            target_student_id: None,
            target_household_id: None,
            starts_on,
            ends_on: None,
            end_reason: None,
            origin: if scheme == "teacher_family" {
                LinkOrigin::Derived
            } else {
                LinkOrigin::Manual
            },
            created_by: team.office.account,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        };
        match target {
            Target::Unit => link.target_unit_id = Some(unit_id),
            Target::Grade(grade) => {
                link.target_unit_id = Some(unit_id);
                link.target_grade = Some(grade);
            }
            Target::Person(person) => link.target_person_id = Some(crate::entities::ids::PersonId(person)),
            Target::Household(household) => {
                link.target_household_id = Some(crate::entities::ids::HouseholdId(household));
            }
        }
        self.rows.liaison_links.push(link);
    }
}
