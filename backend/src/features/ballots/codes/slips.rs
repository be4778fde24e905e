//! Slips (测评码条) on paper: eight to a page, to be cut, folded and drawn.

use chrono::{DateTime, FixedOffset, Utc};
use forms::{Block, CodeCard, Sheet};

use super::dto::BallotCodes;
use crate::{
    auth::Actor,
    error::Result,
    features::ballots::boxes::RoundBox,
    http::{PrintedForm, qr_code},
    language::{say, text},
    state::State,
};

/// Slips of one page.
const A_PAGE: usize = 8;

/// Sets the slips of fresh codes.
pub async fn print(state: &State, actor: &Actor, place: &RoundBox, made: &BallotCodes) -> Result<PrintedForm> {
    let group = place.group()?;
    let closes = place.round.closes_at.map(until);
    let site = made.url_base.trim_end_matches('#');
    let site = site.split_once("://").map_or(site, |(_, site)| site);
    let foot = text(
        format!(
            "扫码，或在 {site} 输入测评码投票，只能用一次。随机抽取，不记名；系统里没有谁投了什么的记录。请勿拍照外传。"
        ),
        format!(
            "Scan, or type the code at {site}: good once. Drawn at random, no names: nothing tells who voted what."
        ),
    );
    let foot = foot.show().to_owned();
    let slip = |code: &String| -> Result<CodeCard> {
        Ok(CodeCard {
            title: say("测评码", "Ballot code").to_owned(),
            head: place.round.title.clone(),
            name: group.name.clone(),
            lines: [in_two_lines(code)].into_iter().chain(closes.clone()).collect(),
            code: qr_code(&format!("{}{code}", made.url_base))?,
            foot: (foot.clone(), String::new()),
        })
    };
    let slips = made.codes.iter().map(slip).collect::<Result<Vec<_>>>()?;
    let title = say("测评码", "Ballot codes");
    let sheet = |slips: &[CodeCard]| Sheet {
        blocks: vec![Block::CodeCards { cards: slips.to_vec() }],
        ..PrintedForm::sheet(title, &actor.display_name, state.clock.today())
    };
    let sheets = slips.chunks(A_PAGE).map(sheet).collect();
    PrintedForm::pack(&format!("{title} {}", group.name), sheets).await
}

/// Broken where it is read as two halves; beside the picture there is no room for all of it.
fn in_two_lines(code: &str) -> String {
    let (first, rest) = code.split_at_checked(code.len().div_ceil(2)).unwrap_or((code, ""));
    format!("{first}\n{rest}")
}

/// In the time of China.
fn until(at: DateTime<Utc>) -> String {
    let shape = say("%-m月%-d日 %H:%M 截止", "until %H:%M on %-d %B");
    FixedOffset::east_opt(8 * 3600).map_or_else(String::new, |china| at.with_timezone(&china).format(shape).to_string())
}
