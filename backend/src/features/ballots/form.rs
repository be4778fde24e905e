//! The form of a ballot (测评票): what can be graded, and whether a ballot fits it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    boxes::RoundBox,
    content::{Content, Remark},
};
use crate::{
    entities::{
        ballot::Choices,
        evaluation_object,
        evaluation_rules::ObjectKind,
        ids::{BallotBoxId, EvaluationObjectId},
    },
    error::{Error, FieldError, Result},
    features::accounts::unit_names,
    language::text,
};

/// Remarks of one ballot.
const MOST_REMARKS: usize = 20;
/// Signs of all remarks of one ballot together.
const MOST_SIGNS: usize = 2_000;
/// Bytes that remarks take at most: four for a sign, and what stands around each remark.
const ROOM_FOR_REMARKS: usize = MOST_SIGNS * 4 + MOST_REMARKS * 100;
/// Ballots are filled up to a multiple of this.
const STEP: usize = 1_024;

/// What a ballot asks (测评票).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BallotForm {
    pub box_id: BallotBoxId,
    #[schema(example = "2026年干部考评")]
    pub round_title: String,
    #[schema(example = "大地基乡中心小学")]
    pub unit_name: String,
    /// Whose ballot it is.
    #[schema(example = "家长代表")]
    pub group_name: String,
    /// What voters are told.
    #[schema(required)]
    pub notes: Option<String>,
    /// When ballots stop being taken, at the latest.
    #[schema(required)]
    pub closes_at: Option<DateTime<Utc>>,
    /// Whom or what to grade, in order.
    pub objects: Vec<BallotObject>,
    /// In what, in order.
    pub dimensions: Vec<BallotDimension>,
    /// The grades to choose from, the best first.
    pub grades: Vec<BallotGrade>,
}

/// Whom or what a ballot grades (测评对象).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BallotObject {
    pub id: EvaluationObjectId,
    pub kind: ObjectKind,
    #[schema(example = "高建国")]
    pub name: String,
    #[schema(example = "校长")]
    pub post: String,
}

/// In what a ballot grades (测评维度).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BallotDimension {
    #[schema(example = "grassroots")]
    pub code: String,
    #[schema(example = "深入基层")]
    pub name: String,
    /// What belongs to it, in words.
    pub items: Vec<String>,
}

/// A grade to choose.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BallotGrade {
    #[schema(example = "excellent")]
    pub code: String,
    #[schema(example = "优秀")]
    pub name: String,
}

/// What a voter writes. It is shown apart from all ballots, in random order, and only when enough people voted.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BallotRemarkText {
    /// Of whom; null: in general.
    pub object_id: Option<EvaluationObjectId>,
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "希望多到教学点来。")]
    pub content: String,
}

impl BallotForm {
    /// The form of a box.
    pub async fn of(db: &impl ConnectionTrait, place: &RoundBox) -> Result<Self> {
        let group = place.group()?;
        let objects = evaluation_object::Entity::find()
            .filter(evaluation_object::Column::RoundId.eq(place.round.id))
            .filter(evaluation_object::Column::Kind.is_in(group.rates.iter().copied()))
            .order_by_asc(evaluation_object::Column::Position)
            .all(db)
            .await?;
        let unit_name = unit_names(db, [place.round.unit_id])
            .await?
            .remove(&place.round.unit_id);
        let dimensions = place.rules.dimensions.iter().map(|dimension| BallotDimension {
            code: dimension.code.clone(),
            name: dimension.name.clone(),
            items: dimension.items.iter().map(|item| item.text.clone()).collect(),
        });
        let grades = place.rules.grades.iter().map(|grade| BallotGrade {
            code: grade.code.clone(),
            name: grade.name.clone(),
        });
        let object = |object: evaluation_object::Model| BallotObject {
            id: object.id,
            kind: object.kind,
            name: object.name,
            post: object.post,
        };
        Ok(Self {
            box_id: place.row.id,
            round_title: place.round.title.clone(),
            unit_name: unit_name.unwrap_or_default(),
            group_name: group.name.clone(),
            notes: place.round.notes.clone(),
            closes_at: place.round.closes_at,
            objects: objects.into_iter().map(object).collect(),
            dimensions: dimensions.collect(),
            grades: grades.collect(),
        })
    }

    /// Choices that fit, made whole: what was left out abstains, so that nothing but the choices is in them.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `choices/…` for what the form does not have.
    pub fn fit(&self, chosen: &Choices) -> Result<Choices> {
        let mut wrong = Vec::new();
        for (object, grades) in &chosen.0 {
            if !self.has_object(*object) {
                wrong.push(unknown(format!("#/choices/{object}")));
                continue;
            }
            for (dimension, grade) in grades {
                let known = self.dimensions.iter().any(|known| known.code == *dimension);
                let is_grade = |grade: &String| self.grades.iter().any(|known| known.code == *grade);
                if !known || !grade.as_ref().is_none_or(is_grade) {
                    wrong.push(unknown(format!("#/choices/{object}/{dimension}")));
                }
            }
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let grade_of = |object: &BallotObject, dimension: &BallotDimension| {
            let grade = chosen.0.get(&object.id)?.get(&dimension.code)?;
            grade.clone()
        };
        Ok(self.filled(grade_of))
    }

    /// Remarks that fit.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `remarks`.
    pub fn fit_remarks(&self, remarks: Vec<BallotRemarkText>) -> Result<Vec<Remark>> {
        let signs: usize = remarks.iter().map(|remark| remark.content.chars().count()).sum();
        if signs > MOST_SIGNS {
            return Err(Error::invalid(
                "remarks",
                "length",
                text(
                    format!("意见合计不超过 {MOST_SIGNS} 字"),
                    format!("all remarks together have {MOST_SIGNS} signs at most"),
                ),
            ));
        }
        let stranger = remarks
            .iter()
            .position(|remark| remark.object_id.is_some_and(|object| !self.has_object(object)));
        if let Some(at) = stranger {
            return Err(Error::unknown_reference(&format!("remarks/{at}/object_id")));
        }
        let remark = |remark: BallotRemarkText| Remark {
            object_id: remark.object_id,
            content: remark.content,
        };
        Ok(remarks.into_iter().map(remark).collect())
    }

    /// Bytes that hold every ballot of this form, whatever it says.
    pub fn room(&self) -> Result<usize> {
        // `null` is as long as a grade of two letters between its quotation marks.
        let longest = self
            .grades
            .iter()
            .map(|grade| grade.code.len())
            .max()
            .unwrap_or_default();
        let longest = "x".repeat(longest.max(2));
        let largest = Content {
            receipt: Some("-".repeat(24)),
            choices: self.filled(|_, _| Some(longest.clone())),
            remarks: Vec::new(),
            told: false,
            is_void: false,
        };
        let room = serde_json::to_vec(&largest)?.len() + ROOM_FOR_REMARKS;
        Ok(room.next_multiple_of(STEP))
    }

    /// What an empty ballot says: a paper that nobody can read.
    pub fn empty(&self) -> Choices {
        self.filled(|_, _| None)
    }

    fn filled(&self, grade: impl Fn(&BallotObject, &BallotDimension) -> Option<String>) -> Choices {
        let of_object = |object| {
            let grades = self.dimensions.iter();
            grades
                .map(|dimension| (dimension.code.clone(), grade(object, dimension)))
                .collect::<BTreeMap<_, _>>()
        };
        Choices(
            self.objects
                .iter()
                .map(|object| (object.id, of_object(object)))
                .collect(),
        )
    }

    fn has_object(&self, id: EvaluationObjectId) -> bool {
        self.objects.iter().any(|object| object.id == id)
    }
}

fn unknown(pointer: String) -> FieldError {
    FieldError {
        pointer,
        code: "unknown_value".into(),
        detail: text("测评票上没有这一项", "the ballot has no such thing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> BallotForm {
        let object = |_| BallotObject {
            id: EvaluationObjectId::new(),
            kind: ObjectKind::Cadre,
            name: "高建国".into(),
            post: "校长".into(),
        };
        let dimension = |code: &str| BallotDimension {
            code: code.into(),
            name: "维度".into(),
            items: Vec::new(),
        };
        let grade = |code: &str| BallotGrade {
            code: code.into(),
            name: "等次".into(),
        };
        BallotForm {
            box_id: BallotBoxId::new(),
            round_title: "考评".into(),
            unit_name: "学校".into(),
            group_name: "家长".into(),
            notes: None,
            closes_at: None,
            objects: (0..12).map(object).collect(),
            dimensions: ["grassroots", "staying"].map(dimension).into(),
            grades: ["a", "excellent_and_more"].map(grade).into(),
        }
    }

    #[test]
    fn the_largest_ballot_has_room() {
        let form = form();
        let remark = |signs: usize| Remark {
            object_id: Some(form.objects[0].id),
            content: "𠮷".repeat(signs),
        };
        let mut remarks: Vec<Remark> = (0..MOST_REMARKS).map(|_| remark(MOST_SIGNS / MOST_REMARKS)).collect();
        remarks[0].content = "\"\n".repeat(MOST_SIGNS / MOST_REMARKS / 2);
        let content = Content {
            receipt: Some("2345-6789-ACDE-FHJK-MNPR".into()),
            choices: form.filled(|_, _| Some("excellent_and_more".into())),
            remarks,
            told: false,
            is_void: false,
        };
        assert!(serde_json::to_vec(&content).unwrap().len() <= form.room().unwrap());
    }

    #[test]
    fn what_is_left_out_abstains_and_what_the_form_has_not_is_refused() {
        let form = form();
        let one = form.objects[3].id;
        let chosen = |object, dimension: &str, grade: Option<&str>| {
            Choices([(object, [(dimension.to_owned(), grade.map(str::to_owned))].into())].into())
        };
        let whole = form.fit(&chosen(one, "staying", Some("a"))).unwrap();
        assert_eq!(whole.0.len(), 12);
        assert_eq!(whole.0[&one]["staying"].as_deref(), Some("a"));
        assert_eq!(whole.0[&one]["grassroots"], None);
        assert_eq!(form.fit(&Choices::default()).unwrap(), form.empty());
        for wrong in [
            chosen(EvaluationObjectId::new(), "staying", Some("a")),
            chosen(one, "stayin", Some("a")),
            chosen(one, "staying", Some("b")),
        ] {
            assert!(matches!(form.fit(&wrong), Err(Error::Invalid(_))));
        }
    }
}
