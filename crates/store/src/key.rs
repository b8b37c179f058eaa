//! Endpoint keys: fixed width, so that trees and log records order endpoints the same way.

use std::net::{IpAddr, Ipv6Addr};

use coinsift_protocols::{Endpoint, Transport};

/// Length of an endpoint's key in bytes.
pub const ENDPOINT_KEY_LEN: usize = 19;

/// An endpoint as a key: 16 bytes of address in network order (IPv4 as `::ffff:a.b.c.d`), 2 bytes
/// of port, big-endian, 1 byte of transport (0 TCP, 1 UDP).
pub type EndpointKey = [u8; ENDPOINT_KEY_LEN];

/// The key of an endpoint. An IPv4-mapped IPv6 address and the IPv4 address are the same.
pub fn endpoint_key(endpoint: &Endpoint) -> EndpointKey {
    let ip = match endpoint.ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped(),
        IpAddr::V6(ip) => ip,
    };
    let mut key = [0; ENDPOINT_KEY_LEN];
    let (address, rest) = key.split_at_mut(16);
    let (port, transport) = rest.split_at_mut(2);
    address.copy_from_slice(&ip.octets());
    port.copy_from_slice(&endpoint.port.to_be_bytes());
    transport.fill(match endpoint.transport {
        Transport::Tcp => 0,
        Transport::Udp => 1,
    });
    key
}

/// The endpoint of a key, or `None` where the bytes are no key.
pub fn endpoint_of(key: &[u8]) -> Option<Endpoint> {
    let (address, rest) = key.split_first_chunk::<16>()?;
    let (port, rest) = rest.split_first_chunk::<2>()?;
    let transport = match rest {
        [0] => Transport::Tcp,
        [1] => Transport::Udp,
        _ => return None,
    };
    let ip = Ipv6Addr::from(*address).to_canonical();
    Some(Endpoint { ip, port: u16::from_be_bytes(*port), transport })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_give_the_endpoint_back_and_sort_by_address() {
        let written = ["192.0.2.9:443/tcp", "192.0.2.9:443/udp", "192.0.2.9:8333/tcp"];
        let keys: Vec<EndpointKey> = written
            .iter()
            .map(|text| {
                let endpoint: Endpoint = text.parse().unwrap();
                assert_eq!(endpoint_of(&endpoint_key(&endpoint)), Some(endpoint));
                endpoint_key(&endpoint)
            })
            .collect();
        assert!(keys.is_sorted());
        let v6: Endpoint = "[2001:db8::7]:30303/udp".parse().unwrap();
        assert_eq!(endpoint_of(&endpoint_key(&v6)), Some(v6));
        assert_eq!(endpoint_of(&[0; 18]), None);
        assert_eq!(endpoint_of(&[2; 19]), None);
    }
}
