//! Mining devices and miners, as tables of what each says to which question.
//!
//! The answers are built from what the programs' sources, their documents and open clients tell of
//! their form; no device was recorded. Numbers, names and addresses in them are made up. Sources stand
//! in the folders of the dialogues that ask (`crates/protocols/src/miner`).

mod asics;
mod cards;
mod lookalikes;
mod pages;
mod processors;

use std::io;

use coinsift_verdict::verdict::Role;

use crate::http::{Read, read_request};
use crate::line::Line;
use crate::services::first_words;

/// How a device answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// One question a connection, to which it gives the answer that stands behind it. To others it
    /// gives the answer that stands behind `*`, or none.
    Questions(&'static [(&'static str, &'static str)]),
    /// The same, with four bytes of length, little-endian, before question and answer.
    Lengths(&'static [(&'static str, &'static str)]),
    /// Pages by path: status and header fields as a response begins, and the body. To other paths it
    /// gives the page that stands behind `*`, or 404.
    Pages(&'static [(&'static str, &'static str, &'static str)]),
}

/// What the judgement of a device must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// That it hashes, in this role.
    Hashes(Role),
    /// That there are signs of mining, in this role.
    Signs(Role),
    /// Nothing of mining.
    Nothing,
}

/// A device or miner, or what only looks like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its name in the scene.
    pub name: &'static str,
    /// Its port.
    pub port: u16,
    /// How it answers.
    pub manner: Manner,
    /// What must be found.
    pub says: Says,
}

/// All devices and miners.
pub fn all() -> impl Iterator<Item = &'static Device> {
    [asics::TABLE, pages::TABLE, processors::TABLE, cards::TABLE].into_iter().flatten()
}

/// What only looks like one.
pub fn lookalikes() -> impl Iterator<Item = &'static Device> {
    lookalikes::TABLE.iter()
}

impl Device {
    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        match self.manner {
            Manner::Questions(table) => {
                let heard = first_words(line).await?;
                if let Some(answer) = answer(table, heard.trim_ascii()) {
                    line.send(answer.as_bytes()).await?;
                }
                Ok(())
            }
            Manner::Lengths(table) => {
                let heard = first_words(line).await?;
                if let Some(answer) = answer(table, heard.get(4..).unwrap_or_default()) {
                    // The answers of the table are short.
                    let length = (answer.len() as u32).to_le_bytes();
                    line.send(&[&length, answer.as_bytes()].concat()).await?;
                }
                Ok(())
            }
            Manner::Pages(table) => pages_of(line, table).await,
        }
    }
}

fn answer(table: &[(&'static str, &'static str)], question: &[u8]) -> Option<&'static str> {
    let found = |wanted: &[u8]| table.iter().find(|(known, _)| known.as_bytes() == wanted);
    found(question).or_else(|| found(b"*")).map(|(_, answer)| *answer)
}

async fn pages_of(
    line: &mut Line,
    table: &[(&'static str, &'static str, &'static str)],
) -> io::Result<()> {
    let Read::Request(request) = read_request(line, &mut Vec::new()).await? else {
        let body = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        return line.send(body.as_bytes()).await;
    };
    let found = |path: &str| table.iter().find(|(known, ..)| *known == path);
    let page = found(request.path()).filter(|_| request.is_get()).or_else(|| found("*"));
    let (head, body) = page
        .map_or(("404 Not Found\r\nContent-Type: text/plain", "404"), |(_, head, body)| {
            (*head, *body)
        });
    let length = body.len();
    let response =
        format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
    line.send(response.as_bytes()).await
}
