//! The user's table of checkpoints: read, joined with what is new, and replaced by a rename.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use coinsift_verdict::Atlas;
use coinsift_verdict::Sentence;
use coinsift_verdict::atlas::{Checkpoint, fresh};

use crate::context::Context;
use crate::exit::Failure;
use crate::input;

/// The table's name in the folder.
const FILE: &str = "checkpoints.csv";

/// Puts fresh checkpoints into the user's table; `denied` are heights of earlier ones that a
/// reference has other blocks at. Gives the table's place.
pub fn replace(
    context: &Context,
    new: &[Checkpoint],
    denied: &[(String, u64)],
) -> Result<PathBuf, Failure> {
    let dir =
        context.user_atlas().ok_or_else(|| Failure::Input(Sentence::new("refresh-no-folder")))?;
    fs::create_dir_all(&dir).map_err(|error| trouble(&dir, &error))?;
    let path = dir.join(FILE);
    let text = if path.exists() { Some(input::read_text(&path)?) } else { None };
    let gone = |known: &Checkpoint| {
        denied.iter().any(|(key, at)| *key == known.network && Some(*at) == known.height)
    };
    let name = path.display().to_string();
    let table = fresh::merged(&name, text.as_deref(), new, |known| !gone(known))?;
    // What is written must be readable by the next command.
    Atlas::builtin().clone().add(&name, &table)?;
    write(&dir, &path, &table).map_err(|error| trouble(&path, &error))?;
    Ok(path)
}

/// Writes beside, syncs, renames, syncs the folder: the old table or the new one, never a part.
fn write(dir: &Path, path: &Path, table: &str) -> std::io::Result<()> {
    let beside = dir.join(format!(".{FILE}.{}", std::process::id()));
    let written = (|| {
        let mut file = fs::File::create(&beside)?;
        file.write_all(table.as_bytes())?;
        file.sync_all()?;
        if let Ok(before) = fs::metadata(path) {
            file.set_permissions(before.permissions())?;
        }
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        // What is left of it is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written?;
    fs::File::open(dir)?.sync_all()
}

fn trouble(path: &Path, error: &std::io::Error) -> Failure {
    let said = Sentence::new("refresh-not-written").with("file", path.display());
    Failure::Runtime(said.with("error", error))
}
