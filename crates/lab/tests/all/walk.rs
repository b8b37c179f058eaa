//! Walks an endpoint as the engine does, over plain streams: a pump for conversations.

use std::net::SocketAddr;
use std::time::Duration;

use coinsift_protocols::transcript::Options;
use coinsift_protocols::{
    Choice, Close, Conversation, Endpoint, Head, Situation, Transcript, Transport, Utc, facts, plan,
};
use coinsift_verdict::{Atlas, Fingerprints, Verdict, judge};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::{Instant, timeout, timeout_at};

/// How many times faster than the clock on the wall time passes for the dialogues: peers answer
/// over loopback within milliseconds, and the many that say nothing need not be waited for.
const PACE: u32 = 4;

/// How long to listen before speaking, in the dialogues' milliseconds.
const LISTEN: u32 = 1000;

/// All dialogues with an endpoint, and the judgement of it.
pub async fn walk(at: SocketAddr) -> (Vec<Transcript>, Verdict) {
    let (endpoint, mut done) = (Endpoint::tcp(at.ip(), at.port()), Vec::new());
    loop {
        let situation = Situation {
            endpoint,
            atlas: Atlas::builtin(),
            thorough: false,
            expected: None,
            done: &done,
        };
        let next = plan::next(&situation);
        let listen =
            !done.iter().any(|held: &Transcript| held.head.endpoint.transport == Transport::Tcp);
        if next.is_none() && !listen {
            break;
        }
        let transcript = match next {
            Some(choice) if choice.dialogue.wire.transport == Transport::Udp => {
                over_datagrams(&situation, choice).await
            }
            next => converse(&situation, next, listen).await,
        };
        done.push(transcript);
    }
    let verdict = judge(&facts(&done), Fingerprints::builtin(), Atlas::builtin());
    (done, verdict)
}

/// One connection: listens where asked, goes on with whom speaks first, else says what is planned.
async fn converse(situation: &Situation<'_>, next: Option<Choice>, listen: bool) -> Transcript {
    let mut stream = TcpStream::connect(situation.endpoint.socket()).await.expect("a lab peer");
    let (begun, mut buffer) = (Instant::now(), vec![0; 16 * 1024]);
    let now = || begun.elapsed().as_millis() as u32 * PACE;
    let mut heard = None;
    if listen {
        let wait = Duration::from_millis((LISTEN / PACE).into());
        heard = timeout(wait, stream.read(&mut buffer)).await.ok();
    }
    let Choice { dialogue, mut options } = match &heard {
        Some(Ok(count @ 1..)) => plan::recognise(situation, &buffer[..*count]),
        _ => next.unwrap_or_else(plan::listen_only),
    };
    let ours = [("agent", "coinsift/0 (+lab)"), ("seed", &"5a".repeat(32))];
    options.extend(ours.map(|(name, value)| (name.to_owned(), value.to_owned())));
    if listen {
        options.insert("listen".to_owned(), LISTEN.to_string());
    }
    let mut conversation = Conversation::open(head(situation, dialogue, options)).expect("options");
    match heard {
        Some(read) => take(&mut conversation, now(), read, &buffer),
        None if listen => conversation.timer(now().max(LISTEN)),
        None => {}
    }
    pump(conversation, stream, begun).await
}

/// One dialogue of datagrams beside the endpoint.
async fn over_datagrams(situation: &Situation<'_>, choice: Choice) -> Transcript {
    let Choice { dialogue, mut options } = choice;
    let ours = [("agent", "coinsift/0 (+lab)"), ("seed", &"5a".repeat(32))];
    options.extend(ours.map(|(name, value)| (name.to_owned(), value.to_owned())));
    hold_datagrams(head(situation, dialogue, options)).await
}

async fn hold_datagrams(head: Head) -> Transcript {
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    socket.connect(head.endpoint.socket()).await.expect("an address");
    let mut conversation = Conversation::open(head).expect("options");
    let (begun, mut buffer) = (Instant::now(), vec![0; 2048]);
    let now = || begun.elapsed().as_millis() as u32 * PACE;
    while !conversation.is_finished() {
        while let Some(bytes) = conversation.transmit_datagram() {
            // A port that is closed shows at the next read.
            let _ = socket.send(&bytes).await;
        }
        if conversation.is_finished() {
            break;
        }
        let wake = begun + Duration::from_millis((conversation.wake_at() / PACE).into());
        match timeout_at(wake, socket.recv(&mut buffer)).await {
            Ok(Ok(count)) => conversation.bytes(now(), &buffer[..count]),
            Ok(Err(_)) => conversation.closed(now(), Close::Reset),
            Err(_) => conversation.timer(now().max(conversation.wake_at())),
        }
    }
    conversation.into_transcript()
}

/// One dialogue with whatever listens where its head says.
pub async fn hold(head: Head) -> Transcript {
    if head.endpoint.transport == Transport::Udp {
        return hold_datagrams(head).await;
    }
    let stream = TcpStream::connect(head.endpoint.socket()).await.expect("a lab peer");
    let begun = Instant::now();
    pump(Conversation::open(head).expect("options"), stream, begun).await
}

async fn pump(mut conversation: Conversation, mut stream: TcpStream, begun: Instant) -> Transcript {
    let mut buffer = vec![0; 16 * 1024];
    let now = || begun.elapsed().as_millis() as u32 * PACE;
    while !conversation.is_finished() {
        if let Some(bytes) = conversation.transmit() {
            if stream.write_all(&bytes).await.is_err() {
                conversation.closed(now(), Close::WriteFailed);
            }
            continue;
        }
        let wake = begun + Duration::from_millis((conversation.wake_at() / PACE).into());
        match timeout_at(wake, stream.read(&mut buffer)).await {
            Ok(read) => take(&mut conversation, now(), read, &buffer),
            Err(_) => conversation.timer(now().max(conversation.wake_at())),
        }
    }
    conversation.into_transcript()
}

fn take(conversation: &mut Conversation, now: u32, read: std::io::Result<usize>, buffer: &[u8]) {
    match read {
        Ok(0) => conversation.closed(now, Close::Fin),
        Ok(count) => conversation.bytes(now, &buffer[..count]),
        Err(_) => conversation.closed(now, Close::Reset),
    }
}

fn head(
    situation: &Situation<'_>,
    dialogue: &coinsift_protocols::Dialogue,
    options: Options,
) -> Head {
    let started = Utc(1_764_000_000_000);
    let (protocol, version) = (dialogue.name.to_owned(), dialogue.version);
    let endpoint = Endpoint { transport: dialogue.wire.transport, ..situation.endpoint };
    Head { protocol, version, endpoint, started, options }
}
