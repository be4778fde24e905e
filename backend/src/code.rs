//! Codes that people copy by hand (查询码, 测评码, 回执): signs that nobody takes for another, and a check sign that finds
//! a slip of the pen.

use crate::vault::{self, Unreadable};

/// Signs that nobody takes for another, also in handwriting. Their number is a prime, so that the check sign finds
/// every wrong sign and every two that changed places.
const ALPHABET: &[u8; 23] = b"23456789ACDEFHJKMNPRTWX";
/// What people write for a sign of the alphabet.
const READ_AS: [(char, char); 4] = [('B', '8'), ('G', '6'), ('S', '5'), ('Z', '2')];
const PRIME: u32 = 23;
const GROUP: usize = 4;

/// A code of so many signs, the last of which is the check sign; fewer than 23 of them. Each of the others is good for
/// four and a half bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code<const LENGTH: usize>(String);

impl<const LENGTH: usize> Code<LENGTH> {
    /// A fresh one.
    pub fn random() -> Result<Self, Unreadable> {
        Ok(Self::from_secret(&vault::random::<16>()?))
    }

    /// The same code every time for the same secret.
    pub fn from_secret(secret: &[u8; 16]) -> Self {
        let mut rest = u128::from_be_bytes(*secret);
        let mut signs: Vec<u32> = Vec::with_capacity(LENGTH);
        for _ in 1..LENGTH {
            signs.push(u32::try_from(rest % u128::from(PRIME)).unwrap_or_default());
            rest /= u128::from(PRIME);
        }
        signs.push(Self::check_sign(&signs));
        Self(signs.into_iter().map(sign).collect())
    }

    /// Reads a code as people type it: small letters, spaces, hyphens, and letters for the digits they look like.
    /// `None` when it cannot be one.
    pub fn read(typed: &str) -> Option<Self> {
        let signs: Vec<u32> = typed
            .chars()
            .filter(|sign| sign.is_alphanumeric())
            .map(place_of)
            .collect::<Option<_>>()?;
        let (check, rest) = signs.split_last()?;
        (signs.len() == LENGTH && *check == Self::check_sign(rest)).then(|| Self(signs.into_iter().map(sign).collect()))
    }

    /// In groups of four: `7K3M-9W2X-5TAC-D4HN-PR6F`.
    pub fn grouped(&self) -> String {
        let groups = self.0.as_bytes().chunks(GROUP).map(String::from_utf8_lossy);
        groups.collect::<Vec<_>>().join("-")
    }

    /// Without hyphens.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Makes the weighted sum of all signs a multiple of the prime; weights are 1, 2, 3 … from the left.
    fn check_sign(signs: &[u32]) -> u32 {
        let sum: u32 = (1..).zip(signs).map(|(weight, sign)| weight * sign).sum();
        let last = u32::try_from(LENGTH).unwrap_or_default();
        (0..PRIME)
            .find(|check| (sum + last * check).is_multiple_of(PRIME))
            .unwrap_or_default()
    }
}

fn sign(place: u32) -> char {
    char::from(ALPHABET[usize::try_from(place).unwrap_or_default() % ALPHABET.len()])
}

fn place_of(typed: char) -> Option<u32> {
    let typed = typed.to_ascii_uppercase();
    let meant = READ_AS
        .iter()
        .find(|(written, _)| *written == typed)
        .map_or(typed, |(_, meant)| *meant);
    let place = ALPHABET.iter().position(|sign| char::from(*sign) == meant)?;
    u32::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LENGTH: usize = 20;

    fn any_code() -> impl Strategy<Value = Code<LENGTH>> {
        any::<[u8; 16]>().prop_map(|secret| Code::from_secret(&secret))
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_people_write_it(code in any_code()) {
            let grouped = code.grouped();
            prop_assert_eq!(grouped.len(), LENGTH + LENGTH / GROUP - 1);
            let written = grouped.to_lowercase().replace('-', " ").replace('8', "b").replace('5', "S");
            prop_assert_eq!(Code::read(&grouped), Some(code.clone()));
            prop_assert_eq!(Code::read(&written), Some(code));
            prop_assert_eq!(Code::<16>::read(&grouped), None);
        }

        #[test]
        fn one_wrong_sign_is_found(code in any_code(), at in 0..LENGTH, other in 0..ALPHABET.len()) {
            let mut signs = code.0.clone().into_bytes();
            prop_assume!(signs[at] != ALPHABET[other]);
            signs[at] = ALPHABET[other];
            prop_assert_eq!(Code::<LENGTH>::read(&String::from_utf8(signs).unwrap()), None);
        }

        #[test]
        fn two_signs_that_changed_places_are_found(code in any_code(), one in 0..LENGTH, other in 0..LENGTH) {
            let mut signs = code.0.clone().into_bytes();
            prop_assume!(signs[one] != signs[other]);
            signs.swap(one, other);
            prop_assert_eq!(Code::<LENGTH>::read(&String::from_utf8(signs).unwrap()), None);
        }
    }

    #[test]
    fn there_are_more_codes_than_anybody_can_try() {
        let bits = |signs: f64| f64::from(PRIME).log2() * (signs - 1.0);
        assert!(bits(20.0) >= 80.0 && bits(16.0) >= 64.0);
    }
}
