//! Another peer inside TLS, behind a certificate that nobody signed but itself.
//!
//! What is kept of a visit is what was said inside, and what came in clear. A request in clear is
//! told so, as nginx does (nginx/nginx `src/http/ngx_http_special_response.c`, code 497).

use std::io;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};

use crate::line::Line;
use crate::peer::Peer;
use crate::services::first_words;

/// The first byte of a TLS record that holds a handshake.
const HANDSHAKE: u8 = 22;
const PLAIN: &str = "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.24.0\r\nContent-Type: text/html\r\n\
    Content-Length: 107\r\nConnection: close\r\n\r\n<html>\r\n<head><title>400 The plain HTTP request \
    was sent to HTTPS port</title></head>\r\n<body></body>\r\n</html>\r\n";

/// A peer inside TLS.
#[derive(Clone, Debug)]
pub struct Tls {
    peer: Box<Peer>,
    config: Arc<ServerConfig>,
}

impl Tls {
    /// A peer inside TLS 1.3, or 1.2 with clients that know no better; its certificate names `host`.
    pub fn new(host: &str, peer: impl Into<Peer>) -> Tls {
        Tls::with(host, peer.into(), &[&version::TLS13, &version::TLS12], false)
    }

    /// The same with TLS 1.2 alone.
    pub fn old(host: &str, peer: impl Into<Peer>) -> Tls {
        Tls::with(host, peer.into(), &[&version::TLS12], false)
    }

    /// The same with TLS 1.3 alone: a client that shows no certificate of its own is turned away.
    pub fn members_only(host: &str, peer: impl Into<Peer>) -> Tls {
        Tls::with(host, peer.into(), &[&version::TLS13], true)
    }

    /// The same with TLS 1.2 alone.
    pub fn old_members_only(host: &str, peer: impl Into<Peer>) -> Tls {
        Tls::with(host, peer.into(), &[&version::TLS12], true)
    }

    fn with(
        host: &str,
        peer: Peer,
        versions: &[&'static SupportedProtocolVersion],
        members: bool,
    ) -> Tls {
        let made = rcgen::generate_simple_self_signed([host.to_owned()])
            .expect("a certificate for a host name can be made");
        let certificate = made.cert.der().clone();
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_protocol_versions(versions)
            .expect("the provider has suites for both versions");
        let builder = if members {
            let mut roots = RootCertStore::empty();
            roots.add(certificate.clone()).expect("a certificate made just now can be read");
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider)
                .build()
                .expect("there is one root");
            builder.with_client_cert_verifier(verifier)
        } else {
            builder.with_no_client_auth()
        };
        let config = builder
            .with_single_cert(vec![certificate], key.into())
            .expect("the key belongs to the certificate");
        Tls { peer: Box::new(peer), config: Arc::new(config) }
    }

    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        if line.peek().await? != Some(HANDSHAKE) {
            let heard = first_words(line).await?;
            let request = heard.starts_with(b"GET ") || heard.starts_with(b"POST ");
            return match request {
                true => line.send(PLAIN.as_bytes()).await,
                false => Ok(()),
            };
        }
        line.enclose(self.config.clone()).await?;
        Box::pin(self.peer.serve(line)).await
    }
}
