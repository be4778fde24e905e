//! Path segments and query strings; an unknown parameter is refused and the known ones are named.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::de::DeserializeOwned;
use validator::Validate;

use crate::{
    error::{Error, Result},
    language::text,
};

/// The ids in a path. One that cannot be an id names nothing: 404.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = actix_web::web::Path::<T>::from_request(request, payload).into_inner();
        ready(path.map(|path| Self(path.into_inner())).map_err(|_| Error::NotFound))
    }
}

/// The query string of an operation that is not a list.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Validate> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(pairs(request.query_string())).map(Self))
    }
}

/// The parameters of a query string, decoded; NUL is refused because PostgreSQL cannot store it.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    serde_urlencoded_pairs(query)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn serde_urlencoded_pairs(query: &str) -> Vec<(String, String)> {
    actix_web::web::Query::<Vec<(String, String)>>::from_query(query)
        .map(actix_web::web::Query::into_inner)
        .unwrap_or_default()
}

/// Reads typed parameters from pairs.
pub(super) fn parse<T: DeserializeOwned + Validate>(pairs: Vec<(String, String)>) -> Result<T> {
    if let Some((name, _)) = pairs.iter().find(|(_, value)| value.contains('\0')) {
        return Err(Error::InvalidParameter {
            name: name.clone(),
            detail: text("含有不允许的控制字符", "contains a control character"),
        });
    }
    let input = serde::de::value::MapDeserializer::new(pairs.into_iter().map(|(name, value)| (name, Param(value))));
    let parsed: T = serde_path_to_error::deserialize(input).map_err(|error| refusal(&error))?;
    parsed.validate().map_err(|errors| {
        let name = errors
            .errors()
            .keys()
            .next()
            .map(ToString::to_string)
            .unwrap_or_default();
        Error::InvalidParameter {
            detail: text(format!("{errors}"), format!("{errors}")),
            name,
        }
    })?;
    Ok(parsed)
}

fn refusal(error: &serde_path_to_error::Error<serde::de::value::Error>) -> Error {
    let cause = error.inner().to_string();
    let mut quoted = cause.split('`').skip(1).step_by(2).map(str::to_owned);
    if cause.starts_with("unknown field") {
        let name = quoted.next().unwrap_or_default();
        return Error::UnknownParameter {
            name,
            known: quoted.collect(),
        };
    }
    if cause.starts_with("missing field") {
        let name = quoted.next().unwrap_or_default();
        return Error::InvalidParameter {
            name,
            detail: text("必填", "is required"),
        };
    }
    Error::InvalidParameter {
        name: error.path().to_string(),
        detail: text(cause.clone(), cause),
    }
}

/// A parameter's text, read as whatever the field wants.
struct Param(String);

impl serde::de::IntoDeserializer<'_, serde::de::value::Error> for Param {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! parsed {
    ($($method:ident => $visit:ident),+ $(,)?) => {$(
        fn $method<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            match self.0.parse() {
                Ok(value) => visitor.$visit(value),
                Err(_) => Err(serde::de::Error::custom(format!("“{}” 不是有效的值 / is not a valid value", self.0))),
            }
        }
    )+};
}

impl<'de> serde::Deserializer<'de> for Param {
    type Error = serde::de::value::Error;

    parsed! {
        deserialize_bool => visit_bool, deserialize_i8 => visit_i8, deserialize_i16 => visit_i16,
        deserialize_i32 => visit_i32, deserialize_i64 => visit_i64, deserialize_u8 => visit_u8,
        deserialize_u16 => visit_u16, deserialize_u32 => visit_u32, deserialize_u64 => visit_u64,
    }

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: serde::de::Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: serde::de::Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_enum(serde::de::IntoDeserializer::<Self::Error>::into_deserializer(self.0))
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
