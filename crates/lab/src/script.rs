//! A peer that follows a fixed sequence of steps, whatever it is told.

use std::io;
use std::time::Duration;

use crate::line::Line;

/// One step of a [`Script`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send these bytes.
    Send(Vec<u8>),
    /// Read until this many bytes have come since the last time of waiting, or until the other
    /// side, having said something, has been quiet for [`QUIET`].
    Await(usize),
    /// Wait.
    Pause(Duration),
    /// Close our side and go on reading.
    HalfClose,
    /// Read until the other side closes.
    Drain,
    /// Break off with a reset; the last step.
    Reset,
}

/// How long somebody who has said something may be quiet before a script goes on: what is said
/// need not be as long as what was said when the script was written.
pub const QUIET: Duration = Duration::from_millis(300);

/// A fixed sequence of steps; at its end the connection is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script(pub Vec<Step>);

impl Script {
    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        for step in &self.0 {
            match step {
                Step::Send(bytes) => line.send(bytes).await?,
                Step::Await(count) => {
                    if !listen(line, *count).await? {
                        return Ok(());
                    }
                }
                Step::Pause(time) => tokio::time::sleep(*time).await,
                Step::HalfClose => line.half_close().await?,
                Step::Drain => line.drain().await?,
                Step::Reset => {
                    line.reset();
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

/// Whether the other side is still there after it has said what was waited for.
async fn listen(line: &mut Line, count: usize) -> io::Result<bool> {
    let (mut heard, mut buffer) = (0, [0; 4096]);
    while heard < count {
        let read = match heard {
            0 => line.read(&mut buffer).await?,
            _ => match tokio::time::timeout(QUIET, line.read(&mut buffer)).await {
                Ok(read) => read?,
                Err(_) => return Ok(true),
            },
        };
        if read == 0 {
            return Ok(false);
        }
        heard += read;
    }
    Ok(true)
}
