//! Uploaded forms (`multipart/form-data`): one file and some fields, read into memory within a time and size.
//! Nothing of an upload is written to the disk.

use std::{future::Future, pin::Pin, time::Duration};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header, web::Bytes};
use aws_lc_rs::digest;
use futures_util::TryStreamExt;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use validator::Validate;

use super::body::{self, RawBody};
use crate::{
    error::{Error, Result},
    language::text,
};

/// The largest file.
pub const MAX_UPLOAD_BYTES: usize = 20 * 1024 * 1024;
const MAX_FIELD_BYTES: usize = 16 * 1024;
const MAX_FIELDS: usize = 16;
const DEADLINE: Duration = Duration::from_mins(2);

/// A form with one file named `file`; its other fields are read and checked as `T`.
#[derive(Debug)]
pub struct Upload<T> {
    pub form: T,
    pub file_name: String,
    pub content: Bytes,
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Upload<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let multipart = Multipart::new(request.headers(), payload.take());
        Box::pin(async move {
            if !request.content_type().eq_ignore_ascii_case("multipart/form-data") {
                return Err(Error::UnsupportedMediaType {
                    expected: "multipart/form-data",
                });
            }
            let declared = request.headers().get(header::CONTENT_LENGTH);
            let declared = declared.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
            if declared.is_some_and(|length| length > MAX_UPLOAD_BYTES + MAX_FIELDS * MAX_FIELD_BYTES) {
                return Err(too_large());
            }
            tokio::time::timeout(DEADLINE, collect(&request, multipart))
                .await
                .map_err(|_| Error::Timeout)?
        })
    }
}

async fn collect<T: DeserializeOwned + Validate>(request: &HttpRequest, mut multipart: Multipart) -> Result<Upload<T>> {
    let mut fields = Map::new();
    let mut file: Option<(String, Bytes)> = None;
    let mut seen = 0;
    while let Some(mut part) = multipart.try_next().await.map_err(|error| malformed(&error))? {
        seen += 1;
        if seen > MAX_FIELDS {
            return Err(Error::Malformed(text("表单项过多", "too many form fields")));
        }
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" && file.is_none() {
            let file_name = part.content_disposition().and_then(|part| part.get_filename());
            let file_name = file_name.unwrap_or_default().to_owned();
            file = Some((file_name, read(&mut part, MAX_UPLOAD_BYTES).await?));
        } else {
            let value = read(&mut part, MAX_FIELD_BYTES).await?;
            let value = String::from_utf8_lossy(&value).into_owned();
            if !value.is_empty() {
                fields.insert(name, Value::String(value));
            }
        }
    }
    let Some((file_name, content)) = file else {
        return Err(Error::invalid(
            "file",
            "required",
            text("请选择文件", "a file is required"),
        ));
    };
    let fields = serde_json::to_vec(&fields)?;
    let mut hashing = digest::Context::new(&digest::SHA256);
    hashing.update(&fields);
    hashing.update(file_name.as_bytes());
    hashing.update(&content);
    let fingerprint = Bytes::copy_from_slice(hashing.finish().as_ref());
    request.extensions_mut().insert(RawBody(fingerprint));
    Ok(Upload {
        form: body::parse(&fields)?,
        file_name: file_name.chars().filter(|c| !c.is_control()).take(200).collect(),
        content,
    })
}

async fn read(part: &mut Field, limit: usize) -> Result<Bytes> {
    let mut content = Vec::new();
    while let Some(chunk) = part.try_next().await.map_err(|error| malformed(&error))? {
        if content.len() + chunk.len() > limit {
            return Err(too_large());
        }
        content.extend_from_slice(&chunk);
    }
    Ok(content.into())
}

fn too_large() -> Error {
    Error::TooLarge {
        limit: MAX_UPLOAD_BYTES,
    }
}

fn malformed(error: &MultipartError) -> Error {
    Error::Malformed(text(
        format!("读取上传内容失败：{error}"),
        format!("the upload cannot be read: {error}"),
    ))
}
