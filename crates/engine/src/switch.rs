//! One UDP socket for many peers: datagrams are handed to whoever speaks with their sender.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::sync::{OnceCell, mpsc};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::datagrams::Line;
use crate::talk::BUFFER;

/// The most datagrams of one peer that wait to be looked at; further ones are dropped.
const WAITING: usize = 16;
/// The pause after an error of the socket, so that a lasting one does not keep a processor busy.
const AFTER_ERROR: Duration = Duration::from_millis(20);

/// Who is waited for, and where their datagrams go.
type Peers = Arc<Mutex<HashMap<(IpAddr, u16), mpsc::Sender<Vec<u8>>>>>;

/// A socket for each address family, opened when the first peer of the family is spoken to.
#[derive(Default)]
pub(crate) struct Switches {
    v4: OnceCell<Switch>,
    v6: OnceCell<Switch>,
}

impl Switches {
    /// A line to a peer, of whom nothing else must be waiting.
    pub(crate) async fn line(&self, to: SocketAddr) -> io::Result<PeerLine> {
        let (cell, any): (_, IpAddr) = match to.is_ipv4() {
            true => (&self.v4, Ipv4Addr::UNSPECIFIED.into()),
            false => (&self.v6, Ipv6Addr::UNSPECIFIED.into()),
        };
        Ok(cell.get_or_try_init(|| Switch::open(any)).await?.line(to))
    }
}

struct Switch {
    socket: Arc<UdpSocket>,
    peers: Peers,
    reader: JoinHandle<()>,
}

impl Switch {
    async fn open(any: IpAddr) -> io::Result<Switch> {
        let socket = Arc::new(UdpSocket::bind((any, 0)).await?);
        let peers = Peers::default();
        let reader = tokio::spawn(read(socket.clone(), peers.clone()));
        Ok(Switch { socket, peers, reader })
    }

    fn line(&self, to: SocketAddr) -> PeerLine {
        let (sender, inbox) = mpsc::channel(WAITING);
        with(&self.peers, |peers| peers.insert(key(to), sender));
        PeerLine { socket: self.socket.clone(), peers: self.peers.clone(), to, inbox }
    }
}

impl Drop for Switch {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// Hands every datagram to whoever waits for its sender; those of strangers are dropped.
async fn read(socket: Arc<UdpSocket>, peers: Peers) {
    let mut buffer = vec![0; BUFFER];
    loop {
        let Ok((len, from)) = socket.recv_from(&mut buffer).await else {
            sleep(AFTER_ERROR).await;
            continue;
        };
        let Some(inbox) = with(&peers, |peers| peers.get(&key(from)).cloned()) else { continue };
        // A peer that sends faster than it is looked at loses what is too much.
        let _ = inbox.try_send(buffer.get(..len).unwrap_or_default().to_vec());
    }
}

/// Whom a datagram is from: the zone and flow of IPv6 do not count.
fn key(socket: SocketAddr) -> (IpAddr, u16) {
    (socket.ip().to_canonical(), socket.port())
}

fn with<T>(
    peers: &Peers,
    act: impl FnOnce(&mut HashMap<(IpAddr, u16), mpsc::Sender<Vec<u8>>>) -> T,
) -> T {
    act(&mut peers.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The datagrams of one peer.
pub(crate) struct PeerLine {
    socket: Arc<UdpSocket>,
    peers: Peers,
    to: SocketAddr,
    inbox: mpsc::Receiver<Vec<u8>>,
}

impl Line for PeerLine {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.socket.send_to(bytes, self.to).await
    }

    async fn receive(&mut self) -> io::Result<Vec<u8>> {
        self.inbox.recv().await.ok_or_else(|| io::ErrorKind::BrokenPipe.into())
    }
}

impl Drop for PeerLine {
    fn drop(&mut self) {
        with(&self.peers, |peers| peers.remove(&key(self.to)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_peer_has_its_own_datagrams_and_strangers_none() {
        let switches = Switches::default();
        let peer = || async { UdpSocket::bind("127.0.0.1:0").await.unwrap() };
        let (one, other, stranger) = (peer().await, peer().await, peer().await);
        let mut to_one = switches.line(one.local_addr().unwrap()).await.unwrap();
        let mut to_other = switches.line(other.local_addr().unwrap()).await.unwrap();
        to_one.send(b"for one").await.unwrap();
        to_other.send(b"for the other").await.unwrap();
        let mut buffer = [0; 64];
        let (len, ours) = one.recv_from(&mut buffer).await.unwrap();
        assert_eq!(&buffer[..len], b"for one");
        let (len, same) = other.recv_from(&mut buffer).await.unwrap();
        assert_eq!((&buffer[..len], same), (b"for the other".as_slice(), ours), "one socket");

        for (from, bytes) in [(&stranger, b"noise"), (&other, b"right"), (&one, b"hello")] {
            from.send_to(bytes, ours).await.unwrap();
        }
        assert_eq!(to_one.receive().await.unwrap(), b"hello");
        assert_eq!(to_other.receive().await.unwrap(), b"right");

        // What a peer floods is bounded, and a peer that is done with is forgotten.
        for number in 0..200_u8 {
            one.send_to(&[number], ours).await.unwrap();
        }
        sleep(Duration::from_millis(100)).await;
        let mut waiting = 0;
        while to_one.inbox.try_recv().is_ok() {
            waiting += 1;
        }
        assert!((1..=WAITING).contains(&waiting), "{waiting}");
        drop(to_one);
        let left = with(&switches.v4.get().unwrap().peers, |peers| peers.len());
        assert_eq!(left, 1);
    }
}
