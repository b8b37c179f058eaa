//! FISCO BCOS, which shares ports and the form of its questions with Ethereum.

use super::*;
use crate::ethereum::tests::stored;
use crate::text::Recording;

/// Two groups as release 3 describes them: FISCO-BCOS/FISCO-BCOS `bcos-rpc/jsonrpc/Common.h`,
/// `groupInfoListToJson`.
const GROUPS: &str = r#"[{"chainID":"chain0","genesisConfig":"{\"consensusType\":\"pbft\"}","groupID":"group0","iniConfig":"","nodeList":[{"featureKeys":[],"iniConfig":"{\"binaryInfo\":{\"version\":\"3.12.0\"}}","microService":false,"name":"node0","nodeID":"NODE","protocol":{"compatibilityVersion":51118080,"maxSupportedVersion":2,"minSupportedVersion":0},"serviceInfo":[],"type":0}]},{"chainID":"chain0","genesisConfig":"","groupID":"group1","iniConfig":"","nodeList":[]}]"#;

pub(in crate::ethereum) fn groups() -> String {
    GROUPS.replace("NODE", &"3a".repeat(64))
}

/// The questions in the order in which they were asked.
fn methods(transcript: &Transcript) -> Vec<String> {
    let sent = String::from_utf8(transcript.sent()).unwrap();
    let names = sent.split(r#""method":""#).skip(1);
    names.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn it_is_recognised_before_anything_is_called_ethereum() {
    let version = r#"{"FISCO-BCOS Version":"2.9.1","Supported Version":"2.9.1","Chain Id":"1"}"#;
    let transcript = asked(&[
        http("200 OK", &error(Method::ClientVersion, -32601)),
        one(Method::FiscoVersion, version),
    ]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(methods(&transcript), ["web3_clientVersion", "getClientVersion"]);
    assert_eq!(fact(&transcript, "ethereum.fisco.version"), "2.9.1");
    assert_eq!(fact(&transcript, "ethereum.fisco.chain_id"), "1");
    let version = r#""FISCO-BCOS-Web3RPC/3.12.0-Release/Linux/abcdef""#;
    let transcript = asked(&[one(Method::ClientVersion, version), core()]);
    assert_eq!(
        fact(&transcript, "ethereum.fisco.web3"),
        "FISCO-BCOS-Web3RPC/3.12.0-Release/Linux/abcdef"
    );
}

#[test]
fn release_3_names_its_groups() {
    let unknown = |method| http("200 OK", &error(method, -32601));
    let transcript = asked(&[
        unknown(Method::ClientVersion),
        unknown(Method::FiscoVersion),
        one(Method::FiscoGroups, &groups()),
    ]);
    assert_eq!(transcript.ending, Ending::Spoken);
    assert_eq!(
        methods(&transcript),
        ["web3_clientVersion", "getClientVersion", "getGroupInfoList"]
    );
    assert_eq!(fact(&transcript, "ethereum.fisco.groups"), "group0, group1");
    assert_eq!(fact(&transcript, "ethereum.fisco.chain_id"), "chain0");
    assert_eq!(fact(&transcript, "ethereum.rpc.client_version"), "-");
    let software =
        "built by hand, answers as FISCO-BCOS 3.12 gives them on its own interface".to_owned();
    stored("rpc-fisco-3-groups", &text::write(&Recording { software, transcript }));
}

#[test]
fn a_list_that_is_none_of_groups_is_nothing() {
    let group = groups();
    for wrong in [
        "[]".to_owned(),
        "[{}]".to_owned(),
        "[1]".to_owned(),
        r#"{"code":0,"msg":"success","groupList":["group0"]}"#.to_owned(),
        "true".to_owned(),
        group.replace("chainID", "chain"),
        group.replace(r#""chain0""#, "0"),
        group.replace("nodeID", "node"),
        group.replace(r#""nodeList":[]"#, r#""nodeList":null"#),
    ] {
        let unknown = |method| http("200 OK", &error(method, -32601));
        let transcript = asked(&[
            unknown(Method::ClientVersion),
            unknown(Method::FiscoVersion),
            one(Method::FiscoGroups, &wrong),
        ]);
        assert_eq!(transcript.ending, Ending::Mismatch, "{wrong}");
        assert_eq!(fact(&transcript, "ethereum.fisco.groups"), "-", "{wrong}");
    }
}
