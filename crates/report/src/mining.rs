//! The page of mining in Markdown: what is asked of work servers, what counts, what was tested.

use std::fmt::Write as _;

use coinsift_protocols::stratum::v1::{Dialect, known, questions};
use coinsift_verdict::Fingerprints;
use coinsift_verdict::claim::Layer;

/// The page `docs/mining.md`. Ends with a line's end.
pub fn markdown() -> String {
    let mut page = String::from(
        "# Finding mining\n\n\
         This page is generated from the dialogues in `crates/protocols` and the fingerprints in\n\
         `crates/verdict/data`: `coinsift atlas mining > docs/mining.md`.\n\n\
         A server that hands out work is a pool, or a proxy that hands on a pool's work: they answer\n\
         alike. It does not hash itself; whoever hashes is its client, and listens to nobody. A\n\
         subscription or a job *confirms* mining; everything else *indicates* it. Work of a coin that\n\
         cannot be named is a full finding.\n\n\
         ## What is asked\n\n\
         These lines and no others can be expressed. Nobody logs in, hands in work or wishes for\n\
         settings. The order is: listen, `GET /`, the first question, the question of a dialect. A\n\
         connection that closes without a word means nothing.\n\n\
         | question | line | when |\n|---|---|---|\n",
    );
    for question in questions() {
        let line = match question.line.as_str() {
            "" => "nothing".to_owned(),
            line => format!("`{line}`"),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(page, "| {} | {line} | {} |", question.word, question.when);
    }
    page.push_str(
        "\n## Dialects of Stratum V1\n\n\
         The recordings stand in `fixtures/transcripts/stratum`. `stratum-subscriptions-v1` is of real\n\
         software (node-stratum 0.2.4); the others are of laboratory peers that answer as the software\n\
         named in their sources does.\n\n\
         | dialect | answer | level | recordings |\n|---|---|---|---|\n",
    );
    for dialect in Dialect::ALL {
        let known = known(dialect);
        let recordings = match known.recordings {
            [] => "none".to_owned(),
            all => all.join(", "),
        };
        let _ = writeln!(
            page,
            "| {} | {} | {} | {recordings} |",
            dialect.word(),
            known.answer,
            known.level
        );
    }
    page.push_str(
        "\n## Fingerprints\n\n| fingerprint | it says | mining | roles | source |\n|---|---|---|---|---|\n",
    );
    for row in Fingerprints::builtin().rows().filter(|row| row.claim.layer == Layer::Mining) {
        let roles: Vec<&str> = row.claim.roles.iter().map(|role| role.word()).collect();
        let (mining, roles) = (row.claim.mining.word(), roles.join(" or "));
        let source = row.source.replace('|', "\\|");
        let _ = writeln!(page, "| {} | {} | {mining} | {roles} | {source} |", row.id, row.en);
    }
    page
}
