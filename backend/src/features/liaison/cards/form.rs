//! Contact cards on paper: eight to a page, to be cut.

use std::collections::HashMap;

use forms::{Block, CodeCard, Sheet};

use super::dto::{ContactCardFace, PrintedContactCards};
use crate::{
    auth::Actor,
    error::{Error, Result},
    http::PrintedForm,
    language::{say, text},
    state::State,
};

/// Cards of one page.
const A_PAGE: usize = 8;

/// Sets the cards; that they are printed was noted when they were put together.
pub async fn print(state: &State, actor: &Actor, printed: PrintedContactCards) -> Result<PrintedForm> {
    let faces: HashMap<_, _> = printed.faces.iter().map(|face| (face.card_id, face)).collect();
    let cards: Vec<CodeCard> = printed
        .cards
        .iter()
        .filter_map(|card| Some(card_of(faces.get(&card.card_id)?, card.household_label.as_deref())))
        .collect();
    if cards.is_empty() {
        return Err(Error::Conflict {
            code: "no_cards",
            detail: text(
                "没有可打印的卡：请先建立联系。",
                "There are no cards to print: make links first.",
            ),
        });
    }
    let title = say("民情联系卡", "Contact cards");
    let sheet = |cards: &[CodeCard]| Sheet {
        blocks: vec![Block::CodeCards { cards: cards.to_vec() }],
        ..PrintedForm::sheet(title, &actor.display_name, state.clock.today())
    };
    let sheets = cards.chunks(A_PAGE).map(sheet).collect();
    PrintedForm::pack(title, sheets).await
}

fn card_of(face: &ContactCardFace, household: Option<&str>) -> CodeCard {
    let when = face.reachable.as_ref();
    let when = when.map(|words| format!("{}{words}", say("可联系时间：", "Reachable: ")));
    let household = household.map(|label| format!("{}{label}", say("给：", "For: ")));
    CodeCard {
        title: say("民情联系卡", "Contact card").to_owned(),
        head: if face.unit_name == face.school_name {
            face.school_name.clone()
        } else {
            format!("{} · {}", face.school_name, face.unit_name)
        },
        name: face.person_name.clone(),
        lines: face.phone.as_deref().map(spaced).into_iter().chain(when).collect(),
        code: face.qr_svg.clone(),
        foot: (
            say(
                "有困难、有意见、有建议，请找他/她。扫码看联系方式。",
                "Trouble, complaints, ideas: call them. Scan to see how.",
            )
            .to_owned(),
            household.unwrap_or_default(),
        ),
    }
}

/// 13900001111 → 139 0000 1111.
fn spaced(phone: &str) -> String {
    match (phone.get(..3), phone.get(3..7), phone.get(7..)) {
        (Some(first), Some(middle), Some(last)) if phone.len() == 11 => format!("{first} {middle} {last}"),
        _ => phone.to_owned(),
    }
}
