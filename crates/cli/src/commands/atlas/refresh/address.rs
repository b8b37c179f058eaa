//! Where a reference is: `http://[user:password@]host:port[/path]`, `enode://…` or `host:port`.

use std::fmt;

use super::input;
use crate::exit::Failure;

/// The address of a reference.
#[derive(Debug)]
pub enum Address {
    /// A query service.
    Rpc(Rpc),
    /// A node between peers, as a scan takes it: `host:port`, `[address]:port`, `enode://…`.
    Peer(String),
}

/// A query service.
pub struct Rpc {
    /// The address without user and password.
    pub url: String,
    /// `http://host:port`, which is all that is kept: a path may be a key.
    pub label: String,
    /// User and password.
    pub login: Option<(String, String)>,
}

impl fmt::Debug for Rpc {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rpc").field("label", &self.label).finish_non_exhaustive()
    }
}

impl Address {
    /// Reads what the user gave.
    pub fn parse(text: &str) -> Result<Address, Failure> {
        if let Some(rest) = text.strip_prefix("http://") {
            return rpc(rest).map(Address::Rpc).ok_or_else(|| {
                // What stands before the last @ may be a password: it is not repeated.
                let shown = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                input("refresh-url", |said| said.with("text", format!("http://{shown}")))
            });
        }
        if text.starts_with("https://") {
            return Err(input("refresh-https", |said| said));
        }
        let is_enode = text.starts_with("enode://");
        let port = text.rsplit_once(':').is_some_and(|(host, port)| {
            !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port != 0)
        });
        let other_scheme = !is_enode && text.contains("://");
        // A login belongs to a service, not between peers.
        if other_scheme || !(is_enode || port) || !is_enode && text.contains(['/', '@']) {
            let shown = if is_enode { text } else { text.rsplit('@').next().unwrap_or(text) };
            return Err(input("refresh-address", |said| said.with("text", shown)));
        }
        Ok(Address::Peer(text.to_owned()))
    }
}

fn rpc(rest: &str) -> Option<Rpc> {
    let (authority, path) = match rest.find(['/', '?', '#']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    if !path.is_empty() && !path.starts_with('/') || path.contains('#') {
        return None;
    }
    let (login, host) = match authority.rsplit_once('@') {
        Some((login, host)) => (Some(login), host),
        None => (None, authority),
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !name.ends_with(':') => (name, port.parse::<u16>().ok()?),
        _ => return None,
    };
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let fits = match address {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)),
    };
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic());
    if !fits || name.is_empty() || port == 0 || !plain {
        return None;
    }
    let login = match login {
        Some(login) => {
            let (user, password) = login.split_once(':')?;
            Some((decoded(user)?, decoded(password)?))
        }
        None => None,
    };
    let label = format!("http://{host}");
    Some(Rpc { url: format!("{label}{}", if path.is_empty() { "/" } else { path }), label, login })
}

/// A part of an address with its `%XX` resolved.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let mut byte = [0];
        hex::decode_to_slice(tail.get(..2)?, &mut byte).ok()?;
        bytes.extend(byte);
        rest = tail.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_taken_apart_and_never_shown() {
        let Ok(Address::Rpc(rpc)) = Address::parse("http://me:s%40cret:x@127.0.0.1:8332/wallet/k")
        else {
            panic!("a good address")
        };
        assert_eq!(rpc.login, Some(("me".to_owned(), "s@cret:x".to_owned())));
        assert_eq!(
            (rpc.url.as_str(), rpc.label.as_str()),
            ("http://127.0.0.1:8332/wallet/k", "http://127.0.0.1:8332")
        );
        assert!(!format!("{rpc:?}").contains("cret"));
        let failure = Address::parse("http://me:secret@host/").expect_err("no port");
        let said = failure.sentence().to_string();
        assert!(!said.contains("secret") && said.contains("host"), "{said}");
        let failure = Address::parse("me:secret@host:1").expect_err("no service");
        assert!(!failure.sentence().to_string().contains("secret"));
    }

    #[test]
    fn addresses_are_told_apart() {
        for good in
            ["127.0.0.1:8333", "node.example.org:9333", "[::1]:8333", "enode://ab@1.2.3.4:1"]
        {
            assert!(matches!(Address::parse(good), Ok(Address::Peer(_))), "{good}");
        }
        for good in ["http://localhost:8545", "http://[::1]:8545/x", "http://a:b@h:1/?k=1"] {
            assert!(matches!(Address::parse(good), Ok(Address::Rpc(_))), "{good}");
        }
        for (wrong, id) in [
            ("http://", "refresh-url"),
            ("http://host", "refresh-url"),
            ("http://host:0/", "refresh-url"),
            ("http://ho st:1/", "refresh-url"),
            ("http://user@host:1/", "refresh-url"),
            ("http://a%zz:b@host:1/", "refresh-url"),
            ("https://host:1/", "refresh-https"),
            ("ws://host:1/", "refresh-address"),
            ("host", "refresh-address"),
            (":8333", "refresh-address"),
            ("host:port", "refresh-address"),
            ("", "refresh-address"),
        ] {
            let failure = Address::parse(wrong).expect_err(wrong);
            assert_eq!((failure.sentence().id.as_str(), failure.code()), (id, 2), "{wrong}");
        }
    }
}
