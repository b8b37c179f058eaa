//! What is special to this interface; the shared checks run over the recordings.

use super::messages::{Command, Envelope, Kind};

#[test]
fn recordings_pass_the_shared_checks() {
    crate::checks::all("miner", "miner.cgminer", 40);
}

#[test]
fn only_commands_that_read_can_be_sent() {
    let sent: Vec<String> = Command::ALL
        .iter()
        .map(|one| String::from_utf8_lossy(&one.request()).into_owned())
        .collect();
    assert_eq!(
        sent,
        [
            "{\"command\":\"version\"}",
            "{\"command\":\"get_version\"}",
            "{\"command\":\"devdetails\"}",
            "{\"command\":\"summary\"}",
            "\x19\0\0\0{\"cmd\":\"get.device.info\"}",
        ]
    );
    for word in ["pools", "restart", "quit", "get_token", "config", "summary+pools", ""] {
        assert_eq!(Command::from_word(word), None, "{word}");
    }
}

#[test]
fn an_envelope_is_told_from_what_is_nearly_one() {
    let kind = |text: &str| Envelope::parse(text.as_bytes()).map(|envelope| envelope.kind);
    let error = r#"{"STATUS":[{"STATUS":"E","When":1,"Code":45,"Msg":"Access denied to 'x' command","Description":"cgminer"}],"id":1}"#;
    assert_eq!(kind(error), Some(Kind::Cgminer), "a refusal has the envelope too");
    assert_eq!(kind(&format!("[{error}]")), Some(Kind::Cgminer));
    assert_eq!(kind(r#"{"STATUS":"S","Code":131,"Msg":{}}"#), Some(Kind::Whatsminer));
    for other in [
        r#"{"STATUS":"OK","Code":131,"Msg":{}}"#,
        r#"{"STATUS":[{"STATUS":"S"}]}"#,
        r#"{"STATUS":[],"VERSION":[{"CGMiner":"4"}]}"#,
        r#"{"code":0,"msg":{},"desc":"get.weather"}"#,
        r#"{"command":"version"}"#,
    ] {
        assert_eq!(kind(other), None, "{other}");
    }
}
