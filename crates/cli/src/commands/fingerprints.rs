//! `coinsift fingerprints`: the rows that say which facts together point to what.

use coinsift_report::Lang;
use coinsift_report::escape::visible;
use coinsift_verdict::{Fingerprints, Sentence};

use crate::args::{FingerprintsArgs, FingerprintsCommand};
use crate::context::{Context, add_rows, extend};
use crate::exit::{Failure, Outcome};

pub fn run(context: &Context, args: &FingerprintsArgs) -> Result<Outcome, Failure> {
    let zh = context.catalogue.lang() == Lang::Zh;
    match &args.command {
        FingerprintsCommand::List => {
            for row in context.fingerprints.rows() {
                outln!("{:<32} {}", visible(&row.id, 32), visible(row.why(zh), 200));
            }
        }
        FingerprintsCommand::Show { id } => {
            let unknown = || Failure::Input(Sentence::new("input-no-fingerprint").with("id", id));
            let row = context.fingerprints.row(id).ok_or_else(unknown)?;
            outln!("{}", visible(&row.id, 64));
            outln!("  {}", visible(row.why(zh), 600));
            outln!("  {}", visible(&row.source, 300));
            for name in row.fact_names() {
                let declared = coinsift_protocols::declared_facts().find(|fact| fact.name == name);
                let doc = declared.map(|fact| fact.doc).unwrap_or_default();
                outln!("  {:<36} {doc}", visible(name, 36));
            }
        }
        FingerprintsCommand::Check { dir } => {
            let mut set = Fingerprints::default();
            extend(dir, "toml", |file, text| add_rows(&mut set, file, text))?;
            let rows = set.rows().count();
            context.say(&Sentence::new("fingerprints-checked").with("rows", rows));
        }
    }
    Ok(Outcome::default())
}
