//! Explanations as they are read aloud, and their places and limits.

use super::*;
use crate::escape::is_visible;
use crate::lang::Lang;
use crate::personal::Identifiers;
use crate::testing::{
    assert_snapshot, catalogue, endpoint, greeting_transcript, greeting_verdict, node_transcript,
    node_verdict, time, torn_verdict, verdict_on, widest,
};

fn explained(verdict: &Verdict, transcripts: &[Transcript], lang: Lang, width: u16) -> String {
    let explanation =
        Explanation { endpoint: endpoint(), name: None, time: time(), verdict, transcripts };
    explain(&explanation, &catalogue(lang), width)
}

#[test]
fn a_node_is_explained_from_its_bytes_to_its_verdict() {
    let (verdict, transcripts) = (node_verdict(), [node_transcript()]);
    let english = explained(&verdict, &transcripts, Lang::En, 100);
    assert_snapshot("explain-node.en.txt", &english);
    let chinese = explained(&verdict, &transcripts, Lang::Zh, 100);
    assert_snapshot("explain-node.zh.txt", &chinese);
}

#[test]
fn explanations_fit_their_width_in_both_languages() {
    let transcripts = [node_transcript()];
    let hostile = verdict_on("f9beb4d9", None, &"\u{1b}[2J\u{202e}长".repeat(200));
    for verdict in [&node_verdict(), &torn_verdict(), &hostile] {
        for lang in Lang::ALL {
            for width in [80, 120] {
                let page = explained(verdict, &transcripts, lang, width);
                assert!(widest(&page) <= width.into(), "{page}");
                assert!(page.lines().all(is_visible), "{page}");
                assert!(!page.contains('⟦'), "{page}");
            }
        }
    }
}

#[test]
fn both_sides_of_a_contradiction_are_shown() {
    let page = explained(&torn_verdict(), &[node_transcript()], Lang::En, 120);
    assert!(page.contains("On the one side: The magic f9beb4d9 belongs to: Bitcoin"), "{page}");
    assert!(page.contains("On the other side: The first block 1111"), "{page}");
    assert!(page.contains("Which network it belongs to."), "{page}");
}

#[test]
fn a_silent_endpoint_says_what_is_not_known() {
    let page = explained(&greeting_verdict(b""), &[greeting_transcript(b"")], Lang::Zh, 80);
    assert!(page.contains("端口开放，但未得到可用的答复。"), "{page}");
    assert!(page.contains("没有得到任何指纹所用的信息。"), "{page}");
    assert!(page.contains("未发现挖矿迹象"), "{page}");
}

#[test]
fn a_place_beyond_the_recorded_bytes_is_said_to_be_lost() {
    let page = explained(&node_verdict(), &[], Lang::En, 100);
    assert!(page.contains("this place is not among the recorded bytes"), "{page}");
    let short = greeting_transcript(b"short");
    let page = explained(&node_verdict(), &[short], Lang::En, 100);
    assert!(page.contains("this place is not among the recorded bytes"), "{page}");
}

#[test]
fn identifiers_are_hidden_in_values_and_in_bytes() {
    let words = b"220 ask li@example.com\r\n";
    let (verdict, transcripts) = (greeting_verdict(words), [greeting_transcript(words)]);
    let explanation = Explanation {
        endpoint: endpoint(),
        name: None,
        time: time(),
        verdict: &verdict,
        transcripts: &transcripts,
    };
    let clear = explain(&explanation, &catalogue(Lang::En), 100);
    assert!(clear.contains("li@example.com"));
    let hashed = catalogue(Lang::En).with_identifiers(Identifiers::Hashed([5; 32]));
    let hidden = explain(&explanation, &hashed, 100);
    assert!(!hidden.contains("li@") && !hidden.contains("6c69 40"), "{hidden}");
    assert!(hidden.contains("220 ask ‹mail:"), "{hidden}");
    assert!(hidden.contains("220 ask ********"), "{hidden}");
}
