//! The documented page of mining is the generated one, and its recordings speak what it says.

use std::fs;
use std::path::{Path, PathBuf};

use coinsift_protocols::stratum::v1::{Dialect, known};
use coinsift_protocols::text;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_documented_page_is_the_generated_one() {
    let path = root().join("docs/mining.md");
    let generated = coinsift_report::mining::markdown();
    if std::env::var_os("COINSIFT_BLESS").is_some() {
        fs::write(&path, &generated).expect("the document can be written");
    }
    let documented = fs::read_to_string(&path).expect("docs/mining.md");
    assert_eq!(documented, generated, "make it anew: coinsift atlas mining > docs/mining.md");
}

#[test]
fn each_recording_speaks_the_dialect_it_stands_for() {
    let mut without = Vec::new();
    for dialect in Dialect::ALL {
        for name in known(dialect).recordings {
            let path = root().join(format!("fixtures/transcripts/stratum/{name}.txt"));
            let written =
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            let transcript = text::parse(&written).expect("a recording").transcript;
            let facts = coinsift_protocols::read(&transcript);
            let said = |fact: &str| {
                facts.iter().any(|one| one.name == fact && one.value.written() == dialect.word())
            };
            assert!(said("stratum.reply.dialect"), "{name} speaks no {}", dialect.word());
        }
        if known(dialect).recordings.is_empty() {
            without.push(dialect.word());
        }
    }
    // These two are only seen in between, or where a job is pushed to somebody else.
    assert_eq!(without, ["kawpow-or-zcash", "beam"]);
}
