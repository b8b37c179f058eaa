//! What a registry declares: projects and where they can be reached.

use std::fmt;
use std::net::IpAddr;

use super::platforms::Platform;
use super::words::DeclaredClass;

/// A registry that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// The file as its user named it.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its projects, in the order of the file.
    pub projects: Vec<Project>,
}

/// What one project declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Where it stands in the file: `FILE:LINE`, or `FILE:project[N]` in JSON.
    pub place: String,
    /// Its filing number; no two projects of a registry have the same.
    pub filing: String,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub operator: Option<String>,
    /// What it says its chain is.
    pub class: DeclaredClass,
    /// The platform it says it runs.
    pub platform: Platform,
    /// The network: the key of a listed one where the atlas knows it, else the project's own name
    /// for it, which no node says.
    pub network: Option<Network>,
    /// The chain id (EIP-155), or the number that its platform has in its place.
    pub chain_id: Option<u128>,
    /// The hash of its genesis block, as written.
    pub genesis: Option<[u8; 32]>,
    /// Where it can be reached; never empty.
    pub endpoints: Vec<Address>,
    /// Whom to ask.
    pub contact: Option<String>,
}

/// A declared network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Network {
    /// Listed networks of this name or key; several where they share it.
    Listed {
        /// As written.
        text: String,
        /// Keys.
        keys: Vec<String>,
    },
    /// A name of the project's own.
    Own(String),
}

impl Network {
    /// As it was written.
    pub fn text(&self) -> &str {
        match self {
            Network::Listed { text, .. } | Network::Own(text) => text,
        }
    }
}

/// A declared endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// As it was written.
    pub text: String,
    /// The host.
    pub host: Host,
    /// The port; without one the whole host is meant.
    pub port: Option<u16>,
    /// The node key of an `enode://` address: 64 bytes, an uncompressed secp256k1 point without its
    /// first byte.
    pub node_key: Option<[u8; 64]>,
}

/// A declared host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// An address.
    Ip(IpAddr),
    /// A name, in lower case.
    Name(String),
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Host::Ip(ip) => ip.fmt(f),
            Host::Name(name) => name.fmt(f),
        }
    }
}

impl Address {
    /// The target to be looked at: `ADDRESS`, `ADDRESS:PORT`, `[ADDRESS]:PORT`, `NAME:PORT`.
    pub fn target(&self) -> String {
        match (&self.host, self.port) {
            (Host::Ip(IpAddr::V6(ip)), Some(port)) => format!("[{ip}]:{port}"),
            (host, Some(port)) => format!("{host}:{port}"),
            (host, None) => host.to_string(),
        }
    }

    /// Reads an endpoint: a host, `host:port`, an `enode://` address, or the address of a web
    /// service. The error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Address, AddressFlaw> {
        let whole = text;
        let (node_key, text) = match text.strip_prefix("enode://") {
            Some(rest) => {
                let (key, rest) = rest.split_once('@').ok_or(AddressFlaw::Enode)?;
                let mut bytes = [0; 64];
                hex::decode_to_slice(key, &mut bytes).map_err(|_| AddressFlaw::Enode)?;
                (Some(bytes), rest.split('?').next().unwrap_or_default())
            }
            None => (None, text),
        };
        let (text, usual) = match text.split_once("://") {
            Some((scheme, rest)) => {
                let usual = match scheme.to_ascii_lowercase().as_str() {
                    "http" | "ws" => Some(80),
                    "https" | "wss" => Some(443),
                    "tcp" | "grpc" | "grpcs" | "tls" => None,
                    _ => return Err(AddressFlaw::Scheme),
                };
                (rest.split(['/', '?', '#']).next().unwrap_or_default(), usual)
            }
            None => (text, None),
        };
        if text.contains('/') {
            return Err(AddressFlaw::Network);
        }
        let (host, port) = split_port(text)?;
        let port = port.or(usual);
        if node_key.is_some() && port.is_none() {
            return Err(AddressFlaw::Enode);
        }
        Ok(Address { text: whole.to_owned(), host: parse_host(host)?, port, node_key })
    }
}

/// What is wrong with an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFlaw {
    /// Not a host.
    Host,
    /// The port is no number from 1 to 65535.
    Port,
    /// A node address that lacks its key of 128 hex digits, its host or its port.
    Enode,
    /// A kind of address that is not known.
    Scheme,
    /// A network instead of a host.
    Network,
}

fn split_port(text: &str) -> Result<(&str, Option<u16>), AddressFlaw> {
    if let Some(rest) = text.strip_prefix('[') {
        let (host, after) = rest.split_once(']').ok_or(AddressFlaw::Host)?;
        return match after.strip_prefix(':') {
            Some(port) => Ok((host, Some(parse_port(port)?))),
            None if after.is_empty() => Ok((host, None)),
            None => Err(AddressFlaw::Host),
        };
    }
    match text.rsplit_once(':') {
        // An IPv6 address without brackets.
        Some((host, _)) if host.contains(':') => Ok((text, None)),
        Some((host, port)) => Ok((host, Some(parse_port(port)?))),
        None => Ok((text, None)),
    }
}

fn parse_port(text: &str) -> Result<u16, AddressFlaw> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|&port| digits && port != 0).ok_or(AddressFlaw::Port)
}

fn parse_host(text: &str) -> Result<Host, AddressFlaw> {
    if let Ok(ip) = text.parse::<IpAddr>() {
        return Ok(Host::Ip(ip.to_canonical()));
    }
    let name = text.trim_end_matches('.').to_ascii_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // What ends in a number is meant as an address and is none.
    let last_is_number = name.rsplit('.').next().is_some_and(|last| last.parse::<u64>().is_ok());
    if name.len() > 253 || last_is_number || !name.split('.').all(label) {
        return Err(AddressFlaw::Host);
    }
    Ok(Host::Name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_are_read_as_people_write_them() {
        let key = "ab".repeat(64);
        for (text, target) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:8545", "192.0.2.7:8545"),
            ("[2001:db8::7]:30303", "[2001:db8::7]:30303"),
            ("2001:db8::7", "2001:db8::7"),
            ("Node.Example.ORG:20200", "node.example.org:20200"),
            ("https://rpc.example.org/v1", "rpc.example.org:443"),
            ("http://192.0.2.7:8545/", "192.0.2.7:8545"),
            (&format!("enode://{key}@192.0.2.7:30303?discport=30301"), "192.0.2.7:30303"),
        ] {
            let address = Address::parse(text).expect(text);
            assert_eq!(address.target(), target);
            assert_eq!(address.node_key.is_some(), text.starts_with("enode"), "{text}");
        }
    }

    #[test]
    fn what_is_no_endpoint_is_told_apart() {
        for (text, flaw) in [
            ("192.0.2.0/24", AddressFlaw::Network),
            ("192.0.2.7:0", AddressFlaw::Port),
            ("192.0.2.7:65536", AddressFlaw::Port),
            ("192.0.2.7:", AddressFlaw::Port),
            ("192.0.2.700", AddressFlaw::Host),
            ("no name", AddressFlaw::Host),
            ("", AddressFlaw::Host),
            ("-x.example:1", AddressFlaw::Host),
            ("ftp://192.0.2.7", AddressFlaw::Scheme),
            ("enode://abcd@192.0.2.7:30303", AddressFlaw::Enode),
            (&format!("enode://{}@192.0.2.7", "ab".repeat(64)), AddressFlaw::Enode),
            ("[2001:db8::7", AddressFlaw::Host),
        ] {
            assert_eq!(Address::parse(text), Err(flaw), "{text}");
        }
    }
}
