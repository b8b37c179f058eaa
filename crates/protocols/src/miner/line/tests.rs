//! What is special to this dialogue; the shared checks run over the recordings.

use super::messages::{Answer, Question};

#[test]
fn recordings_pass_the_shared_checks() {
    crate::checks::all("miner", "miner.line", 10);
}

#[test]
fn only_questions_that_read_can_be_sent() {
    let sent: Vec<String> = Question::ALL
        .iter()
        .map(|one| String::from_utf8_lossy(&one.request()).into_owned())
        .collect();
    assert_eq!(
        sent,
        [
            "{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"miner_ping\"}\n",
            "{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"miner_getstat1\"}\n",
            "summary",
            "{\"id\":1,\"method\":\"info\",\"params\":[]}\n",
        ]
    );
    for word in ["miner_reboot", "pool", "seturl", "api_authorize"] {
        assert_eq!(Question::from_word(word), None, "{word}");
    }
}

#[test]
fn an_echo_or_a_list_of_anything_is_no_answer() {
    for question in Question::ALL {
        assert_eq!(Answer::parse(question, &question.request()), None, "{question:?}");
        assert_eq!(Answer::parse(question, b"OK"), None, "{question:?}");
    }
    let eight = br#"{"result":["9.3","1","1;2;3","1","0","","","a:1"]}"#;
    assert_eq!(Answer::parse(Question::Statistics, eight), None);
    let nine = br#"{"result":["9.3","1","1;2;3","1","0","","","a:1",""]}"#;
    assert!(matches!(Answer::parse(Question::Statistics, nine), Some(Answer::Statistics(_))));
}
