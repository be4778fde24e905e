//! As much of HTTP/1.1 as the measurements need: requests as bytes, answers that say their length.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use serde_json::Value;
use uuid::Uuid;

use super::Result;

pub fn get(path: &str, token: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n").into_bytes()
}

/// A request with a body and a fresh `Idempotency-Key`.
pub fn post(path: &str, token: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let key = Uuid::now_v7();
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n\
         Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

pub fn post_json(path: &str, token: &str, body: &Value) -> Vec<u8> {
    post(path, token, "application/json", body.to_string().as_bytes())
}

/// Sends one request over a connection of its own; anything but success is an error with the answer's text.
pub fn ask(address: SocketAddr, request: &[u8]) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request)?;
    let mut buffer = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        if let Some(extent) = Extent::of(&buffer)?
            && buffer.len() >= extent.end
        {
            extent.check(&buffer)?;
            return Ok(buffer[extent.body..extent.end].to_vec());
        }
        match stream.read(&mut chunk)? {
            0 => return Err("the server closed the connection".into()),
            read => buffer.extend_from_slice(&chunk[..read]),
        }
    }
}

/// Like [`ask`], for an answer in JSON.
pub fn ask_json(address: SocketAddr, request: &[u8]) -> Result<Value> {
    Ok(serde_json::from_slice(&ask(address, request)?)?)
}

/// Where an answer's body begins and ends.
pub struct Extent {
    succeeded: bool,
    body: usize,
    pub end: usize,
}

impl Extent {
    /// `None` while the head is not complete.
    pub fn of(buffer: &[u8]) -> Result<Option<Self>> {
        let Some(end_of_head) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
            return Ok(None);
        };
        let head = str::from_utf8(&buffer[..end_of_head])?;
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim())
        });
        let body = end_of_head + 4;
        Ok(Some(Self {
            succeeded: head.starts_with("HTTP/1.1 2"),
            body,
            end: body + length.ok_or("an answer without its length")?.parse::<usize>()?,
        }))
    }

    pub fn check(&self, buffer: &[u8]) -> Result<()> {
        if self.succeeded {
            return Ok(());
        }
        Err(String::from_utf8_lossy(buffer).into())
    }
}
