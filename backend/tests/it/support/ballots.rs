//! Voters: codes and tokens, ballots and receipts.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use blind_rsa_signatures::{BlindSignature, BlindingResult, DefaultRng, PublicKeySha384PSSRandomized};
use lianxin::{code::Code, vault};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, TestApp, evaluation::EvaluationRound};

/// The id of the box of a group.
pub async fn box_of(app: &TestApp, round: Uuid, group: &str) -> Uuid {
    let boxes = app
        .as_("office")
        .get(format!("/evaluation-rounds/{round}/ballot-boxes"))
        .await
        .expect(200);
    let found = boxes.items().iter().find(|item| item["group_code"] == group);
    found.unwrap()["id"].as_str().unwrap().parse().unwrap()
}

/// A box as the office sees it.
pub async fn look_at(app: &TestApp, id: Uuid) -> Value {
    app.as_("office")
        .get(format!("/ballot-boxes/{id}"))
        .await
        .expect(200)
        .body
}

/// Fresh codes of a box.
pub async fn codes(app: &TestApp, id: Uuid, count: usize) -> Vec<String> {
    let made = app
        .as_("office")
        .post(format!("/ballot-boxes/{id}/codes"), json!({ "count": count }))
        .await
        .expect(201);
    let codes = made.body["codes"].as_array().unwrap();
    codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

/// A receipt as a phone makes it.
pub fn receipt() -> String {
    Code::<20>::random().unwrap().grouped()
}

/// Choices that give everybody the same grade.
pub fn all(round: &EvaluationRound, grade: &str) -> Value {
    let grades = json!({"grassroots": grade, "difficulties": grade});
    let mut choices = json!({});
    for object in [round.team, round.principal, round.vice, round.logistics] {
        choices[object.to_string()] = grades.clone();
    }
    choices
}

/// A ballot by code.
pub fn ballot(code: &str, receipt: &str, choices: &Value) -> Value {
    json!({"code": code, "receipt": receipt, "choices": choices, "remarks": [], "told": false})
}

/// Casts a ballot, logged in as nobody.
pub async fn cast(app: &TestApp, ballot: Value) -> Answer {
    app.anonymous().post("/public/ballots", ballot).await
}

/// What a device of a member of staff keeps between getting and using a token.
pub struct Blinded {
    pub box_id: Uuid,
    key: PublicKeySha384PSSRandomized,
    message: [u8; 32],
    blinding: BlindingResult,
}

/// What the device makes of the only box that takes the ballot of this member of staff.
pub async fn blind(app: &TestApp, username: &str) -> Blinded {
    let own = app.as_(username).get("/own-ballots").await.expect(200).body;
    let own = &own["items"][0];
    let key = BASE64_URL_SAFE_NO_PAD
        .decode(own["public_key"].as_str().unwrap())
        .unwrap();
    let key = PublicKeySha384PSSRandomized::from_der(&key).unwrap();
    let message = vault::random::<32>().unwrap();
    Blinded {
        box_id: own["box_id"].as_str().unwrap().parse().unwrap(),
        blinding: key.blind(&mut DefaultRng, message).unwrap(),
        key,
        message,
    }
}

impl Blinded {
    /// What is sent to be signed.
    pub fn sent(&self) -> Value {
        json!({"blinded_message": BASE64_URL_SAFE_NO_PAD.encode(&self.blinding.blind_message.0)})
    }

    /// Asks for the signature.
    pub async fn ask(&self, app: &TestApp, username: &str) -> Answer {
        app.as_(username)
            .post(format!("/ballot-boxes/{}/token", self.box_id), self.sent())
            .await
    }

    /// Takes the blinding off.
    pub fn token(&self, answer: &Answer) -> Value {
        let signed = answer.body["blind_signature"].as_str().unwrap();
        let signed = BlindSignature(BASE64_URL_SAFE_NO_PAD.decode(signed).unwrap());
        let signature = self.key.finalize(&signed, &self.blinding, self.message).unwrap();
        let randomizer = self.blinding.msg_randomizer.unwrap();
        json!({
            "box_id": self.box_id, "message": BASE64_URL_SAFE_NO_PAD.encode(self.message),
            "randomizer": BASE64_URL_SAFE_NO_PAD.encode(randomizer.0),
            "signature": BASE64_URL_SAFE_NO_PAD.encode(&signature.0)
        })
    }
}

/// A ballot by token.
pub fn by_token(token: &Value, receipt: &str, choices: &Value) -> Value {
    json!({"token": token, "receipt": receipt, "choices": choices})
}
