//! One connect: the socket, what its error means, and what is a shortage of our own.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use socket2::SockRef;
use tokio::net::{TcpSocket, TcpStream};

use crate::BoxFuture;

/// Something that opens connections; tests put failures in its place.
pub trait Dial: Send + Sync {
    /// Opens a connection. The caller sets the deadline.
    fn dial(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<TcpStream>>;
}

/// TCP sockets of the operating system.
///
/// A socket is reset when it is dropped ([`TcpSocket::set_zero_linger`]), so that a probe which is
/// given up in the moment it opens leaves no TIME_WAIT behind; this is undone when a dialogue
/// begins, which ends with a FIN.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tcp;

impl Dial for Tcp {
    fn dial(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<TcpStream>> {
        Box::pin(async move {
            let socket = if to.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
            socket.set_zero_linger()?;
            let stream = match socket.connect(to).await {
                Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable && !has_way(to) => {
                    return Err(io::ErrorKind::NetworkUnreachable.into());
                }
                opened => opened?,
            };
            // A connect to a free local port may meet itself (RFC 9293, simultaneous open).
            if stream.local_addr()? == to {
                return Err(io::ErrorKind::ConnectionRefused.into());
            }
            stream.set_nodelay(true)?;
            Ok(stream)
        })
    }
}

/// Whether this machine has an address from which `to` can be met. "Address not available" means
/// that none is there (no IPv6, for example) or that all ports of it are taken; connecting a UDP
/// socket, which sends nothing, tells them apart.
fn has_way(to: SocketAddr) -> bool {
    let any: IpAddr =
        if to.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    UdpSocket::bind((any, 0)).and_then(|socket| socket.connect(to)).is_ok()
}

/// From now on dropping the socket ends the connection with a FIN.
pub(crate) fn make_polite(stream: &TcpStream) {
    // A socket that the peer reset meanwhile may refuse; the next read tells.
    let _ = SockRef::from(stream).set_linger(None);
}

/// What a connect to an endpoint came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReachOutcome {
    /// It is open.
    Open,
    /// It answered with a reset.
    Closed,
    /// Nothing came in time; a filter, or nobody there.
    Silent,
    /// A router or this machine said that there is no way.
    Unreachable,
    /// The connect failed in another way, for example by a local firewall.
    Failed,
}

impl ReachOutcome {
    /// The word used in records.
    pub fn word(self) -> &'static str {
        match self {
            ReachOutcome::Open => "open",
            ReachOutcome::Closed => "closed",
            ReachOutcome::Silent => "silent",
            ReachOutcome::Unreachable => "unreachable",
            ReachOutcome::Failed => "failed",
        }
    }
}

/// A shortage on our side. It says nothing about the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pressure {
    /// No file descriptor is free (EMFILE, ENFILE).
    Descriptors,
    /// No local port is free (EADDRNOTAVAIL).
    Ports,
    /// No buffer, memory or table entry is free (ENOBUFS, ENOMEM, EAGAIN).
    Buffers,
}

/// What an error of a connect means.
pub(crate) fn meaning(error: &io::Error) -> Result<ReachOutcome, Pressure> {
    match error.raw_os_error() {
        Some(libc::EMFILE | libc::ENFILE) => return Err(Pressure::Descriptors),
        Some(libc::ENOBUFS) => return Err(Pressure::Buffers),
        _ => {}
    }
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::AddrNotAvailable => Err(Pressure::Ports),
        Kind::OutOfMemory | Kind::WouldBlock => Err(Pressure::Buffers),
        Kind::ConnectionRefused | Kind::ConnectionReset => Ok(ReachOutcome::Closed),
        Kind::TimedOut => Ok(ReachOutcome::Silent),
        Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown => {
            Ok(ReachOutcome::Unreachable)
        }
        _ => Ok(ReachOutcome::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortages_are_never_an_answer_of_the_peer() {
        let of = |code| meaning(&io::Error::from_raw_os_error(code));
        assert_eq!(of(libc::EMFILE), Err(Pressure::Descriptors));
        assert_eq!(of(libc::ENFILE), Err(Pressure::Descriptors));
        assert_eq!(of(libc::EADDRNOTAVAIL), Err(Pressure::Ports));
        assert_eq!(of(libc::ENOBUFS), Err(Pressure::Buffers));
        assert_eq!(of(libc::ENOMEM), Err(Pressure::Buffers));
        assert_eq!(of(libc::EAGAIN), Err(Pressure::Buffers));
        assert_eq!(of(libc::ECONNREFUSED), Ok(ReachOutcome::Closed));
        assert_eq!(of(libc::ECONNRESET), Ok(ReachOutcome::Closed));
        assert_eq!(of(libc::ETIMEDOUT), Ok(ReachOutcome::Silent));
        assert_eq!(of(libc::EHOSTUNREACH), Ok(ReachOutcome::Unreachable));
        assert_eq!(of(libc::ENETUNREACH), Ok(ReachOutcome::Unreachable));
        assert_eq!(of(libc::EPERM), Ok(ReachOutcome::Failed));
    }

    #[tokio::test]
    async fn an_open_and_a_closed_port_are_told_apart() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let open = listener.local_addr().unwrap();
        let stream = Tcp.dial(open).await.unwrap();
        assert!(SockRef::from(&stream).linger().unwrap().is_some());
        make_polite(&stream);
        assert_eq!(SockRef::from(&stream).linger().unwrap(), None);
        drop(listener);
        let error = Tcp.dial(open).await.unwrap_err();
        assert_eq!(meaning(&error), Ok(ReachOutcome::Closed));
    }
}
