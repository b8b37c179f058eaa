//! Bodies: where they end (RFC 9112 section 6.3) and the chunked coding (section 7.1).
//!
//! A peer's length only counts down; nothing is allocated by it.

/// The longest line that gives the size of a chunk, extensions included.
const MAX_CHUNK_LINE: usize = 256;
/// The most bytes of trailers after the last chunk.
const MAX_TRAILERS: usize = 4096;

/// How the end of a body is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// So many bytes are still to come.
    Length(u64),
    /// It ends with the connection.
    Close,
    /// It comes in chunks.
    Chunked(Chunk),
}

/// What is expected next in a chunked body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chunk {
    /// The line with the size; what came of it so far.
    Size(Vec<u8>),
    /// So many bytes of data.
    Data(u64),
    /// The line end after the data; whether its CR came.
    DataEnd(bool),
    /// Trailers: bytes of all lines so far, and of the current line without its end.
    Trailers(usize, usize),
}

/// A byte that breaks the coding.
#[derive(Clone, Copy, Debug)]
struct Broken;

/// How far a body has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// More is to come.
    More,
    /// All of it is there.
    All,
    /// As much of it is there as is taken.
    Cut,
    /// What came is not in the coding.
    Broken,
}

impl Framing {
    /// Takes from `bytes` what belongs to the body, appends its content to `body` up to `cap`
    /// bytes, and gives how many bytes were taken. A byte that breaks the coding is not taken.
    pub(super) fn take(&mut self, bytes: &[u8], body: &mut Vec<u8>, cap: usize) -> (usize, Came) {
        let mut taken = 0;
        loop {
            let room = cap.saturating_sub(body.len());
            let rest = bytes.get(taken..).unwrap_or_default();
            match self {
                Framing::Length(0) => return (taken, Came::All),
                Framing::Length(_) | Framing::Close | Framing::Chunked(Chunk::Data(_))
                    if room == 0 =>
                {
                    return (taken, Came::Cut);
                }
                _ if rest.is_empty() => return (taken, Came::More),
                Framing::Length(left) | Framing::Chunked(Chunk::Data(left)) => {
                    let len = rest.len().min(room).min(usize::try_from(*left).unwrap_or(room));
                    body.extend_from_slice(rest.get(..len).unwrap_or_default());
                    taken += len;
                    *left -= len as u64;
                    if let Framing::Chunked(chunk @ Chunk::Data(0)) = self {
                        *chunk = Chunk::DataEnd(false);
                    }
                }
                Framing::Close => {
                    let len = rest.len().min(room);
                    body.extend_from_slice(rest.get(..len).unwrap_or_default());
                    taken += len;
                }
                Framing::Chunked(chunk) => {
                    let byte = rest.first().copied().unwrap_or_default();
                    match chunk.step(byte) {
                        Err(Broken) => return (taken, Came::Broken),
                        Ok(true) => return (taken + 1, Came::All),
                        Ok(false) => taken += 1,
                    }
                }
            }
        }
    }
}

impl Chunk {
    /// Takes one byte that is not data; true where the body is complete.
    fn step(&mut self, byte: u8) -> Result<bool, Broken> {
        let next = match self {
            Chunk::Size(line) => {
                line.push(byte);
                if !line.first().is_some_and(u8::is_ascii_hexdigit) || line.len() > MAX_CHUNK_LINE {
                    return Err(Broken);
                }
                match httparse::parse_chunk_size(line).map_err(|_| Broken)? {
                    httparse::Status::Partial => return Ok(false),
                    httparse::Status::Complete((_, 0)) => Chunk::Trailers(0, 0),
                    httparse::Status::Complete((_, size)) => Chunk::Data(size),
                }
            }
            // `take` handles data; a byte never comes here in this state.
            Chunk::Data(_) => return Err(Broken),
            Chunk::DataEnd(cr) => match (*cr, byte) {
                (false, b'\r') => Chunk::DataEnd(true),
                (true, b'\n') => Chunk::Size(Vec::new()),
                _ => return Err(Broken),
            },
            Chunk::Trailers(all, _) if *all >= MAX_TRAILERS => return Err(Broken),
            Chunk::Trailers(_, 0) if byte == b'\n' => return Ok(true),
            Chunk::Trailers(all, line) => match byte {
                b'\n' => Chunk::Trailers(*all + 1, 0),
                b'\r' => Chunk::Trailers(*all + 1, *line),
                _ => Chunk::Trailers(*all + 1, *line + 1),
            },
        };
        *self = next;
        Ok(false)
    }
}
