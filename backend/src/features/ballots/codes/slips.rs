//! Slips (测评码条) on paper: eight to a page, to be cut, folded and drawn.

use chrono::{DateTime, FixedOffset, Utc};
use forms::{Block, CodeCard, Sheet};
use qrcode::{QrCode, render::svg};

use super::dto::BallotCodes;
use crate::{
    auth::Actor,
    error::{Error, Result},
    features::ballots::boxes::RoundBox,
    http::PrintedForm,
    language::say,
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
    let slip = |code: &String| -> Result<CodeCard> {
        Ok(CodeCard {
            title: say("测评码", "Ballot code").to_owned(),
            head: place.round.title.clone(),
            name: group.name.clone(),
            lines: [code.clone()]
                .into_iter()
                .chain(closes.clone())
                .chain([format!("{}{site}", say("网址：", "At: "))])
                .collect(),
            code: qr_code(&format!("{}{code}", made.url_base))?,
            foot: (
                say(
                    "扫码或输入测评码投票，只能用一次。随机抽取，不记名；系统里没有谁投了什么的记录。请勿拍照外传。",
                    "Scan or type the code to vote, once. Drawn at random, no names: nothing tells who voted what.",
                )
                .to_owned(),
                String::new(),
            ),
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

/// In the time of China.
fn until(at: DateTime<Utc>) -> String {
    let shape = say("%-m月%-d日 %H:%M 截止", "until %H:%M on %-d %B");
    FixedOffset::east_opt(8 * 3600).map_or_else(String::new, |china| at.with_timezone(&china).format(shape).to_string())
}

fn qr_code(url: &str) -> Result<String> {
    let code = QrCode::new(url).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(code
        .render::<svg::Color<'_>>()
        .min_dimensions(120, 120)
        .quiet_zone(true)
        .build())
}
