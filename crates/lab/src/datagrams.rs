//! Peers that answer datagrams, beside a TCP port that is open and silent.

use std::net::SocketAddr;

use tokio::net::UdpSocket;

use crate::hostile::random;

/// The most bytes that one peer sends in all.
const MOST: usize = 1024 * 1024;

/// How datagrams are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Datagrams {
    /// Each with 16 datagrams of random bytes, of 1 to 1280 bytes.
    Random(u64),
    /// Each with itself.
    Echo,
}

impl Datagrams {
    /// Answers whoever comes from loopback, until all is sent that may be.
    pub(crate) async fn serve(self, socket: UdpSocket) {
        let (mut buffer, mut sent, mut seed) = ([0; 2048], 0, 0);
        while sent < MOST {
            let Ok((count, from)) = socket.recv_from(&mut buffer).await else {
                // An answer to somebody who has left: others may come.
                continue;
            };
            if !SocketAddr::ip(&from).is_loopback() {
                continue;
            }
            let heard = buffer.get(..count).unwrap_or_default();
            for words in self.answers(heard, &mut seed) {
                sent += words.len();
                // Nobody waits for a datagram that is lost.
                let _ = socket.send_to(&words, from).await;
            }
        }
    }

    fn answers(self, heard: &[u8], seed: &mut u64) -> Vec<Vec<u8>> {
        match self {
            Datagrams::Echo => vec![heard.to_vec()],
            Datagrams::Random(first) => {
                let lengths = [1, 32, 97, 98, 99, 130, 200, 300, 400, 500, 600, 800, 1000, 1200];
                let lengths = lengths.into_iter().chain([1279, 1280]);
                lengths
                    .map(|len| {
                        *seed += 1;
                        random(first ^ *seed, len)
                    })
                    .collect()
            }
        }
    }
}
