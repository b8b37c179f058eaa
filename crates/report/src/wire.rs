//! What goes over the wire: what each dialogue may cost, and what one endpoint really cost.

use std::fmt::Write as _;
use std::time::Duration;

use coinsift_protocols::dialogue::{Wire, endpoint_limits};
use coinsift_protocols::layer;
use coinsift_protocols::{DIALOGUES, Dialogue, Happening, Transcript};
use coinsift_verdict::Sentence;
use comfy_table::{CellAlignment, ColumnConstraint, Width};

use crate::lang::Catalogue;
use crate::table::plain_table;

/// The wire table of all dialogues in Markdown, for `docs/wire.md`. Ends with a line's end.
pub fn markdown() -> String {
    markdown_of(DIALOGUES)
}

fn markdown_of(dialogues: &[&Dialogue]) -> String {
    let mut page = format!(
        "# What goes over the wire\n\n\
         This page is generated from the dialogues in `crates/protocols`. Every number is enforced\n\
         while it runs: a dialogue that would go beyond one ends there. `coinsift explain` shows beside\n\
         it what was really used.\n\n\
         ## Each dialogue\n\n\
         Connections are counted per endpoint, an exchange of datagrams as one; everything else is the\n\
         most in one connection. Follow-ups are how often we say something after something came from\n\
         the other side; what goes out together is one.\n\n\
         Where a server speaks TLS 1.2 or 1.3, dialogues over TCP are held again inside it, each under\n\
         the same limits; the layer itself may send {} and take {} bytes more in a connection.\n\n\
         | dialogue | what it does | transport | connections | bytes sent | bytes taken | follow-ups | ends after silence of | ends at the latest after |\n\
         |---|---|---|--:|--:|--:|--:|--:|--:|\n",
        layer::BYTES_OUT,
        layer::BYTES_IN,
    );
    for dialogue in dialogues {
        let Wire { transport, connections, bytes_out, bytes_in, round_trips, silence, deadline } =
            dialogue.wire;
        // Writing to a String cannot fail.
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {connections} | {bytes_out} | {bytes_in} | {round_trips} | {} | {} |",
            dialogue.name,
            dialogue.about.replace('|', "\\|"),
            transport.word(),
            seconds(silence),
            seconds(deadline),
        );
    }
    page.push_str(
        "\n## All dialogues with one endpoint together\n\n\
         Datagrams that the plan wants first are exchanged while the first connection is listened to,\n\
         and the next dialogue goes on in that connection. So a node of the Ethereum family costs at\n\
         most three datagrams and one connection where its key is not known beforehand, and one\n\
         connection and no datagram where it is.\n\n\
         | limit | value |\n|---|--:|\n",
    );
    for (limit, value) in [
        ("connections", endpoint_limits::CONNECTIONS.to_string()),
        ("network magics tried by guess", endpoint_limits::MAGICS.to_string()),
        ("connections to one port at the same time", endpoint_limits::AT_ONCE.to_string()),
        ("pause between two connections to one port", seconds(endpoint_limits::PAUSE)),
        ("bytes sent", endpoint_limits::BYTES_OUT.to_string()),
        ("bytes taken", endpoint_limits::BYTES_IN.to_string()),
        ("waiting for a connection to stand", seconds(endpoint_limits::CONNECT)),
        ("listening before the first word", seconds(endpoint_limits::LISTEN)),
    ] {
        let _ = writeln!(page, "| {limit} | {value} |");
    }
    page
}

/// The wire table as a table for a terminal of this many columns; ends with a line's end.
pub fn table(catalogue: &Catalogue, width: u16) -> String {
    let mut table = plain_table(width);
    table.force_no_tty();
    table.set_header(
        [
            "column-dialogue",
            "column-connections",
            "column-bytes-out",
            "column-bytes-in",
            "column-round-trips",
            "column-silence",
            "column-deadline",
            "column-about",
        ]
        .map(|id| catalogue.word(id)),
    );
    for dialogue in DIALOGUES {
        let wire = &dialogue.wire;
        table.add_row(vec![
            format!("{}/{}", dialogue.name, wire.transport.word()),
            wire.connections.to_string(),
            wire.bytes_out.to_string(),
            wire.bytes_in.to_string(),
            wire.round_trips.to_string(),
            seconds(wire.silence),
            seconds(wire.deadline),
            catalogue.dialogue(dialogue),
        ]);
    }
    table.add_row(vec![
        catalogue.word("explain-wire-all"),
        endpoint_limits::CONNECTIONS.to_string(),
        endpoint_limits::BYTES_OUT.to_string(),
        endpoint_limits::BYTES_IN.to_string(),
    ]);
    for column in table.column_iter_mut().skip(1).take(6) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt() + "\n"
}

fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f32())
}

/// What the dialogues of one protocol with one endpoint really cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// The dialogue's name, with the layer where it was held inside one.
    pub protocol: String,
    /// Its limits, the layer's included; `None` where the dialogue is not known here.
    pub limits: Option<Wire>,
    /// Connections opened.
    pub connections: usize,
    /// The most bytes sent in one connection.
    pub bytes_out: usize,
    /// The most bytes taken in one connection.
    pub bytes_in: usize,
    /// The most times we sent in one connection; what is sent without a pause counts once.
    pub round_trips: usize,
    /// The longest connection, in milliseconds.
    pub duration: u32,
}

/// What was used, a row a protocol, in the order of the first dialogue of each.
pub fn used(transcripts: &[Transcript]) -> Vec<Used> {
    let mut rows: Vec<Used> = Vec::new();
    for transcript in transcripts {
        let name = transcript.label();
        let index = rows.iter().position(|row| row.protocol == name).unwrap_or_else(|| {
            rows.push(Used { protocol: name, limits: limits(transcript), ..Used::default() });
            rows.len() - 1
        });
        let Some(row) = rows.get_mut(index) else {
            continue;
        };
        let (bytes_out, bytes_in) = transcript.cost();
        row.connections += 1;
        row.bytes_out = row.bytes_out.max(bytes_out);
        row.bytes_in = row.bytes_in.max(bytes_in);
        row.round_trips = row.round_trips.max(follow_ups(transcript));
        row.duration = row.duration.max(transcript.duration());
    }
    rows
}

/// What a dialogue may cost, with its layer where it was held inside one.
fn limits(transcript: &Transcript) -> Option<Wire> {
    let mut wire = coinsift_protocols::dialogue(&transcript.head.protocol)?.wire;
    if transcript.is_layered() {
        wire.bytes_out += layer::BYTES_OUT;
        wire.bytes_in += layer::BYTES_IN;
    }
    Some(wire)
}

/// How often we said something after something came: what goes out together is one time.
fn follow_ups(transcript: &Transcript) -> usize {
    let (mut count, mut answered) = (0, false);
    for event in &transcript.events {
        match event.what {
            Happening::Received(_) => answered = true,
            Happening::Sent(_) => count += usize::from(std::mem::take(&mut answered)),
            _ => {}
        }
    }
    count
}

/// What was used against what may be, as a table for a terminal of this many columns; ends with a
/// line's end.
pub fn used_table(transcripts: &[Transcript], catalogue: &Catalogue, width: u16) -> String {
    let of = |used: usize, limit: Option<usize>| {
        let limit = limit.map_or_else(|| catalogue.word("unknown"), |limit| limit.to_string());
        catalogue.say(&Sentence::new("explain-of").with("used", used).with("limit", limit))
    };
    let mut table = plain_table(width);
    table.force_no_tty();
    table.set_header(
        [
            "column-dialogue",
            "column-connections",
            "column-bytes-out",
            "column-bytes-in",
            "column-round-trips",
            "column-duration",
        ]
        .map(|id| catalogue.word(id)),
    );
    for row in used(transcripts) {
        let wire = row.limits;
        let limit = |pick: fn(&Wire) -> usize| wire.as_ref().map(pick);
        let longest = Sentence::new("explain-milliseconds").with("used", row.duration).with(
            "limit",
            wire.map_or_else(
                || catalogue.word("unknown"),
                |wire| wire.deadline.as_millis().to_string(),
            ),
        );
        table.add_row(vec![
            catalogue.text(&row.protocol, 40),
            of(row.connections, limit(|wire| wire.connections.into())),
            of(row.bytes_out, limit(|wire| wire.bytes_out as usize)),
            of(row.bytes_in, limit(|wire| wire.bytes_in as usize)),
            of(row.round_trips, limit(|wire| wire.round_trips.into())),
            catalogue.say(&longest),
        ]);
    }
    let (bytes_out, bytes_in) = transcripts
        .iter()
        .map(Transcript::cost)
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    table.add_row(vec![
        catalogue.word("explain-wire-all"),
        of(transcripts.len(), Some(endpoint_limits::CONNECTIONS)),
        of(bytes_out, Some(endpoint_limits::BYTES_OUT)),
        of(bytes_in, Some(endpoint_limits::BYTES_IN)),
    ]);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    if let Some(name) = table.column_mut(0) {
        name.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(16)));
    }
    table.trim_fmt() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::testing::{node_transcript, widest};

    #[test]
    fn the_page_has_a_row_for_every_dialogue() {
        let page = markdown();
        for dialogue in DIALOGUES {
            let row = page
                .lines()
                .find(|line| line.starts_with(&format!("| `{}` |", dialogue.name)))
                .expect("a row");
            assert_eq!(row.matches(" | ").count(), 8, "{row}");
            assert!(
                row.contains(dialogue.about) && row.contains(&dialogue.wire.bytes_in.to_string())
            );
        }
        assert!(page.contains("| connections | 12 |"));
        assert!(page.contains("| pause between two connections to one port | 1 s |"));
    }

    #[test]
    fn the_limits_of_every_dialogue_fit_a_terminal() {
        for lang in Lang::ALL {
            for width in [80, 120] {
                let table = table(&Catalogue::new(lang), width);
                assert!(widest(&table) <= width.into(), "{table}");
                for dialogue in DIALOGUES {
                    assert!(table.contains(&dialogue.wire.bytes_in.to_string()), "{table}");
                }
                assert!(table.contains("524288"), "{table}");
            }
        }
    }

    #[test]
    fn what_was_used_is_counted_a_protocol() {
        let rows = used(&[node_transcript(), node_transcript()]);
        let [row] = rows.as_slice() else { panic!("one protocol") };
        assert_eq!(
            (row.connections, row.bytes_out, row.bytes_in, row.round_trips, row.duration),
            (2, 126, 150, 1, 1180),
            "one follow-up: what is said after the answer"
        );
    }

    #[test]
    fn the_table_shows_used_against_limit_within_the_width() {
        for lang in Lang::ALL {
            let table = used_table(&[node_transcript()], &Catalogue::new(lang), 80);
            assert!(widest(&table) <= 80, "{table}");
        }
        let table = used_table(&[node_transcript()], &Catalogue::new(Lang::En), 100);
        let limit = coinsift_protocols::bitcoin::p2p::DIALOGUE.wire.bytes_out;
        assert!(table.contains("bitcoin.p2p"), "{table}");
        assert!(table.contains(&format!("126 of {limit}")), "{table}");
        assert!(table.contains("1 of 12"), "{table}");
    }
}
