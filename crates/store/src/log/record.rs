//! Records of a log: their types, schemas and bodies.
//!
//! A body is postcard (its wire format 1); where a record is about an endpoint, the endpoint's
//! key of 19 bytes stands before it, so that records can be passed over without decoding them.

use coinsift_protocols::{Endpoint, Transcript, Utc};
use coinsift_verdict::Verdict;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{ChainValue, Flags, next_chain_value};
use crate::error::{Flaw, StoreError};
use crate::key::{ENDPOINT_KEY_LEN, EndpointKey, endpoint_key, endpoint_of};
use crate::outline::Outline;
use crate::record::{
    Absent, Counted, End, Finding, FindingReason, Manifest, PortState, Progress, RejudgeEnd,
    Rejudged,
};

/// The schema of every record written by this version. A type whose body changes gets the next
/// number, and [`Record::decode`] keeps reading the old one.
pub(crate) const SCHEMA: u8 = 1;

/// Length of a record's head inside a frame, in bytes.
pub(crate) const HEAD_LEN: usize = 10;

/// The type of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Manifest,
    Progress,
    Transcript,
    Verdict,
    Rejudge,
    Finding,
    End,
    RejudgeEnd,
    Absent,
}

impl Kind {
    const ALL: [(u8, Kind); 9] = [
        (1, Kind::Manifest),
        (2, Kind::Progress),
        (3, Kind::Transcript),
        (4, Kind::Verdict),
        (5, Kind::Rejudge),
        (6, Kind::Finding),
        (7, Kind::End),
        (8, Kind::RejudgeEnd),
        (9, Kind::Absent),
    ];

    pub(crate) fn number(self) -> u8 {
        Kind::ALL.iter().find(|(_, kind)| *kind == self).map_or(0, |(number, _)| *number)
    }

    fn of(number: u8) -> Option<Kind> {
        Kind::ALL.iter().find(|(known, _)| *known == number).map(|(_, kind)| *kind)
    }

    fn has_endpoint(self) -> bool {
        matches!(
            self,
            Kind::Transcript | Kind::Verdict | Kind::Rejudge | Kind::Finding | Kind::Absent
        )
    }
}

/// A verdict as a log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Judged {
    pub(crate) host: Option<String>,
    pub(crate) time: Utc,
    /// How many dialogues of this endpoint stand before it in the same frame.
    pub(crate) dialogues: u16,
    /// How the endpoint counted before, where this run had a verdict on it already.
    pub(crate) replaces: Option<Counted>,
    pub(crate) verdict: Verdict,
}

#[derive(Serialize, Deserialize)]
struct RejudgedBody {
    time: Utc,
    before: Outline,
    verdict: Verdict,
}

/// A record with its body decoded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Record {
    Manifest(Box<Manifest>),
    Progress(Progress),
    Transcript(Endpoint, Transcript),
    Verdict(Endpoint, Box<Judged>),
    Rejudge(Box<Rejudged>),
    Finding(Finding),
    End(Box<End>),
    RejudgeEnd(Box<RejudgeEnd>),
    Absent(Absent),
}

/// A record whose body is still encoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raw<'a> {
    pub(crate) kind: Kind,
    pub(crate) schema: u8,
    /// The whole body, the endpoint's key included.
    pub(crate) body: &'a [u8],
}

impl<'a> Raw<'a> {
    /// The endpoint's key, where the record is about an endpoint.
    pub(crate) fn key(&self) -> Option<&'a EndpointKey> {
        if self.kind.has_endpoint() { self.body.first_chunk::<ENDPOINT_KEY_LEN>() } else { None }
    }

    /// The chain value after this record.
    pub(crate) fn chain_after(&self, before: &ChainValue) -> ChainValue {
        next_chain_value(before, self.kind.number(), self.schema, self.body)
    }

    /// Splits the first record off the plain bytes of a frame, and checks its checksum.
    pub(crate) fn split(bytes: &'a [u8]) -> Result<(Raw<'a>, &'a [u8]), Flaw> {
        let (head, rest) = bytes.split_first_chunk::<HEAD_LEN>().ok_or(Flaw::Shape)?;
        let [kind, schema, l0, l1, l2, l3, c0, c1, c2, c3] = *head;
        let len = u32::from_be_bytes([l0, l1, l2, l3]) as usize;
        let (body, rest) = rest.split_at_checked(len).ok_or(Flaw::Shape)?;
        if crc32c::crc32c(body) != u32::from_be_bytes([c0, c1, c2, c3]) {
            return Err(Flaw::Checksum);
        }
        let kind = Kind::of(kind).ok_or(Flaw::Shape)?;
        let raw = Raw { kind, schema, body };
        if kind.has_endpoint() && raw.key().and_then(|key| endpoint_of(key)).is_none() {
            return Err(Flaw::Shape);
        }
        Ok((raw, rest))
    }
}

impl Record {
    /// Decodes a body of any schema known.
    pub(crate) fn decode(raw: &Raw<'_>) -> Result<Record, Flaw> {
        if raw.schema != SCHEMA {
            return Err(Flaw::Shape);
        }
        let endpoint = raw.key().and_then(|key| endpoint_of(key));
        let body = match endpoint {
            Some(_) => raw.body.get(ENDPOINT_KEY_LEN..).unwrap_or_default(),
            None => raw.body,
        };
        Ok(match (raw.kind, endpoint) {
            (Kind::Manifest, _) => Record::Manifest(decoded(body)?),
            (Kind::Progress, _) => Record::Progress(decoded(body)?),
            (Kind::End, _) => Record::End(decoded(body)?),
            (Kind::RejudgeEnd, _) => Record::RejudgeEnd(decoded(body)?),
            (Kind::Transcript, Some(endpoint)) => Record::Transcript(endpoint, decoded(body)?),
            (Kind::Verdict, Some(endpoint)) => Record::Verdict(endpoint, decoded(body)?),
            (Kind::Rejudge, Some(endpoint)) => {
                let RejudgedBody { time, before, verdict } = decoded(body)?;
                Record::Rejudge(Box::new(Rejudged { endpoint, time, before, verdict }))
            }
            (Kind::Finding, Some(endpoint)) => {
                let (time, reasons): (Utc, Vec<FindingReason>) = decoded(body)?;
                Record::Finding(Finding { endpoint, time, reasons })
            }
            (Kind::Absent, Some(endpoint)) => {
                let (time, state): (Utc, PortState) = decoded(body)?;
                Record::Absent(Absent { endpoint, time, state })
            }
            (_, None) => return Err(Flaw::Shape),
        })
    }
}

/// The plain bytes of a frame under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plain {
    pub(crate) bytes: Vec<u8>,
    pub(crate) count: u32,
    pub(crate) flags: Flags,
}

impl Plain {
    /// Adds a record and gives the chain value after it.
    pub(crate) fn push(
        &mut self,
        record: &RecordRef<'_>,
        chain: &ChainValue,
    ) -> Result<ChainValue, StoreError> {
        let kind = record.kind();
        let begin = self.bytes.len();
        self.bytes.extend_from_slice(&[0; HEAD_LEN]);
        if let Some(endpoint) = record.endpoint() {
            self.bytes.extend_from_slice(&endpoint_key(endpoint));
        }
        let bytes = std::mem::take(&mut self.bytes);
        self.bytes = record.encode(bytes)?;
        let (_, added) = self.bytes.split_at_mut(begin);
        let (head, body) = added.split_at_mut(HEAD_LEN);
        // A frame's plain bytes are bounded far below 4 GiB before it is written.
        let len = (body.len() as u32).to_be_bytes();
        let sum = crc32c::crc32c(body).to_be_bytes();
        head.copy_from_slice(&[
            kind.number(),
            SCHEMA,
            len[0],
            len[1],
            len[2],
            len[3],
            sum[0],
            sum[1],
            sum[2],
            sum[3],
        ]);
        self.count += 1;
        self.flags.add(Flags::of(kind));
        if record.replaces() {
            self.flags.add(Flags::REPLACES);
        }
        Ok(next_chain_value(chain, kind.number(), SCHEMA, body))
    }

    pub(crate) fn append(&mut self, other: &Plain) {
        self.bytes.extend_from_slice(&other.bytes);
        self.count += other.count;
        self.flags.add(other.flags);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// A record about to be written, without owning it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RecordRef<'a> {
    Manifest(&'a Manifest),
    Progress(&'a Progress),
    Transcript(&'a Endpoint, &'a Transcript),
    Verdict(&'a Endpoint, &'a JudgedRef<'a>),
    Rejudge(&'a Rejudged),
    Finding(&'a Finding),
    End(&'a End),
    RejudgeEnd(&'a RejudgeEnd),
    Absent(&'a Absent),
}

/// [`Judged`] without owning the verdict; the same fields in the same order.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct JudgedRef<'a> {
    pub(crate) host: Option<&'a str>,
    pub(crate) time: Utc,
    pub(crate) dialogues: u16,
    pub(crate) replaces: Option<Counted>,
    pub(crate) verdict: &'a Verdict,
}

impl RecordRef<'_> {
    fn kind(&self) -> Kind {
        match self {
            RecordRef::Manifest(_) => Kind::Manifest,
            RecordRef::Progress(_) => Kind::Progress,
            RecordRef::Transcript(..) => Kind::Transcript,
            RecordRef::Verdict(..) => Kind::Verdict,
            RecordRef::Rejudge(_) => Kind::Rejudge,
            RecordRef::Finding(_) => Kind::Finding,
            RecordRef::End(_) => Kind::End,
            RecordRef::RejudgeEnd(_) => Kind::RejudgeEnd,
            RecordRef::Absent(_) => Kind::Absent,
        }
    }

    fn endpoint(&self) -> Option<&Endpoint> {
        match self {
            RecordRef::Transcript(endpoint, _) | RecordRef::Verdict(endpoint, _) => Some(endpoint),
            RecordRef::Rejudge(rejudged) => Some(&rejudged.endpoint),
            RecordRef::Finding(finding) => Some(&finding.endpoint),
            RecordRef::Absent(absent) => Some(&absent.endpoint),
            _ => None,
        }
    }

    fn replaces(&self) -> bool {
        match self {
            RecordRef::Rejudge(_) => true,
            RecordRef::Verdict(_, judged) => judged.replaces.is_some(),
            _ => false,
        }
    }

    fn encode(&self, bytes: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        match self {
            RecordRef::Manifest(manifest) => encoded(manifest, bytes),
            RecordRef::Progress(progress) => encoded(progress, bytes),
            RecordRef::Transcript(_, transcript) => encoded(transcript, bytes),
            RecordRef::Verdict(_, judged) => encoded(judged, bytes),
            RecordRef::Rejudge(rejudged) => {
                encoded(&(rejudged.time, &rejudged.before, &rejudged.verdict), bytes)
            }
            RecordRef::Finding(finding) => encoded(&(finding.time, &finding.reasons), bytes),
            RecordRef::End(end) => encoded(end, bytes),
            RecordRef::RejudgeEnd(end) => encoded(end, bytes),
            RecordRef::Absent(absent) => encoded(&(absent.time, absent.state), bytes),
        }
    }
}

/// Encodes a value behind what the vector holds already.
pub(crate) fn encoded<T: Serialize + ?Sized>(
    value: &T,
    bytes: Vec<u8>,
) -> Result<Vec<u8>, StoreError> {
    postcard::to_extend(value, bytes).map_err(|error| StoreError::Encoding(error.to_string()))
}

fn decoded<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Flaw> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(Flaw::Shape),
    }
}
