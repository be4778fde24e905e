//! A receiver of webhooks that can fail in every way there is.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// How the receiver treats a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Status(u16),
    /// A status with `Retry-After`, in seconds.
    Later(u16, u32),
    /// 302 to another path of its own.
    Redirect,
    /// Never an answer.
    Stall,
    /// The connection is cut off.
    Reset,
}

/// A message that arrived.
#[derive(Debug, Clone)]
pub struct Heard {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
    pub manner: Manner,
}

impl Heard {
    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Whether one of the signatures is made with this secret.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let signer = standardwebhooks::Webhook::new(secret).unwrap();
        let timestamp = self.headers["webhook-timestamp"].parse().unwrap();
        let expected = signer.sign(self.id(), timestamp, self.body.as_bytes()).unwrap();
        self.headers["webhook-signature"]
            .split(' ')
            .any(|given| given == expected)
    }
}

/// A receiver on this machine; it ends with this value.
#[derive(Debug)]
pub struct Receiver {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
    manners: Arc<Mutex<VecDeque<Manner>>>,
    listening: JoinHandle<()>,
}

impl Receiver {
    /// A receiver that takes everything; see [`Receiver::then`].
    pub async fn start() -> Self {
        Self::deciding(|_, _| None).await
    }

    /// A receiver whose manner `decide` chooses by a message and those before it; `None`: it takes it.
    pub async fn deciding(decide: impl Fn(&Heard, &[Heard]) -> Option<Manner> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (heard, manners) = (
            Arc::<Mutex<Vec<Heard>>>::default(),
            Arc::<Mutex<VecDeque<Manner>>>::default(),
        );
        let listening = tokio::spawn({
            let (heard, manners, decide) = (Arc::clone(&heard), Arc::clone(&manners), Arc::new(decide));
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let (heard, manners, decide) = (Arc::clone(&heard), Arc::clone(&manners), Arc::clone(&decide));
                    tokio::spawn(async move {
                        let choose = |mut message: Heard| {
                            let mut before = heard.lock().unwrap();
                            let said = manners.lock().unwrap().pop_front();
                            let manner = said
                                .or_else(|| decide(&message, &before))
                                .unwrap_or(Manner::Status(204));
                            message.manner = manner;
                            before.push(message);
                            manner
                        };
                        let _ = answer(stream, choose).await;
                    });
                }
            }
        });
        Self {
            address,
            heard,
            manners,
            listening,
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// How the next messages are treated, one after the other.
    pub fn then(&self, manners: impl IntoIterator<Item = Manner>) {
        self.manners.lock().unwrap().extend(manners);
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// The ids of the messages that were taken, as often as they were.
    pub fn taken(&self) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        let taken = heard.iter().filter(|one| one.manner == Manner::Status(204));
        taken.map(|one| one.id().to_owned()).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn answer(mut stream: TcpStream, choose: impl Fn(Heard) -> Manner) -> std::io::Result<()> {
    loop {
        let Some(message) = read(&mut stream).await? else {
            return Ok(());
        };
        let (status, more) = match choose(message) {
            Manner::Status(status) => (status, String::new()),
            Manner::Later(status, seconds) => (status, format!("retry-after: {seconds}\r\n")),
            Manner::Redirect => (302, "location: /elsewhere\r\n".to_owned()),
            Manner::Stall => std::future::pending().await,
            Manner::Reset => {
                stream.set_zero_linger()?;
                return Ok(());
            }
        };
        let answer = format!("HTTP/1.1 {status} said\r\n{more}content-length: 0\r\n\r\n");
        stream.write_all(answer.as_bytes()).await?;
    }
}

async fn read(stream: &mut TcpStream) -> std::io::Result<Option<Heard>> {
    let mut bytes = Vec::new();
    loop {
        if let Some(head_end) = bytes.windows(4).position(|end| end == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
            let mut lines = head.split("\r\n");
            let path = lines
                .next()
                .and_then(|line| line.split(' ').nth(1))
                .unwrap_or_default()
                .to_owned();
            let headers: BTreeMap<String, String> = lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect();
            let length: usize = headers
                .get("content-length")
                .map_or(0, |length| length.parse().unwrap());
            let begin = head_end + 4;
            while bytes.len() < begin + length {
                if stream.read_buf(&mut bytes).await? == 0 {
                    return Ok(None);
                }
            }
            let body = String::from_utf8_lossy(&bytes[begin..begin + length]).into_owned();
            let manner = Manner::Status(204);
            return Ok(Some(Heard {
                path,
                headers,
                body,
                manner,
            }));
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
}
