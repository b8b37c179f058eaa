//! The four ClientHellos, byte by byte. Nothing else is ever sent in this dialogue.
//!
//! Suites of TLCP with an ephemeral exchange (E011, E051) are never offered: at least one server
//! library in use (tjfoc/gmsm `gmtls`) ends its whole process on them. A test holds the bytes.
//!
//! Sources: RFC 5246 section 7.4.1.2, RFC 8446 section 4.1.2, RFC 8998; GB/T 38636-2020 section
//! 6.4.5.2.1 as listed by Trisia/gotlcp.

/// Which hello is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hello {
    /// TLS 1.2, so that a server that also speaks 1.3 shows its certificates in clear.
    Tls12,
    /// TLCP: version 0x0101, no extensions at all.
    Tlcp,
    /// TLS 1.2 with the SM suites in front, as FISCO BCOS 2 speaks it.
    Tls12Sm,
    /// TLS 1.3 without a key share, which asks for a HelloRetryRequest.
    Tls13,
}

impl Hello {
    /// In the order they are tried.
    pub const ALL: [Hello; 4] = [Hello::Tls12, Hello::Tlcp, Hello::Tls12Sm, Hello::Tls13];

    /// The word of the option `hello`.
    pub fn word(self) -> &'static str {
        match self {
            Hello::Tls12 => "tls12",
            Hello::Tlcp => "tlcp",
            Hello::Tls12Sm => "tls12-sm",
            Hello::Tls13 => "tls13",
        }
    }

    /// The hello of a word.
    pub fn of(word: &str) -> Option<Hello> {
        Hello::ALL.into_iter().find(|hello| hello.word() == word)
    }

    /// The suites it offers.
    pub fn suites(self) -> Vec<u16> {
        match self {
            Hello::Tls12 => TLS12_SUITES.to_vec(),
            Hello::Tlcp => TLCP_SUITES.to_vec(),
            Hello::Tls12Sm => [&[0xe013, 0xe053], TLS12_SUITES].concat(),
            Hello::Tls13 => TLS13_SUITES.to_vec(),
        }
    }

    /// The record to send. `random` must be fresh where the server's signature is to prove
    /// anything; `session` is the session id of TLS 1.3's compatibility mode.
    pub fn record(self, random: &[u8; 32], session: &[u8; 32]) -> Vec<u8> {
        let (record, version, session, extensions) = match self {
            Hello::Tls12 => (0x0301, 0x0303, &[][..], tls12_extensions()),
            Hello::Tlcp => (0x0101, 0x0101, &[][..], Vec::new()),
            Hello::Tls12Sm => (0x0301, 0x0303, &[][..], sm_extensions()),
            Hello::Tls13 => (0x0301, 0x0303, &session[..], tls13_extensions()),
        };
        let mut body = numbers(&[version]);
        body.extend(random);
        body.extend(short(session));
        body.extend(long(&numbers(&self.suites())));
        body.extend(short(&[0]));
        if !extensions.is_empty() {
            body.extend(long(&extensions));
        }
        // The bodies are of constant length, far below what a record may hold.
        let mut handshake = vec![1, 0];
        handshake.extend(long(&body));
        let mut bytes = vec![22];
        bytes.extend(numbers(&[record]));
        bytes.extend(long(&handshake));
        bytes
    }
}

/// ECDHE and RSA suites of TLS 1.2, and the signal that stands for the renegotiation extension.
const TLS12_SUITES: &[u16] = &[
    0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc00a, 0xc013, 0xc014, 0xc023, 0xc027,
    0x009c, 0x009d, 0x003c, 0x003d, 0x002f, 0x0035, 0x00ff,
];
/// ECC_SM4_GCM_SM3 and ECC_SM4_CBC_SM3.
const TLCP_SUITES: &[u16] = &[0xe053, 0xe013];
/// TLS 1.3's own three, and the two of RFC 8998.
const TLS13_SUITES: &[u16] = &[0x1301, 0x1302, 0x1303, 0x00c6, 0x00c7];
/// x25519, P-256, P-384, secp256k1.
const TLS12_GROUPS: &[u16] = &[0x001d, 0x0017, 0x0018, 0x0016];
/// ECDSA, RSA-PSS, RSA and Ed25519 by TLS's numbers.
const TLS12_SIGNATURES: &[u16] = &[
    0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0807, 0x0203, 0x0201,
];
const TLS13_SIGNATURES: &[u16] =
    &[0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0807, 0x0708];

fn tls12_extensions() -> Vec<u8> {
    let mut bytes = extension(10, &long(&numbers(TLS12_GROUPS)));
    bytes.extend(extension(11, &short(&[0])));
    bytes.extend(extension(13, &long(&numbers(TLS12_SIGNATURES))));
    // Extended master secret.
    bytes.extend(extension(23, &[]));
    bytes
}

fn sm_extensions() -> Vec<u8> {
    let mut bytes = extension(10, &long(&numbers(&[TLS12_GROUPS, &[0x0029]].concat())));
    bytes.extend(extension(11, &short(&[0])));
    // 0703 is TASSL's own number for SM2 with SM3; without it that library signs unverifiably.
    let signatures = numbers(&[&[0x0703, 0x0708], TLS12_SIGNATURES].concat());
    bytes.extend(extension(13, &long(&signatures)));
    bytes.extend(extension(23, &[]));
    bytes
}

fn tls13_extensions() -> Vec<u8> {
    let mut bytes = extension(10, &long(&numbers(&[0x001d, 0x0017, 0x0018, 0x0029])));
    bytes.extend(extension(13, &long(&numbers(TLS13_SIGNATURES))));
    bytes.extend(extension(43, &short(&numbers(&[0x0304]))));
    bytes.extend(extension(51, &long(&[])));
    bytes
}

fn extension(number: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = numbers(&[number]);
    bytes.extend(long(data));
    bytes
}

/// Behind its length in one byte.
fn short(data: &[u8]) -> Vec<u8> {
    [&[data.len() as u8], data].concat()
}

/// Behind its length in two bytes.
fn long(data: &[u8]) -> Vec<u8> {
    [&(data.len() as u16).to_be_bytes()[..], data].concat()
}

fn numbers(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// The bytes that a dozen server stacks were tried with; each random is the hash of a label.
    #[test]
    fn every_hello_is_the_one_that_was_tried() {
        let known = [
            (
                Hello::Tls12,
                "tls12",
                "1603010089010000850303411b163dc0856be994f89030d6e55fd4f0f83c0deed95640ae2f52daf3afeaa5000026c02bc02cc02fc030cca9cca8c009c00ac013c014c023c027009c009d003c003d002f003500ff01000036000a000a0008001d001700180016000b00020100000d001a001804030503060308040805080604010501060108070203020100170000",
            ),
            (
                Hello::Tlcp,
                "tlcp",
                "160101002f0100002b01016ca8f38190e60856da84a3ade0ce0f5bad8f58a8124ea8b1471eba46bc6811da000004e053e0130100",
            ),
            (
                Hello::Tls12Sm,
                "",
                "16030100930100008f03039224a49aad171852ee858fa867f160b0a2b1fe907542cada1c3a7fac94b8623f00002ae013e053c02bc02cc02fc030cca9cca8c009c00ac013c014c023c027009c009d003c003d002f003500ff0100003c000a000c000a001d0017001800160029000b00020100000d001e001c0703070804030503060308040805080604010501060108070203020100170000",
            ),
            (
                Hello::Tls13,
                "",
                "160301008e0100008a03036f44686b71bf99580d8329307211320cc0865758e34c2ca1f30b873b74d8568f2034b36454cab2e7842c389f7d88ecb7df279e3918cbac07970d4cde496e70f4c8000a13011302130300c600c701000037000a000a0008001d001700180029000d0018001604030503060308040805080604010501060108070708002b0003020304003300020000",
            ),
        ];
        for (hello, label, bytes) in known {
            let bytes = hex::decode(bytes).expect("hex");
            let mut random = [0; 32];
            random.copy_from_slice(&bytes[11..43]);
            if !label.is_empty() {
                assert_eq!(random[..], Sha256::digest(label)[..], "the label of {hello:?}");
            }
            let session = bytes.get(44..76).and_then(|id| id.try_into().ok()).unwrap_or([0; 32]);
            assert_eq!(hex::encode(hello.record(&random, &session)), hex::encode(&bytes));
        }
    }

    #[test]
    fn no_suite_that_ends_a_server_is_offered() {
        for hello in Hello::ALL {
            for suite in hello.suites() {
                assert!(
                    ![0xe011, 0xe051, 0xe015, 0xe055].contains(&suite),
                    "{hello:?} {suite:04x}"
                );
            }
        }
    }
}
