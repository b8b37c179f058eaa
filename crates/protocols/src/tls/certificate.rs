//! X.509 certificates as a stranger shows them: any curve, any algorithm, any extension.
//!
//! A certificate is read structurally (RFC 5280) and never turned into a key of a library: SM2 and
//! secp256k1, which most libraries refuse, are data like any other. Nothing here trusts anything.

use sha2::{Digest as _, Sha256};
use sm3::Sm3;
use x509_parser::certificate::X509Certificate;
use x509_parser::der_parser::asn1_rs::Oid;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::X509Name;

/// The curve of SM2, GM/T 0006.
pub const SM2_CURVE: &str = "1.2.156.10197.1.301";
/// secp256k1, SEC 2.
pub const SECP256K1: &str = "1.3.132.0.10";
/// P-256, RFC 5480.
pub const P256: &str = "1.2.840.10045.3.1.7";
/// P-384, RFC 5480.
pub const P384: &str = "1.3.132.0.34";
const EC_KEY: &str = "1.2.840.10045.2.1";
/// The most attributes of a name, alternative names and extensions that are kept.
const MAX_PARTS: usize = 64;
/// The most characters of one attribute of a name that are kept.
const MAX_PART: usize = 256;

/// What one certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Whose key it is.
    pub subject: Name,
    /// Who says so.
    pub issuer: Name,
    /// Seconds since 1970 between which it is meant to hold.
    pub validity: (i64, i64),
    /// Its public key.
    pub key: PublicKey,
    /// The algorithm of the issuer's signature, a dotted object identifier.
    pub signature_algorithm: String,
    /// DNS names, addresses and URIs of the alternative names.
    pub alternative_names: Vec<String>,
    /// The object identifiers of its extensions, in order.
    pub extensions: Vec<String>,
    /// Whether its key may sign, or encrypt, where it says so.
    pub usage: Option<Usage>,
    /// SHA-256 of the DER.
    pub sha256: [u8; 32],
    /// SM3 of the DER, the fingerprint that Chinese tools print.
    pub sm3: [u8; 32],
}

/// Uses of a key that matter in a first flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// digitalSignature or nonRepudiation.
    pub signs: bool,
    /// keyEncipherment, dataEncipherment or keyAgreement.
    pub enciphers: bool,
}

/// A public key as it stands in the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// The algorithm, a dotted object identifier.
    pub algorithm: String,
    /// The curve of an elliptic key, a dotted object identifier.
    pub curve: Option<String>,
    /// The contents of the bit string: a point, or a key in DER.
    pub bytes: Vec<u8>,
}

impl PublicKey {
    /// The curve where it is one we have a name for, else its identifier.
    pub fn curve_name(&self) -> Option<&str> {
        self.curve.as_deref().map(|curve| match curve {
            SM2_CURVE => "sm2",
            SECP256K1 => "secp256k1",
            P256 => "p256",
            P384 => "p384",
            other => other,
        })
    }
}

/// A distinguished name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// `CN=…, OU=…`, in the order of the certificate.
    pub written: String,
    /// Its attributes: short name or object identifier, and value.
    pub parts: Vec<(String, String)>,
}

impl Name {
    /// A name in DER, as a CertificateRequest lists them; `None` where it is none.
    pub fn read(der: &[u8]) -> Option<Name> {
        let (rest, name) = X509Name::from_der(der).ok()?;
        rest.is_empty().then(|| Name::of(&name))
    }

    fn of(name: &X509Name<'_>) -> Name {
        let parts: Vec<(String, String)> = name
            .iter_attributes()
            .take(MAX_PARTS)
            .map(|attribute| {
                let value = match attribute.as_str() {
                    Ok(text) => text.chars().take(MAX_PART).collect(),
                    // BMPString and others that are no UTF-8 are shown as they are.
                    Err(_) => {
                        let bytes = attribute.as_slice();
                        hex::encode(bytes.get(..bytes.len().min(MAX_PART / 2)).unwrap_or_default())
                    }
                };
                (short_name(attribute.attr_type()), value)
            })
            .collect();
        let written = parts.iter().map(|(kind, value)| format!("{kind}={value}"));
        Name { written: written.collect::<Vec<_>>().join(", "), parts }
    }

    /// The values of one attribute, by its short name.
    pub fn values<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.parts.iter().filter(move |(own, _)| own == kind).map(|(_, value)| value.as_str())
    }
}

impl Certificate {
    /// Reads one certificate; `None` where it is none. What follows it is an error too.
    pub fn read(der: &[u8]) -> Option<Certificate> {
        let (rest, read) = X509Certificate::from_der(der).ok()?;
        if !rest.is_empty() {
            return None;
        }
        let key = read.public_key();
        let algorithm = key.algorithm.algorithm.to_id_string();
        let parameters = key.algorithm.parameters.as_ref();
        let curve = parameters
            .filter(|_| algorithm == EC_KEY)
            .and_then(|any| any.as_oid().ok())
            .map(|curve| curve.to_id_string());
        let mut alternative_names = Vec::new();
        let mut usage = None;
        for extension in read.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::SubjectAlternativeName(names) => {
                    let names = names.general_names.iter().filter_map(alternative_name);
                    alternative_names.extend(names.take(MAX_PARTS));
                }
                ParsedExtension::KeyUsage(flags) => {
                    usage = Some(Usage {
                        signs: flags.digital_signature() || flags.non_repudiation(),
                        enciphers: flags.key_encipherment()
                            || flags.data_encipherment()
                            || flags.key_agreement(),
                    });
                }
                _ => {}
            }
        }
        let validity = read.validity();
        Some(Certificate {
            subject: Name::of(read.subject()),
            issuer: Name::of(read.issuer()),
            validity: (validity.not_before.timestamp(), validity.not_after.timestamp()),
            key: PublicKey { algorithm, curve, bytes: key.subject_public_key.data.to_vec() },
            signature_algorithm: read.signature_algorithm.algorithm.to_id_string(),
            alternative_names,
            extensions: read
                .extensions()
                .iter()
                .take(MAX_PARTS)
                .map(|extension| extension.oid.to_id_string())
                .collect(),
            usage,
            sha256: Sha256::digest(der).into(),
            sm3: <Sm3 as sm3::Digest>::digest(der).into(),
        })
    }

    /// Whether it names itself as its issuer.
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }
}

fn alternative_name(name: &GeneralName<'_>) -> Option<String> {
    let text = match name {
        GeneralName::DNSName(text) | GeneralName::URI(text) | GeneralName::RFC822Name(text) => {
            (*text).to_owned()
        }
        GeneralName::IPAddress(bytes) => match bytes.len() {
            4 => <[u8; 4]>::try_from(*bytes).ok().map(std::net::IpAddr::from)?.to_string(),
            16 => <[u8; 16]>::try_from(*bytes).ok().map(std::net::IpAddr::from)?.to_string(),
            _ => return None,
        },
        _ => return None,
    };
    Some(text.chars().take(MAX_PART).collect())
}

/// Attribute types by the short names of RFC 4519, others by their identifier.
fn short_name(oid: &Oid<'_>) -> String {
    let dotted = oid.to_id_string();
    let short = match dotted.as_str() {
        "2.5.4.3" => "CN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "street",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.17" => "postalCode",
        "0.9.2342.19200300.100.1.25" => "DC",
        "0.9.2342.19200300.100.1.1" => "UID",
        "1.2.840.113549.1.9.1" => "emailAddress",
        _ => return dotted,
    };
    short.to_owned()
}
