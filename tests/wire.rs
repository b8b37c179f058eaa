//! The documented wire table is the one the dialogues declare, and it keeps the endpoint's limits.

use std::fs;
use std::path::Path;

use coinsift_protocols::DIALOGUES;
use coinsift_protocols::dialogue::endpoint_limits;

#[test]
fn the_documented_table_is_the_declared_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/wire.md");
    let generated = coinsift_report::wire::markdown();
    if std::env::var_os("COINSIFT_BLESS").is_some() {
        fs::write(&path, &generated).expect("the document can be written");
    }
    let documented = fs::read_to_string(&path).expect("docs/wire.md");
    assert_eq!(
        documented, generated,
        "make it anew: coinsift atlas wire --markdown > docs/wire.md"
    );
}

#[test]
fn no_dialogue_may_cost_more_than_an_endpoint() {
    for dialogue in DIALOGUES {
        let (name, wire) = (dialogue.name, &dialogue.wire);
        assert!(wire.bytes_out as usize <= endpoint_limits::BYTES_OUT, "{name}");
        assert!(wire.bytes_in as usize <= endpoint_limits::BYTES_IN, "{name}");
        assert!(usize::from(wire.connections) <= endpoint_limits::CONNECTIONS, "{name}");
        assert!(wire.silence <= wire.deadline, "{name}");
        assert!(wire.deadline.as_secs() <= 15, "{name}");
    }
}
