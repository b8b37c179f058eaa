//! The server's messages: ServerHello, Certificate, ServerKeyExchange, CertificateRequest.
//!
//! An inner length must end exactly at its outer end. Sources: RFC 5246 section 7.4, RFC 8422
//! section 5.4, RFC 8446 section 4.1; GB/T 38636-2020 section 6.4.5 for TLCP. Deviations that real
//! libraries show are named where they are read.

use crate::bytes::{Reader, Short};

/// The most certificates of a chain.
pub const MAX_CERTIFICATES: usize = 32;
/// The most accepted CA names kept.
pub const MAX_AUTHORITIES: usize = 512;
/// The random of a HelloRetryRequest, RFC 8446 section 4.1.3.
const RETRY: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];
/// The last bytes of the random of a server that speaks TLS 1.3 and was asked for 1.2.
const DOWNGRADED: [u8; 8] = *b"DOWNGRD\x01";
const SUPPORTED_VERSIONS: u16 = 43;
const KEY_SHARE: u16 = 51;
/// curve_type named_curve.
const NAMED_CURVE: u8 = 3;

/// Which part of a message breaks its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed {0}")]
pub struct Malformed(pub &'static str);

impl From<Short> for Malformed {
    fn from(_: Short) -> Malformed {
        Malformed("length")
    }
}

/// ServerHello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHello {
    /// The version field: 0x0303 also in TLS 1.3, 0x0101 in TLCP.
    pub version: u16,
    /// 32 bytes.
    pub random: [u8; 32],
    /// The suite chosen.
    pub suite: u16,
    /// The numbers of its extensions, in order.
    pub extensions: Vec<u16>,
    /// What the extension supported_versions chose.
    pub selected: Option<u16>,
    /// The group of the extension key_share.
    pub group: Option<u16>,
}

impl ServerHello {
    /// Reads a message's body.
    pub fn read(body: &[u8]) -> Result<ServerHello, Malformed> {
        let mut reader = Reader::new(body);
        let version = reader.u16_be()?;
        let random = reader.array()?;
        let session = usize::from(reader.u8()?);
        if session > 32 {
            return Err(Malformed("session id"));
        }
        reader.take(session)?;
        let suite = reader.u16_be()?;
        if reader.u8()? != 0 {
            return Err(Malformed("compression"));
        }
        let mut hello =
            ServerHello { version, random, suite, extensions: vec![], selected: None, group: None };
        if reader.rest().is_empty() {
            return Ok(hello);
        }
        let mut rest = Reader::new(vector(&mut reader)?);
        exact(&reader)?;
        while !rest.rest().is_empty() {
            let number = rest.u16_be()?;
            let data = vector(&mut rest)?;
            match (number, data) {
                (SUPPORTED_VERSIONS, &[high, low]) => {
                    hello.selected = Some(u16::from_be_bytes([high, low]));
                }
                (KEY_SHARE, &[high, low, ..]) => {
                    hello.group = Some(u16::from_be_bytes([high, low]))
                }
                _ => {}
            }
            hello.extensions.push(number);
        }
        Ok(hello)
    }

    /// Whether everything after it is encrypted.
    pub fn is_tls13(&self) -> bool {
        self.selected.is_some_and(|version| version >= 0x0304)
    }

    /// Whether it is a HelloRetryRequest.
    pub fn is_retry(&self) -> bool {
        self.random == RETRY
    }

    /// Whether the server says that it could have spoken TLS 1.3.
    pub fn is_downgraded(&self) -> bool {
        self.random.ends_with(&DOWNGRADED)
    }
}

/// The certificates of a Certificate message: DER, with the offset of each in the body.
pub fn certificates(body: &[u8]) -> Result<Vec<(usize, &[u8])>, Malformed> {
    let mut reader = Reader::new(body);
    let total = u24(&mut reader)?;
    if total != reader.rest().len() {
        return Err(Malformed("certificate list"));
    }
    let mut found = Vec::new();
    while !reader.rest().is_empty() {
        let len = u24(&mut reader)?;
        let at = reader.offset();
        let der = reader.take(len)?;
        if der.is_empty() || found.len() >= MAX_CERTIFICATES {
            return Err(Malformed("certificate list"));
        }
        found.push((at, der));
    }
    Ok(found)
}

/// ServerKeyExchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyExchange<'a> {
    /// The parameters as received, which the signature covers; empty in TLCP's static exchange.
    pub params: &'a [u8],
    /// The named curve of the parameters. TLCP libraries write any number for SM2's curve here.
    pub group: Option<u16>,
    /// The signature's algorithm by TLS's numbers; absent before TLS 1.2 and in TLCP.
    pub algorithm: Option<u16>,
    /// The signature.
    pub signature: &'a [u8],
}

impl<'a> KeyExchange<'a> {
    /// Reads a message's body; which form it has depends on version and suite.
    pub fn read(body: &'a [u8], version: u16, suite: u16) -> Result<KeyExchange<'a>, Malformed> {
        let chinese = suite >> 8 == 0xe0;
        let ephemeral = !chinese || matches!(suite, 0xe011 | 0xe051);
        let mut reader = Reader::new(body);
        let (mut params, mut group) = (&body[..0], None);
        if ephemeral {
            if reader.u8()? != NAMED_CURVE {
                // Explicit curves and finite fields were not offered.
                return Err(Malformed("curve type"));
            }
            group = Some(reader.u16_be()?);
            let len = reader.u8()?;
            reader.take(len.into())?;
            params = body.get(..reader.offset()).unwrap_or_default();
        }
        // gmtls writes no algorithm under 0x0303, TASSL does: the length tells.
        let bare = |rest: &[u8]| {
            matches!(*rest, [a, b, ..] if
            usize::from(u16::from_be_bytes([a, b])) + 2 == rest.len())
        };
        let named = version >= 0x0303 && version != 0x0101 && !(chinese && bare(reader.rest()));
        let algorithm = match named {
            true => Some(reader.u16_be()?),
            false => None,
        };
        let signature = vector(&mut reader)?;
        exact(&reader)?;
        Ok(KeyExchange { params, group, algorithm, signature })
    }
}

/// CertificateRequest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRequest<'a> {
    /// Kinds of certificates wanted: 1 RSA, 64 ECDSA.
    pub types: &'a [u8],
    /// The signature algorithms accepted; none before TLS 1.2.
    pub algorithms: Vec<u16>,
    /// The accepted CA names, DER, with the offset of each in the body.
    pub authorities: Vec<(usize, &'a [u8])>,
}

impl<'a> CertificateRequest<'a> {
    /// Reads a message's body. Under 0x0303 the list of algorithms is there, except from gmtls:
    /// an exact fit decides.
    pub fn read(body: &'a [u8], version: u16) -> Result<CertificateRequest<'a>, Malformed> {
        let without = || CertificateRequest::shaped(body, false);
        match version {
            0x0303 => CertificateRequest::shaped(body, true).or_else(|_| without()),
            _ => without(),
        }
    }

    fn shaped(body: &'a [u8], named: bool) -> Result<CertificateRequest<'a>, Malformed> {
        let mut reader = Reader::new(body);
        let len = reader.u8()?;
        let types = reader.take(len.into())?;
        let mut algorithms = Vec::new();
        if named {
            let list = vector(&mut reader)?;
            if list.len() % 2 != 0 {
                return Err(Malformed("algorithms"));
            }
            algorithms.extend(
                list.chunks_exact(2).map(|pair| {
                    pair.iter().fold(0u16, |number, &byte| number << 8 | u16::from(byte))
                }),
            );
        }
        let list = vector(&mut reader)?;
        exact(&reader)?;
        let begin = body.len() - list.len();
        let mut names = Reader::new(list);
        let mut authorities = Vec::new();
        while !names.rest().is_empty() {
            let name = vector(&mut names)?;
            if name.is_empty() {
                return Err(Malformed("authority"));
            }
            if authorities.len() < MAX_AUTHORITIES {
                authorities.push((begin + names.offset() - name.len(), name));
            }
        }
        Ok(CertificateRequest { types, algorithms, authorities })
    }
}

/// Bytes behind their length in two bytes.
fn vector<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Malformed> {
    let len = reader.u16_be()?;
    Ok(reader.take(len.into())?)
}

fn u24(reader: &mut Reader<'_>) -> Result<usize, Malformed> {
    let [a, b, c] = reader.array()?;
    Ok(usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c))
}

fn exact(reader: &Reader<'_>) -> Result<(), Malformed> {
    match reader.rest().is_empty() {
        true => Ok(()),
        false => Err(Malformed("length")),
    }
}
