//! Load: keep-alive connections that ask again as soon as they are answered, at two sides by turns.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime::Runtime,
    task::JoinSet,
};

use super::{Result, http::Extent};

/// Each side's turns in a comparison: the noise of the machine hits both.
const TURNS: u32 = 4;
const WARM_UP: Duration = Duration::from_millis(800);

/// One of those compared: whom to ask, and what.
#[derive(Clone)]
pub struct Side {
    address: SocketAddr,
    next_request: Arc<dyn Fn() -> Vec<u8> + Send + Sync>,
}

impl Side {
    pub fn new(address: SocketAddr, next_request: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self {
            address,
            next_request: Arc::new(next_request),
        }
    }

    /// Asks the same every time.
    pub fn repeating(address: SocketAddr, request: Vec<u8>) -> Self {
        Self::new(address, move || request.clone())
    }
}

/// How a side answered.
#[derive(Debug, Default)]
pub struct Figures {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

impl Figures {
    #[expect(clippy::cast_precision_loss, reason = "a rate, not a count")]
    fn of(mut latencies: Vec<Duration>, time: Duration) -> Self {
        latencies.sort_unstable();
        let at = |percent: usize| {
            latencies
                .get(latencies.len() * percent / 100)
                .copied()
                .unwrap_or_default()
        };
        Self {
            per_second: latencies.len() as f64 / time.as_secs_f64(),
            p50: at(50),
            p99: at(99),
        }
    }
}

/// Lets the sides work by turns over as many `connections`.
pub fn compare<const N: usize>(sides: [&Side; N], connections: usize, turn: Duration) -> Result<[Figures; N]> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    for side in sides {
        work(&runtime, side, connections, WARM_UP)?;
    }
    let mut latencies = [const { Vec::new() }; N];
    for _ in 0..TURNS {
        for (side, latencies) in sides.iter().zip(&mut latencies) {
            latencies.append(&mut work(&runtime, side, connections, turn)?);
        }
    }
    Ok(latencies.map(|latencies| Figures::of(latencies, turn * TURNS)))
}

fn work(runtime: &Runtime, side: &Side, connections: usize, time: Duration) -> Result<Vec<Duration>> {
    runtime.block_on(async {
        let until = Instant::now() + time;
        let mut clients = JoinSet::new();
        for _ in 0..connections {
            clients.spawn(client(side.clone(), until));
        }
        let mut latencies = Vec::new();
        while let Some(client) = clients.join_next().await {
            latencies.append(&mut client??);
        }
        Ok(latencies)
    })
}

async fn client(side: Side, until: Instant) -> Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(side.address).await?;
    stream.set_nodelay(true)?;
    let mut latencies = Vec::new();
    let mut buffer = Vec::with_capacity(64 * 1024);
    while Instant::now() < until {
        let request = (side.next_request)();
        let asked = Instant::now();
        stream.write_all(&request).await?;
        read_answer(&mut stream, &mut buffer).await?;
        latencies.push(asked.elapsed());
    }
    Ok(latencies)
}

async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<()> {
    buffer.clear();
    let mut extent = None;
    loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err("the server closed the connection".into());
        }
        if extent.is_none() {
            extent = Extent::of(buffer)?;
        }
        if let Some(extent) = &extent
            && buffer.len() >= extent.end
        {
            return extent.check(buffer);
        }
    }
}
