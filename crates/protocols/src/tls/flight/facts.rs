//! The facts this dialogue states.

use coinsift_verdict::{FactDecl, ValueKind};

macro_rules! facts {
    ($($name:ident = $text:literal, $kind:ident, $doc:literal;)*) => {
        $(pub(in crate::tls) const $name: &str = $text;)*
        pub(super) const FACTS: &[FactDecl] = &[
            $(FactDecl { name: $name, kind: ValueKind::$kind, doc: $doc },)*
        ];
    };
}

facts! {
    VERSION = "tls.flight.version", Text, "The version the server chose: TLS 1.0 to TLS 1.3, or TLCP (RFC 8446 section 4.1.3; GB/T 38636-2020).";
    SUITE = "tls.flight.suite", Text, "The suite it chose, four hex digits (IANA TLS Cipher Suites; e0xx are China's).";
    ALSO_13 = "tls.flight.also_tls13", Bool, "It was asked for TLS 1.2 and says that it speaks 1.3 too (RFC 8446 section 4.1.3).";
    EXTENSIONS = "tls.flight.extensions", List, "The numbers of the ServerHello's extensions, in order.";
    GROUP = "tls.flight.group", Text, "The group of the key exchange, four hex digits (IANA TLS Supported Groups).";
    MALFORMED = "tls.flight.malformed", Text, "Which part of the flight breaks the rules of TLS.";
    ALERT = "tls.alert.description", Uint, "The number of the alert it ended with (IANA TLS Alerts).";
    ALERT_VERSION = "tls.alert.version", Text, "The version of the alert's record, four hex digits; 0101 comes from libraries that know TLCP.";
    INSIDE_VERSION = "tls.inside.version", Text, "The version in which a dialogue was held inside TLS.";
    INSIDE_SUITE = "tls.inside.suite", Text, "The suite it was encrypted in, four hex digits (IANA TLS Cipher Suites).";
    INSIDE_ALPN = "tls.inside.alpn", Text, "The protocol that the server agreed on by name (RFC 7301).";
    INSIDE_PROTOCOL = "tls.inside.protocol", Text, "The dialogue that was spoken inside TLS.";
    INSIDE_ALERT = "tls.inside.alert", Uint, "The number of the alert that ended the layer (IANA TLS Alerts).";
    COUNT = "tls.certificate.count", Uint, "How many certificates it showed.";
    SUBJECT = "tls.certificate.subject", Text, "The subject of the first certificate.";
    ISSUER = "tls.certificate.issuer", Text, "The issuer of the first certificate.";
    COMMON_NAME = "tls.certificate.common_name", Text, "The common name in the first certificate's subject.";
    ORGANISATIONS = "tls.certificate.organisations", List, "The O attributes in the first certificate's subject.";
    UNITS = "tls.certificate.units", List, "The OU attributes in the first certificate's subject.";
    CHAIN = "tls.certificate.chain", List, "The subjects of all certificates, in the order shown.";
    ROOT = "tls.certificate.last_issuer", Text, "The issuer of the last certificate of the chain.";
    NAMES = "tls.certificate.alternative_names", List, "DNS names, addresses and URIs of the first certificate.";
    CURVE = "tls.certificate.curve", Text, "The curve of the first certificate's key: p256, p384, secp256k1, sm2, or an object identifier.";
    SIGNED_WITH = "tls.certificate.signature_algorithm", Text, "The object identifier of the algorithm that signed the first certificate.";
    OIDS = "tls.certificate.extensions", List, "The object identifiers of the first certificate's extensions, in order.";
    SELF_ISSUED = "tls.certificate.self_issued", Bool, "Whether the first certificate names itself as its issuer.";
    SHA256 = "tls.certificate.sha256", List, "SHA-256 of each certificate, in the order shown.";
    SM3 = "tls.certificate.sm3", Bytes, "SM3 of the first certificate, where its key is on SM2's curve.";
    UNREADABLE = "tls.certificate.unreadable", Uint, "How many of the certificates are none that can be read.";
    ENCRYPTION = "tls.certificate.encryption", Uint, "Which certificate of the chain, counted from 0, is TLCP's for encryption, as its signature shows.";
    POSSESSION = "tls.key.possession", Text, "Whether the server's signature over our random proves that it holds the first certificate's key: proven, failed, unknown.";
    WANTED = "tls.request.present", Bool, "It wants a certificate from its clients.";
    AUTHORITIES = "tls.request.authorities", List, "The CA names it accepts, where it names any: whoever may join.";
    ALGORITHMS = "tls.request.algorithms", List, "The signature algorithms it accepts, four hex digits each.";
}
