//! `sweep install`: writes the systemd units of a job, after saying what and where. It enables
//! nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use coinsift_verdict::Sentence;

use super::units::{Plan, calendar};
use crate::args::{Global, InstallArgs};
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::job::Job;

/// Where the machine's own units are.
const MACHINE_UNITS: &str = "/etc/systemd/system";

pub fn run(
    context: &Context,
    job: &Job,
    args: &InstallArgs,
    global: &Global,
) -> Result<Outcome, Failure> {
    let store = absolute(&context.store_dir()?);
    let plan = plan(context, job, args, global, &store)?;
    let service = plan.service().map_err(Failure::Input)?;
    let folder = match &args.unit_dir {
        Some(dir) => absolute(dir),
        None if args.system => PathBuf::from(MACHINE_UNITS),
        None => user_units()?,
    };
    let files = [
        (folder.join(format!("{}.service", plan.unit())), service),
        (folder.join(format!("{}.timer", plan.unit())), plan.timer()),
    ];
    let said = |sentence: Sentence| outln!("{}", context.catalogue.say(&sentence));
    for missing in [&folder, &store].into_iter().filter(|folder| !folder.is_dir()) {
        said(Sentence::new("sweep-install-folder").with("path", missing.display()));
    }
    for (path, _) in &files {
        let id = if path.exists() { "sweep-install-replaces" } else { "sweep-install-writes" };
        said(Sentence::new(id).with("file", path.display()));
    }
    if args.dry_run {
        for (path, text) in &files {
            outln!("\n# {}\n{text}", path.display());
        }
        said(Sentence::new("sweep-install-dry"));
        return Ok(Outcome::default());
    }
    if !args.yes {
        return Err(Failure::Input(Sentence::new("sweep-install-yes")));
    }
    for missing in [&folder, &store].into_iter().filter(|folder| !folder.is_dir()) {
        fs::create_dir_all(missing).map_err(|error| not_written(missing, &error))?;
    }
    for (path, text) in &files {
        fs::write(path, text).map_err(|error| not_written(path, &error))?;
    }
    tell_further(&plan, &files, &said);
    Ok(Outcome::default())
}

/// How the timer is enabled, and how everything is taken away again.
fn tell_further(plan: &Plan, files: &[(PathBuf, String)], said: &impl Fn(Sentence)) {
    let systemctl = if plan.system { "systemctl" } else { "systemctl --user" };
    let timer = format!("{}.timer", plan.unit());
    let enable = format!("{systemctl} daemon-reload && {systemctl} enable --now {timer}");
    said(Sentence::new("sweep-install-enable").with("words", enable));
    if !plan.system {
        said(Sentence::new("sweep-install-linger").with("words", "loginctl enable-linger"));
    }
    if let Some(user) = &plan.run_as {
        said(Sentence::new("sweep-install-user").with("user", user));
    }
    let files: Vec<String> =
        files.iter().map(|(path, _)| format!("'{}'", path.display())).collect();
    let remove = format!(
        "{systemctl} disable --now {timer} && rm {} && {systemctl} daemon-reload",
        files.join(" ")
    );
    said(Sentence::new("sweep-install-remove").with("words", remove));
}

fn plan(
    context: &Context,
    job: &Job,
    args: &InstallArgs,
    global: &Global,
    store: &Path,
) -> Result<Plan, Failure> {
    let program = std::env::current_exe()
        .map_err(|error| crate::survey::runtime("sweep-install-program", &error))?;
    let mut command = vec![text(&program)?, "--store".to_owned(), text(store)?];
    let here = PathBuf::from("coinsift.toml");
    let config = global.config.clone().or_else(|| here.is_file().then_some(here));
    let paths = [
        ("--config", config.as_ref()),
        ("--atlas", global.atlas.as_ref()),
        ("--fingerprints", global.fingerprints.as_ref()),
        ("--owners", global.owners.as_ref()),
    ];
    for (flag, path) in paths {
        if let Some(path) = path {
            command.extend([flag.to_owned(), text(&absolute(path))?]);
        }
    }
    // A service has no locale from which the language could follow.
    command.extend(["--lang".to_owned(), context.catalogue.lang().word().to_owned()]);
    if global.json {
        command.push("--json".to_owned());
    }
    if global.show_identifiers {
        command.push("--show-identifiers".to_owned());
    }
    command.extend(["sweep", "run"].map(str::to_owned));
    command.push(text(&job.file)?);

    let mut writes = vec![store.to_owned()];
    writes.extend(job.outputs.all().filter_map(|path| path.parent().map(Path::to_owned)));
    writes.sort();
    writes.dedup();
    let seen = writes.iter().chain([&program, &job.file]).chain(&job.scan.targets);
    for path in seen.chain(&job.scan.exclude_file).chain(&job.owners) {
        // The service has a /tmp of its own.
        if path.starts_with("/tmp") || path.starts_with("/var/tmp") {
            let sentence = Sentence::new("sweep-tmp").with("file", path.display());
            return Err(Failure::Input(sentence));
        }
    }
    let folder = job.file.parent().unwrap_or(Path::new("/")).to_owned();
    Ok(Plan {
        job: job.name.clone(),
        command,
        folder,
        writes,
        calendar: schedule(&args.schedule)?,
        system: args.system,
        run_as: args.run_as.as_deref().map(user).transpose()?,
    })
}

/// The schedule, tried by systemd itself where it is there.
fn schedule(text: &str) -> Result<String, Failure> {
    let calendar = calendar(text).map_err(Failure::Input)?;
    let tried = Command::new("systemd-analyze")
        .args(["calendar", &calendar])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match tried {
        Ok(status) if status.code().is_some_and(|code| code != 0) => {
            Err(Failure::Input(Sentence::new("sweep-schedule").with("text", text)))
        }
        // Where it cannot be asked, the service manager will tell.
        _ => Ok(calendar),
    }
}

/// A user's name as systemd takes it.
fn user(text: &str) -> Result<String, Failure> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let first = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if first && text.len() <= 31 && text.bytes().all(plain) {
        return Ok(text.to_owned());
    }
    Err(Failure::Input(Sentence::new("sweep-user").with("text", text)))
}

fn text(path: &Path) -> Result<String, Failure> {
    let wrong = || Failure::Input(Sentence::new("sweep-path").with("file", path.display()));
    path.to_str().map(str::to_owned).ok_or_else(wrong)
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Where the units of a user are.
fn user_units() -> Result<PathBuf, Failure> {
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config"));
    std::env::var_os("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or(home)
        .map(|dir| dir.join("systemd/user"))
        .ok_or_else(|| Failure::Input(Sentence::new("sweep-install-no-home")))
}

fn not_written(path: &Path, error: &std::io::Error) -> Failure {
    let sentence = Sentence::new("sweep-install-failed").with("file", path.display());
    Failure::Runtime(sentence.with("error", error))
}
