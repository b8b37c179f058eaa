//! Servers of Stratum V2: the Noise handshake as its responder, and the answer to
//! `SetupConnection`. Nothing is ever handed out.
//!
//! Source: stratum-mining/sv2-spec `04-Protocol-Security.md`, `03-Protocol-Overview.md`.

use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use bitcoin::hashes::{Hash, HashEngine, Hmac, HmacEngine, sha256};
use bitcoin::secp256k1::ellswift::{ElligatorSwift, ElligatorSwiftParty};
use bitcoin::secp256k1::{Keypair, Message, PublicKey, Secp256k1, SecretKey};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};

use crate::line::Line;

/// The protocols that a connection may be set up for.
pub const MINING: u8 = 0;
/// Declaring jobs of one's own to a pool.
pub const JOB_DECLARATION: u8 = 1;
/// Handing out block templates.
pub const TEMPLATE_DISTRIBUTION: u8 = 2;

/// How long its certificate holds, in seconds.
const VALIDITY: u32 = 3600;
/// The tag behind everything encrypted.
const TAG: usize = 16;

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noise {
    /// The protocol it serves.
    pub protocol: u8,
    /// Whether one bit of its answer is wrong.
    pub flawed: bool,
}

impl Noise {
    /// A server of one protocol.
    pub fn serving(protocol: u8) -> Noise {
        Noise { protocol, flawed: false }
    }

    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        let mut inbox = Vec::new();
        if !until(line, &mut inbox, 64).await? {
            return Ok(());
        }
        let rest = inbox.split_off(64);
        let key = inbox.try_into().map_err(|_| io::Error::other("a key has 64 bytes"))?;
        let (mut answer, mut theirs, mut ours) = act_2(key)?;
        if self.flawed {
            answer[200] ^= 1;
        }
        line.send(&answer).await?;
        inbox = rest;
        if !until(line, &mut inbox, 6 + TAG).await? {
            return Ok(());
        }
        let front = theirs.open(&inbox.drain(..6 + TAG).collect::<Vec<u8>>())?;
        let len = usize::from(front[3]) | usize::from(front[4]) << 8;
        if front[2] != 0 || !until(line, &mut inbox, len + TAG).await? {
            return Ok(());
        }
        let setup = theirs.open(&inbox)?;
        let (kind, payload) = if setup.first() == Some(&self.protocol) {
            (1, vec![2, 0, 0, 0, 0, 0])
        } else {
            let code = b"unsupported-protocol";
            (2, [&[0, 0, 0, 0, code.len() as u8][..], code].concat())
        };
        let front = ours.seal(&[0, 0, kind, payload.len() as u8, 0, 0])?;
        let payload = ours.seal(&payload)?;
        line.send(&[front, payload].concat()).await?;
        // It waits for a channel to be opened.
        line.drain().await
    }
}

/// The answer to a key, and the ciphers of the other side and ours.
fn act_2(initiator: [u8; 64]) -> io::Result<(Vec<u8>, Cipher, Cipher)> {
    let curve = Secp256k1::new();
    let secret = |byte| SecretKey::from_slice(&[byte; 32]).map_err(io::Error::other);
    let (once, fixed, authority) = (secret(0x21)?, secret(0x22)?, secret(0x23)?);
    let initiator = ElligatorSwift::from_array(initiator);
    let encoded = |secret| ElligatorSwift::from_seckey(&curve, secret, None);
    let shared = |ours, secret| {
        let party = ElligatorSwiftParty::B;
        ElligatorSwift::shared_secret(initiator, ours, secret, party, None).to_secret_bytes()
    };

    let name = sha256::Hash::hash(b"Noise_NX_Secp256k1+EllSwift_ChaChaPoly_SHA256").to_byte_array();
    let (mut chain, mut hash) = (name, mixed(name, &[]));
    hash = mixed(mixed(hash, &initiator.to_array()), &[]);
    let mut answer = encoded(once).to_array().to_vec();
    hash = mixed(hash, &answer);
    let (next, key) = derived(chain, &shared(encoded(once), once));
    chain = next;
    let sealed = seal(&key, 0, &hash, &encoded(fixed).to_array())?;
    hash = mixed(hash, &sealed);
    answer.extend(sealed);
    let (next, key) = derived(chain, &shared(encoded(fixed), fixed));
    chain = next;

    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() as u32;
    let mut certificate = vec![0, 0];
    certificate.extend(now.to_le_bytes());
    certificate.extend((now + VALIDITY).to_le_bytes());
    let fixed = PublicKey::from_secret_key(&curve, &fixed).x_only_public_key().0.serialize();
    let signed = sha256::Hash::hash(&[certificate.as_slice(), &fixed].concat()).to_byte_array();
    let authority = Keypair::from_secret_key(&curve, &authority);
    let signature = curve.sign_schnorr_no_aux_rand(&Message::from_digest(signed), &authority);
    certificate.extend(signature.serialize());
    answer.extend(seal(&key, 0, &hash, &certificate)?);
    let (theirs, ours) = derived(chain, &[]);
    Ok((answer, Cipher { key: theirs, used: 0 }, Cipher { key: ours, used: 0 }))
}

fn mixed(hash: [u8; 32], bytes: &[u8]) -> [u8; 32] {
    sha256::Hash::hash(&[&hash, bytes].concat()).to_byte_array()
}

fn derived(chain: [u8; 32], input: &[u8]) -> ([u8; 32], [u8; 32]) {
    let hmac = |key: &[u8], bytes: &[u8]| {
        let mut engine = HmacEngine::<sha256::Hash>::new(key);
        engine.input(bytes);
        Hmac::from_engine(engine).to_byte_array()
    };
    let both = hmac(&chain, input);
    let first = hmac(&both, &[1]);
    (first, hmac(&both, &[&first[..], &[2]].concat()))
}

struct Cipher {
    key: [u8; 32],
    used: u64,
}

impl Cipher {
    fn seal(&mut self, plain: &[u8]) -> io::Result<Vec<u8>> {
        self.used += 1;
        seal(&self.key, self.used - 1, &[], plain)
    }

    fn open(&mut self, sealed: &[u8]) -> io::Result<Vec<u8>> {
        let mut bytes = sealed.to_vec();
        let (cipher, nonce) = cipher(&self.key, self.used)?;
        self.used += 1;
        let plain = cipher.open_in_place(nonce, Aad::empty(), &mut bytes);
        plain.map(|plain| plain.to_vec()).map_err(|_| io::Error::other("it does not open"))
    }
}

fn seal(key: &[u8; 32], number: u64, aad: &[u8], plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = plain.to_vec();
    let (cipher, nonce) = cipher(key, number)?;
    let sealed = cipher.seal_in_place_append_tag(nonce, Aad::from(aad), &mut bytes);
    sealed.map(|()| bytes).map_err(|_| io::Error::other("it cannot be sealed"))
}

fn cipher(key: &[u8; 32], number: u64) -> io::Result<(LessSafeKey, Nonce)> {
    let key = UnboundKey::new(&CHACHA20_POLY1305, key);
    let mut nonce = [0; 12];
    nonce[4..].copy_from_slice(&number.to_le_bytes());
    let key = LessSafeKey::new(key.map_err(|_| io::Error::other("no key"))?);
    Ok((key, Nonce::assume_unique_for_key(nonce)))
}

/// Reads until so much is there; `false` where the other side closes before.
async fn until(line: &mut Line, inbox: &mut Vec<u8>, len: usize) -> io::Result<bool> {
    let mut buffer = [0; 4096];
    while inbox.len() < len {
        let count = line.read(&mut buffer).await?;
        if count == 0 {
            return Ok(false);
        }
        inbox.extend(buffer.iter().take(count));
    }
    Ok(true)
}
