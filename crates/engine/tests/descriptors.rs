//! A run while the process has no free descriptor. Alone in its program: the limit holds for all.

mod support;

use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use coinsift_engine::run::run;
use coinsift_engine::stop::Stop;
use support::{Keep, job, order};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

#[tokio::test]
async fn a_run_waits_for_descriptors_and_finds_every_open_port() {
    let mut ports = Vec::new();
    for _ in 0..6 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        ports.push(listener.local_addr().unwrap().port());
        tokio::spawn(async move {
            // The peer is in the same process and short of descriptors as well.
            loop {
                match listener.accept().await {
                    Ok((mut stream, _)) => drop(stream.write_all(b"SSH-2.0-x\r\n").await),
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                }
            }
        });
    }
    let mut job = job(order(&["127.0.0.1"], &[], &ports));
    job.pace.network = job.pace.overall;

    let (_, hard) = rlimit::Resource::NOFILE.get().unwrap();
    rlimit::Resource::NOFILE.set(64, hard).unwrap();
    let mut taken = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        taken.push(file);
    }
    assert!(!taken.is_empty());
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(400)).await;
        drop(taken);
    });
    let sink = Arc::new(Keep::default());
    let coverage = run(job, sink.clone(), Stop::new()).await;
    assert!(coverage.is_complete());
    assert!(coverage.counts.descriptors > 0 && coverage.counts.retries > 0);
    assert_eq!((coverage.counts.open, coverage.counts.closed, coverage.counts.failed), (6, 0, 0));
    assert_eq!(sink.all().len(), 6);
}
