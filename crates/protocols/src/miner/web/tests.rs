//! What is special to this dialogue; the shared checks run over the recordings.

use super::messages::Page;
use crate::http::Agent;
use crate::transcript::Endpoint;

#[test]
fn recordings_pass_the_shared_checks() {
    crate::checks::all("miner", "miner.web", 20);
}

#[test]
fn the_pages_before_pass_them_too() {
    crate::checks::all("miner", "http", 20);
}

#[test]
fn every_request_only_reads_one_listed_path() {
    let endpoint = Endpoint::tcp([192, 0, 2, 1].into(), 80);
    for page in Page::ALL {
        let request = page.request(&endpoint, &Agent::new("coinsift/1"));
        assert_eq!(
            String::from_utf8(request).expect("ASCII"),
            format!(
                "GET {} HTTP/1.1\r\nHost: 192.0.2.1:80\r\nUser-Agent: coinsift/1\r\n\
                 Accept: application/json\r\nConnection: close\r\n\r\n",
                page.path()
            )
        );
    }
    for path in
        ["/1/config", "/api/system/restart", "/api/system/wifi/scan", "/1/workers", "/control"]
    {
        assert_eq!(Page::from_word(path), None, "{path}");
    }
}
