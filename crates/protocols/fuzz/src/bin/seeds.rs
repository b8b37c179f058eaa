//! Fills the corpora with what the peers sent in the recordings: `corpus/DIALOGUE_dialogue/`, and
//! for HTTP also `corpus/http_response/`.

use std::fs;
use std::io;
use std::path::Path;

use coinsift_protocols::text;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = 0;
    for family in fs::read_dir(root.join("../../../fixtures/transcripts"))? {
        for entry in fs::read_dir(family?.path())? {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != "txt") {
                continue;
            }
            let name = path.file_stem().unwrap_or_default();
            let recording = text::parse(&fs::read_to_string(&path)?)
                .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
            let received = recording.transcript.received();
            let dialogue = recording.transcript.head.protocol.replace('.', "_");
            // The target of WebSocket goes over by itself, which its third byte says: 0.
            let behind = (dialogue == "ethereum_ws").then(|| frames(&received));
            let seed = behind.unwrap_or_else(|| received.clone());
            write(&root.join(format!("corpus/{dialogue}_dialogue")), name, &seed)?;
            if received.starts_with(b"HTTP/") {
                write(&root.join("corpus/http_response"), name, &received)?;
            }
            seeds += 1;
        }
    }
    println!("{seeds} recordings");
    Ok(())
}

/// What follows the head of the first answer, behind a zero.
fn frames(received: &[u8]) -> Vec<u8> {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n");
    let frames = end.and_then(|end| received.get(end + 4..)).unwrap_or_default();
    [&[0], frames].concat()
}

/// The two bytes in front say that all comes at once and that the peer closes.
fn write(folder: &Path, name: &std::ffi::OsStr, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(name), [&[0, 0], bytes].concat())
}
