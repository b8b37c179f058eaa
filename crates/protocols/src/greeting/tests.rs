//! What is special to greetings; the shared checks run over the recordings.

use super::messages::{first_line, shape};

#[test]
fn greetings_are_told_apart_by_shape() {
    assert_eq!(shape(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), Some("ssh"));
    assert_eq!(shape(b"220 mail.example.com ESMTP Postfix\r\n"), Some("smtp"));
    assert_eq!(shape(b"220 ProFTPD Server ready.\r\n"), Some("ftp"));
    assert_eq!(shape(b"-ERR unknown command 'GET'\r\n"), Some("redis"));
    assert_eq!(shape(b"ERROR\r\n"), Some("memcached"));
    assert_eq!(shape(b"hello\r\n"), None);
    assert_eq!(shape(&[0xf9, 0xbe, 0xb4, 0xd9]), None);
}

#[test]
fn a_line_with_control_bytes_is_not_text() {
    assert_eq!(first_line(b"caf\xc3\xa9 \xe5\xb8\x81\r\nmore"), Some("café 币"));
    assert_eq!(first_line(b"\x1b[31mred\n"), None);
    assert_eq!(first_line(b"\n"), None);
}

#[test]
fn recordings_pass_the_shared_checks() {
    crate::checks::all("greeting", "greeting", 2);
}
