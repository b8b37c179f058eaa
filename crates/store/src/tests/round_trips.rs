//! Whatever is written comes back as it was.

use coinsift_protocols::layer::Layered;
use coinsift_protocols::{
    Close, Ending, Endpoint, Event, Happening, Head, Transcript, Transport, Utc,
};
use coinsift_verdict::verdict::{Access, Contradiction, Evidence, Mining, Role};
use coinsift_verdict::{Class, Place, Sentence, Side, Strength, Value, Verdict};
use proptest::prelude::*;

use super::samples::{create, manifest, reopen, run_id};
use crate::{EndpointRecord, Item, StoredEndpoint};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<u128>().prop_map(Value::Uint),
        any::<bool>().prop_map(Value::Bool),
        ".{0,20}".prop_map(Value::Text),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::List))
}

fn sentence() -> impl Strategy<Value = Sentence> {
    ("[a-z-]{1,12}", prop::collection::vec(("[a-z]{1,5}", ".{0,12}"), 0..3))
        .prop_map(|(id, args)| Sentence { id, args })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let strength =
        prop_oneof![Just(Strength::Hinted), Just(Strength::Stated), Just(Strength::Proven)];
    let side = prop_oneof![Just(Side::Received), Just(Side::Sent)];
    ("[a-z-]{1,9}", value(), strength, any::<(u16, u32, u32)>(), side).prop_map(
        |(name, value, strength, (dialogue, offset, len), side)| Evidence {
            fingerprint: name.clone(),
            fact: name,
            value,
            strength,
            at: Place { dialogue, side, offset, len },
        },
    )
}

prop_compose! {
    fn verdict()(
        class in prop::sample::select(Class::ALL.to_vec()),
        access in prop::option::of(prop_oneof![Just(Access::Members), Just(Access::Open)]),
        texts in prop::array::uniform4(prop::option::of(".{0,20}")),
        candidates in prop::collection::vec(".{0,9}", 0..3),
        mining in prop_oneof![
            Just(Mining::NotSeen), Just(Mining::Indicated), Just(Mining::Confirmed)
        ],
        roles in prop::collection::vec(
            prop_oneof![Just(Role::FullNode), Just(Role::Miner), Just(Role::Light)], 0..3
        ),
        testnet in any::<Option<bool>>(),
        evidence_list in prop::collection::vec(evidence(), 0..3),
        words in prop::collection::vec(sentence(), 0..3),
        coin_side in any::<bool>(),
    ) -> Verdict {
        let [network, network_name, platform, software] = texts;
        let contradictions = words.first().map(|one| Contradiction {
            one: one.clone(),
            other: one.clone(),
            evidence: evidence_list.clone(),
            coin_side,
        });
        Verdict {
            class, access, leans: Some(class), network, network_name, candidates, platform,
            software, roles, mining, mining_detail: words.clone(), testnet,
            strength: Some(Strength::Hinted), evidence: evidence_list,
            contradictions: contradictions.into_iter().collect(), summary: words,
        }
    }
}

fn layered() -> impl Strategy<Value = Layered> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![
        bytes().prop_map(Layered::Sent),
        bytes().prop_map(Layered::Received),
        bytes().prop_map(Layered::Certificate),
        (any::<u16>(), bytes(), bytes()).prop_map(|(algorithm, message, signature)| {
            Layered::Signature { algorithm, message, signature }
        }),
        ".{0,20}".prop_map(Layered::Secret),
        (any::<u16>(), any::<u16>(), prop::option::of(".{0,9}"))
            .prop_map(|(version, suite, alpn)| Layered::Stands { version, suite, alpn }),
        any::<u8>().prop_map(Layered::Alert),
        ".{0,20}".prop_map(Layered::Broken),
    ]
}

fn happening() -> impl Strategy<Value = Happening> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![
        Just(Happening::Opened),
        Just(Happening::Timer),
        bytes().prop_map(Happening::Sent),
        bytes().prop_map(Happening::Received),
        prop::sample::select(Close::ALL.to_vec()).prop_map(Happening::Closed),
        layered().prop_map(Happening::Layer),
    ]
}

prop_compose! {
    fn transcript(endpoint: Endpoint)(
        happenings in prop::collection::vec((any::<u32>(), happening()), 0..6),
        options in prop::collection::btree_map("[a-z]{1,5}", ".{0,9}", 0..3),
        started in any::<i64>(),
        refused in prop::option::of(".{0,9}"),
    ) -> Transcript {
        Transcript {
            head: Head {
                protocol: "bitcoin.p2p".to_owned(), version: 3, endpoint,
                started: Utc(started), options,
            },
            events: happenings.into_iter().map(|(at, what)| Event { at, what }).collect(),
            ending: refused.map_or(Ending::Silent, Ending::Refused),
        }
    }
}

fn record() -> impl Strategy<Value = EndpointRecord> {
    let transport = prop_oneof![Just(Transport::Tcp), Just(Transport::Udp)];
    (any::<std::net::IpAddr>(), 1_u16.., transport).prop_flat_map(|(ip, port, transport)| {
        let endpoint = Endpoint { ip: ip.to_canonical(), port, transport };
        let transcripts = prop::collection::vec(transcript(endpoint), 0..3);
        (prop::option::of(".{0,9}"), any::<u32>(), transcripts, verdict()).prop_map(
            move |(host, time, transcripts, verdict)| EndpointRecord {
                endpoint,
                host,
                time: Utc(i64::from(time)),
                transcripts,
                verdict,
            },
        )
    })
}

fn as_stored(record: &EndpointRecord) -> StoredEndpoint {
    StoredEndpoint {
        run: run_id(0),
        endpoint: record.endpoint,
        host: record.host.clone(),
        time: record.time,
        dialogues: record.transcripts.len() as u16,
        transcripts: record.transcripts.clone(),
        verdict: record.verdict.clone(),
        rejudged: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn endpoints_come_back_as_they_were(
        records in prop::collection::vec(record(), 1..8), batch in 1_usize..5,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut distinct: Vec<EndpointRecord> = Vec::new();
        for record in records {
            if distinct.iter().all(|known| known.endpoint != record.endpoint) {
                distinct.push(record);
            }
        }
        {
            let store = create(folder.path());
            let mut writer = store.begin(&manifest(run_id(0))).unwrap();
            for chunk in distinct.chunks(batch) {
                for record in chunk {
                    writer.push(Item::Endpoint(Box::new(record.clone()))).unwrap();
                }
                let durable = writer.commit().unwrap();
                let pushed: Vec<Item> =
                    chunk.iter().map(|record| Item::Endpoint(Box::new(record.clone()))).collect();
                prop_assert_eq!(durable, pushed);
            }
        }
        let store = reopen(folder.path());
        prop_assert!(store.take_notices().is_empty());
        let run = store.run("latest").unwrap();
        prop_assert_eq!(&run.summary().manifest, &manifest(run_id(0)));
        let stored: Vec<StoredEndpoint> = run.endpoints().map(Result::unwrap).collect();
        let expected: Vec<StoredEndpoint> = distinct.iter().map(as_stored).collect();
        prop_assert_eq!(&stored, &expected);
        for record in &distinct {
            prop_assert_eq!(run.endpoint(&record.endpoint).unwrap(), Some(as_stored(record)));
        }
        let verified = store.verify(&run).unwrap();
        prop_assert_eq!(&verified[0].damage, &None);
    }
}

/// Events as they were written before dialogues could be held inside TLS: a number for the kind,
/// then its contents. Stores keep them for years, so that kinds are only ever added at the end.
#[test]
fn events_written_before_there_were_layers_are_still_read() {
    for (written, what) in [
        (vec![0], Happening::Opened),
        (vec![1, 2, 0xab, 0xcd], Happening::Sent(vec![0xab, 0xcd])),
        (vec![2, 1, 0xff], Happening::Received(vec![0xff])),
        (vec![3], Happening::Timer),
        (vec![4, 0], Happening::Closed(Close::Fin)),
        (vec![4, 6], Happening::Closed(Close::Stopped)),
        (vec![5, 6, 116], Happening::Layer(Layered::Alert(116))),
    ] {
        assert_eq!(postcard::from_bytes::<Happening>(&written).expect("an event"), what);
        assert_eq!(postcard::to_stdvec(&what).expect("bytes"), written);
    }
}
