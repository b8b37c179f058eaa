//! Observations in, news out: each case a row of nights in letters.

use std::collections::BTreeMap;
use std::sync::Arc;

use coinsift_protocols::Utc;
use coinsift_store::{Observation, Observed, Outline, RunId, Versions};
use coinsift_verdict::Class;
use proptest::prelude::*;

use super::*;
use crate::Owners;
use crate::lang::Lang;
use crate::testing::{catalogue, endpoint, node_verdict};

/// `a` and `b` are nodes that differ in their software, `l` one of another class, `w` is `a` with a
/// weaker ground, `s` says nothing.
fn outline(letter: char) -> Outline {
    let node = Outline::of(&node_verdict());
    match letter {
        'b' => Outline { software: Some("/other:1/".to_owned()), ..node },
        'l' => Outline { class: Class::Local, finding: false, ..node },
        'w' => Outline { strength: None, leans: Some(Class::Coin), ..node },
        's' => Outline { class: Class::Silent, network: None, software: None, ..node },
        _ => node,
    }
}

fn night(number: usize) -> RunId {
    RunId::new(Utc(number as i64 * 86_400_000), [0; 3])
}

/// A letter a night: `.` no answer, a blank not tried.
fn observed(nights: &str) -> Observed {
    let observations = nights.chars().enumerate().filter(|(_, letter)| *letter != ' ');
    let observations = observations.map(|(number, letter)| Observation {
        run: night(number),
        time: night(number).start(),
        outline: (letter != '.').then(|| outline(letter)),
    });
    Observed { endpoint: endpoint(), host: None, observations: observations.collect() }
}

fn sweeps(nights: usize, gone_after: u32) -> BTreeMap<RunId, Sweep> {
    let sweep = Sweep { gone_after, could_see: true, versions: Versions::default() };
    (0..nights).map(|number| (night(number), sweep.clone())).collect()
}

/// News of every event, for the tests of pages.
pub(crate) fn sample() -> Vec<News> {
    let mut news = of_endpoint(&observed("ab...b...l"), &sweeps(10, 3));
    news.push(News { event: Event::Judged, ..news[1].clone() });
    news
}

/// A line of every event, for the tests of the schema.
pub(crate) fn sample_lines() -> Vec<crate::ndjson::Line> {
    sample().iter().map(|one| line("night", one, &catalogue(Lang::En))).collect()
}

/// The events by night, in letters: New, Changed, Gone, Returned, `-` nothing.
fn events(nights: &str, gone_after: u32) -> String {
    told(&of_endpoint(&observed(nights), &sweeps(nights.len(), gone_after)), nights.len())
}

fn told(news: &[News], nights: usize) -> String {
    let mut letters = vec!['-'; nights];
    for one in news {
        let at = (0..nights).position(|number| night(number) == one.run).expect("a night");
        assert_eq!(letters[at], '-', "one piece of news a night at most");
        letters[at] = one.event.word().chars().next().expect("a letter").to_ascii_uppercase();
    }
    letters.into_iter().collect()
}

#[test]
fn a_row_of_nights_makes_the_news_it_should() {
    for (nights, gone_after, expected) in [
        ("aaaa", 3, "N---"),
        ("..aa", 3, "--N-"),
        ("a...", 3, "N--G"),
        ("a.....", 3, "N--G--"),
        ("a...a", 3, "N--GR"),
        ("a..a..a", 3, "N------"),
        ("a.a.a.a", 1, "NGRGRGR"),
        ("a. .  .a", 3, "N-----GR"),
        ("a     a", 3, "N------"),
        ("ab", 3, "NC"),
        ("aabba", 3, "N-C-C"),
        ("a..b", 3, "N--C"),
        ("a...b", 3, "N--GR"),
        ("al", 3, "NC"),
        ("awaw", 3, "N---"),
        ("asa", 3, "N--"),
        ("asssa", 3, "N--CC"),
        ("as.", 3, "N--"),
        ("as..", 3, "N--G"),
        (".s.s", 1, "-NGR"),
        ("a...s", 3, "N--GR"),
    ] {
        assert_eq!(events(nights, gone_after), expected, "{nights:?} after {gone_after}");
    }
}

#[test]
fn other_runs_and_sweeps_that_saw_nothing_do_not_count() {
    let mut blind = sweeps(5, 3);
    blind.get_mut(&night(2)).expect("a night").could_see = false;
    assert_eq!(told(&of_endpoint(&observed("a...."), &blind), 5), "N---G");
    let mut others = sweeps(5, 3);
    others.remove(&night(0));
    assert_eq!(told(&of_endpoint(&observed("aabb."), &others), 5), "-NC--");
    // A job that becomes more patient is held to what it says now, and so is an impatient one.
    let mut changed = sweeps(5, 5);
    changed.get_mut(&night(4)).expect("a night").gone_after = 2;
    assert_eq!(told(&of_endpoint(&observed("a...."), &changed), 5), "N---G");
}

#[test]
fn news_say_what_was_and_since_when() {
    let news = of_endpoint(&observed("a..ab...l"), &sweeps(9, 3));
    let events: Vec<Event> = news.iter().map(|one| one.event).collect();
    assert_eq!(events, [Event::New, Event::Changed, Event::Gone, Event::Returned]);
    let [new, changed, gone, returned] = &news[..] else { panic!("four") };
    assert_eq!((new.before.clone(), new.now.clone()), (None, Some(outline('a'))));
    assert_eq!(changed.fields, [Field::Software]);
    assert_eq!(changed.before, Some((outline('a'), night(3))));
    assert_eq!((gone.now.clone(), gone.missed), (None, 3));
    assert_eq!((gone.first_seen, gone.last_seen), (night(0).start(), night(4).start()));
    assert_eq!(returned.before, Some((outline('b'), night(4))));
    assert!(returned.fields.contains(&Field::Class), "{:?}", returned.fields);
}

#[test]
fn newer_data_that_judge_the_same_answers_otherwise_are_told_apart() {
    let mut sweeps = sweeps(2, 3);
    let news = of_endpoint(&observed("ab"), &sweeps);
    assert!(!news[1].judged_by_other_data(&sweeps));
    sweeps.get_mut(&night(1)).expect("a night").versions.atlas = "newer".to_owned();
    assert!(news[1].judged_by_other_data(&sweeps));
    let mut same_answers = news[1].clone();
    same_answers.judge_again(&outline('b'));
    assert_eq!(same_answers.event, Event::Judged);
    let mut other_answers = news[1].clone();
    other_answers.judge_again(&outline('l'));
    assert_eq!(other_answers.event, Event::Changed);
}

#[test]
fn every_event_has_words_in_both_languages_and_all_forms() {
    let mut news = of_endpoint(&observed("ab...b...l"), &sweeps(10, 3));
    news.push(News { event: Event::Judged, ..news[1].clone() });
    let events: Vec<Event> = news.iter().map(|one| one.event).collect();
    assert!(Event::ALL.iter().all(|event| events.contains(event)), "{events:?}");
    let owners = Owners::read("o.csv", b"ip,unit\n192.0.2.1,=School\n").expect("a table");
    for lang in Lang::ALL {
        let catalogue = catalogue(lang).with_owners(Some(Arc::new(owners.clone())));
        let shown = table(&news, &catalogue, 100);
        assert!(!shown.contains('⟦'), "{shown}");
        assert!(shown.contains("192.0.2.1:8333") && shown.contains("=School"), "{shown}");
        for one in &news {
            let csv = csv_line("night", one, &catalogue);
            assert!(csv.starts_with("night,") && csv.contains(",'=School,"), "{csv}");
            let json = line("night", one, &catalogue).written().expect("JSON");
            assert!(!csv.contains('⟦') && !json.contains('⟦'), "{json}");
        }
    }
    assert_eq!(table(&[], &catalogue(Lang::En), 100), "");
    assert_eq!(csv_head().split(',').count(), 27);
}

proptest! {
    /// News folded over all nights at once are those of each night told on its own: a night that
    /// comes later never changes what was to be told before.
    #[test]
    fn later_nights_do_not_change_earlier_news(
        nights in "[abls. ]{1,12}",
        gone_after in 1_u32..4,
    ) {
        let whole = events(&nights, gone_after);
        for until in 1..=nights.len() {
            prop_assert_eq!(&events(&nights[..until], gone_after), &whole[..until]);
        }
        // Whoever only reads news knows who is there: present and gone alternate.
        let mut there = false;
        for letter in whole.chars() {
            match letter {
                'N' | 'R' => { prop_assert!(!there); there = true; }
                'G' => { prop_assert!(there); there = false; }
                'C' => prop_assert!(there),
                _ => {}
            }
        }
    }
}
