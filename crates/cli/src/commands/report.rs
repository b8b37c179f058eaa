//! `coinsift report`: a stored run as a page, and as CSV and NDJSON beside it.

use coinsift_store::{Access, Store};

use crate::args::ReportArgs;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::files::Files;
use crate::show;
use crate::survey::store_failure;

pub fn run(context: &mut Context, args: &ReportArgs) -> Result<Outcome, Failure> {
    let files = Files::at(Some(&args.out), args.csv.as_deref(), args.ndjson.as_deref())?;
    let store = Store::open(&context.store_dir()?, Access::Read).map_err(store_failure)?;
    show::notices(context, &store);
    context.with_store_key(&store)?;
    let run = store.run(&args.run).map_err(store_failure)?;
    files.write(context, &run)?;
    Ok(Outcome::default())
}
