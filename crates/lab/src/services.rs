//! Services that are no ledgers, and ports that say nothing.
//!
//! Each answers as its software does, as far as a stranger gets. Sources: RFC 4253 section 4.2 and
//! openssh/openssh-portable `kex.c` (identification), redis/redis `src/networking.c` and
//! `src/server.c` (unknown commands; POST and Host: end the connection), memcached/memcached
//! `proto_text.c` (`ERROR`), RFC 5321 section 4.2.4 (500 to unknown commands), PostgreSQL's
//! "Message Formats" (`StartupMessage`, `ErrorResponse`), RFC 1035 section 4.2.2 (DNS over TCP), MQTT
//! 3.1.1 section 3.1 (a first packet that is no CONNECT closes the connection).

use std::io;

use crate::line::Line;

/// The longest line a service waits for.
const MAX_LINE: usize = 8 * 1024;
/// The most that is read of one DNS message or startup packet.
const MAX_MESSAGE: usize = 64 * 1024;

/// A service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// OpenSSH: its identification string at once; a foreign line is told so and closed.
    Ssh,
    /// Redis: `-ERR` to unknown commands; a POST or a `Host:` ends it.
    Redis,
    /// memcached: `ERROR` to every line it does not know.
    Memcached,
    /// A mail server: greets, and says 502 to what it does not know.
    Smtp,
    /// PostgreSQL: closes on a length that cannot be, refuses other startup messages.
    Postgres,
    /// A DNS server over TCP: waits for the length announced, then says that the form is wrong.
    Dns,
    /// An MQTT broker: closes unless it is greeted in its own way.
    Mqtt,
    /// Reads everything and says nothing.
    Silent,
    /// Reads one message and closes without a word.
    HangsUp,
    /// Closes at once.
    ClosesAtOnce,
    /// Resets at once.
    ResetsAtOnce,
    /// Closes its own side at once and goes on reading.
    HalfClose,
    /// Says `hello` once it was spoken to, whatever was said, and closes.
    Hello,
}

impl Service {
    pub(crate) async fn serve(self, line: &mut Line) -> io::Result<()> {
        match self {
            Service::Ssh => ssh(line).await,
            Service::Redis => redis(line).await,
            Service::Memcached => each_line(line, |_| Reaction::Say(b"ERROR\r\n".to_vec())).await,
            Service::Smtp => smtp(line).await,
            Service::Postgres => postgres(line).await,
            Service::Dns => dns(line).await,
            Service::Mqtt => mqtt(line).await,
            Service::Silent => line.drain().await,
            Service::HangsUp => first_words(line).await.map(|_| ()),
            Service::ClosesAtOnce => Ok(()),
            Service::ResetsAtOnce => {
                line.reset();
                Ok(())
            }
            Service::HalfClose => {
                line.half_close().await?;
                line.drain().await
            }
            Service::Hello => {
                first_words(line).await?;
                line.send(b"hello\r\n").await
            }
        }
    }
}

/// What is done with a line.
enum Reaction {
    Say(Vec<u8>),
    Close,
}

/// Reads lines and reacts to each; ends where a line gets too long.
async fn each_line(line: &mut Line, mut react: impl FnMut(&[u8]) -> Reaction) -> io::Result<()> {
    let (mut heard, mut buffer) = (Vec::new(), [0; 1024]);
    loop {
        while let Some(end) = heard.iter().position(|&byte| byte == b'\n') {
            let whole: Vec<u8> = heard.drain(..=end).collect();
            match react(whole.trim_ascii_end()) {
                Reaction::Say(words) => line.send(&words).await?,
                Reaction::Close => return Ok(()),
            }
        }
        let count = line.read(&mut buffer).await?;
        if count == 0 || heard.len() + count > MAX_LINE {
            return Ok(());
        }
        heard.extend_from_slice(buffer.get(..count).unwrap_or_default());
    }
}

/// The first bytes that come; none where the other side closes.
pub(crate) async fn first_words(line: &mut Line) -> io::Result<Vec<u8>> {
    let mut buffer = [0; 4096];
    let count = line.read(&mut buffer).await?;
    Ok(buffer.get(..count).unwrap_or_default().to_vec())
}

async fn ssh(line: &mut Line) -> io::Result<()> {
    line.send(b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n").await?;
    let mut told = false;
    each_line(line, |words| {
        match (words.starts_with(b"SSH-"), std::mem::replace(&mut told, true)) {
            (true, _) | (_, true) => Reaction::Close,
            (false, false) => Reaction::Say(b"Invalid SSH identification string.\r\n".to_vec()),
        }
    })
    .await
}

async fn redis(line: &mut Line) -> io::Result<()> {
    each_line(line, |words| {
        let shown = String::from_utf8_lossy(words);
        let mut parts = shown.split_ascii_whitespace();
        match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            // An HTTP request that a browser was tricked into.
            "post" | "host:" => Reaction::Close,
            "get" => {
                Reaction::Say(b"-ERR wrong number of arguments for 'get' command\r\n".to_vec())
            }
            "" => Reaction::Say(Vec::new()),
            command => {
                let command: String = command.chars().take(128).collect();
                Reaction::Say(format!("-ERR unknown command '{command}'\r\n").into_bytes())
            }
        }
    })
    .await
}

async fn smtp(line: &mut Line) -> io::Result<()> {
    line.send(b"220 mail.example.org ESMTP Postfix\r\n").await?;
    each_line(line, |words| match words.to_ascii_lowercase().as_slice() {
        b"quit" => Reaction::Close,
        _ => Reaction::Say(b"502 5.5.2 Error: command not recognized\r\n".to_vec()),
    })
    .await
}

/// Reads until `count` bytes are there; fewer where the other side closes before.
async fn read_up_to(line: &mut Line, count: usize) -> io::Result<Vec<u8>> {
    let mut heard = Vec::new();
    while heard.len() < count.min(MAX_MESSAGE) {
        let more = first_words(line).await?;
        if more.is_empty() {
            break;
        }
        heard.extend(more);
    }
    Ok(heard)
}

async fn postgres(line: &mut Line) -> io::Result<()> {
    let heard = read_up_to(line, 4).await?;
    let Some((length, rest)) = heard.split_first_chunk::<4>() else {
        return Ok(());
    };
    let length = u32::from_be_bytes(*length) as usize;
    if !(8..=10_000).contains(&length) {
        return Ok(());
    }
    read_up_to(line, (length - 4).saturating_sub(rest.len())).await?;
    let fields = b"SFATAL\0VFATAL\0C0A000\0Munsupported frontend protocol\0\0";
    let length = (fields.len() as u32 + 4).to_be_bytes();
    line.send(&[b"E", &length[..], &fields[..]].concat()).await
}

async fn dns(line: &mut Line) -> io::Result<()> {
    let heard = read_up_to(line, 2).await?;
    let Some((length, rest)) = heard.split_first_chunk::<2>() else {
        return Ok(());
    };
    let length = usize::from(u16::from_be_bytes(*length));
    let mut message = rest.to_vec();
    message.extend(read_up_to(line, length.saturating_sub(rest.len())).await?);
    if message.len() < length {
        return Ok(());
    }
    let Some([high, low, ..]) = message.get(..2) else {
        return Ok(());
    };
    // A response (QR) with code 1, FORMERR, and no records.
    line.send(&[0, 12, *high, *low, 0x80, 0x01, 0, 0, 0, 0, 0, 0, 0, 0]).await
}

async fn mqtt(line: &mut Line) -> io::Result<()> {
    let heard = first_words(line).await?;
    // CONNECT is packet type 1 with no flags; it is refused here with code 5, not authorised.
    if heard.first() == Some(&0x10) {
        line.send(&[0x20, 0x02, 0x00, 0x05]).await?;
    }
    Ok(())
}
