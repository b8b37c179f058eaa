//! The dialogue `ethereum.discv4` with a peer that sends any datagrams: two bytes of length, the
//! datagram, and so on.

#![no_main]

use coinsift_protocols::conversation::replay;
use coinsift_protocols::transcript::Options;
use coinsift_protocols::{Close, Conversation, Endpoint, Head, Transport, Utc, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let options = [("seed", "07".repeat(32)), ("record", "yes".to_owned())];
    let options: Options =
        options.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let (ip, transport) = ([127, 0, 0, 1].into(), Transport::Udp);
    let head = Head {
        protocol: "ethereum.discv4".to_owned(),
        version: 1,
        endpoint: Endpoint { ip, port: 30303, transport },
        started: Utc(0),
        options,
    };
    let mut conversation = Conversation::open(head).expect("options fit");
    let mut rest = data;
    while let [high, low, behind @ ..] = rest {
        let len = usize::from(u16::from_be_bytes([*high, *low])).min(behind.len());
        conversation.bytes(1, &behind[..len]);
        rest = &behind[len..];
    }
    conversation.timer(conversation.wake_at());
    conversation.closed(conversation.wake_at(), Close::Silence);
    let transcript = conversation.into_transcript();
    read(&transcript);
    let again = replay(&transcript, usize::MAX).expect("the same options");
    assert_eq!((&again.ending, again.sent()), (&transcript.ending, transcript.sent()));
});
