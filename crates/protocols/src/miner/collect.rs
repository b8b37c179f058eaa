//! Collecting one JSON value from a stream that comes in any pieces, with or without a length before it.

/// The most bytes of an answer that are taken.
pub(super) const MAX_REPLY: usize = 32 * 1024;

/// How an answer is marked off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// It ends with its last bracket, with a zero byte, or with the connection.
    Bracket,
    /// Four bytes of length, little-endian, stand before it.
    Length,
    /// It ends with a vertical bar.
    Bar,
}

/// What came of an answer so far. What follows its end is not taken.
#[derive(Clone, Debug)]
pub(super) struct Collector {
    framing: Framing,
    bytes: Vec<u8>,
    depth: usize,
    in_string: bool,
    escaped: bool,
    over: bool,
}

impl Collector {
    pub(super) fn new(framing: Framing) -> Collector {
        let (bytes, depth) = (Vec::new(), 0);
        Collector { framing, bytes, depth, in_string: false, escaped: false, over: false }
    }

    /// The answer in what the peer sent in a whole dialogue.
    pub(super) fn of(framing: Framing, received: &[u8]) -> Collector {
        let mut collector = Collector::new(framing);
        collector.push(received);
        collector
    }

    /// Takes bytes; whether the answer is over, be it whole or none of the kind.
    pub(super) fn push(&mut self, bytes: &[u8]) -> bool {
        for &byte in bytes {
            if self.over {
                break;
            }
            self.bytes.push(byte);
            self.over = self.bytes.len() >= MAX_REPLY
                || match self.framing {
                    Framing::Bracket => self.ends_value(byte),
                    Framing::Length => self.ends_length(),
                    Framing::Bar => byte == b'|' || byte == 0,
                };
        }
        self.over
    }

    /// Whether nothing came.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes of the answer, and how many stand before it.
    pub(super) fn answer(&self) -> (&[u8], usize) {
        let before = if self.framing == Framing::Length { 4 } else { 0 };
        (self.bytes.get(before..).unwrap_or_default(), before)
    }

    fn ends_value(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                0 => return true,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' if self.depth > 0 => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            0 => return true,
            // Some firmwares put a comma or a line end in front; anything else is no JSON.
            byte if self.depth == 0 => return !(byte == b',' || byte.is_ascii_whitespace()),
            _ => {}
        }
        false
    }

    fn ends_length(&self) -> bool {
        let Some((length, rest)) = self.bytes.split_first_chunk::<4>() else {
            return false;
        };
        let length = u32::from_le_bytes(*length) as usize;
        length == 0 || length > MAX_REPLY || rest.len() >= length
    }
}
