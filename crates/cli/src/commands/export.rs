//! `coinsift export`: stored results as NDJSON or CSV, or each dialogue as a readable recording.

use std::io::{self, Write as _};
use std::path::Path;

use coinsift_protocols::Transcript;
use coinsift_protocols::text::{self, Recording};
use coinsift_store::{Access, Run, Store};

use crate::args::{ExportArgs, ExportFormat};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::files::{self, Trouble};
use crate::output;
use crate::show;
use crate::survey::{runtime, store_failure};

pub fn run(context: &mut Context, args: &ExportArgs) -> Result<Outcome, Failure> {
    let store = Store::open(&context.store_dir()?, Access::Read).map_err(store_failure)?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let run = store.run(&args.run).map_err(store_failure)?;
    match (&args.transcripts, args.format) {
        (Some(folder), _) => recordings(&run, folder, &args.software)?,
        (None, ExportFormat::Ndjson) => printed(|put| files::lines(context, &run, put))?,
        (None, ExportFormat::Csv) => printed(|put| files::table(context, &run, put))?,
    }
    Ok(Outcome::default())
}

/// Standard output. A reader that has gone away is no error of ours.
fn printed(
    write: impl FnOnce(&mut dyn FnMut(String) -> io::Result<()>) -> Result<(), Trouble>,
) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match write(&mut |line| writeln!(out, "{line}")) {
        Ok(()) => Ok(()),
        Err(Trouble::Disk(error)) => {
            output::gone(error).map_err(|error| runtime("runtime-output", &error))
        }
        Err(Trouble::Other(failure)) => Err(failure),
    }
}

/// Writes each dialogue of a run as `ADDRESS-PORT-NUMBER-PROTOCOL.txt`.
fn recordings(run: &Run, folder: &Path, software: &str) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| runtime("runtime-folder", &error))?;
    for stored in run.endpoints() {
        let stored = stored.map_err(store_failure)?;
        for (number, transcript) in stored.transcripts.into_iter().enumerate() {
            let path = folder.join(file_name(&transcript, number + 1));
            let recording = Recording { software: software.to_owned(), transcript };
            std::fs::write(&path, text::write(&recording))
                .map_err(|error| runtime("runtime-write", &error))?;
        }
    }
    Ok(())
}

fn file_name(transcript: &Transcript, number: usize) -> String {
    let endpoint = transcript.head.endpoint;
    let ip = endpoint.ip.to_string().replace(':', "_");
    format!("{ip}-{}-{number}-{}.txt", endpoint.port, transcript.head.protocol)
}
