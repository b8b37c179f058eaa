//! Conversations inside TLS with a server of the same library, over connections in memory.

use std::time::Duration;

use coinsift_protocols::conversation::replay;
use coinsift_protocols::text::{self, Recording};
use coinsift_protocols::transcript::Options;
use coinsift_protocols::{Ending, Endpoint, Transcript, Utc, read};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::stop::Stop;
use crate::talk::{self, Allowance};
use crate::tally::Tally;

const PLENTY: Allowance = Allowance { bytes_in: 512 * 1024, bytes_out: 16 * 1024 };
const PAGE: &[u8] = b"HTTP/1.1 200 OK\r\nServer: inside\r\nContent-Length: 2\r\n\r\nhi";
const TLS13: &SupportedProtocolVersion = &version::TLS13;
const TLS12: &SupportedProtocolVersion = &version::TLS12;

fn server(version: &'static SupportedProtocolVersion, members: bool, alpn: &str) -> TlsAcceptor {
    let made = rcgen::generate_simple_self_signed(["node.example".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(&[version])
        .unwrap();
    let builder = if members {
        let mut roots = RootCertStore::empty();
        roots.add(certificate.clone()).unwrap();
        let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
        builder.with_client_cert_verifier(verifier.build().unwrap())
    } else {
        builder.with_no_client_auth()
    };
    let mut config = builder.with_single_cert(vec![certificate], key.into()).unwrap();
    if !alpn.is_empty() {
        config.alpn_protocols = vec![alpn.as_bytes().to_vec()];
    }
    TlsAcceptor::from(Arc::new(config))
}

/// Answers one request with a page; gives what was asked, and the host name asked for.
async fn serve(acceptor: TlsAcceptor, stream: DuplexStream) -> (Vec<u8>, Option<String>) {
    let Ok(mut stream) = acceptor.accept(stream).await else { return (Vec::new(), None) };
    let name = stream.get_ref().1.server_name().map(str::to_owned);
    let (mut heard, mut buffer) = (Vec::new(), [0; 1024]);
    while !heard.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(count @ 1..) => heard.extend_from_slice(&buffer[..count]),
            _ => return (heard, name),
        }
    }
    stream.write_all(PAGE).await.unwrap();
    stream.shutdown().await.unwrap();
    // What we say to part is heard too.
    while let Ok(1..) = stream.read(&mut buffer).await {}
    (heard, name)
}

fn opened(more: &[(&str, &str)]) -> Conversation {
    let mut options = Options::from([
        ("agent".to_owned(), "coinsift/0".to_owned()),
        (layer::OVER.to_owned(), layer::TLS.to_owned()),
    ]);
    options.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Conversation::open(Head {
        protocol: "http".to_owned(),
        version: coinsift_protocols::http::DIALOGUE.version,
        endpoint: Endpoint::tcp("192.0.2.1".parse().unwrap(), 443),
        started: Utc(0),
        options,
    })
    .unwrap()
}

async fn held(conversation: Conversation, stream: &mut DuplexStream) -> Transcript {
    let (tally, stop) = (Tally::default(), Stop::new());
    talk::hold(conversation, stream, Instant::now(), PLENTY, &tally, &stop).await
}

async fn with(
    acceptor: TlsAcceptor,
    options: &[(&str, &str)],
) -> (Transcript, (Vec<u8>, Option<String>)) {
    let (mut ours, theirs) = duplex(1 << 16);
    let peer = tokio::spawn(serve(acceptor, theirs));
    let transcript = held(opened(options), &mut ours).await;
    drop(ours);
    (transcript, peer.await.unwrap())
}

fn fact(transcript: &Transcript, name: &str) -> Option<String> {
    let facts = read(transcript);
    facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.written().into_owned())
}

#[tokio::test]
async fn a_dialogue_is_held_inside_and_everything_is_kept() {
    for (version, name) in [(TLS13, "TLS 1.3"), (TLS12, "TLS 1.2")] {
        let (transcript, (asked, host)) = with(server(version, false, ""), &[]).await;
        assert_eq!(transcript.ending, Ending::Spoken, "{transcript:?}");
        assert_eq!(transcript.sent(), asked, "{name}: what was asked inside");
        assert_eq!(transcript.received(), PAGE, "{name}: what was answered inside");
        assert_eq!(host, None, "an address is not asked for");
        assert_eq!(fact(&transcript, "tls.inside.version").as_deref(), Some(name));
        assert_eq!(fact(&transcript, "tls.inside.protocol").as_deref(), Some("http"));
        assert_eq!(fact(&transcript, "tls.key.possession").as_deref(), Some("proven"));
        assert!(fact(&transcript, "tls.certificate.sha256").is_some());
        let secrets: Vec<&String> = transcript
            .layered()
            .filter_map(|what| match what {
                Layered::Secret(line) => Some(line),
                _ => None,
            })
            .collect();
        let wanted = if name == "TLS 1.3" { "SERVER_TRAFFIC_SECRET_0 " } else { "CLIENT_RANDOM " };
        assert!(secrets.iter().any(|line| line.starts_with(wanted)), "{secrets:?}");
        let (out, taken) = transcript.cost();
        assert!(
            out > asked.len() + 100 && taken > PAGE.len() + 300,
            "{out} and {taken} on the wire"
        );
        let wire: Vec<u8> = transcript
            .layered()
            .filter_map(|what| match what {
                Layered::Sent(bytes) => Some(bytes.as_slice()),
                _ => None,
            })
            .flatten()
            .copied()
            .collect();
        assert_eq!(&wire[..3], [22, 3, 1], "a ClientHello comes first");
        assert!(!wire.windows(6).any(|six| six == b"GET / "), "nothing inside is on the wire");
    }
}

#[tokio::test]
async fn what_was_held_inside_is_replayed_and_written_like_any_other() {
    let (transcript, _) = with(server(TLS13, false, ""), &[]).await;
    for pieces in [usize::MAX, 1] {
        let again = replay(&transcript, pieces).unwrap();
        assert_eq!((again.sent(), &again.ending), (transcript.sent(), &transcript.ending));
        assert_eq!(read(&again), read(&transcript));
    }
    let recording = Recording { software: "a test".to_owned(), transcript };
    let written = text::write(&recording);
    assert_eq!(text::parse(&written).unwrap(), recording);
}

#[tokio::test]
async fn a_host_name_and_protocols_are_asked_for_where_they_are_given() {
    let options = [("name", "node.example"), ("alpn", "h2, http/1.1")];
    let (transcript, (_, host)) = with(server(TLS13, false, "http/1.1"), &options).await;
    assert_eq!(host.as_deref(), Some("node.example"));
    assert_eq!(fact(&transcript, "tls.inside.alpn").as_deref(), Some("http/1.1"));
    let (transcript, _) = with(server(TLS13, false, ""), &[("name", "no name at all!")]).await;
    assert_eq!(transcript.ending, Ending::Spoken, "what can be no name is not asked for");
}

#[tokio::test]
async fn a_server_that_wants_a_certificate_refuses_and_shows_its_own() {
    for version in [TLS13, TLS12] {
        let (transcript, (asked, _)) = with(server(version, true, ""), &[]).await;
        assert!(asked.is_empty());
        let refused = Ending::Refused("alert-116".to_owned());
        assert_eq!(transcript.ending, refused, "{:?}", transcript.layered().last());
        assert_eq!(fact(&transcript, "tls.inside.alert").as_deref(), Some("116"));
        assert_eq!(fact(&transcript, "tls.request.present").as_deref(), Some("true"));
        assert_eq!(fact(&transcript, "tls.certificate.count").as_deref(), Some("1"));
        assert!(fact(&transcript, "tls.certificate.alternative_names").unwrap().contains("node"));
        assert_eq!(replay(&transcript, usize::MAX).unwrap().ending, refused);
    }
}

#[tokio::test]
async fn what_is_no_tls_ends_as_a_mismatch_and_silence_as_silence() {
    let (mut ours, mut theirs) = duplex(1 << 16);
    theirs.write_all(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n").await.unwrap();
    let transcript = held(opened(&[]), &mut ours).await;
    assert_eq!(transcript.ending, Ending::Mismatch);
    assert!(transcript.layered().any(|what| matches!(what, Layered::Broken(_))));
    assert!(transcript.sent().is_empty(), "nothing was said inside");
    let (mut ours, theirs) = duplex(1 << 16);
    let peer = tokio::spawn(async move {
        let mut theirs = theirs;
        let _ = theirs.read(&mut [0; 1024]).await;
    });
    let transcript = held(opened(&[]), &mut ours).await;
    peer.await.unwrap();
    assert_eq!(transcript.ending, Ending::Silent);
    assert_eq!(fact(&transcript, "tls.inside.version"), None);
}

#[tokio::test(start_paused = true)]
async fn a_handshake_that_drips_ends_by_the_deadline() {
    let (mut ours, mut theirs) = duplex(1 << 16);
    let peer = tokio::spawn(async move {
        // A record of 16 KiB that never comes to its end.
        for byte in [22, 3, 3, 0x40, 0].into_iter().chain(std::iter::repeat(0)) {
            if theirs.write_all(&[byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(900)).await;
        }
    });
    let begun = Instant::now();
    let transcript = held(opened(&[]), &mut ours).await;
    let deadline = coinsift_protocols::http::DIALOGUE.wire.deadline;
    assert!(begun.elapsed() <= deadline, "{:?}", begun.elapsed());
    drop(ours);
    peer.await.unwrap();
    assert_eq!(transcript.events.last().unwrap().what, Happening::Closed(Close::Deadline));
}

#[tokio::test]
async fn endless_bytes_inside_are_capped() {
    let (mut ours, theirs) = duplex(1 << 16);
    let acceptor = server(TLS13, false, "");
    let peer = tokio::spawn(async move {
        let Ok(mut stream) = acceptor.accept(theirs).await else { return };
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nx: ").await;
        while stream.write_all(&[b'x'; 4096]).await.is_ok() {}
    });
    let transcript = held(opened(&[]), &mut ours).await;
    drop(ours);
    peer.await.unwrap();
    let wire = coinsift_protocols::http::DIALOGUE.wire;
    assert!(transcript.received().len() <= wire.bytes_in as usize);
    let (out, taken) = transcript.cost();
    assert!(out <= (wire.bytes_out + layer::BYTES_OUT) as usize, "{out}");
    // The read that goes beyond the cap is kept whole.
    assert!(taken <= (wire.bytes_in + layer::BYTES_IN) as usize + talk::BUFFER, "{taken}");
}
