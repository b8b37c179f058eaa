//! Responses: read as they come, bounded, with the place of every part.
//!
//! [`ResponseReader`] serves drivers, which push what arrives, and readers, which push a whole
//! transcript; both see the same. It holds at most [`MAX_HEAD`] bytes of head and the body's cap.

use std::ops::Range;

use coinsift_verdict::Place;

use super::body::{Came, Chunk, Framing};

/// The most bytes of a head, interim responses before it included.
pub const MAX_HEAD: usize = 16 * 1024;
/// The most header fields of a head.
pub const MAX_HEADERS: usize = 64;

const NAME: &[u8] = b"HTTP/";

/// Bytes that are no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The first bytes are not `HTTP/`.
    #[error("not HTTP")]
    NotHttp,
    /// The status line or a header field cannot be read, or there are too many fields.
    #[error("broken head: {0}")]
    Head(httparse::Error),
    /// The head does not end within [`MAX_HEAD`] bytes.
    #[error("head of more than {MAX_HEAD} bytes")]
    HeadTooLong,
    /// `Content-Length` is no number below 2^64, or is given twice with different values.
    #[error("broken content length")]
    ContentLength,
    /// The chunked coding is broken: no size, a size of 2^64 or more, a missing line end, too many
    /// trailers.
    #[error("broken chunk")]
    Chunk,
}

/// A response whose head is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status, three digits.
    pub status: u16,
    /// The 0 or 1 of `HTTP/1.0` and `HTTP/1.1`.
    pub minor_version: u8,
    /// The body so far, without its transfer coding.
    pub body: Vec<u8>,
    /// Whether the body is there to its end.
    pub body_whole: bool,
    head: Vec<u8>,
    head_at: usize,
    fields: Vec<(Range<usize>, Range<usize>)>,
    body_raw: usize,
    chunked: bool,
    until_close: bool,
}

impl Response {
    /// The values of a header field, in order, without the white space around them.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.field_ranges(name).filter_map(|range| self.head.get(range))
    }

    /// The first value of a header field as text, and its place in the peer's stream. Bytes that
    /// are not UTF-8 are replaced.
    pub fn header(&self, name: &str) -> Option<(String, Place)> {
        let range = self.field_ranges(name).next()?;
        let place = Place::received(self.head_at + range.start, range.len());
        Some((String::from_utf8_lossy(self.head.get(range)?).into_owned(), place))
    }

    /// The place of the status line, without its end.
    pub fn status_place(&self) -> Place {
        let len = self.head.iter().position(|byte| b"\r\n".contains(byte));
        Place::received(self.head_at, len.unwrap_or(self.head.len()))
    }

    /// The place of a stretch of the body. In a chunked body it is the place of the whole body as
    /// it was sent, chunk sizes included.
    pub fn body_place(&self, range: Range<usize>) -> Place {
        let body_at = self.head_at + self.head.len();
        if self.chunked {
            Place::received(body_at, self.body_raw)
        } else {
            Place::received(body_at + range.start, range.len())
        }
    }

    /// Whether the connection can carry another request after this response, RFC 9112 section 9.3.
    pub fn keeps_alive(&self) -> bool {
        let says = |word| self.lists("connection", word);
        let wished = if self.minor_version == 0 { says("keep-alive") } else { !says("close") };
        wished && !self.until_close && self.body_whole
    }

    fn field_ranges<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.fields.iter().filter_map(move |(field, value)| {
            let field = self.head.get(field.clone())?;
            field.eq_ignore_ascii_case(name.as_bytes()).then(|| value.clone())
        })
    }

    /// Whether a field that is a list of words holds this one, whatever its case.
    pub fn lists(&self, name: &str, word: &str) -> bool {
        self.headers(name).any(|value| {
            value
                .split(|&byte| byte == b',')
                .any(|item| item.trim_ascii().eq_ignore_ascii_case(word.as_bytes()))
        })
    }

    /// How the body's end is found: RFC 9112 section 6.3, for answers to GET and POST.
    fn framing(&self) -> Result<Framing, Malformed> {
        if matches!(self.status, 101 | 204 | 304) {
            return Ok(Framing::Length(0));
        }
        if let Some(codings) = self.headers("transfer-encoding").last() {
            let last = codings.rsplit(|&byte| byte == b',').next().unwrap_or_default();
            return Ok(match last.trim_ascii().eq_ignore_ascii_case(b"chunked") {
                true => Framing::Chunked(Chunk::Size(Vec::new())),
                false => Framing::Close,
            });
        }
        let mut lengths = self.headers("content-length").flat_map(|value| {
            value.split(|&byte| byte == b',').map(|item| content_length(item.trim_ascii()))
        });
        let Some(first) = lengths.next() else {
            return Ok(Framing::Close);
        };
        match lengths.all(|other| other == first) {
            true => first.map(Framing::Length).ok_or(Malformed::ContentLength),
            false => Err(Malformed::ContentLength),
        }
    }
}

fn content_length(value: &[u8]) -> Option<u64> {
    if !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(value).ok()?.parse().ok()
}

/// Reads one response from a stream that comes in any pieces.
#[derive(Clone, Debug)]
pub struct ResponseReader {
    head: Vec<u8>,
    /// Offset of the head in the peer's stream.
    head_at: usize,
    /// Bytes of interim responses before the head.
    interim: usize,
    response: Option<Response>,
    framing: Framing,
    body_cap: usize,
    complete: bool,
    failed: Option<Malformed>,
}

impl ResponseReader {
    /// A reader of a response that begins at `offset` of the peer's stream and of whose body at
    /// most `body_cap` bytes are taken.
    pub fn new(offset: usize, body_cap: usize) -> ResponseReader {
        ResponseReader {
            head: Vec::new(),
            head_at: offset,
            interim: 0,
            response: None,
            framing: Framing::Close,
            body_cap,
            complete: false,
            failed: None,
        }
    }

    /// Takes what belongs to this response and gives how many bytes that were; the rest belongs
    /// to what follows it. After an error, the same error is given again.
    pub fn push(&mut self, bytes: &[u8]) -> Result<usize, Malformed> {
        if let Some(wrong) = self.failed {
            return Err(wrong);
        }
        let taken = self.take(bytes);
        self.failed = taken.err();
        taken
    }

    /// The peer's stream is over. A body that ends with the connection is whole now.
    pub fn finish(&mut self) {
        if let Some(response) = &mut self.response
            && !self.complete
            && self.failed.is_none()
        {
            response.body_whole = self.framing == Framing::Close;
            self.complete = true;
        }
    }

    /// The response, as soon as its head is complete.
    pub fn response(&self) -> Option<&Response> {
        self.response.as_ref()
    }

    /// Whether head and body are there, or as much of the body as is taken.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    fn take(&mut self, bytes: &[u8]) -> Result<usize, Malformed> {
        let mut taken = 0;
        while self.response.is_none() {
            let rest = bytes.get(taken..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(taken);
            }
            taken += self.take_head(rest)?;
        }
        if let Some(response) = &mut self.response
            && !self.complete
        {
            let rest = bytes.get(taken..).unwrap_or_default();
            let (len, came) = self.framing.take(rest, &mut response.body, self.body_cap);
            response.body_raw += len;
            response.body_whole = came == Came::All;
            self.complete = matches!(came, Came::All | Came::Cut);
            taken += len;
            if came == Came::Broken {
                return Err(Malformed::Chunk);
            }
        }
        Ok(taken)
    }

    /// Takes bytes up to the end of the head, if it is among them.
    fn take_head(&mut self, bytes: &[u8]) -> Result<usize, Malformed> {
        let (before, room) = (self.head.len(), MAX_HEAD.saturating_sub(self.interim));
        let bytes = bytes.get(..room.saturating_sub(before)).unwrap_or(bytes);
        if bytes.is_empty() {
            return Err(Malformed::HeadTooLong);
        }
        self.head.extend_from_slice(bytes);
        let begin = self.head.len().min(NAME.len());
        if self.head.get(..begin) != NAME.get(..begin) {
            return Err(Malformed::NotHttp);
        }
        // The end may begin among the bytes that were there before.
        let Some(end) = end_of_head(&self.head, before.saturating_sub(2)) else {
            return Ok(bytes.len());
        };
        self.head.truncate(end);
        let response = parse(std::mem::take(&mut self.head), self.head_at)?;
        // RFC 9110 section 15.2: interim responses precede the final one; 101 is final.
        if (100..200).contains(&response.status) && response.status != 101 {
            self.interim += end;
            self.head_at += end;
        } else {
            // A broken length breaks the body; the head still stands.
            let framing = response.framing();
            let until_close = framing == Ok(Framing::Close);
            let chunked = matches!(framing, Ok(Framing::Chunked(_)));
            self.response = Some(Response { until_close, chunked, ..response });
            self.framing = framing?;
        }
        Ok(end - before)
    }
}

/// The offset behind the first empty line that begins at `from` or later.
fn end_of_head(head: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(rest) = head.get(at..) {
        at += rest.iter().position(|&byte| byte == b'\n')? + 1;
        match head.get(at..) {
            Some([b'\n', ..]) => return Some(at + 1),
            Some([b'\r', b'\n', ..]) => return Some(at + 2),
            _ => {}
        }
    }
    None
}

/// Parses a head that ends with its empty line, as leniently as browsers do.
fn parse(head: Vec<u8>, head_at: usize) -> Result<Response, Malformed> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Response::new(&mut fields);
    let status = httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_multiple_spaces_in_response_status_delimiters(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut parsed, &head)
        .map_err(Malformed::Head)?;
    let (Some(code), Some(minor_version), true) =
        (parsed.code, parsed.version, status == httparse::Status::Complete(head.len()))
    else {
        return Err(Malformed::Head(httparse::Error::Status));
    };
    let range = |part: &[u8]| {
        // Names and values borrow from the head.
        let start = (part.as_ptr() as usize).saturating_sub(head.as_ptr() as usize);
        start..start + part.len()
    };
    let fields = parsed
        .headers
        .iter()
        .map(|field| (range(field.name.as_bytes()), range(field.value)))
        .collect();
    Ok(Response {
        status: code,
        minor_version,
        body: Vec::new(),
        body_whole: false,
        head_at,
        fields,
        body_raw: 0,
        chunked: false,
        until_close: false,
        head,
    })
}
