//! A client that says bytes and hears bytes, for tests that look at one peer from outside.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a peer may take to say what it has to say.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long nothing must come to be sure that nothing will.
const QUIET: Duration = Duration::from_millis(300);

/// How a connection ended, seen from the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Fin,
    Reset,
    /// Still open.
    Open,
}

pub struct Client(pub TcpStream);

impl Client {
    pub async fn connect(at: SocketAddr) -> Client {
        Client(TcpStream::connect(at).await.expect("a lab peer"))
    }

    pub async fn say(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.expect("an open connection");
    }

    /// Hears until the peer closes or nothing comes for a while, `most` bytes at most.
    pub async fn hear_all(&mut self, most: usize) -> (Vec<u8>, End) {
        let (mut heard, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
        let mut wait = PATIENCE;
        while heard.len() < most {
            match timeout(wait, self.0.read(&mut buffer)).await {
                Ok(Ok(0)) => return (heard, End::Fin),
                Ok(Ok(count)) => heard.extend_from_slice(&buffer[..count]),
                Ok(Err(_)) => return (heard, End::Reset),
                Err(_) => break,
            }
            wait = QUIET;
        }
        (heard, End::Open)
    }

    /// Whether the peer keeps silent and stays.
    pub async fn is_quiet(&mut self) -> bool {
        timeout(QUIET, self.0.read(&mut [0])).await.is_err()
    }
}

/// What a peer says when it is told this, and how it ends.
pub async fn ask(at: SocketAddr, bytes: impl AsRef<[u8]>) -> (Vec<u8>, End) {
    let mut client = Client::connect(at).await;
    client.say(bytes).await;
    client.hear_all(1024 * 1024).await
}
