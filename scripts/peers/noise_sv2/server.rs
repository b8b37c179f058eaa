//! A server of Stratum V2 made of the reference implementation of its handshake.
//! usage: noise-sv2-server PORT mining|job-declaration|template-distribution
//!
//! It answers act 1, then `SetupConnection`: with success for its own protocol, and with
//! `unsupported-protocol` for another.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use noise_sv2::Responder;

/// The authority: the generator of the curve, whose secret is 1.
const PUBLIC: [u8; 32] = [
    0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62, 0x95, 0xce, 0x87, 0x0b, 0x07,
    0x02, 0x9b, 0xfc, 0xdb, 0x2d, 0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98,
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().and_then(|port| port.parse().ok()).expect("a port");
    let own = match arguments.next().as_deref() {
        Some("mining") => 0,
        Some("job-declaration") => 1,
        Some("template-distribution") => 2,
        other => panic!("{other:?} is no protocol"),
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("a free port");
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || serve(stream, own));
    }
}

fn serve(mut stream: TcpStream, own: u8) -> Option<()> {
    let mut private = [0; 32];
    private[31] = 1;
    let hour = Duration::from_secs(3600);
    let mut responder = Responder::from_authority_kp(&PUBLIC, &private, hour).expect("a pair");
    let mut key = [0; 64];
    stream.read_exact(&mut key).ok()?;
    let (answer, mut engine) = responder.step_1(key).ok()?;
    stream.write_all(&answer).ok()?;

    let mut front = vec![0; 22];
    stream.read_exact(&mut front).ok()?;
    engine.decrypt(&mut front).ok()?;
    assert_eq!(front[..3], [0, 0, 0], "SetupConnection alone is expected");
    let mut setup = vec![0; usize::from(front[3]) + 16];
    stream.read_exact(&mut setup).ok()?;
    engine.decrypt(&mut setup).ok()?;
    println!("SetupConnection {setup:02x?}");
    let (kind, mut payload) = if setup[0] == own {
        (1, vec![2, 0, 0, 0, 0, 0])
    } else {
        (2, [b"\0\0\0\0\x14".as_slice(), b"unsupported-protocol"].concat())
    };
    let mut front = vec![0, 0, kind, payload.len() as u8, 0, 0];
    engine.encrypt(&mut front).ok()?;
    engine.encrypt(&mut payload).ok()?;
    stream.write_all(&[front, payload].concat()).ok()?;
    // It waits for a channel to be opened, which must not come.
    let more = stream.read(&mut [0; 1]).unwrap_or(0);
    assert_eq!(more, 0, "nothing follows");
    Some(())
}
