//! Rendered pieces set aside in a file until their place on the page is known.
//!
//! A run is stored in the order in which endpoints were judged; a page shows hosts together and
//! the gravest first. Instead of holding all verdicts, each is rendered when it is read, set aside,
//! and only its place is kept.

use std::io::{self, Read, Seek, SeekFrom, Write};

/// Where a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    offset: u64,
    length: u32,
}

/// Pieces set aside.
pub(super) struct Spill<F> {
    file: F,
    /// Pieces that are not in the file yet.
    waiting: Vec<u8>,
    written: u64,
}

/// How much waits in memory.
const WAITING: usize = 1 << 20;

impl<F: Read + Write + Seek> Spill<F> {
    /// Sets pieces aside in an empty file.
    pub(super) fn new(file: F) -> Spill<F> {
        Spill { file, waiting: Vec::new(), written: 0 }
    }

    /// Sets a piece aside.
    pub(super) fn put(&mut self, piece: &str) -> io::Result<Place> {
        let length = u32::try_from(piece.len())
            .map_err(|_| io::Error::new(io::ErrorKind::FileTooLarge, "a piece of 4 GiB"))?;
        let place = Place { offset: self.written + self.waiting.len() as u64, length };
        self.waiting.extend(piece.as_bytes());
        if self.waiting.len() >= WAITING {
            self.write_out()?;
        }
        Ok(place)
    }

    /// Takes a piece up again.
    pub(super) fn take(&mut self, place: Place) -> io::Result<String> {
        self.write_out()?;
        self.file.seek(SeekFrom::Start(place.offset))?;
        let mut bytes = vec![0; place.length as usize];
        self.file.read_exact(&mut bytes)?;
        String::from_utf8(bytes)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the file was changed"))
    }

    /// How many bytes wait in memory.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn write_out(&mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.file.seek(SeekFrom::Start(self.written))?;
            self.file.write_all(&self.waiting)?;
            self.written += self.waiting.len() as u64;
            self.waiting.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn pieces_come_back_in_any_order() {
        let mut spill = Spill::new(Cursor::new(Vec::new()));
        let piece = |number: usize| format!("{number}比").repeat(number * 500);
        let places: Vec<Place> = (0..60).map(|n| spill.put(&piece(n)).expect("memory")).collect();
        assert!(spill.written > 0, "some of it is in the file");
        for number in [59, 0, 30, 1] {
            assert_eq!(spill.take(places[number]).expect("it is there"), piece(number));
        }
        let later = spill.put(&piece(7)).expect("memory");
        assert_eq!(spill.take(later).expect("it is there"), piece(7));
    }
}
