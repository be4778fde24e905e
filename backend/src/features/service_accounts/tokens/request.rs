//! Reading what a system asks with: the form, and HTTP Basic authentication.

use actix_web::{HttpRequest, http::header, web};
use base64::{Engine, prelude::BASE64_STANDARD};

use super::dto::{TokenError, TokenRefusal};

/// What is asked for, and with which credentials.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    pub client_id: String,
    pub client_secret: String,
    pub scope: Option<String>,
}

impl Asked {
    /// Reads the form and the `Authorization` header (RFC 6749, 2.3.1 and 4.4.2).
    pub fn read(request: &HttpRequest, form: Vec<(String, String)>) -> Result<Self, TokenRefusal> {
        let header = request.headers().get(header::AUTHORIZATION);
        let basic = match header.map(|value| value.to_str().unwrap_or_default()) {
            None => None,
            Some(value) => Some(basic(value).ok_or_else(|| {
                invalid("The Authorization header is no HTTP Basic authentication that can be read.")
            })?),
        };
        Self::of(form, basic)
    }

    fn of(form: Vec<(String, String)>, basic: Option<(String, String)>) -> Result<Self, TokenRefusal> {
        let mut fields = Fields(form);
        let grant_type = fields.take("grant_type")?;
        let in_body = (fields.take("client_id")?, fields.take("client_secret")?);
        let scope = fields.take("scope")?;
        match grant_type.as_deref() {
            Some("client_credentials") => {}
            None => return Err(invalid("grant_type is missing.")),
            Some(_) => {
                return Err(TokenRefusal::new(
                    TokenError::UnsupportedGrantType,
                    "Only grant_type=client_credentials is known.",
                ));
            }
        }
        let (client_id, client_secret) = match (basic, in_body) {
            (Some(basic), (id, None)) if id.as_ref().is_none_or(|id| *id == basic.0) => basic,
            (Some(_), _) => {
                return Err(invalid(
                    "The credentials came both as HTTP Basic authentication and in the body.",
                ));
            }
            (None, (Some(id), Some(secret))) => (id, secret),
            (None, _) => {
                return Err(TokenRefusal::new(
                    TokenError::InvalidClient,
                    "No credentials: send HTTP Basic authentication, or client_id and client_secret in the body.",
                ));
            }
        };
        Ok(Self {
            client_id,
            client_secret,
            scope,
        })
    }
}

/// The fields of the form; each may come once, and an empty one counts as none.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn take(&mut self, name: &str) -> Result<Option<String>, TokenRefusal> {
        let mut found = self.0.extract_if(.., |(known, _)| known == name);
        let value = found.next().map(|(_, value)| value);
        if found.next().is_some() {
            return Err(invalid("A field came twice."));
        }
        Ok(value.filter(|value| !value.is_empty()))
    }
}

/// The two parts of a Basic header; each was form-encoded before (RFC 6749, 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, credentials) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((form_decoded(id)?, form_decoded(secret)?))
}

fn form_decoded(text: &str) -> Option<String> {
    let pair = format!("v={text}");
    let fields = web::Query::<Vec<(String, String)>>::from_query(&pair).ok()?;
    fields.into_inner().into_iter().next().map(|(_, value)| value)
}

fn invalid(description: &'static str) -> TokenRefusal {
    TokenRefusal::new(TokenError::InvalidRequest, description)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        fields.iter().map(own).collect()
    }

    fn error(fields: &[(&str, &str)], basic: Option<(&str, &str)>) -> TokenError {
        let basic = basic.map(|(id, secret)| (id.to_owned(), secret.to_owned()));
        Asked::of(form(fields), basic).unwrap_err().error
    }

    #[test]
    fn credentials_come_in_one_of_two_ways() {
        let grant = ("grant_type", "client_credentials");
        let in_body = Asked::of(form(&[grant, ("client_id", "a"), ("client_secret", "b")]), None).unwrap();
        let as_basic = Asked::of(form(&[grant]), basic("Basic YTpi")).unwrap();
        assert_eq!(in_body, as_basic);
        let twice = [grant, ("client_id", "a"), ("client_secret", "b")];
        assert_eq!(error(&twice, Some(("a", "b"))), TokenError::InvalidRequest);
        assert_eq!(error(&[grant, ("client_id", "a")], None), TokenError::InvalidClient);
    }

    #[test]
    fn a_form_that_is_not_one_is_refused() {
        assert_eq!(error(&[], None), TokenError::InvalidRequest);
        assert_eq!(
            error(&[("grant_type", "password")], None),
            TokenError::UnsupportedGrantType
        );
        let twice = [
            ("grant_type", "client_credentials"),
            ("grant_type", "client_credentials"),
        ];
        assert_eq!(error(&twice, None), TokenError::InvalidRequest);
    }

    #[test]
    fn basic_parts_are_form_encoded() {
        let header = format!("Basic {}", BASE64_STANDARD.encode("svc%2D1:a%3Ab+c"));
        assert_eq!(basic(&header), Some(("svc-1".to_owned(), "a:b c".to_owned())));
        assert_eq!(basic("Bearer YTpi"), None);
        assert_eq!(basic("Basic ###"), None);
    }
}
