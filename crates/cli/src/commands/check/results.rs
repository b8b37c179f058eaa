//! What came of a check: on the terminal or as lines, and in the files that were asked for.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};

use coinsift_report::page::{CheckFacts, RunFacts, check_page};
use coinsift_report::registry::{Checked, cells, lines, table};
use coinsift_report::table::Look;
use coinsift_store::{End, Run};
use coinsift_verdict::Sentence;

use crate::context::{Context, PROGRAM};
use crate::exit::{Failure, Outcome};
use crate::files::{self, BYTE_ORDER_MARK, Files, Trouble};
use crate::show;
use crate::survey::{now, runtime};

/// A run that was carried out for the check.
pub type Ran<'a> = Option<(&'a Run, &'a End, Outcome)>;

/// Prints what came of it, and writes the files.
pub fn tell(
    context: &Context,
    checked: &Checked,
    ran: Ran<'_>,
    files: Files,
) -> Result<(), Failure> {
    if context.json {
        for line in project_lines(context, checked, ran) {
            show::print(line)?;
        }
        if let Some((run, end, outcome)) = ran {
            show::end_line(run, end, outcome.code())?;
        }
    } else {
        let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let look = Look { width: show::width(), colour };
        out!("{}", table::table(checked, &context.catalogue, look));
        if let Some((run, end, _)) = ran {
            show::closing(context, run, end);
        }
    }
    write(context, checked, ran, files)
}

fn write(context: &Context, checked: &Checked, ran: Ran<'_>, files: Files) -> Result<(), Failure> {
    let written = |id: &str, path: &std::path::Path| {
        context.say(&Sentence::new(id).with("file", path.display()));
    };
    if let Some(file) = files.csv {
        let path = file.fill(|out| {
            out.write_all(BYTE_ORDER_MARK)?;
            Ok(out.write_all(cells::csv(checked, &context.catalogue).as_bytes())?)
        })?;
        written("page-file-written", &path);
    }
    if let Some(file) = files.ndjson {
        let path = file.fill(|out| ndjson(context, checked, ran, out))?;
        written("page-file-written", &path);
    }
    if let Some(file) = files.page {
        let path = file.fill(|out| page(context, checked, ran, out))?;
        written("page-written", &path);
    }
    Ok(())
}

/// Lines of projects, their endpoints and notes.
fn project_lines(
    context: &Context,
    checked: &Checked,
    ran: Ran<'_>,
) -> Vec<coinsift_report::ndjson::Line> {
    let id = ran.map(|(run, ..)| run.id().to_string());
    let time = ran.map_or_else(now, |(_, end, _)| end.time);
    lines::lines(checked, id.as_deref(), time, &context.catalogue)
}

/// The same lines as on standard output, in their order.
fn ndjson(
    context: &Context,
    checked: &Checked,
    ran: Ran<'_>,
    out: &mut impl io::Write,
) -> Result<(), Trouble> {
    if let Some((run, ..)) = ran {
        files::begin(context, run, &mut |line| writeln!(out, "{line}"))?;
    }
    let mut all = project_lines(context, checked, ran);
    all.extend(ran.map(|(run, end, outcome)| show::end_object(run, end, outcome.code())));
    for line in all {
        let line = line.written().map_err(|error| runtime("runtime-json", &error))?;
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn page(
    context: &Context,
    checked: &Checked,
    ran: Ran<'_>,
    out: &mut BufWriter<std::fs::File>,
) -> Result<(), Trouble> {
    let write = |out: &mut BufWriter<std::fs::File>, run: Option<&RunFacts<'_>>| {
        let facts = CheckFacts { run, program: PROGRAM, time: now() };
        check_page(out, checked, &facts, &context.catalogue).map(|_| ())
    };
    match ran {
        Some((run, ..)) => files::with_facts(context, run, |facts| write(out, Some(facts)))?,
        None => write(out, None)?,
    }
    Ok(())
}
