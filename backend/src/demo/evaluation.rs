//! How a demo school evaluates: one round that is over and published, one that takes sheets and ballots now.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set, Unchanged};

use super::{
    ballots::{self, Voters},
    dice::Dice,
    schools::School,
    staff::{Staff, Team},
};
use crate::{
    auth::Actor,
    entities::{
        evaluation_assessor, evaluation_object,
        evaluation_objection::{self, ObjectionState},
        evaluation_round::{self, RoundState},
        evaluation_round_event::{self, RoundStep},
        evaluation_rules::{ObjectKind, SchemeRules},
        evaluation_scheme::{self, SchemeState},
        evaluation_sheet::{self, SheetGrades},
        ids::{EvaluationObjectId, EvaluationObjectionId, EvaluationRoundId, EvaluationSchemeId, EvaluationSheetId},
    },
    error::Result,
    features::evaluation,
    vault::Vault,
};

const REMARKS: [&str; 3] = [
    "到教学点的次数多，说话算数。",
    "听课后交流具体，建议再多听几位年轻教师的课。",
    "群众反映的事跟得紧。",
];

/// Who evaluates, and when.
pub struct Evaluating<'a> {
    pub vault: &'a Vault,
    pub school: &'a School,
    pub team: &'a Team,
    /// The principal: he holds the rounds.
    pub holder: &'a Actor,
    pub now: DateTime<Utc>,
    /// The first and the last day of the last two terms.
    pub terms: [(NaiveDate, NaiveDate); 2],
}

impl Evaluating<'_> {
    /// Both rounds, made of their own dice, so that all else in the demo stays as it is.
    pub async fn write(&self, tx: &impl ConnectionTrait) -> Result<()> {
        let mut dice = Dice::new(20_261_127);
        let scheme = self.scheme(tx).await?;
        let began = self.now - TimeDelta::days(40);
        let over = self.round(scheme.id, self.terms[0], "上学期干部考评", began);
        self.take_part(tx, &over, &mut dice).await?;
        self.publish(tx, over, &mut dice).await?;
        let began = self.now - TimeDelta::days(2);
        let open = self.round(scheme.id, self.terms[1], "本学期干部考评", began);
        self.take_part(tx, &open, &mut dice).await?;
        ballots::take(tx, self.vault, &open, &mut dice, self.now).await
    }

    async fn scheme(&self, tx: &impl ConnectionTrait) -> Result<evaluation_scheme::Model> {
        let at = self.now - TimeDelta::days(60);
        let scheme = evaluation_scheme::Model {
            id: EvaluationSchemeId::new(),
            unit_id: self.school.central.id,
            title: "干部考评方案（示例）".to_owned(),
            state: SchemeState::InForce,
            effective_from: self.terms[0].0,
            effective_to: None,
            is_example: true,
            supersedes_id: None,
            rules: evaluation::example_rules(),
            recorded_by: self.holder.account_id,
            version: 2,
            created_at: at,
            updated_at: at,
        };
        evaluation_scheme::Entity::insert(scheme.clone().into_active_model())
            .exec_without_returning(tx)
            .await?;
        Ok(scheme)
    }

    /// A round that was opened then.
    fn round(
        &self,
        scheme_id: EvaluationSchemeId,
        (period_from, period_to): (NaiveDate, NaiveDate),
        title: &str,
        began: DateTime<Utc>,
    ) -> evaluation_round::Model {
        evaluation_round::Model {
            id: EvaluationRoundId::new(),
            unit_id: self.school.central.id,
            scheme_id,
            title: title.to_owned(),
            period_from,
            period_to,
            state: RoundState::Open,
            notes: Some("请按实际了解的情况评价；不了解的可以弃权。".to_owned()),
            rules: Some(evaluation::example_rules()),
            closes_at: Some(began + TimeDelta::days(9)),
            objections_until: None,
            recorded_by: self.holder.account_id,
            version: 2,
            created_at: began - TimeDelta::days(1),
            updated_at: began,
        }
    }

    /// The round with its objects, assessors and sheets, handed in where it is over.
    async fn take_part(
        &self,
        tx: &impl ConnectionTrait,
        round: &evaluation_round::Model,
        dice: &mut Dice,
    ) -> Result<()> {
        evaluation_round::Entity::insert(round.clone().into_active_model())
            .exec_without_returning(tx)
            .await?;
        self.note(tx, round, 1, RoundStep::Record, RoundState::Draft, round.created_at)
            .await?;
        self.note(tx, round, 2, RoundStep::Open, RoundState::Open, round.updated_at)
            .await?;
        let objects = self.objects(round);
        evaluation_object::Entity::insert_many(objects.iter().cloned().map(IntoActiveModel::into_active_model))
            .exec_without_returning(tx)
            .await?;
        let assessors = self.assessors();
        let rows = assessors
            .iter()
            .map(|(group_code, who)| evaluation_assessor::ActiveModel {
                round_id: Set(round.id),
                group_code: Set((*group_code).to_owned()),
                person_id: Set(who.person),
            });
        evaluation_assessor::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
        let is_over = round.closes_at.is_some_and(|at| at <= self.now);
        let rules = evaluation::example_rules();
        let mut sheets = Vec::new();
        for (group_code, who) in &assessors {
            let rates = rules.groups.iter().find(|group| group.code == *group_code);
            let rated = objects.iter().filter(|object| {
                rates.is_some_and(|group| group.rates.contains(&object.kind)) && object.person_id != Some(who.person)
            });
            for object in rated {
                let is_filled = is_over || dice.chance(40);
                let at = round.updated_at + TimeDelta::hours(i64::try_from(dice.between(1, 40)).unwrap_or(1));
                sheets.push(evaluation_sheet::Model {
                    id: EvaluationSheetId::new(),
                    round_id: round.id,
                    object_id: object.id,
                    group_code: (*group_code).to_owned(),
                    assessor_id: who.person,
                    grades: if is_filled {
                        graded(&rules, dice)
                    } else {
                        SheetGrades::default()
                    },
                    remark: (is_filled && dice.chance(25)).then(|| (*dice.pick(&REMARKS)).to_owned()),
                    submitted_at: is_filled.then_some(at),
                    set_aside_reason: None,
                    version: 1,
                    created_at: round.updated_at,
                    updated_at: if is_filled { at } else { round.updated_at },
                });
            }
        }
        evaluation_sheet::Entity::insert_many(sheets.into_iter().map(IntoActiveModel::into_active_model))
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    /// The leadership team, the school leaders, and the principals of the schools below.
    fn objects(&self, round: &evaluation_round::Model) -> Vec<evaluation_object::Model> {
        let central = &self.school.central;
        let team = evaluation_object::Model {
            id: EvaluationObjectId::new(),
            round_id: round.id,
            kind: ObjectKind::LeadershipTeam,
            person_id: None,
            unit_id: central.id,
            name: format!("{}领导班子", central.name),
            post: "领导班子".to_owned(),
            position: 1,
        };
        let deputies = ["党支部书记", "副校长", "副校长"].into_iter().map(str::to_owned);
        let branches = self
            .school
            .villages
            .iter()
            .map(|village| format!("{}校长", village.name))
            .chain([format!("{}园长", self.school.kindergarten.name)]);
        let cadres = std::iter::once((&self.team.principal, "校长".to_owned()))
            .chain(self.team.deputies.iter().zip(deputies))
            .chain(self.team.branch_principals.iter().zip(branches));
        let cadre = |((who, post), position): ((&Staff, String), i32)| evaluation_object::Model {
            id: EvaluationObjectId::new(),
            round_id: round.id,
            kind: ObjectKind::Cadre,
            person_id: Some(who.person),
            unit_id: who.unit,
            name: who.name.clone(),
            post,
            position,
        };
        std::iter::once(team).chain(cadres.zip(2..).map(cadre)).collect()
    }

    /// Those of the office and two heads of departments for the leading group; the school leaders among themselves.
    fn assessors(&self) -> Vec<(&'static str, &Staff)> {
        let heads = self.team.heads.iter().take(2).map(|(_, head)| head);
        let of_group = std::iter::once(&self.team.office)
            .chain(heads)
            .map(|who| ("group_office", who));
        let leaders = self.team.leaders().map(|who| ("leaders", who));
        of_group.chain(leaders).collect()
    }

    /// Seals, scores and publishes; one of the branch principals objects.
    async fn publish(
        &self,
        tx: &impl ConnectionTrait,
        mut round: evaluation_round::Model,
        dice: &mut Dice,
    ) -> Result<()> {
        let closed = round.closes_at.unwrap_or(self.now);
        ballots::sealed(tx, &round, dice, closed).await?;
        let scored = closed + TimeDelta::days(3);
        let published = self.now - TimeDelta::days(2);
        for (seq, step, state, at) in [
            (3, RoundStep::Seal, RoundState::Sealed, closed),
            (4, RoundStep::Score, RoundState::Scored, scored),
            (5, RoundStep::Publish, RoundState::Published, published),
        ] {
            self.note(tx, &round, seq, step, state, at).await?;
        }
        round.state = RoundState::Sealed;
        evaluation::score(tx, self.holder, &round, scored).await?;
        round.state = RoundState::Published;
        round.objections_until = Some(crate::clock::local_date(self.now + TimeDelta::days(5)));
        evaluation_round::Entity::update(evaluation_round::ActiveModel {
            id: Unchanged(round.id),
            state: Set(round.state),
            objections_until: Set(round.objections_until),
            version: Set(5),
            updated_at: Set(published),
            ..Default::default()
        })
        .exec(tx)
        .await?;
        evaluation::tell(tx, &round, published).await?;
        self.objection(tx, &round).await
    }

    async fn objection(&self, tx: &impl ConnectionTrait, round: &evaluation_round::Model) -> Result<()> {
        let who = &self.team.branch_principals[0];
        let object = evaluation_object::Entity::find()
            .filter(evaluation_object::Column::RoundId.eq(round.id))
            .filter(evaluation_object::Column::PersonId.eq(who.person))
            .one(tx)
            .await?;
        let Some(object) = object else { return Ok(()) };
        let at = self.now - TimeDelta::hours(20);
        let objection = evaluation_objection::Model {
            id: EvaluationObjectionId::new(),
            round_id: round.id,
            object_id: object.id,
            state: ObjectionState::Filed,
            content: "驻校蹲点一项，考核期内有六周在县里跟班学习，已批准减免，请复核是否计算在内。".to_owned(),
            filed_by: who.account,
            decision: None,
            decided_by: None,
            decided_at: None,
            version: 1,
            created_at: at,
            updated_at: at,
        };
        evaluation_objection::Entity::insert(objection.into_active_model())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    async fn note(
        &self,
        tx: &impl ConnectionTrait,
        round: &evaluation_round::Model,
        seq: i32,
        step: RoundStep,
        to_state: RoundState,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let event = evaluation_round_event::Model {
            round_id: round.id,
            seq,
            step,
            to_state,
            account_id: self.holder.account_id,
            note: None,
            changes: None,
            at,
        };
        evaluation_round_event::Entity::insert(event.into_active_model())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }
}

/// A grade for every item: mostly the two best.
fn graded(rules: &SchemeRules, dice: &mut Dice) -> SheetGrades {
    let items = rules.dimensions.iter().flat_map(|dimension| &dimension.items);
    SheetGrades(
        items
            .map(|item| (item.code.clone(), Voters::Staff.grade(rules, dice)))
            .collect(),
    )
}
