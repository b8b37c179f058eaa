//! Looking things up in the tables: networks are found by their ids too, and shown with them.

use crate::program::Program;

#[test]
fn networks_are_found_by_their_ids_and_shown_with_them() {
    let program = Program::new();
    let found = |wanted: &str| {
        let ran = program.run(&["atlas", "networks", wanted, "--json"]);
        assert_eq!(ran.code(), 0, "{wanted}: {}", ran.err());
        ran.objects()
    };
    let bsc = &found("56")[0];
    assert_eq!((&bsc["network"], &bsc["chain_id"]), (&"evm:56".into(), &56.into()));
    assert_eq!(bsc["network_id"], 56);
    // Ethereum Classic has a chain id of its own on the network id of Ethereum.
    let classic = &found("61")[0];
    assert_eq!((&classic["chain_id"], &classic["network_id"]), (&61.into(), &1.into()));
    // Those that have the id come before those that have it somewhere in their names.
    let by_network_id = found("1");
    let has = |row: &serde_json::Value| row["chain_id"] == 1 || row["network_id"] == 1;
    for network in ["evm:1", "evm:61"] {
        let at = by_network_id.iter().position(|row| row["network"] == network);
        let before = &by_network_id[..at.expect("it is found")];
        assert!(before.iter().all(has), "{network}");
    }
    let litecoin = &found("litecoin")[0];
    assert_eq!(litecoin["network"], "litecoin");
    assert!(litecoin["chain_id"].is_null() && litecoin["network_id"].is_null());
}
