//! A reference whose query service wants a login: the password reaches it and nothing else.

use std::path::Path;

use base64ct::{Base64, Encoding as _};
use coinsift_lab::Lab;
use coinsift_lab::http::Server;
use tokio::runtime::Runtime;

use super::{add, chain, program, refresh, table, verdict};

const PASSWORD: &str = "s3cr3t@w0rd";

/// The forms in which the password could be found.
fn forms() -> [String; 3] {
    let login = Base64::encode_string(format!("inspector:{PASSWORD}").as_bytes());
    [PASSWORD.to_owned(), PASSWORD.replace('@', "%40"), login]
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

/// The files below a folder, with what is in them.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
    found
}

#[test]
fn a_password_reaches_its_service_and_is_kept_nowhere() {
    let (program, runtime, mut lab) = (program(), Runtime::new().expect("a runtime"), Lab::new());
    let service = Server::LoginRpc(Box::new(chain()), "inspector", PASSWORD);
    let at = runtime.block_on(lab.add_anywhere(service)).expect("a free address");
    let follower = add(&runtime, &mut lab, chain().grown(1));
    let [_, written, login] = forms();
    let mut outputs = Vec::new();

    // Without a login, and with another one, the service says no.
    for reference in [format!("http://{at}"), format!("http://inspector:x{written}@{at}")] {
        for lang in ["en", "zh"] {
            let ran = refresh(&program, std::slice::from_ref(&reference), &["--lang", lang]);
            assert_eq!(ran.code(), 2, "{}", ran.err());
            assert!(ran.err().contains("401"), "{}", ran.err());
            outputs.push(ran.0);
        }
        assert_eq!(table(&program), "");
    }

    let reference = format!("http://inspector:{written}@{at}");
    for more in [&["--json"][..], &["--lang", "zh"], &["--lang", "en"]] {
        let ran = refresh(&program, std::slice::from_ref(&reference), more);
        assert_eq!(ran.code(), 0, "{}", ran.err());
        outputs.push(ran.0);
    }
    assert!(table(&program).contains(&format!(",http://{at},")), "{}", table(&program));
    assert_eq!(verdict(&program, follower)["follows"], "yes");
    // What else could show it: another network insisted on, and the table itself.
    let ran = refresh(&program, &[reference], &["--network", "bitcoin"]);
    assert_eq!(ran.code(), 2, "{}", ran.err());
    outputs.push(ran.0);
    for command in [&["atlas", "check", "tables"][..], &["runs"], &["export", "--format", "csv"]] {
        outputs.push(program.run(command).0);
    }

    let visits = lab.visits(at).all();
    let reached = visits.iter().filter(|visit| holds(&visit.received, &login)).count();
    assert!(reached > 0, "the service was shown the login");
    for form in forms() {
        for output in &outputs {
            assert!(!holds(&output.stdout, &form), "{form} on standard output");
            assert!(!holds(&output.stderr, &form), "{form} on standard error");
        }
        // The atlas, the store with its logs and its index, and whatever else was written.
        for (name, bytes) in files(program.path()) {
            assert!(!holds(&bytes, &form), "{form} in {name}");
        }
    }
    assert!(files(program.path()).iter().any(|(name, _)| name.contains("/store/")));
    runtime.block_on(lab.stop());
}
