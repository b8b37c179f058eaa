//! One connection as a peer sees it: recorded, and bounded in time and bytes.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::visits::Visits;

/// How long a peer that is done waits for the other side to close, so that its last words are not
/// destroyed by a reset.
const LINGER: Duration = Duration::from_secs(1);

/// What one connection may cost, whatever the peer is made to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may last.
    pub lifetime: Duration,
    /// How many bytes the peer may send.
    pub bytes_out: u64,
    /// How many connections one peer holds at once; more wait in the backlog.
    pub at_once: usize,
}

impl Default for Limits {
    /// A minute, 4 MiB – far beyond what a scan takes – and 256 connections.
    fn default() -> Limits {
        Limits { lifetime: Duration::from_secs(60), bytes_out: 4 * 1024 * 1024, at_once: 256 }
    }
}

/// One connection as a peer sees it.
#[derive(Debug)]
pub struct Line {
    stream: Stream,
    visits: Visits,
    number: usize,
    room: u64,
    broken_off: bool,
}

impl Line {
    pub(crate) fn new(
        stream: TcpStream,
        from: SocketAddr,
        visits: Visits,
        limits: Limits,
    ) -> io::Result<Line> {
        // Peers answer in small messages; waiting to fill packets only slows tests down.
        stream.set_nodelay(true)?;
        let number = visits.begin(from, stream.local_addr()?);
        Ok(Line {
            stream: Stream::Clear(stream),
            visits,
            number,
            room: limits.bytes_out,
            broken_off: false,
        })
    }

    /// Who is at the other end.
    pub fn remote(&self) -> io::Result<SocketAddr> {
        self.stream.socket()?.peer_addr()
    }

    /// Reads some bytes; 0 where the other side has closed.
    pub async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer).await?;
        self.visits.received(self.number, buffer.get(..count).unwrap_or_default());
        Ok(count)
    }

    /// Reads until the other side closes.
    pub async fn drain(&mut self) -> io::Result<()> {
        let mut buffer = [0; 4096];
        while self.read(&mut buffer).await? > 0 {}
        Ok(())
    }

    /// Sends all of it, or fails once the peer has sent all it may.
    pub async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let allowed = usize::try_from(self.room).unwrap_or(usize::MAX).min(bytes.len());
        let (now, rest) = bytes.split_at(allowed);
        self.stream.write_all(now).await?;
        self.room -= now.len() as u64;
        self.visits.sent(self.number, now.len());
        match rest.is_empty() {
            true => Ok(()),
            false => Err(io::Error::other("the peer has sent all it may")),
        }
    }

    /// The first byte to be read, which stays there; `None` where the other side has closed.
    pub(crate) async fn peek(&mut self) -> io::Result<Option<u8>> {
        let mut first = [0];
        let count = self.stream.socket()?.peek(&mut first).await?;
        Ok((count > 0).then_some(first[0]))
    }

    /// Goes on inside TLS, as the server. The handshake is no part of what is kept.
    pub(crate) async fn enclose(&mut self, config: Arc<ServerConfig>) -> io::Result<()> {
        let Stream::Clear(stream) = std::mem::replace(&mut self.stream, Stream::Lost) else {
            return Err(io::Error::other("the line is inside TLS already"));
        };
        match TlsAcceptor::from(config).accept(stream).into_fallible().await {
            Ok(stream) => {
                self.stream = Stream::Tls(Box::new(stream));
                Ok(())
            }
            Err((error, stream)) => {
                self.stream = Stream::Clear(stream);
                Err(error)
            }
        }
    }

    /// Closes the peer's side and leaves the other open.
    pub async fn half_close(&mut self) -> io::Result<()> {
        self.stream.shutdown().await
    }

    /// Breaks the connection off with a reset when the peer is done.
    pub fn reset(&mut self) {
        self.broken_off = true;
    }

    /// Ends the connection: with FIN and a moment for the other side, or with a reset.
    pub(crate) async fn finish(mut self) {
        if self.broken_off {
            // Dropping the stream now resets it; where that cannot be had it is closed.
            let _ = self.stream.socket().map(TcpStream::set_zero_linger);
        } else if self.stream.shutdown().await.is_ok() {
            let _ = tokio::time::timeout(LINGER, self.drain()).await;
        }
    }
}

/// What carries a line.
#[derive(Debug)]
enum Stream {
    Clear(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    /// Its handshake was given up half-way.
    Lost,
}

impl Stream {
    fn socket(&self) -> io::Result<&TcpStream> {
        match self {
            Stream::Clear(stream) => Ok(stream),
            Stream::Tls(stream) => Ok(stream.get_ref().0),
            Stream::Lost => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Stream::Clear(stream) => stream.read(buffer).await,
            Stream::Tls(stream) => stream.read(buffer).await,
            Stream::Lost => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    async fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Stream::Clear(stream) => stream.write_all(bytes).await,
            Stream::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
            Stream::Lost => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    async fn shutdown(&mut self) -> io::Result<()> {
        match self {
            Stream::Clear(stream) => stream.shutdown().await,
            Stream::Tls(stream) => stream.shutdown().await,
            Stream::Lost => Err(io::ErrorKind::NotConnected.into()),
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.visits.end(self.number);
    }
}
