//! Running one conversation over a connection: moves bytes, keeps time, notes how it ended.
//!
//! What is said, when silence is long enough and which cap ends a dialogue is decided by
//! [`Conversation`]; here is only what needs a socket. Where a head asks for it, [`Tls`] stands between
//! the two. Every wait is under a deadline: reading
//! under the conversation's next wake-up, writing under its own.

use std::io;
use std::time::Duration;

use coinsift_protocols::{Close, Conversation, Happening, Transcript};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

use crate::stop::Stop;
use crate::tally::Tally;
use crate::tls::{Tls, ended_by_us};

/// Bytes read at once.
pub(crate) const BUFFER: usize = 16 * 1024;
/// How long a write may take. What we send is small: a peer that takes longer does not read.
const WRITE: Duration = Duration::from_secs(5);
/// How long and how much is read, and thrown away, while we wait for the peer's FIN.
const PARTING: Duration = Duration::from_millis(500);
const PARTING_BYTES: usize = 64 * 1024;

/// What an endpoint may still cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    pub(crate) bytes_in: usize,
    pub(crate) bytes_out: usize,
}

/// Milliseconds since a connection was opened.
pub(crate) fn since(opened: Instant) -> u32 {
    u32::try_from(opened.elapsed().as_millis()).unwrap_or(u32::MAX)
}

/// How a failed read is written down. Whatever ended the connection, it was not a FIN.
pub(crate) fn close_of(read: io::Result<usize>) -> Option<Close> {
    match read {
        Ok(0) => Some(Close::Fin),
        Ok(_) => None,
        Err(_) => Some(Close::Reset),
    }
}

/// Goes on with a conversation until it is over.
///
/// `opened` is the moment the connection stood, from which all times are counted. Bytes beyond
/// `allowance` are dropped and end it as [`Close::Cap`]; so does a message of ours that would
/// exceed it, which is then not sent although the transcript has it before the close. The same
/// holds for [`Close::WriteFailed`]: what was sent last may not have arrived.
pub(crate) async fn hold<S: AsyncRead + AsyncWrite + Unpin>(
    mut conversation: Conversation,
    stream: &mut S,
    opened: Instant,
    mut allowance: Allowance,
    tally: &Tally,
    stop: &Stop,
) -> Transcript {
    let mut buffer = vec![0; BUFFER];
    let cut = stop.was_cut();
    tokio::pin!(cut);
    let mut tls = Tls::of(conversation.head()).unwrap_or_else(|_| {
        Tally::one(&tally.faults);
        conversation.closed(since(opened), Close::WriteFailed);
        None
    });
    let mut parted = false;
    loop {
        let now = since(opened);
        let mut bytes = match &mut tls {
            Some(tls) => tls.transmit(&mut conversation, now),
            None => conversation.transmit(),
        };
        if let (None, Some(tls), false) = (&bytes, &mut tls, parted)
            && ended_by_us(&conversation)
        {
            parted = true;
            bytes = tls.part(&mut conversation, now);
        }
        if let Some(bytes) = bytes {
            let Some(left) = allowance.bytes_out.checked_sub(bytes.len()) else {
                conversation.closed(since(opened), Close::Cap);
                continue;
            };
            allowance.bytes_out = left;
            let written = tokio::select! {
                biased;
                () = &mut cut => {
                    conversation.closed(since(opened), Close::Stopped);
                    continue;
                }
                written = timeout(WRITE, write(stream, &bytes)) => written,
            };
            match written {
                Ok(Ok(())) => Tally::add(&tally.bytes_out, bytes.len() as u64),
                _ => {
                    parted = true;
                    last_words(
                        &mut conversation,
                        &mut tls,
                        stream,
                        opened,
                        &mut buffer,
                        &mut allowance,
                        tally,
                    )
                    .await;
                    // Whatever these made the driver say cannot be sent any more.
                    drop(conversation.transmit());
                    conversation.closed(since(opened), Close::WriteFailed);
                }
            }
            continue;
        }
        if conversation.is_finished() {
            return conversation.into_transcript();
        }
        let wake = conversation.wake_at();
        // Before reading: a peer that never pauses must not keep the clock from being looked at.
        if since(opened) >= wake {
            conversation.timer(since(opened));
            continue;
        }
        tokio::select! {
            biased;
            () = &mut cut => conversation.closed(since(opened), Close::Stopped),
            read = stream.read(&mut buffer) => {
                take(&mut conversation, &mut tls, read, opened, &buffer, &mut allowance, tally);
            }
            () = sleep_until(opened + Duration::from_millis(wake.into())) => {
                conversation.timer(since(opened).max(wake));
            }
        }
    }
}

async fn write<S: AsyncWrite + Unpin>(stream: &mut S, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes).await?;
    stream.flush().await
}

/// Feeds what was read. Gives `false` where the connection is over.
fn take(
    conversation: &mut Conversation,
    tls: &mut Option<Tls>,
    read: io::Result<usize>,
    opened: Instant,
    buffer: &[u8],
    allowance: &mut Allowance,
    tally: &Tally,
) -> bool {
    let now = since(opened);
    let len = *read.as_ref().unwrap_or(&0);
    if let Some(close) = close_of(read) {
        conversation.closed(now, close);
        return false;
    }
    Tally::add(&tally.bytes_in, len as u64);
    let taken = len.min(allowance.bytes_in);
    allowance.bytes_in -= taken;
    let bytes = buffer.get(..taken).unwrap_or_default();
    match tls {
        Some(tls) => tls.take(conversation, now, bytes),
        None => conversation.bytes(now, bytes),
    }
    if taken < len {
        conversation.closed(now, Close::Cap);
    }
    taken == len
}

/// Reads what the peer said before our write failed: a refusal in plain words often stands there.
async fn last_words<S: AsyncRead + Unpin>(
    conversation: &mut Conversation,
    tls: &mut Option<Tls>,
    stream: &mut S,
    opened: Instant,
    buffer: &mut [u8],
    allowance: &mut Allowance,
    tally: &Tally,
) {
    let end = Instant::now() + Duration::from_millis(50);
    while !conversation.is_finished() {
        let Ok(Ok(len)) = timeout_at(end, stream.read(buffer)).await else { return };
        if len == 0 || !take(conversation, tls, Ok(len), opened, buffer, allowance, tally) {
            return;
        }
    }
}

/// Closes a connection after a conversation: with a FIN, waiting a moment for the peer's so that
/// bytes still under way do not turn it into a reset. Where the peer is gone, or never ends, it is
/// simply dropped.
pub(crate) async fn part<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    transcript: &Transcript,
    stop: &Stop,
) {
    let last = transcript.events.last().map(|event| &event.what);
    let ours = match last {
        Some(Happening::Closed(close)) => matches!(close, Close::Silence | Close::Deadline),
        _ => true,
    };
    let shut = timeout(PARTING, stream.shutdown()).await;
    if !ours || !matches!(shut, Ok(Ok(()))) {
        return;
    }
    let drain = async {
        let mut buffer = vec![0; 4096];
        let mut left = PARTING_BYTES;
        while let Ok(len) = stream.read(&mut buffer).await
            && len > 0
            && left > len
        {
            left -= len;
        }
    };
    tokio::select! {
        () = stop.was_cut() => {}
        _ = timeout(PARTING, drain) => {}
    }
}

#[cfg(test)]
mod tests;
