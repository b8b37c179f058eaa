//! The systemd units of a job: a service that may do little, and a timer that starts it.
//!
//! Sources: systemd.service(5), systemd.exec(5), systemd.timer(5), systemd.time(7).

use std::path::{Path, PathBuf};

use coinsift_verdict::Sentence;

/// Everything the units depend on. Paths are absolute.
#[derive(Debug)]
pub struct Plan {
    pub job: String,
    /// The command and its arguments.
    pub command: Vec<String>,
    /// Where it is started.
    pub folder: PathBuf,
    /// Folders it may write to.
    pub writes: Vec<PathBuf>,
    /// What systemd calls OnCalendar.
    pub calendar: String,
    /// Whether it is for the machine's service manager, and not for a user's.
    pub system: bool,
    pub run_as: Option<String>,
}

impl Plan {
    /// The name of both units, without their endings.
    pub fn unit(&self) -> String {
        format!("coinsift-sweep-{}", self.job)
    }

    /// The service.
    pub fn service(&self) -> Result<String, Sentence> {
        let command = self.command.iter().map(|word| in_command(word));
        let command = command.collect::<Result<Vec<_>, _>>()?.join(" ");
        let writes = self.writes.iter().map(|path| quoted(&shown(path)?));
        let writes = writes.collect::<Result<Vec<_>, Sentence>>()?.join(" ");
        let folder = plain(&shown(&self.folder)?)?;
        let run_as = self.run_as.as_ref().map(|user| format!("User={user}\n"));
        let machine = if self.system { MACHINE } else { "" };
        Ok(format!(
            "# Written by coinsift sweep install.\n\
             [Unit]\n\
             Description=coinsift sweep {job}\n\
             {network}\
             \n\
             [Service]\n\
             Type=oneshot\n\
             ExecStart={command}\n\
             WorkingDirectory={folder}\n\
             {run_as}\
             # 5: there is news. 3: there are findings.\n\
             SuccessExitStatus=3 5\n\
             Restart=no\n\
             Nice=10\n\
             MemoryMax=1G\n\
             LimitNOFILE=65536\n\
             UMask=0077\n\
             NoNewPrivileges=yes\n\
             PrivateTmp=yes\n\
             ProtectSystem=strict\n\
             ReadWritePaths={writes}\n\
             RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX\n\
             RestrictRealtime=yes\n\
             LockPersonality=yes\n\
             MemoryDenyWriteExecute=yes\n\
             SystemCallArchitectures=native\n\
             SystemCallFilter=@system-service\n\
             SystemCallErrorNumber=EPERM\n\
             {machine}",
            job = self.job,
            // A user's manager knows no network-online.target.
            network = if self.system {
                "Wants=network-online.target\nAfter=network-online.target\n"
            } else {
                ""
            },
            run_as = run_as.unwrap_or_default(),
        ))
    }

    /// The timer.
    pub fn timer(&self) -> String {
        format!(
            "# Written by coinsift sweep install.\n\
             [Unit]\n\
             Description=coinsift sweep {}: when\n\
             \n\
             [Timer]\n\
             OnCalendar={}\n\
             RandomizedDelaySec=15min\n\
             # A night that was slept through is made up for.\n\
             Persistent=true\n\
             \n\
             [Install]\n\
             WantedBy=timers.target\n",
            self.job, self.calendar,
        )
    }
}

/// What only the machine's manager may give: each of these takes privileges away that a user's
/// manager does not have itself.
const MACHINE: &str = "\
CapabilityBoundingSet=
PrivateDevices=yes
ProtectHome=read-only
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictNamespaces=yes
RestrictSUIDSGID=yes
";

/// A schedule as systemd writes it: `hourly`, `daily at 01:00`, `weekly on Mon at 01:00`, or
/// systemd's own form.
pub fn calendar(text: &str) -> Result<String, Sentence> {
    let wrong = || Sentence::new("sweep-schedule").with("text", text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let time = |text: &str| -> Option<String> {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}:00"))
    };
    match words.as_slice() {
        ["daily", "at", at] => Ok(format!("*-*-* {}", time(at).ok_or_else(wrong)?)),
        ["weekly", "on", day, "at", at] => {
            let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
            let short = day.get(..3).unwrap_or_default();
            let day = days.iter().find(|known| known.eq_ignore_ascii_case(short));
            let (day, time) = (day.ok_or_else(wrong)?, time(at).ok_or_else(wrong)?);
            Ok(format!("{day} *-*-* {time}"))
        }
        [] | ["daily" | "weekly", _, ..] => Err(wrong()),
        words => {
            let known = |char: char| char.is_ascii_alphanumeric() || "*:,./~-_+".contains(char);
            let good = words.iter().all(|word| word.chars().all(known));
            if good { Ok(words.join(" ")) } else { Err(wrong()) }
        }
    }
}

/// A path as text.
fn shown(path: &Path) -> Result<String, Sentence> {
    let wrong = || Sentence::new("sweep-path").with("file", path.display());
    path.to_str().map(str::to_owned).ok_or_else(wrong)
}

/// A word of a command, quoted: nothing in it is expanded.
fn in_command(word: &str) -> Result<String, Sentence> {
    Ok(quoted(word)?.replace('$', "$$"))
}

/// A value in quotes.
fn quoted(text: &str) -> Result<String, Sentence> {
    Ok(format!("\"{}\"", plain(text)?.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// A value to the end of its line.
fn plain(text: &str) -> Result<String, Sentence> {
    if text.chars().any(char::is_control) {
        return Err(Sentence::new("sweep-path").with("file", text));
    }
    Ok(text.replace('%', "%%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_what_systemd_calls_them() {
        for (text, expected) in [
            ("daily at 01:00", "*-*-* 01:00:00"),
            ("daily at 1:5", "*-*-* 01:05:00"),
            ("weekly on Monday at 23:59", "Mon *-*-* 23:59:00"),
            ("hourly", "hourly"),
            ("daily", "daily"),
            ("Mon..Fri 22:30", "Mon..Fri 22:30"),
            ("*-*-1 04:00:00", "*-*-1 04:00:00"),
        ] {
            assert_eq!(calendar(text), Ok(expected.to_owned()), "{text}");
        }
        for text in ["", "daily at 25:00", "daily at noon", "weekly on Xyz at 1:00", "a=b", "%n"] {
            assert!(calendar(text).is_err(), "{text}");
        }
    }

    #[test]
    fn nothing_in_a_path_is_expanded_or_ends_a_value() {
        assert_eq!(in_command("/a b/%i/$x\"\\"), Ok("\"/a b/%%i/$$x\\\"\\\\\"".to_owned()));
        assert!(in_command("/a\nExecStart=/bin/x").is_err());
        assert!(plain("/a\tb").is_err());
    }
}
