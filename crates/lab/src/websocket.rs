//! Servers that go over to WebSocket: RFC 6455, as far as servers without a ledger need it.
//!
//! To a request that does not ask for WebSocket they say 426, as RFC 9110 section 15.5.22 has it.

use std::io;

use base64ct::{Base64, Encoding};
use sha1::{Digest, Sha1};

use crate::hostile::{random, repeat};
use crate::http::{Read, read_request};
use crate::line::Line;

/// What both sides append to the key: RFC 6455 section 1.3.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/// The most bytes of one frame that are read.
const MAX_FRAME: usize = 64 * 1024;

const TEXT: u8 = 0x81;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;

/// A server of WebSocket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebSocket {
    /// Gives every message back.
    Echo,
    /// Answers every question of JSON-RPC with this result, in JSON.
    Says(&'static str),
    /// Goes over and then sends random bytes, the same for the same seed, 64 KiB.
    Garbage(u64),
    /// Begins a message and sends part after part, without a last one.
    EndlessParts,
    /// Sends ping after ping and nothing else.
    EndlessPings,
    /// Announces a message of 2^63 bytes and sends letters for it.
    HugeLength,
    /// Says that it goes over, but does not take up the client's key.
    ForgetsTheKey,
}

impl WebSocket {
    pub(crate) async fn serve(self, line: &mut Line) -> io::Result<()> {
        let mut stream = Vec::new();
        let key = match read_request(line, &mut stream).await? {
            Read::Request(request) if !request.websocket_key.is_empty() => request.websocket_key,
            Read::Request(_) => {
                let words = "HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nContent-Type: text/plain\r\nContent-Length: 16\r\n\r\nUpgrade Required";
                return line.send(words.as_bytes()).await;
            }
            Read::NotHttp | Read::Over => return Ok(()),
        };
        let key = match self {
            WebSocket::ForgetsTheKey => "",
            _ => key.as_str(),
        };
        line.send(upgraded(key).as_bytes()).await?;
        match self {
            WebSocket::Echo | WebSocket::Says(_) | WebSocket::ForgetsTheKey => {
                self.converse(line, stream).await
            }
            WebSocket::Garbage(seed) => line.send(&random(seed, 64 * 1024)).await,
            WebSocket::EndlessParts => {
                line.send(&[0x01, 1, b'[']).await?;
                repeat(line, &[&[0x00, 100][..], &[b' '; 100]].concat()).await
            }
            WebSocket::EndlessPings => repeat(line, &[PING, 4, b'l', b'a', b'b', b'!']).await,
            WebSocket::HugeLength => {
                line.send(&[&[TEXT, 127][..], &(1u64 << 63).to_be_bytes()].concat()).await?;
                repeat(line, b"A").await
            }
        }
    }

    /// Answers message after message until the other side closes.
    async fn converse(self, line: &mut Line, mut stream: Vec<u8>) -> io::Result<()> {
        let mut buffer = [0; 4096];
        loop {
            while let Some((first, payload, used)) = unmasked(&stream) {
                stream.drain(..used);
                match (first, self) {
                    (CLOSE, _) => return line.send(&frame(CLOSE, &payload)).await,
                    (TEXT, WebSocket::Says(result)) => {
                        line.send(&frame(TEXT, &says(&payload, result))).await?;
                    }
                    (TEXT, _) => line.send(&frame(TEXT, &payload)).await?,
                    _ => {}
                }
            }
            let count = line.read(&mut buffer).await?;
            if count == 0 || stream.len() > MAX_FRAME {
                return Ok(());
            }
            stream.extend_from_slice(buffer.get(..count).unwrap_or_default());
        }
    }
}

/// The answer that goes over to WebSocket: RFC 6455 section 4.2.2.
fn upgraded(key: &str) -> String {
    let accept = Base64::encode_string(&Sha1::digest(format!("{key}{GUID}")));
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    )
}

/// A frame as servers send it.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match u16::try_from(payload.len()) {
        Ok(len @ ..126) => frame.push(len as u8),
        Ok(len) => {
            frame.push(126);
            frame.extend(len.to_be_bytes());
        }
        Err(_) => {
            frame.push(127);
            frame.extend((payload.len() as u64).to_be_bytes());
        }
    }
    frame.extend(payload);
    frame
}

/// The first frame of a client: its first byte, its payload without the mask, its length.
fn unmasked(stream: &[u8]) -> Option<(u8, Vec<u8>, usize)> {
    let (&[first, second], rest) = stream.split_first_chunk::<2>()?;
    let (len, rest) = match second & 0x7f {
        126 => {
            let (len, rest) = rest.split_first_chunk::<2>()?;
            (u16::from_be_bytes(*len).into(), rest)
        }
        // Our clients ask no question that long.
        127 => return None,
        short => (usize::from(short), rest),
    };
    let (mask, rest) = rest.split_first_chunk::<4>()?;
    let masked = rest.get(..len)?;
    let payload = masked.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
    Some((first, payload.collect(), stream.len() - rest.len() + len))
}

/// One result for every question, in a list where they came in one.
pub(crate) fn says(question: &[u8], result: &str) -> Vec<u8> {
    let answer = |question: &serde_json::Value| {
        let id = question.get("id").unwrap_or(&serde_json::Value::Null);
        format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#)
    };
    match serde_json::from_slice(question) {
        Ok(serde_json::Value::Array(all)) => {
            format!("[{}]", all.iter().map(answer).collect::<Vec<_>>().join(","))
        }
        Ok(one) => answer(&one),
        Err(_) => {
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}}"#.to_owned()
        }
    }
    .into_bytes()
}
