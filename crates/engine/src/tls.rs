//! TLS between a conversation and its socket: the library's client over buffers in memory.
//!
//! Nothing is trusted and nothing is kept back: any certificate is accepted, and the chain is noted
//! before the handshake can fail by it; no certificate of ours is shown, no session is resumed, a
//! host name is asked for only where the target was given as one. What the layer did is told to the
//! conversation, which writes it down beside what was said inside
//! ([`coinsift_protocols::layer`]).

use std::sync::{Arc, Mutex, PoisonError};

use coinsift_protocols::layer::{self, Layered, MAX_CERTIFICATES};
use coinsift_protocols::{Close, Conversation, Happening, Head};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ClientConfig, ClientConnection, Resumption};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, KeyLog, SignatureScheme};
use std::io::{Read as _, Write as _};

/// Signatures of which no handshake needs more than one.
const SCHEMES: &[SignatureScheme] = &[
    SignatureScheme::ECDSA_NISTP256_SHA256,
    SignatureScheme::ECDSA_NISTP384_SHA384,
    SignatureScheme::ECDSA_NISTP521_SHA512,
    SignatureScheme::ED25519,
    SignatureScheme::RSA_PSS_SHA256,
    SignatureScheme::RSA_PSS_SHA384,
    SignatureScheme::RSA_PSS_SHA512,
    SignatureScheme::RSA_PKCS1_SHA256,
    SignatureScheme::RSA_PKCS1_SHA384,
    SignatureScheme::RSA_PKCS1_SHA512,
    SignatureScheme::ECDSA_SHA1_Legacy,
    SignatureScheme::RSA_PKCS1_SHA1,
];

/// What came through the layer at once; more waits in the library's buffer.
const PLAIN: usize = 16 * 1024;

/// One connection's layer.
pub(crate) struct Tls {
    connection: ClientConnection,
    noted: Arc<Noted>,
    stands: bool,
}

impl Tls {
    /// The layer that a head asks for; `None` where the dialogue is held in clear.
    ///
    /// The library turns down nothing that these settings can hold; an error is a fault of ours.
    pub(crate) fn of(head: &Head) -> Result<Option<Tls>, Error> {
        if !head.options.contains_key(layer::OVER) {
            return Ok(None);
        }
        let noted = Arc::new(Noted::default());
        let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(noted.clone())
            .with_no_client_auth();
        config.key_log = noted.clone();
        config.resumption = Resumption::disabled();
        if let Some(offered) = head.options.get("alpn") {
            config.alpn_protocols =
                offered.split(',').map(|protocol| protocol.trim().as_bytes().to_vec()).collect();
        }
        // An address is never sent; a name that cannot be one is not asked for.
        let name =
            head.options.get("name").and_then(|name| ServerName::try_from(name.clone()).ok());
        let name = name.unwrap_or_else(|| ServerName::IpAddress(head.endpoint.ip.into()));
        let connection = ClientConnection::new(Arc::new(config), name)?;
        Ok(Some(Tls { connection, noted, stands: false }))
    }

    /// Puts what the driver says through the layer. Gives the bytes for the wire, which the
    /// conversation has then; none where there are none, or where they were too many.
    pub(crate) fn transmit(
        &mut self,
        conversation: &mut Conversation,
        now: u32,
    ) -> Option<Vec<u8>> {
        if matches!(conversation.last(), Some(Happening::Closed(_))) {
            return None;
        }
        if self.stands
            && let Some(bytes) = conversation.transmit()
        {
            // Into memory, and bounded by what a dialogue may send.
            let _ = self.connection.writer().write_all(&bytes);
        }
        let over = conversation.is_finished();
        let bytes = self.drain();
        if bytes.is_empty() {
            return None;
        }
        conversation.layer(now, Layered::Sent(bytes.clone()));
        (over || !conversation.is_finished()).then_some(bytes)
    }

    /// Says goodbye, where the dialogue was ended by us in an orderly way.
    pub(crate) fn part(&mut self, conversation: &mut Conversation, now: u32) -> Option<Vec<u8>> {
        if !self.stands {
            return None;
        }
        self.connection.send_close_notify();
        self.transmit(conversation, now)
    }

    /// Takes bytes from the wire and tells the conversation what they were.
    ///
    /// A peer that ends the layer by an alert, or breaks it, has ended the connection: the
    /// conversation is closed as by a FIN, after what it was.
    pub(crate) fn take(&mut self, conversation: &mut Conversation, now: u32, mut bytes: &[u8]) {
        conversation.layer(now, Layered::Received(bytes.to_vec()));
        while !bytes.is_empty() && !conversation.is_finished() {
            if !matches!(self.connection.read_tls(&mut bytes), Ok(1..)) {
                conversation.layer(now, Layered::Broken("too much at once".to_owned()));
                conversation.closed(now, Close::Fin);
                return;
            }
            let processed = self.connection.process_new_packets();
            for what in self.noted.take() {
                conversation.layer(now, what);
            }
            self.tell_stands(conversation, now);
            self.read_inside(conversation, now);
            match processed {
                Ok(state) if state.peer_has_closed() => conversation.closed(now, Close::Fin),
                Ok(_) => {}
                Err(error) => {
                    conversation.layer(
                        now,
                        match error {
                            Error::AlertReceived(alert) => Layered::Alert(alert.into()),
                            other => Layered::Broken(other.to_string()),
                        },
                    );
                    conversation.closed(now, Close::Fin);
                }
            }
        }
    }

    fn tell_stands(&mut self, conversation: &mut Conversation, now: u32) {
        if self.stands || self.connection.is_handshaking() {
            return;
        }
        self.stands = true;
        let version = self.connection.protocol_version().map_or(0, u16::from);
        let suite =
            self.connection.negotiated_cipher_suite().map_or(0, |suite| suite.suite().into());
        let alpn = self.connection.alpn_protocol();
        let alpn = alpn.map(|alpn| String::from_utf8_lossy(alpn).into_owned());
        conversation.layer(now, Layered::Stands { version, suite, alpn });
    }

    fn read_inside(&mut self, conversation: &mut Conversation, now: u32) {
        let mut plain = vec![0; PLAIN];
        // An error says that there is nothing yet, or that the peer has closed without a word.
        while let Ok(len @ 1..) = self.connection.reader().read(&mut plain) {
            if conversation.is_finished() {
                return;
            }
            conversation.bytes(now, plain.get(..len).unwrap_or_default());
        }
    }

    fn drain(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        while self.connection.wants_write() {
            if !matches!(self.connection.write_tls(&mut bytes), Ok(1..)) {
                break;
            }
        }
        bytes
    }
}

/// Whether we ended a conversation, rather than the peer, the clock or a stop.
pub(crate) fn ended_by_us(conversation: &Conversation) -> bool {
    conversation.is_finished() && !matches!(conversation.last(), Some(Happening::Closed(_)))
}

/// Notes what the library shows of a handshake, and objects to nothing.
#[derive(Debug, Default)]
struct Noted(Mutex<Vec<Layered>>);

impl Noted {
    fn note(&self, what: impl IntoIterator<Item = Layered>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(what);
    }

    fn take(&self) -> Vec<Layered> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn signed(&self, message: &[u8], signed: &DigitallySignedStruct) {
        self.note([Layered::Signature {
            algorithm: signed.scheme.into(),
            message: message.to_vec(),
            signature: signed.signature().to_vec(),
        }]);
    }
}

impl ServerCertVerifier for Noted {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let chain = std::iter::once(end_entity).chain(intermediates).take(MAX_CERTIFICATES);
        self.note(chain.map(|certificate| Layered::Certificate(certificate.to_vec())));
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        _: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signed(message, signed);
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        _: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signed(message, signed);
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        SCHEMES.to_vec()
    }
}

impl KeyLog for Noted {
    fn log(&self, label: &str, client_random: &[u8], secret: &[u8]) {
        let [random, secret] = [client_random, secret].map(hex::encode);
        self.note([Layered::Secret(format!("{label} {random} {secret}"))]);
    }
}

#[cfg(test)]
mod tests;
