//! A plain HTTP/1.1 load generator: keep-alive connections that ask again as soon as they are answered.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What a run of requests was like.
pub struct Figures {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

/// Sends requests over `connections` for `time`; `request` makes the text of the next one.
pub fn run(
    address: SocketAddr,
    connections: usize,
    time: Duration,
    request: impl Fn() -> String + Clone + Send + 'static,
) -> Figures {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let mut latencies = runtime.block_on(async {
        let started = Instant::now();
        let clients: Vec<_> = (0..connections)
            .map(|_| tokio::spawn(client(address, started + time, request.clone())))
            .collect();
        let mut all = Vec::new();
        for client in clients {
            all.extend(client.await.expect("a client ends well"));
        }
        all
    });
    latencies.sort_unstable();
    let at = |percent: usize| latencies[(latencies.len() * percent / 100).min(latencies.len() - 1)];
    #[expect(clippy::cast_precision_loss, reason = "a rate, not a count")]
    let per_second = latencies.len() as f64 / time.as_secs_f64();
    Figures { per_second, p50: at(50), p99: at(99) }
}

async fn client(address: SocketAddr, until: Instant, request: impl Fn() -> String) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.set_nodelay(true).expect("a socket option");
    let mut latencies = Vec::new();
    let mut buffer = Vec::with_capacity(64 * 1024);
    while Instant::now() < until {
        let text = request();
        let asked = Instant::now();
        stream.write_all(text.as_bytes()).await.expect("the server reads");
        answer(&mut stream, &mut buffer).await;
        latencies.push(asked.elapsed());
    }
    latencies
}

/// Reads one answer to its end; anything but 2xx ends the benchmark, since its figures would mean nothing.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) {
    buffer.clear();
    loop {
        let read = stream.read_buf(buffer).await.expect("the server answers");
        assert!(read > 0, "the server closed the connection");
        let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
        assert!(head.starts_with("http/1.1 2"), "unexpected answer: {}", String::from_utf8_lossy(buffer));
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .and_then(|length| length.trim().parse().ok())
            .expect("answers say their length");
        while buffer.len() < end + 4 + length {
            assert!(stream.read_buf(buffer).await.expect("the server answers") > 0, "cut off");
        }
        return;
    }
}
