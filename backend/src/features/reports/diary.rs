//! The diary of a person on paper (民情日记): what he took part in, day by day.

use chrono::{Datelike, Months, NaiveDate};
use forms::{Align, Block, Column, Sheet};
use sea_orm::EntityTrait;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use crate::{
    auth::Actor,
    db::audit::{self, Printing},
    entities::{activity::ActivityStatus, ids::PersonId, org_unit, person},
    error::{Error, Result},
    features::{
        activities::{self, Activity},
        diary::{DiaryRemark, RemarkFilter, list_remarks},
    },
    http::{ListQuery, PrintedForm},
    language::{day, say, text},
    state::State,
};

/// The days of a printed diary.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiaryPages {
    /// The first day; without it, the first of this month.
    #[serde(rename = "happened_on[gte]")]
    pub from: Option<NaiveDate>,
    /// The last day, at most a school year later; without it, the end of the month of the first one.
    #[serde(rename = "happened_on[lte]")]
    pub until: Option<NaiveDate>,
    /// `false`: without the remarks; they are printed for the person himself only.
    pub remarks: Option<bool>,
}

impl DiaryPages {
    fn days(&self, today: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
        let first_of = |date: NaiveDate| date.with_day(1).unwrap_or(date);
        let from = self.from.unwrap_or_else(|| first_of(today));
        let end_of_month = || (first_of(from) + Months::new(1)).pred_opt().unwrap_or(from);
        let until = self.until.unwrap_or_else(end_of_month);
        if until < from || (until - from).num_days() > 366 {
            return Err(Error::InvalidParameter {
                name: "happened_on[lte]".to_owned(),
                detail: text(
                    "不能早于开始日期，最长一学年",
                    "not before the first day, and a school year at most",
                ),
            });
        }
        Ok((from, until))
    }
}

/// Prints the diary as far as the caller may see it, and notes that in the audit log.
pub async fn print(state: &State, actor: &Actor, id: PersonId, pages: &DiaryPages) -> Result<PrintedForm> {
    activities::check_person(&state.db, actor, id).await?;
    let today = state.clock.today();
    let (from, until) = pages.days(today)?;
    let person: person::Model = person::Entity::find_by_id(id)
        .one(&state.db)
        .await?
        .ok_or(Error::NotFound)?;
    let unit: Option<org_unit::Model> = org_unit::Entity::find_by_id(person.unit_id).one(&state.db).await?;
    let unit = unit.map(|unit| unit.name).unwrap_or_default();
    let mut rows = entries(state, actor, id, from, until).await?;
    let records = rows.len();
    if actor.person_id == Some(id) && pages.remarks != Some(false) {
        rows.extend(remarks(state, actor, id, from, until).await?);
        rows.sort_by_key(|(day, _)| *day);
    }
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    let period = text(
        format!("{}至{}", day(from), day(until)),
        format!("{} to {}", day(from), day(until)),
    );
    let name = &person.name;
    let who = text(format!("姓名：{name}　单位：{unit}"), format!("{name}, {unit}"));
    let sheet = Sheet {
        left: who.show().to_owned(),
        right: period.show().to_owned(),
        blocks: vec![
            Block::Table {
                caption: String::new(),
                columns: vec![
                    Column::new(say("日期", "Date"), 3, Align::Center),
                    Column::new(say("类别", "Kind"), 3, Align::Center),
                    Column::new(say("对象", "With"), 4, Align::Left),
                    Column::new(say("内容", "What"), 10, Align::Left),
                    Column::new(say("约定事项", "Agreed"), 5, Align::Left),
                ],
                rows,
                empty: say("期内没有记录", "Nothing was recorded in this period").to_owned(),
            },
            Block::Note {
                text: text(
                    format!("共 {records} 条记录。草稿和作废的记录不印。"),
                    format!("{records} records. Drafts and void ones are left out."),
                )
                .show()
                .to_owned(),
            },
        ],
        ..PrintedForm::sheet(say("民情日记", "Diary"), &actor.display_name, today)
    };
    let printing = Printing {
        name: "diary",
        object_id: id.0,
        unit_id: Some(person.unit_id),
    };
    audit::printed(&state.db, &state.vault, actor.account_id, printing, state.clock.now()).await?;
    PrintedForm::of(sheet, &format!("{name} {from}—{until}")).await
}

/// The rows, from the first day on, through the same query as the diary's own list.
async fn entries(
    state: &State,
    actor: &Actor,
    id: PersonId,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<(NaiveDate, Vec<String>)>> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let query =
            format!("sort=happened_on&happened_on[gte]={from}&happened_on[lte]={until}&limit=200&cursor={cursor}");
        let page = activities::diary(
            &state.db,
            actor,
            id,
            ListQuery::from_query_string(&query)?,
            state.clock.today(),
        )
        .await?;
        let printed = page
            .items
            .iter()
            .filter(|activity| !matches!(activity.status, ActivityStatus::Draft | ActivityStatus::Void));
        rows.extend(printed.map(|activity| (activity.happened_on, row(activity))));
        let Some(next) = page.next else { return Ok(rows) };
        cursor = next;
    }
}

/// What the person noted for himself, by day.
async fn remarks(
    state: &State,
    actor: &Actor,
    id: PersonId,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<(NaiveDate, Vec<String>)>> {
    let filter = RemarkFilter {
        from: Some(from),
        until: Some(until),
        q: None,
    };
    let noted = list_remarks(&state.db, actor, id, filter).await?.items;
    let row = |remark: DiaryRemark| {
        let cells = [
            short_day(remark.day),
            say("随笔", "Remark").to_owned(),
            String::new(),
            remark.text,
        ];
        (remark.day, cells.into_iter().chain([String::new()]).collect())
    };
    Ok(noted.into_iter().map(row).collect())
}

/// The year stands above the table.
fn short_day(date: NaiveDate) -> String {
    let short = text(date.format("%-m月%-d日").to_string(), date.format("%-d %b").to_string());
    short.show().to_owned()
}

fn row(activity: &Activity) -> Vec<String> {
    let with = [
        activity.household_label.as_deref(),
        activity.observed_person_name.as_deref(),
        activity.class_name.as_deref(),
    ];
    let with = with.into_iter().flatten().next().unwrap_or(&activity.unit_name);
    let mut agreed = activity.follow_up.clone().unwrap_or_default();
    if let Some(until) = activity.follow_up_on {
        let until = text(format!("（{}前）", day(until)), format!(" (by {})", day(until)));
        agreed += until.show();
    }
    vec![
        short_day(activity.happened_on),
        activities::kind_word(activity.kind).to_owned(),
        with.to_owned(),
        activity.text.clone(),
        agreed,
    ]
}
