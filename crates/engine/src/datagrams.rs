//! Running one conversation over datagrams: one message is one datagram, in both directions.

use std::future::Future;
use std::io;
use std::time::Duration;

use coinsift_protocols::{Close, Conversation, Transcript};
use tokio::net::UdpSocket;
use tokio::time::{Instant, sleep_until};

use crate::stop::Stop;
use crate::talk::{Allowance, BUFFER, since};
use crate::tally::Tally;

/// Datagrams to one peer and from nobody else.
pub(crate) trait Line: Send {
    /// Sends a datagram. The system takes it at once or not at all.
    fn send(&mut self, bytes: &[u8]) -> impl Future<Output = io::Result<usize>> + Send;

    /// The peer's next datagram. Nothing is lost where the future is dropped.
    fn receive(&mut self) -> impl Future<Output = io::Result<Vec<u8>>> + Send;
}

/// A connected socket: a port that is closed comes in as an error.
impl Line for UdpSocket {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<usize> {
        UdpSocket::send(self, bytes).await
    }

    async fn receive(&mut self) -> io::Result<Vec<u8>> {
        let mut buffer = vec![0; BUFFER];
        let len = self.recv(&mut buffer).await?;
        buffer.truncate(len);
        Ok(buffer)
    }
}

/// Goes on with a conversation until it is over; an error of the line ends it as a reset.
pub(crate) async fn hold(
    mut conversation: Conversation,
    line: &mut impl Line,
    mut allowance: Allowance,
    tally: &Tally,
    stop: &Stop,
) -> Transcript {
    let opened = Instant::now();
    let cut = stop.was_cut();
    tokio::pin!(cut);
    loop {
        while let Some(bytes) = conversation.transmit_datagram() {
            let Some(left) = allowance.bytes_out.checked_sub(bytes.len()) else {
                conversation.closed(since(opened), Close::Cap);
                break;
            };
            allowance.bytes_out = left;
            match line.send(&bytes).await {
                Ok(_) => Tally::add(&tally.bytes_out, bytes.len() as u64),
                Err(_) => conversation.closed(since(opened), Close::WriteFailed),
            }
        }
        if conversation.is_finished() {
            return conversation.into_transcript();
        }
        let wake = conversation.wake_at();
        if since(opened) >= wake {
            conversation.timer(since(opened));
            continue;
        }
        tokio::select! {
            biased;
            () = &mut cut => conversation.closed(since(opened), Close::Stopped),
            received = line.receive() => match received {
                Ok(bytes) => {
                    Tally::add(&tally.bytes_in, bytes.len() as u64);
                    let taken = bytes.len().min(allowance.bytes_in);
                    allowance.bytes_in -= taken;
                    conversation.bytes(since(opened), bytes.get(..taken).unwrap_or_default());
                    if taken < bytes.len() {
                        conversation.closed(since(opened), Close::Cap);
                    }
                }
                Err(_) => conversation.closed(since(opened), Close::Reset),
            },
            () = sleep_until(opened + Duration::from_millis(wake.into())) => {
                conversation.timer(since(opened).max(wake));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coinsift_protocols::transcript::Options;
    use coinsift_protocols::{Ending, Endpoint, Happening, Head, Transport, Utc};

    fn ping(socket: &UdpSocket) -> Conversation {
        let peer = socket.peer_addr().expect("connected");
        let seed = ("seed".to_owned(), "07".repeat(32));
        let agent = ("agent".to_owned(), "coinsift/0".to_owned());
        let endpoint = Endpoint { ip: peer.ip(), port: peer.port(), transport: Transport::Udp };
        Conversation::open(Head {
            protocol: "ethereum.discv4".to_owned(),
            version: 1,
            endpoint,
            started: Utc(1_700_000_000_000),
            options: Options::from([seed, agent]),
        })
        .expect("good options")
    }

    async fn pair() -> (UdpSocket, UdpSocket) {
        let peer = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
        let ours = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
        ours.connect(peer.local_addr().expect("bound")).await.expect("connected");
        (ours, peer)
    }

    fn allowance() -> Allowance {
        Allowance { bytes_in: 4096, bytes_out: 4096 }
    }

    #[tokio::test]
    async fn a_datagram_goes_out_whole_and_noise_that_comes_back_is_kept_apart() {
        let (mut ours, peer) = pair().await;
        let answers = tokio::spawn(async move {
            let mut buffer = [0; 2048];
            let (len, from) = peer.recv_from(&mut buffer).await.expect("the ping");
            for answer in [b"noise".as_slice(), b"more"] {
                peer.send_to(answer, from).await.expect("sent");
            }
            len
        });
        let talk = ping(&ours);
        let transcript = hold(talk, &mut ours, allowance(), &Tally::default(), &Stop::new()).await;
        let pinged = answers.await.expect("no panic");
        assert_eq!(transcript.sent().len(), pinged, "one datagram, whole");
        let received: Vec<&[u8]> = transcript
            .events
            .iter()
            .filter_map(|event| match &event.what {
                Happening::Received(bytes) => Some(bytes.as_slice()),
                _ => None,
            })
            .collect();
        assert!(received.is_empty() || received[0] == b"noise", "{received:?}");
        assert_ne!(transcript.ending, Ending::Spoken);
    }

    #[tokio::test]
    async fn a_closed_port_ends_it_at_once() {
        let (mut ours, peer) = pair().await;
        drop(peer);
        let talk = ping(&ours);
        let begun = Instant::now();
        let transcript = hold(talk, &mut ours, allowance(), &Tally::default(), &Stop::new()).await;
        assert_eq!(transcript.ending, Ending::Silent);
        assert!(begun.elapsed() < Duration::from_secs(2), "no waiting for a closed port");
    }
}
