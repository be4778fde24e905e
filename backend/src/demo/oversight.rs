//! How a demo school is inspected, and what inspectors were let read.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::{
    World,
    dice::Dice,
    schools::School,
    staff::{Staff, Team},
};
use crate::entities::{
    finding::FindingSource,
    ids::{InspectionAccessId, InspectionId},
    inspection::{self, InspectionItem, InspectionItems, InspectionKind, InspectionLevel, InspectionState},
    inspection_access,
    inspection_access_record::{self, InspectedKind},
    inspection_event::{self, InspectionStep},
};

impl World {
    /// Made of its own dice, so that all else in the demo stays as it is.
    pub(super) fn oversight(&mut self, school: &School, team: &Team, now: DateTime<Utc>) {
        let seed = school
            .prefix
            .bytes()
            .fold(20_261_126, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
        let usual = std::mem::replace(&mut self.dice, Dice::new(seed));
        let finished = self.inspections(school, team);
        self.access(school, team, finished);
        self.published(school, team);
        self.said_in_public(school, team, now);
        self.dice = usual;
    }

    /// One that is over, with the findings that came of it; one that is announced; one that is planned.
    fn inspections(&mut self, school: &School, team: &Team) -> InspectionId {
        let canteen = self.inspection(
            school,
            &team.office,
            Planned {
                title: "学校食堂专项督查",
                list_number: Some("示教督〔2026〕7号"),
                level: InspectionLevel::County,
                kind: InspectionKind::Special,
                body: "示范市教育局督导室",
                begins_on: self.today - Days::new(95),
                notice: Some(40),
                items: &[
                    ("食堂留样与台账", "查看留样柜和近一个月的留样记录，有三天空白"),
                    ("食材采购与索证索票", "抽查十月票据，齐全"),
                    ("家长委员会参与监督", "查看验收签名，每周一次"),
                ],
            },
        );
        let begins_on = canteen.begins_on;
        for finding in &mut self.rows.findings {
            let ours = school.central.id == finding.unit_id
                || school.villages.iter().any(|village| village.id == finding.unit_id)
                || school.kindergarten.id == finding.unit_id;
            if ours && finding.source == FindingSource::Inspection && finding.found_on >= begins_on {
                finding.inspection_id = Some(canteen.id);
            }
        }
        let id = canteen.id;
        let conclusion = "食堂管理总体规范；留样记录有空白，答复群众不够及时，限期整改。";
        self.go(canteen, &team.office, InspectionState::Finished, Some(conclusion));
        let yearly = self.inspection(
            school,
            &team.office,
            Planned {
                title: "年度综合督导评估",
                list_number: None,
                level: InspectionLevel::City,
                kind: InspectionKind::Comprehensive,
                body: "州人民政府教育督导室",
                begins_on: self.today + Days::new(12),
                notice: Some(20),
                items: &[
                    ("依法办学与规范管理", ""),
                    ("五育并举与课堂教学", ""),
                    ("师德师风与群众满意度", ""),
                ],
            },
        );
        self.go(yearly, &team.office, InspectionState::Announced, None);
        let own = self.inspection(
            school,
            &team.office,
            Planned {
                title: "期末安全工作自查",
                list_number: None,
                level: InspectionLevel::School,
                kind: InspectionKind::Special,
                body: "领导小组办公室",
                begins_on: self.today + Days::new(25),
                notice: None,
                items: &[("消防通道与器材", ""), ("校车与上下学路线", "")],
            },
        );
        self.go(own, &team.office, InspectionState::Planned, None);
        id
    }

    fn inspection(&mut self, school: &School, office: &Staff, planned: Planned<'_>) -> inspection::Model {
        let notice_on = planned.notice.map(|days| planned.begins_on - Days::new(days));
        let recorded = notice_on
            .unwrap_or(planned.begins_on - Days::new(45))
            .min(self.today - Days::new(1));
        let created = self.dice.moment(recorded);
        let items = planned.items.iter().map(|(item, looked_at)| InspectionItem {
            item: (*item).to_owned(),
            looked_at: (*looked_at).to_owned(),
        });
        inspection::Model {
            id: InspectionId(self.dice.id(created)),
            unit_id: school.central.id,
            title: planned.title.to_owned(),
            list_number: planned.list_number.map(str::to_owned),
            level: planned.level,
            kind: planned.kind,
            body: planned.body.to_owned(),
            notice_on,
            begins_on: planned.begins_on,
            ends_on: planned.begins_on + Days::new(1),
            items: InspectionItems(items.collect()),
            state: InspectionState::Planned,
            conclusion: None,
            cancel_reason: None,
            recorded_by: office.account,
            version: 1,
            created_at: created,
            updated_at: created,
        }
    }

    /// Takes an inspection through its states up to this one.
    fn go(&mut self, mut row: inspection::Model, by: &Staff, until: InspectionState, conclusion: Option<&str>) {
        let steps = [
            (InspectionStep::Record, InspectionState::Planned, None),
            (InspectionStep::Announce, InspectionState::Announced, row.notice_on),
            (InspectionStep::Start, InspectionState::Running, Some(row.begins_on)),
            (InspectionStep::Finish, InspectionState::Finished, Some(row.ends_on)),
        ];
        for ((step, to_state, on), seq) in steps.into_iter().zip(1..) {
            if to_state > until {
                break;
            }
            if let Some(on) = on {
                row.updated_at = self.dice.moment(on).max(row.updated_at + TimeDelta::minutes(20));
            }
            row.state = to_state;
            row.version = seq;
            let note = conclusion
                .filter(|_| to_state == InspectionState::Finished)
                .map(str::to_owned);
            row.conclusion.clone_from(&note);
            self.rows.inspection_events.push(inspection_event::Model {
                inspection_id: row.id,
                seq,
                step,
                to_state,
                account_id: by.account,
                note,
                changes: None,
                at: row.updated_at,
            });
        }
        self.rows.inspections.push(row);
    }

    /// What was opened to the inspectors while they were there; it is over.
    fn access(&mut self, school: &School, team: &Team, inspection_id: InspectionId) {
        let created = self.dice.moment(self.today - Days::new(95));
        let id = InspectionAccessId(self.dice.id(created));
        let [front, back] = [self.dice.id(created), self.dice.id(created)];
        self.rows.inspection_accesses.push(inspection_access::Model {
            id,
            unit_id: school.central.id,
            inspection_id: Some(inspection_id),
            holder: "示范市教育局督导室".to_owned(),
            code_digest: [front.into_bytes(), back.into_bytes()].concat(),
            expires_at: created + TimeDelta::days(3),
            ended_at: None,
            ended_by: None,
            created_by: team.office.account,
            version: 1,
            created_at: created,
            updated_at: created,
        });
        let found = self
            .rows
            .findings
            .iter()
            .filter(|finding| finding.inspection_id == Some(inspection_id));
        let records: Vec<Uuid> = found.map(|finding| finding.id.0).take(4).collect();
        let chosen = records
            .into_iter()
            .zip(1..)
            .map(|(record_id, place)| inspection_access_record::Model {
                access_id: id,
                place,
                kind: InspectedKind::Finding,
                record_id,
            });
        self.rows.inspection_access_records.extend(chosen);
    }
}

/// What is written down of an inspection.
#[derive(Clone, Copy)]
struct Planned<'a> {
    title: &'a str,
    list_number: Option<&'a str>,
    level: InspectionLevel,
    kind: InspectionKind,
    body: &'a str,
    begins_on: NaiveDate,
    /// So many days before.
    notice: Option<u64>,
    /// What is looked at, and what was seen.
    items: &'a [(&'a str, &'a str)],
}
