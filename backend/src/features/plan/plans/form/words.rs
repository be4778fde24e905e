//! The rules of a plan in words, as its page says them.

use crate::{
    entities::{
        duty::{DutyMetric, DutyPeriod, DutySubject, SubjectSelector},
        leading_group_member::LeadingGroupPosition,
        liaison_scheme::LiaisonTargetKind,
        org_unit::OrgUnitKind,
        rank::Rank,
        study_item::{StudyAudience, StudyMode, StudyTheme},
    },
    features::plan::duties::Duty,
    language::{say, text},
};

pub fn position(position: LeadingGroupPosition) -> &'static str {
    match position {
        LeadingGroupPosition::Head => say("组长", "Head"),
        LeadingGroupPosition::Deputy => say("副组长", "Deputy"),
        LeadingGroupPosition::Member => say("组员", "Member"),
        LeadingGroupPosition::OfficeDirector => say("办公室主任", "Director of the office"),
    }
}

pub fn target_kind(kind: LiaisonTargetKind) -> &'static str {
    match kind {
        LiaisonTargetKind::Unit => say("单位", "Unit"),
        LiaisonTargetKind::Grade => say("年级", "Grade"),
        LiaisonTargetKind::Class => say("班级", "Class"),
        LiaisonTargetKind::Person => say("教职工", "Staff"),
        LiaisonTargetKind::Student => say("学生", "Pupil"),
        LiaisonTargetKind::Household => say("家庭", "Household"),
    }
}

/// Whom a duty binds.
pub fn whom(selector: &SubjectSelector) -> String {
    let kinds: Vec<_> = selector.unit_kinds.iter().map(|kind| unit_kind(*kind)).collect();
    let kinds = kinds.join(say("、", ", "));
    if selector.subject == DutySubject::Unit {
        let each = if kinds.is_empty() {
            say("单位", "unit")
        } else {
            &kinds
        };
        return format!("{}{each}", say("各", "Every "));
    }
    let ranks: Vec<_> = selector.ranks.iter().map(|rank| rank_word(*rank)).collect();
    let mut conditions = Vec::new();
    if !ranks.is_empty() {
        conditions.push(ranks.join(say("、", ", ")));
    }
    let mut condition = |holds: Option<bool>, is: &'static str, is_not: &'static str| {
        conditions.extend(holds.map(|holds| if holds { is } else { is_not }.to_owned()));
    };
    condition(
        selector.party_member,
        say("党员", "Party members"),
        say("非党员", "Not party members"),
    );
    condition(
        selector.homeroom,
        say("班主任", "Homeroom teachers"),
        say("非班主任", "Not homeroom teachers"),
    );
    condition(
        selector.teaches,
        say("任课教师", "Teachers of a class"),
        say("不任课", "Not teaching a class"),
    );
    let joint = if selector.any {
        say("或", " or ")
    } else {
        say("且", " and ")
    };
    let people = if conditions.is_empty() {
        say("全体教职工", "All staff").to_owned()
    } else {
        conditions.join(joint)
    };
    if kinds.is_empty() {
        return people;
    }
    text(format!("{people}（{kinds}）"), format!("{people} ({kinds})"))
        .show()
        .to_owned()
}

/// How much, by what reading, and whether it is judged.
pub fn target(duty: &Duty) -> String {
    let unit = duty
        .unit_label
        .as_deref()
        .map(|unit| format!(" {unit}"))
        .unwrap_or_default();
    let ranks = duty.target_by_rank.iter().flat_map(|targets| &targets.0);
    let ranks: Vec<_> = ranks
        .map(|(rank, count)| format!("{} ≥ {count}{unit}", rank_word(*rank)))
        .collect();
    let amount = if duty.metric == DutyMetric::YesNo {
        say("应做到", "To be done").to_owned()
    } else if duty.options.everyone {
        say("每一位", "Every one").to_owned()
    } else if !ranks.is_empty() {
        ranks.join("\n")
    } else {
        duty.target.map_or_else(
            || say("方案未定", "Not set").to_owned(),
            |target| format!("≥ {target}{unit}"),
        )
    };
    let readings = [
        (duty.options.discussed_only, say("只计已议课的", "Discussed ones only")),
        (
            duty.options.village_schools_only,
            say("只计在完小的", "In village schools only"),
        ),
        (duty.informational, say("仅供参考", "For information")),
    ];
    let said = readings.into_iter().filter_map(|(holds, words)| holds.then_some(words));
    std::iter::once(amount.as_str())
        .chain(said)
        .collect::<Vec<_>>()
        .join("\n")
}

pub fn period(period: DutyPeriod) -> &'static str {
    match period {
        DutyPeriod::Week => say("每周", "A week"),
        DutyPeriod::Month => say("每月", "A month"),
        DutyPeriod::TeachingMonth => say("每教学月", "A teaching month"),
        DutyPeriod::Term => say("每学期", "A term"),
        DutyPeriod::SchoolYear => say("每学年", "A school year"),
        DutyPeriod::Standing => say("常态", "At any time"),
        DutyPeriod::Plan => say("方案期内", "In its time"),
    }
}

pub fn theme(theme: StudyTheme) -> &'static str {
    match theme {
        StudyTheme::MassViewpoint => say("群众观点", "How one sees the people"),
        StudyTheme::MassLine => say("群众路线", "The line of the people"),
        StudyTheme::MassInterests => say("群众利益", "The interests of the people"),
        StudyTheme::MassWork => say("群众工作", "Work with the people"),
    }
}

pub fn mode(mode: StudyMode) -> &'static str {
    match mode {
        StudyMode::Lecture => say("集中辅导", "Lecture, together"),
        StudyMode::SelfStudy => say("个人自学", "By oneself"),
        StudyMode::CaseStudy => say("案例教育", "By cases"),
        StudyMode::FieldExperience => say("民情体验", "By living it"),
    }
}

pub fn audience(audience: StudyAudience) -> &'static str {
    match audience {
        StudyAudience::Everyone => say("全体教职工", "All staff"),
        StudyAudience::Leaders => say("中层以上", "Leaders"),
        StudyAudience::PartyMembers => say("党员教师", "Party members"),
    }
}

fn rank_word(rank: Rank) -> &'static str {
    match rank {
        Rank::SchoolLeader => say("校级", "School leader"),
        Rank::DeputyLeader => say("副校级", "Deputy leader"),
        Rank::MiddleLeader => say("中层", "Middle leader"),
        Rank::BranchPrincipal => say("完小校长", "Branch principal"),
        Rank::KindergartenPrincipal => say("园长", "Kindergarten principal"),
        Rank::Teacher => say("教师", "Teacher"),
        Rank::Staff => say("职工", "Staff"),
    }
}

fn unit_kind(kind: OrgUnitKind) -> &'static str {
    match kind {
        OrgUnitKind::Bureau => say("教育局", "bureau"),
        OrgUnitKind::CentralSchool => say("中心小学", "central school"),
        OrgUnitKind::VillageSchool => say("完小", "village school"),
        OrgUnitKind::Kindergarten => say("幼儿园", "kindergarten"),
        OrgUnitKind::Department => say("科室", "department"),
    }
}
