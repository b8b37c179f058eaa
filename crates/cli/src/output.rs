//! Standard output and standard error. A reader that has gone away is no error of ours: the rest
//! goes nowhere, and what was being done is done. A full disk is: `main` asks for it at the end.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, PoisonError};

/// What standard output could not take, the first of it.
static TROUBLE: Mutex<Option<io::Error>> = Mutex::new(None);

/// Writes to standard output, at once.
pub fn text(text: Arguments<'_>) {
    let mut out = io::stdout().lock();
    let written = out.write_fmt(text).and_then(|()| out.flush());
    if let Err(error) = written.or_else(gone) {
        TROUBLE.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

/// Writes a line to standard error. There is nowhere to say that this failed.
pub fn note(text: Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// What standard output could not take, if anything.
pub fn trouble() -> Option<io::Error> {
    TROUBLE.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Passes over a reader that has gone away.
pub fn gone(error: io::Error) -> io::Result<()> {
    match error.kind() {
        ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    }
}

/// A line on standard output.
macro_rules! outln {
    ($($words:tt)*) => { $crate::output::text(format_args!("{}\n", format_args!($($words)*))) };
}

/// The same without the end of the line.
macro_rules! out {
    ($($words:tt)*) => { $crate::output::text(format_args!($($words)*)) };
}

/// A line on standard error.
macro_rules! errln {
    ($($words:tt)*) => { $crate::output::note(format_args!($($words)*)) };
}
