//! The document of mining devices is the one that the rows and tables make.

use std::fs;
use std::path::Path;

#[test]
fn the_document_is_made_from_the_data() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mining-devices.md");
    let made = coinsift_report::devices::markdown();
    if std::env::var_os("COINSIFT_BLESS").is_some() {
        fs::write(&path, &made).expect("the document can be written");
    }
    let documented = fs::read_to_string(&path).expect("docs/mining-devices.md");
    assert_eq!(documented, made, "make it anew: run this test with COINSIFT_BLESS=1");
}
