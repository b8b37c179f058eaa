//! Checking a job, and the units that are written for it.

use std::process::Command;

use super::job;
use crate::program::Program;

#[test]
fn a_check_says_what_would_be_done_and_sends_nothing() {
    let program = Program::new();
    program.file(
        "job.toml",
        "name = \"county\"\ntargets = [\"192.0.3.0/24\", \"node.invalid\"]\n\
         excludes = [\"192.0.3.7\"]\nports = \"8333,9333\"\nauthority = \"Order 12/2026\"\n\
         [pace]\nmax-time = \"2h\"\n[outputs]\ncsv = \"news.csv\"\n",
    );
    let ran = program.run(&["sweep", "check", "job.toml"]);
    assert_eq!(ran.code(), 0, "{}", ran.err());
    let said = ran.out();
    // 255 addresses on two ports, at 20 a second to their one network.
    for part in [
        "255 addresses, 510 pairs",
        "Host names: 1",
        "192.0.3.7",
        "at least 26s",
        "time 2h, bytes none given",
        "Order 12/2026",
        "news.csv",
        "after 3 sweeps",
        "everything it finds is new",
        "Nothing was sent",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(ran.err().contains("--contact"), "{}", ran.err());
    assert!(!program.path().join("store").exists(), "and makes no store");
    program.file("job.toml", "name = \"county\"\ntargets = [\"192.0.3.1/24\"]\n");
    for command in ["check", "run", "install"] {
        let ran = program.run(&["sweep", command, "job.toml", "--lang", "zh"]);
        assert_eq!((ran.code(), ran.out()), (2, String::new()), "{command}");
        assert!(ran.err().contains("job.toml:2: targets: "), "{command}: {}", ran.err());
    }
}

/// A service has a /tmp of its own, so what lies there is refused; the tree itself may lie there.
fn outside_tmp() -> tempfile::TempDir {
    let home = std::env::home_dir().unwrap_or_default();
    let places = [env!("CARGO_TARGET_TMPDIR").into(), home, std::path::PathBuf::from("/dev/shm")];
    places
        .iter()
        .filter(|place| !place.starts_with("/tmp") && !place.starts_with("/var/tmp"))
        .find_map(|place| tempfile::tempdir_in(place).ok())
        .expect("a folder that is not for temporary files")
}

#[test]
fn units_are_written_on_demand_and_pass_systemd() {
    let elsewhere = outside_tmp();
    let folder = elsewhere.path().join("a job's 100% $HOME");
    std::fs::create_dir(&folder).expect("a folder");
    let program = Program::new();
    job(&program, 0..4, "[outputs]\ncsv = \"news.csv\"");
    let text = std::fs::read_to_string(program.path().join("job.toml")).expect("a job");
    std::fs::write(folder.join("job.toml"), text).expect("a job");
    // So is a program that lies there.
    let own = elsewhere.path().join("coinsift");
    std::fs::copy(env!("CARGO_BIN_EXE_coinsift"), &own).expect("a copy of the program");
    let units = folder.join("units");
    let run = |manager: &str, rest: &[&str]| {
        let mut args = vec!["sweep", "install", "job.toml", manager, "--unit-dir", "units"];
        args.extend(rest);
        let mut command = program.command_of(&own, &args);
        command.current_dir(&folder).env("COINSIFT_STORE", folder.join("store"));
        crate::program::Ran(command.output().expect("the program starts"))
    };
    let dry = run("--user", &["--dry-run"]);
    assert_eq!(dry.code(), 0, "{}", dry.err());
    assert!(dry.out().contains("NoNewPrivileges=yes") && !units.exists(), "{}", dry.out());
    let unsure = run("--user", &[]);
    assert_eq!(unsure.code(), 2, "{}", unsure.out());
    assert!(unsure.out().contains("coinsift-sweep-lab.timer") && !units.exists());
    assert!(unsure.err().contains("--yes"), "{}", unsure.err());
    let wrong = run("--user", &["--schedule", "daily at noon", "--yes"]);
    assert_eq!((wrong.code(), units.exists()), (2, false), "{}", wrong.err());
    let in_tmp = program.run(&["sweep", "install", "job.toml", "--dry-run"]);
    assert_eq!(in_tmp.code(), 2, "{}", in_tmp.out());

    for (manager, user) in [("--user", None), ("--system", Some("daemon"))] {
        let mut rest = vec!["--yes", "--schedule", "weekly on Mon at 22:30"];
        rest.extend(user.map(|user| ["--run-as", user]).into_iter().flatten());
        let written = run(manager, &rest);
        assert_eq!(written.code(), 0, "{}", written.err());
        assert!(written.out().contains("enable --now") && written.out().contains("disable --now"));
        let service = std::fs::read_to_string(units.join("coinsift-sweep-lab.service"));
        let timer = std::fs::read_to_string(units.join("coinsift-sweep-lab.timer"));
        let (service, timer) = (service.expect("a service"), timer.expect("a timer"));
        for line in [
            "ProtectSystem=strict",
            "PrivateTmp=yes",
            "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
            "SystemCallFilter=@system-service",
            "MemoryMax=1G",
            "SuccessExitStatus=3 5",
            "Restart=no",
        ] {
            assert!(service.lines().any(|one| one == line), "{line}: {service}");
        }
        assert!(service.contains("100%% $HOME") && service.contains("100%% $$HOME"), "{service}");
        assert_eq!(service.contains("User=daemon"), user.is_some(), "{service}");
        assert!(timer.contains("OnCalendar=Mon *-*-* 22:30:00\n"), "{timer}");
        assert!(timer.contains("Persistent=true\n") && timer.contains("RandomizedDelaySec="));
        let verify = Command::new("systemd-analyze")
            .envs([("XDG_RUNTIME_DIR", elsewhere.path()), ("HOME", elsewhere.path())])
            .args(["verify", "--recursive-errors=no", manager])
            .args(
                ["coinsift-sweep-lab.service", "coinsift-sweep-lab.timer"]
                    .map(|name| units.join(name)),
            )
            .output();
        match verify {
            Ok(verified) => {
                let said = String::from_utf8_lossy(&verified.stderr).into_owned();
                let ours: Vec<&str> =
                    said.lines().filter(|line| line.contains("coinsift-sweep")).collect();
                assert!(verified.status.success() && ours.is_empty(), "{manager}: {said}");
            }
            Err(error) => println!("systemd-analyze is not here, units were not verified: {error}"),
        }
    }
}
