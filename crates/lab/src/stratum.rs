//! Work servers of miners: each answers as its software does, as far as a stranger gets.
//!
//! A table of what is said to which method; `$` in an answer stands for the id of the question.
//! Sources: skaisser/ckpool `src/stratifier.c`, coinfoundry/miningcore `src/Miningcore`,
//! zone117x/node-stratum-pool `lib/stratum.js`, benjamin-wilson/public-pool
//! `SubscriptionMessage.ts`, nicehash/Specifications, onemorebsmith/kaspa-stratum-bridge
//! `src/gostratum`, ZIP 301, alephium/mining-pool `lib/stratum.js`, sammy007/open-ethereum-pool
//! `proxy/stratum.go`, dvandal/cryptonote-nodejs-pool `lib/pool.js`, Snipa22/nodejs-pool
//! `lib/pool.js`, mimblewimble/grin `servers/src/mining/stratumserver.rs`, SChernykh/p2pool
//! `src/stratum_server.cpp`; the shapes of other services stand with them.

use std::io;

use serde_json::Value;

use crate::line::Line;

/// The longest line that is waited for.
const MAX_LINE: usize = 10 * 1024;

/// What is said where no row of the table fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// Nothing.
    Ignore,
    /// The connection is closed.
    Close,
    /// A line.
    Say(&'static str),
    /// A line, and the connection is closed.
    SayAndClose(&'static str),
    /// The question as it came.
    Echo,
}

/// A server of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// What it says before it is asked.
    pub greeting: &'static str,
    /// What it answers a request of HTTP that begins with GET.
    pub page: &'static str,
    /// Methods with what is answered: lines one after the other.
    pub answers: &'static [(&'static str, &'static [&'static str])],
    /// What it says to other methods.
    pub otherwise: Otherwise,
    /// Whether lines that are no JSON end the connection; else they are taken as other methods.
    pub json_only: bool,
}

impl Server {
    /// A server that knows one method and ignores others.
    pub const fn knowing(answers: &'static [(&'static str, &'static [&'static str])]) -> Server {
        Server { greeting: "", page: "", answers, otherwise: Otherwise::Ignore, json_only: true }
    }

    pub(crate) async fn serve(self, line: &mut Line) -> io::Result<()> {
        if !self.greeting.is_empty() {
            line.send(self.greeting.as_bytes()).await?;
        }
        let (mut heard, mut buffer) = (Vec::new(), [0; 1024]);
        loop {
            while let Some(end) = heard.iter().position(|&byte| byte == b'\n') {
                let whole: Vec<u8> = heard.drain(..=end).collect();
                if !self.answer(line, whole.trim_ascii()).await? {
                    return Ok(());
                }
            }
            let count = line.read(&mut buffer).await?;
            if count == 0 || heard.len() + count > MAX_LINE {
                return Ok(());
            }
            heard.extend_from_slice(buffer.get(..count).unwrap_or_default());
        }
    }

    /// Answers a line; whether the connection goes on.
    async fn answer(self, line: &mut Line, words: &[u8]) -> io::Result<bool> {
        if words.starts_with(b"GET ") && !self.page.is_empty() {
            line.send(self.page.as_bytes()).await?;
            return Ok(false);
        }
        let question: Value = match serde_json::from_slice(words) {
            Ok(question) => question,
            Err(_) if self.json_only => return Ok(false),
            Err(_) => Value::Null,
        };
        let method = question.get("method").and_then(Value::as_str).unwrap_or_default();
        let id = question.get("id").map_or("null".to_owned(), Value::to_string);
        let said = |words: &str| (words.replace('$', &id) + "\n").into_bytes();
        if let Some((_, lines)) = self.answers.iter().find(|(known, _)| *known == method) {
            for words in *lines {
                line.send(&said(words)).await?;
            }
            return Ok(true);
        }
        match self.otherwise {
            Otherwise::Ignore => Ok(true),
            Otherwise::Close => Ok(false),
            Otherwise::Say(words) => line.send(&said(words)).await.map(|()| true),
            Otherwise::SayAndClose(words) => line.send(&said(words)).await.map(|()| false),
            Otherwise::Echo => line.send(&[words, b"\n"].concat()).await.map(|()| true),
        }
    }
}
