//! The real binary, started and watched.

use std::{
    fs::{self, File},
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{Result, http};

pub const BINARY: &str = env!("CARGO_BIN_EXE_lianxin");

/// A verb of the binary, without settings from the environment.
pub fn binary(verb: &str) -> Command {
    let mut command = Command::new(BINARY);
    command.env_clear().arg(verb);
    command
}

/// A running server; it ends with this value.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
    /// From the start of the process to the first `/health/ready` that said 200.
    pub ready_in: Duration,
}

impl Server {
    pub fn start(mut command: Command, log: &Path) -> Result<Self> {
        const PATIENCE: Duration = Duration::from_secs(30);
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        command
            .args(["--bind", &address.to_string()])
            .stdout(File::create(log)?);
        let began = Instant::now();
        let mut server = Self {
            process: command.spawn()?,
            address,
            ready_in: Duration::ZERO,
        };
        while http::ask(address, &http::get("/api/v1/health/ready", "")).is_err() {
            if began.elapsed() > PATIENCE {
                return Err(format!("{command:?} does not become ready").into());
            }
            thread::sleep(Duration::from_millis(1));
        }
        server.ready_in = began.elapsed();
        Ok(server)
    }

    /// A job when it is done.
    pub fn finished(&self, token: &str, mut job: Value) -> Result<Value> {
        loop {
            match job["state"].as_str() {
                Some("done") => return Ok(job),
                Some("queued" | "running") => thread::sleep(Duration::from_millis(20)),
                _ => return Err(format!("the job ended otherwise: {job}").into()),
            }
            let path = format!("/api/v1/jobs/{}", job["id"].as_str().unwrap_or_default());
            job = http::ask_json(self.address, &http::get(&path, token))?;
        }
    }

    /// Resident memory now, in bytes; `None` where `/proc` does not tell.
    pub fn memory(&self) -> Option<u64> {
        self.proc_status("VmRSS:")
    }

    /// The most resident memory so far, in bytes.
    pub fn peak_memory(&self) -> Option<u64> {
        self.proc_status("VmHWM:")
    }

    fn proc_status(&self, name: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let value = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kibibytes: u64 = value.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kibibytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if let Err(error) = ended {
            eprintln!("a server did not end: {error}");
        }
    }
}
