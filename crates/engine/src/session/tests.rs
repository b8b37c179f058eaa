//! Listening before the first word, over connections in memory.

use tokio::io::{AsyncWriteExt, duplex};

use super::*;

async fn heard(script: Vec<(u64, &'static [u8])>, close_after: Option<u64>) -> Heard {
    let (mut ours, mut theirs) = duplex(1 << 16);
    let opened = Instant::now();
    let peer = tokio::spawn(async move {
        for (pause, bytes) in script {
            sleep(Duration::from_millis(pause)).await;
            theirs.write_all(bytes).await.unwrap();
        }
        sleep(Duration::from_millis(close_after.unwrap_or(60_000))).await;
    });
    let heard = listen(&mut ours, opened, &Stop::new()).await;
    peer.abort();
    heard
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_speaks_first_is_heard_at_its_time() {
    let Heard { bytes, at, close } =
        heard(vec![(300, b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n")], None).await;
    assert_eq!((bytes.len(), at, close), (30, 300, None));
}

#[tokio::test(start_paused = true)]
async fn first_bytes_in_pieces_are_joined() {
    let script: Vec<(u64, &'static [u8])> = vec![(100, b"220 "), (50, b"mail"), (200, b"late")];
    let Heard { bytes, at, close } = heard(script, None).await;
    assert_eq!((bytes.as_slice(), at, close), (b"220 mail".as_slice(), 150, None));
}

#[tokio::test(start_paused = true)]
async fn a_silent_peer_is_listened_to_for_one_second() {
    let Heard { bytes, at, close } = heard(vec![], None).await;
    assert_eq!((bytes.len(), at, close), (0, 1000, None));
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_closes_is_heard_too() {
    let Heard { bytes, at, close } = heard(vec![], Some(400)).await;
    assert_eq!((bytes.len(), at, close), (0, 400, Some(Close::Fin)));
    let Heard { bytes, at, close } = heard(vec![(10, b"bye")], Some(20)).await;
    assert_eq!((bytes.as_slice(), at, close), (b"bye".as_slice(), 10, Some(Close::Fin)));
}

#[tokio::test(start_paused = true)]
async fn bytes_that_came_while_the_connection_waited_are_heard() {
    let (mut ours, mut theirs) = duplex(1 << 16);
    let opened = Instant::now();
    theirs.write_all(&[7; 40]).await.unwrap();
    sleep(Duration::from_millis(1500)).await;
    let Heard { bytes, at, close } = listen(&mut ours, opened, &Stop::new()).await;
    assert_eq!((bytes.len(), at, close), (40, 1500, None));
}
