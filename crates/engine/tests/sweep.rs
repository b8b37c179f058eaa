//! Whole runs over endpoints that never open, with a clock that the tests move: order, pace,
//! shortages, stopping and resuming.

mod support;

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use coinsift_engine::done::Progress;
use coinsift_engine::pace::Pace;
use coinsift_engine::run::run;
use coinsift_engine::stop::{Cause, Stop};
use support::{Act, Keep, Script, job, order};
use tokio::time::{Instant, sleep};

fn fast() -> Pace {
    let rate = NonZeroU32::new(1_000_000).expect("a million is not zero");
    Pace { overall: rate, network: rate }
}

#[tokio::test(start_paused = true)]
async fn every_endpoint_is_tried_once_and_no_excluded_one_ever() {
    let order =
        order(&["192.0.2.0/27", "198.51.100.7:9"], &["192.0.2.8/29", "192.0.2.1:81"], &[80, 81]);
    let expected: BTreeSet<_> = (0..order.scope().len())
        .map(|number| order.scope().endpoint(number).unwrap().socket())
        .collect();
    assert_eq!(expected.len(), (32 - 8) * 2 - 1 + 1);
    let dial = Script::new(|_, _| Act::Fail(libc::ECONNREFUSED));
    let mut job = job(order);
    (job.pace, job.dial) = (fast(), dial.clone());
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    let counts = dial.counts();
    assert!(counts.values().all(|&times| times == 1));
    assert_eq!(counts.into_keys().collect::<BTreeSet<_>>(), expected);
    assert!(coverage.is_complete());
    assert_eq!(coverage.total, 48);
    assert_eq!(coverage.done.stretches().collect::<Vec<_>>(), [(0, 48)]);
    assert_eq!((coverage.counts.sent, coverage.counts.closed), (48, 48));
    assert_eq!((coverage.counts.in_flight, coverage.counts.open), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn the_pace_is_kept_over_all_and_for_each_network() {
    let dial = Script::new(|_, _| Act::Fail(libc::ECONNREFUSED));
    // 40 networks at 20 a second could take 800 a second; the overall limit is 500.
    let targets: Vec<String> = (0..40).map(|network| format!("11.0.{network}.0/26")).collect();
    let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
    let mut job = job(order(&targets, &[], &[80]));
    job.dial = dial.clone();
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    assert!(coverage.is_complete());
    let moments = dial.moments();
    assert_eq!(moments.len(), 40 * 64);
    let within = |of: &[Instant], most: usize| {
        of.iter().enumerate().all(|(at, first)| {
            let second = of[at..]
                .iter()
                .take_while(|later| later.duration_since(*first) < Duration::from_secs(1));
            second.count() <= most
        })
    };
    let all: Vec<Instant> = moments.iter().map(|(at, _)| *at).collect();
    assert!(within(&all, 510), "over all");
    for network in 0..40 {
        let one: Vec<Instant> = moments
            .iter()
            .filter(|(_, to)| to.to_string().starts_with(&format!("11.0.{network}.")))
            .map(|(at, _)| *at)
            .collect();
        assert!(within(&one, 20), "network {network}");
    }
    // 2560 connects at 500 a second are 5.1 s: waiting for one network must not hold the others.
    assert!(coverage.elapsed < Duration::from_secs(7), "{:?}", coverage.elapsed);
}

#[tokio::test(start_paused = true)]
async fn one_network_is_swept_at_its_own_pace() {
    let dial = Script::new(|_, _| Act::Fail(libc::ECONNREFUSED));
    let mut job = job(order(&["192.0.2.0/24"], &[], &[80]));
    job.dial = dial.clone();
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    assert_eq!(coverage.counts.closed, 256);
    let seconds = coverage.elapsed.as_secs_f64();
    assert!((12.0..14.0).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn silence_takes_three_seconds_and_no_more_than_the_limit_is_in_flight() {
    let dial = Script::new(|_, _| Act::Hang);
    let mut job = job(order(&["192.0.2.0/26"], &[], &[80]));
    (job.pace, job.dial) = (fast(), dial.clone());
    job.limits.connects = 16;
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    assert_eq!(coverage.counts.silent, 64);
    assert_eq!(dial.most_at_once.load(Ordering::SeqCst), 16);
    let seconds = coverage.elapsed.as_secs_f64();
    assert!((12.0..12.5).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn outcomes_are_told_apart() {
    let dial = Script::new(|to, _| match to.port() {
        1 => Act::Fail(libc::ECONNREFUSED),
        2 => Act::Fail(libc::EHOSTUNREACH),
        3 => Act::Fail(libc::EPERM),
        _ => Act::Hang,
    });
    let mut job = job(order(&["192.0.2.1"], &[], &[1, 2, 3, 4]));
    job.dial = dial;
    let counts = run(job, Arc::new(Keep::default()), Stop::new()).await.counts;
    assert_eq!((counts.closed, counts.unreachable, counts.failed, counts.silent), (1, 1, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_shortage_is_retried_and_never_counted_as_closed() {
    let dial = Script::new(|to, before| match (to.port(), before) {
        (1, 0 | 1) => Act::Fail(libc::EMFILE),
        (2, 0) => Act::Fail(libc::EADDRNOTAVAIL),
        (3, 0..=4) => Act::Fail(libc::ENOBUFS),
        _ => Act::Fail(libc::ECONNREFUSED),
    });
    let mut job = job(order(&["192.0.2.1"], &[], &[1, 2, 3, 4]));
    job.dial = dial.clone();
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    let counts = coverage.counts;
    assert!(coverage.is_complete());
    assert_eq!((counts.sent, counts.closed, counts.retries), (4, 4, 8));
    assert_eq!((counts.descriptors, counts.ports, counts.buffers), (2, 1, 5));
    let notes: Vec<String> = counts.notes().into_iter().map(|note| note.id).collect();
    assert_eq!(notes, ["pressure-descriptors", "pressure-ports", "pressure-buffers"]);
}

#[tokio::test(start_paused = true)]
async fn a_lasting_shortage_leaves_endpoints_unasked_and_the_run_incomplete() {
    let dial = Script::new(|to, _| match to.port() {
        1 => Act::Fail(libc::EMFILE),
        _ => Act::Fail(libc::ECONNREFUSED),
    });
    let mut job = job(order(&["192.0.2.1"], &[], &[1, 2]));
    job.dial = dial.clone();
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    assert_eq!(coverage.cause, Some(Cause::Pressure));
    assert_eq!(coverage.sentence().to_string(), "coverage-pressure done=\"1\" total=\"2\"");
    assert_eq!((coverage.counts.unasked, coverage.counts.closed), (1, 1));
    assert_eq!(coverage.done.count(), 1);
    assert_eq!(dial.counts().into_values().max(), Some(9));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_run_says_so_and_is_resumed_where_it_was() {
    let make = || order(&["192.0.2.0/24"], &[], &[80]);
    let dial = Script::new(|to, _| match to.to_string().len() % 2 {
        0 => Act::Hang,
        _ => Act::Fail(libc::ECONNREFUSED),
    });
    let mut first = job(make());
    first.dial = dial.clone();
    let stop = Stop::new();
    let handle = stop.clone();
    tokio::spawn(async move {
        sleep(Duration::from_secs(5)).await;
        handle.interrupt();
    });
    let coverage = run(first, Arc::new(Keep::default()), stop).await;
    assert_eq!(coverage.cause, Some(Cause::Interrupted));
    assert!(coverage.elapsed < Duration::from_millis(5100), "{:?}", coverage.elapsed);
    let tried = dial.counts();
    assert!((90..=102).contains(&tried.len()), "{}", tried.len());
    let in_flight = tried.len() as u64 - coverage.done.count();
    assert!(in_flight > 0 && in_flight <= 60, "{in_flight}");

    let again = Script::new(|_, _| Act::Fail(libc::ECONNREFUSED));
    let mut second = job(make());
    second.dial = again.clone();
    second.progress = Arc::new(Progress::from(coverage.done.clone()));
    let coverage = run(second, Arc::new(Keep::default()), Stop::new()).await;
    assert!(coverage.is_complete());
    let retried = again.counts();
    assert_eq!(retried.keys().filter(|to| tried.contains_key(to)).count() as u64, in_flight);
    let both: BTreeSet<_> = tried.keys().chain(retried.keys()).collect();
    assert_eq!(both.len(), 256);
}

#[tokio::test(start_paused = true)]
async fn a_run_ends_when_its_time_is_over() {
    let mut job = job(order(&["192.0.2.0/24"], &[], &[80]));
    job.dial = Script::new(|_, _| Act::Hang);
    job.budget.time = Some(Duration::from_secs(4));
    let coverage = run(job, Arc::new(Keep::default()), Stop::new()).await;
    assert_eq!(coverage.cause, Some(Cause::MaxTime));
    assert!(coverage.elapsed < Duration::from_millis(4200), "{:?}", coverage.elapsed);
    assert!(coverage.done.count() > 0 && coverage.done.count() < 256);
}
