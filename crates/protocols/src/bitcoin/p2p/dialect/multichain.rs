//! MultiChain: permissioned chains with Bitcoin's frames, each with a magic of its own.
//!
//! A node that joins does not know the chain's magic yet, so every node takes a universal one from
//! strangers and answers in its own. Behind its `version` it sends, unasked, a `verack` that is
//! not empty: our nonce, the chain's parameters, perhaps a block of another kind, a hash, a
//! signature. A chain that anyone may connect to sends all its parameters, another only the few
//! that one needs to join. We read and leave: the `verack` it waits for is signed with an address
//! that may connect.
//!
//! Sources: MultiChain/multichain `src/chainparams/params.cpp` (`c_DefaultMessageStart`),
//! `src/chainparams/params.h` (sizes of two bytes), `src/chainparams/paramlist.h` (names and
//! kinds), `src/core/main.cpp` (`ProcessMessages`, `version`), `src/protocol/handshake.cpp`
//! (`PushMultiChainVerack`), `src/version/clientversion.cpp` (agent).

use crate::bytes::Reader;

/// The magic that every node takes from strangers.
pub(in super::super) const UNIVERSAL: [u8; 4] = [0xfb, 0xb4, 0xc7, 0xde];
/// How agents of such nodes begin.
pub(in super::super) const AGENT: &str = "/MultiChain:";
/// The number such nodes announce and want.
pub(in super::super) const PROTOCOL: u32 = 70002;

/// More parameters than there are; the list has about 60.
const MAX_PARAMETERS: usize = 256;
/// The longest name, its end included (`src/chainparams/params.h`).
const MAX_NAME: usize = 32;

/// A parameter: its value and where it stands in the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Parameter<'a> {
    pub(in super::super) value: &'a [u8],
    pub(in super::super) at: usize,
}

/// The chain's parameters in a `verack`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Parameters<'a> {
    list: Vec<(&'a str, Parameter<'a>)>,
}

impl<'a> Parameters<'a> {
    /// Reads the payload of a `verack`; `None` where it is not MultiChain's.
    pub(in super::super) fn read(payload: &'a [u8]) -> Option<Parameters<'a>> {
        let mut reader = Reader::new(payload);
        reader.u64_le().ok()?;
        let len = reader.compact_size().ok()?;
        let begin = reader.offset();
        let set = reader.take(usize::try_from(len).ok()?).ok()?;
        let mut reader = Reader::new(set);
        let mut list = Vec::new();
        while !reader.rest().is_empty() && list.len() < MAX_PARAMETERS {
            let name = name(reader.rest())?;
            reader.take(name.len() + 1).ok()?;
            let size = reader.u16_le().ok()?;
            let at = begin + reader.offset();
            let value = reader.take(size.into()).ok()?;
            list.push((name, Parameter { value, at }));
        }
        let all = Parameters { list };
        // What every set has, whatever else.
        (all.named("chainname").is_some() && all.named("protocolversion").is_some()).then_some(all)
    }

    /// A parameter.
    pub(in super::super) fn named(&self, name: &str) -> Option<Parameter<'a>> {
        self.list.iter().find(|(known, _)| *known == name).map(|(_, parameter)| *parameter)
    }

    /// A parameter that is a text; texts end with a NUL.
    pub(in super::super) fn text(&self, name: &str) -> Option<(String, usize, usize)> {
        let Parameter { value, at } = self.named(name)?;
        let value = value.split(|&byte| byte == 0).next().unwrap_or_default();
        Some((String::from_utf8_lossy(value).into_owned(), at, value.len()))
    }

    /// A parameter that is a number of at most eight bytes, little-endian, not negative.
    pub(in super::super) fn number(&self, name: &str) -> Option<(u64, usize, usize)> {
        let Parameter { value, at } = self.named(name)?;
        let mut bytes = [0; 8];
        bytes.get_mut(..value.len())?.copy_from_slice(value);
        (!value.is_empty()).then_some((u64::from_le_bytes(bytes), at, value.len()))
    }

    /// A parameter that is yes or no.
    pub(in super::super) fn yes(&self, name: &str) -> Option<(bool, usize, usize)> {
        self.number(name).map(|(number, at, len)| (number != 0, at, len))
    }
}

/// The name that stands at the beginning: small letters and digits up to a NUL.
fn name(bytes: &[u8]) -> Option<&str> {
    let len = bytes.iter().take(MAX_NAME).position(|&byte| byte == 0)?;
    let name = std::str::from_utf8(bytes.get(..len)?).ok()?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (len > 0 && name.bytes().all(plain)).then_some(name)
}

#[cfg(test)]
pub(in super::super) mod tests {
    use super::*;

    /// A `verack` with these parameters.
    pub(in super::super::super) fn verack(parameters: &[(&str, &[u8])]) -> Vec<u8> {
        let mut set = Vec::new();
        for (name, value) in parameters {
            set.extend(name.as_bytes());
            set.push(0);
            set.extend((value.len() as u16).to_le_bytes());
            set.extend(*value);
        }
        let mut payload = 7u64.to_le_bytes().to_vec();
        payload.push(0xfd);
        payload.extend((set.len() as u16).to_le_bytes());
        payload.extend(set);
        payload.push(32);
        payload.extend([9; 32]);
        payload.push(0);
        payload
    }

    #[test]
    fn parameters_are_read_with_their_places() {
        let payload = verack(&[
            ("protocolversion", &20013u32.to_le_bytes()),
            ("chainname", b"pilot\0"),
            ("anyonecanconnect", &[1]),
            ("initialblockreward", &5u64.to_le_bytes()),
        ]);
        let all = Parameters::read(&payload).expect("a set");
        let (name, at, len) = all.text("chainname").expect("a name");
        assert_eq!((name.as_str(), &payload[at..at + len]), ("pilot", &b"pilot"[..]));
        assert_eq!(all.number("protocolversion").map(|it| it.0), Some(20013));
        assert_eq!(all.yes("anyonecanconnect").map(|it| it.0), Some(true));
        assert_eq!(all.number("initialblockreward").map(|it| it.0), Some(5));
        assert_eq!(all.named("anyonecanmine"), None);
        for len in 0..payload.len() - 34 {
            assert_eq!(Parameters::read(&payload[..len]), None, "cut at {len}");
        }
    }

    #[test]
    fn other_veracks_have_none() {
        assert_eq!(Parameters::read(&[]), None, "Bitcoin's is empty");
        assert_eq!(Parameters::read(&[0; 64]), None);
        assert_eq!(Parameters::read(&verack(&[("chainname", b"x\0")])), None, "no version");
        assert_eq!(Parameters::read(&verack(&[("Chain Name", b"x\0")])), None, "no such name");
        let long = verack(&[("chainname", b"x\0"), ("protocolversion", &[0; 9])]);
        let all = Parameters::read(&long).expect("a set");
        assert_eq!(all.number("protocolversion"), None, "longer than a number");
    }
}
