//! Shapes of greetings.

/// How many bytes of a greeting are looked at.
pub(super) const MAX_WORDS: usize = 1024;

/// The first line of a text greeting without its end, or `None` where it is not text.
///
/// Text is printable ASCII, a tab, or UTF-8 beyond it; a control byte makes it binary.
pub(super) fn first_line(bytes: &[u8]) -> Option<&str> {
    let end = bytes.iter().position(|&byte| byte == b'\n' || byte == 0).unwrap_or(bytes.len());
    if bytes.get(end) == Some(&0) {
        return None;
    }
    let line = std::str::from_utf8(&bytes[..end]).ok()?.trim_end_matches('\r');
    let printable = |char: char| char == '\t' || !char.is_control();
    (!line.is_empty() && line.chars().all(printable)).then_some(line)
}

/// The ports of P2Pool's peers: nano, mini, main.
const P2POOL_PORTS: std::ops::RangeInclusive<u16> = 37888..=37890;

/// Whether a greeting is the challenge of a P2Pool peer: its kind, eight random bytes and the
/// peer's id of eight bytes. So short a form says something on these ports only.
pub(super) fn is_p2pool(bytes: &[u8], port: u16) -> bool {
    P2POOL_PORTS.contains(&port)
        && bytes.len() == 17
        && bytes.first() == Some(&0)
        && bytes.get(1..9).is_some_and(|challenge| challenge.iter().any(|&byte| byte != 0))
}

/// The service a greeting names by its shape, as a word of the fact `greeting.shape.name`.
pub(super) fn shape(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"SSH-") {
        return Some("ssh");
    }
    if bytes.starts_with(b"RFB ") {
        return Some("vnc");
    }
    if bytes.starts_with(b"HTTP/") {
        return Some("http");
    }
    // A ZMTP 3 greeting: signature and major version.
    if bytes.starts_with(&[0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f]) {
        return Some("zmtp");
    }
    let line = first_line(bytes)?;
    if line.starts_with("220 ") || line.starts_with("220-") {
        let mail = line.to_ascii_uppercase().contains("SMTP");
        return Some(if mail { "smtp" } else { "ftp" });
    }
    if line.starts_with("* OK") {
        return Some("imap");
    }
    if line.starts_with("+OK") {
        return Some("pop3");
    }
    if line.starts_with("-ERR") {
        return Some("redis");
    }
    (line == "ERROR").then_some("memcached")
}
