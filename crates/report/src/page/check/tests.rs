//! The page of a check: whole and safe in both languages, those that want attention first, both
//! sides of every comparison, and nothing that a registry could smuggle in.

use std::sync::Arc;

use coinsift_verdict::Atlas;

use super::super::tests::{begun, ended, tags};
use super::*;
use crate::lang::Lang;
use crate::ndjson::Reason as EndReason;
use crate::registry::tests::{observation, registry};
use crate::registry::{Unanswered, cells, notes, reconcile, table};
use crate::table::Look;
use crate::testing::catalogue;
use crate::{Identifiers, Owners};

/// Names that would do something in a page, a terminal and a spreadsheet.
const HOSTILE: [&str; 3] =
    ["<script>alert(1)</script>", "\u{1b}[2J\u{1b}]0;x\u{7}", "=cmd()|' /C calc'!A0"];

fn checked() -> Checked {
    let registry = registry(
        "filing,name,operator,class,platform,network,chain id,endpoints,contact\n\
         P-1,Fits,Unit A,consortium,fisco bcos,,1,192.0.2.1:8545,li@example.com\n\
         P-2,Other chain,Unit B,consortium,quorum,,23513,192.0.2.2:8545 192.0.2.9:1,\n\
         P-3,Guest,Unit C,consortium,quorum,,23513,192.0.2.3:8545,\n\
         P-4,Dead,,consortium,fabric,,,192.0.2.4:7051,\n\
         P-5,Twice,,consortium,fisco bcos,,1,192.0.2.1:8545,\n",
    );
    let mut observation = observation([
        ("192.0.2.1:8545", "ethereum/rpc-fisco-2"),
        ("192.0.2.2:8545", "ethereum/rpc-geth-mainnet"),
        ("192.0.2.3:8545", "ethereum/rpc-quorum-istanbul"),
        ("192.0.2.3:8333", "bitcoin/btcd-mainnet-p2p"),
    ]);
    for silent in ["192.0.2.4:7051", "192.0.2.9:1"] {
        let silent = silent.parse().expect("an endpoint");
        observation.unanswered.insert(silent, (Unanswered::Silent, 3));
    }
    let notes = notes::notes(&registry, Atlas::builtin());
    reconcile(&registry, &observation, notes)
}

fn page(checked: &Checked, is_run: bool, catalogue: &Catalogue) -> String {
    let (run, end) = (begun(), ended(true, EndReason::Finished));
    let facts = RunFacts { run: &run, agent: None, end: Some(&end), covered: Some((5, 5)) };
    let facts = CheckFacts {
        run: is_run.then_some(&facts),
        program: "coinsift/0.1.0",
        time: crate::testing::time(),
    };
    let bytes = check_page(Vec::new(), checked, &facts, catalogue).expect("memory");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn both_sides_stand_beside_each_other_in_both_languages() {
    let owners = b"cidr,unit,contact\n192.0.2.2,Science park,desk 7\n";
    let owners = Arc::new(Owners::read("o.csv", owners).expect("a table"));
    for (lang, differs, agrees) in [(Lang::En, "differs", "agrees"), (Lang::Zh, "不一致", "一致")]
    {
        let catalogue = catalogue(lang).with_owners(Some(Arc::clone(&owners)));
        let page = page(&checked(), true, &catalogue);
        let tags = tags(&page);
        assert!(!page.contains('⟦'), "every sentence is in the catalogue");
        assert!(!page.contains("li@example.com"), "a registry's contacts are kept to itself");
        let part = page.split("<h4>192.0.2.2:8545</h4>").nth(1).expect("the endpoint");
        let part = part.split("</article>").next().expect("its end");
        let row = |aspect: &str| {
            let head = format!("<th scope=\"row\">{}</th>", catalogue.word(aspect));
            part.split(&head).nth(1).and_then(|rest| rest.split("</tr>").next()).unwrap_or("")
        };
        let class = row("aspect-class");
        assert!(class.contains(&catalogue.word("declared-permissioned")), "{part}");
        assert!(class.contains(&catalogue.class(coinsift_verdict::Class::Coin)), "{part}");
        assert!(class.contains(&format!("\"badge grave\">{differs}<")), "{part}");
        let platform = row("aspect-platform");
        assert!(platform.contains(&format!("\"badge admitted\">{agrees}<")), "{part}");
        assert!(part.contains("Science park") && part.contains("desk 7"), "{part}");
        assert!(part.contains("<details>") && part.contains("coinsift explain 192.0.2.2:8545"));
        let links: Vec<&str> =
            tags.iter().filter_map(|tag| tag.strip_prefix("a href=\"#")).collect();
        assert_eq!(links.len(), 5, "one a project");
        for link in links {
            let ends = format!("id=\"{link}");
            assert_eq!(tags.iter().filter(|tag| tag.ends_with(&ends)).count(), 1, "{link}");
        }
    }
}

#[test]
fn what_wants_attention_comes_first_and_silence_accuses_nobody() {
    let page = page(&checked(), true, &catalogue(Lang::En));
    let order: Vec<&str> = page
        .split("<div class=\"title\"><h3>")
        .skip(1)
        .filter_map(|rest| rest.split("</h3>").next())
        .collect();
    let expected = ["P-2 Other chain", "P-3 Guest", "P-1 Fits", "P-5 Twice", "P-4 Dead"];
    assert_eq!(order, expected, "deviates, undeclared, declared twice, no answer");
    let of = |name: &str| {
        let rest = page.split(&format!("<h3>{name}</h3>")).nth(1).expect("a project");
        rest.split("\n</section>").next().expect("its end").to_owned()
    };
    let guest = of("P-3 Guest");
    let beside = guest.split("<h4>192.0.2.3:8333</h4>").nth(1).expect("what is beside");
    assert!(beside.contains("Observed at the address"), "{beside}");
    assert!(!beside.contains("Declared</th>"), "nobody declared it: {beside}");
    assert!(guest.contains("This was observed at the address."), "{guest}");
    assert!(of("P-1 Fits").contains("is declared by several projects"), "the note is said there");
    let dead = of("P-4 Dead");
    assert!(dead.contains("No answer says nothing about a project"), "{dead}");
    assert!(!dead.contains("badge grave"), "{dead}");
    for (outcome, number) in [("deviates", 1), ("unreachable", 1), ("conforms", 2)] {
        let count =
            format!("<span class=\"number\">{number}</span> <span class=\"name\">{outcome}</span>");
        assert!(page.contains(&count), "{outcome}");
    }
}

#[test]
fn a_page_of_the_file_alone_says_that_nothing_was_contacted() {
    let registry = registry(
        "filing,name,class,platform,chain id,endpoints\n\
         P-1,One,consortium,quorum,1,192.0.2.1:8545\n\
         P-2,Two,consortium,quorum,,192.0.2.1:8545\n\
         P-3,Three,consortium,quorum,,192.0.2.3:8545\n",
    );
    let checked = Checked::offline(&registry, notes::notes(&registry, Atlas::builtin()));
    for (lang, said) in [(Lang::En, "Nothing was contacted."), (Lang::Zh, "未联系任何主机。")]
    {
        let page = page(&checked, false, &catalogue(lang));
        tags(&page);
        assert!(page.contains(said) && !page.contains('⟦'), "{page}");
        assert!(page.contains("192.0.2.3:8545"), "what is declared is shown");
        assert!(!page.contains("class=\"counts\"") && !page.contains("<details>"));
        assert_eq!(page.matches("badge grave").count(), 1 + 4, "a note; twice two projects");
    }
}

#[test]
fn nothing_in_a_registry_is_obeyed() {
    for hostile in HOSTILE {
        let quoted = format!("\"{}\"", hostile.replace('"', "\"\""));
        let registry = registry(&format!(
            "filing,name,operator,class,platform,network,endpoints,contact\n\
             {quoted},{quoted},{quoted},consortium,fisco bcos,{quoted},192.0.2.1:8545,{quoted}\n"
        ));
        let observation = observation([("192.0.2.1:8545", "ethereum/rpc-fisco-2")]);
        let checked = reconcile(&registry, &observation, Vec::new());
        for lang in Lang::ALL {
            let catalogue = catalogue(lang).with_identifiers(Identifiers::Hashed([1; 32]));
            let page = page(&checked, true, &catalogue);
            assert!(!tags(&page).iter().any(|tag| tag.starts_with("script")), "{hostile:?}");
            assert!(!page.contains('\u{1b}') && !page.contains('\u{7}'), "{hostile:?}");
            let look = Look { width: 100, colour: false };
            let table = table::table(&checked, &catalogue, look);
            let is_hidden = |char: char| char.is_control() && char != '\n';
            assert!(!table.contains(is_hidden), "{table:?}");
            let csv = cells::csv(&checked, &catalogue);
            assert!(!csv.contains(|char: char| is_hidden(char) && char != '\r'), "{csv:?}");
            let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
            for record in reader.records() {
                for cell in record.expect("a record").iter() {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
                }
            }
        }
    }
}
