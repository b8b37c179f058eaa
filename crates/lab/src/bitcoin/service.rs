//! The JSON-RPC service of a node that holds a chain, as far as a reference is asked
//! (bitcoin/bitcoin `src/rpc/blockchain.cpp`).

use serde_json::{Value, json};

use super::chain::Chain;
use super::types::{HEADER, sha256d};

/// The answer to one question of a service on this chain: HTTP's status, and the body.
pub(crate) fn answer(chain: &Chain, question: &Value) -> (u16, Value) {
    let id = question.get("id").cloned().unwrap_or(Value::Null);
    let first = question.pointer("/params/0").cloned().unwrap_or(Value::Null);
    let found = match question.get("method").and_then(Value::as_str).unwrap_or_default() {
        "getblockchaininfo" => {
            let height = chain.headers().len();
            Ok(json!({
                "chain": "main", "blocks": height, "headers": height,
                "bestblockhash": name(chain, height), "initialblockdownload": false,
                "pruned": false, "warnings": "",
            }))
        }
        "getblockhash" => {
            let height = first.as_u64().and_then(|height| usize::try_from(height).ok());
            let name = height.and_then(|height| name(chain, height));
            name.map(Value::from).ok_or((500, -8, "Block height out of range"))
        }
        "getblockheader" => {
            let height = (0..=chain.headers().len())
                .find(|&height| name(chain, height).is_some_and(|name| first == name));
            let shown = height.and_then(|height| {
                let time = chain.header(height)?.get(68..72)?.try_into().ok()?;
                let time = u32::from_le_bytes(time);
                Some(json!({"hash": first, "height": height, "time": time}))
            });
            shown.ok_or((500, -5, "Block not found"))
        }
        _ => Err((404, -32601, "Method not found")),
    };
    match found {
        Ok(result) => (200, json!({"result": result, "error": null, "id": id})),
        Err((status, code, message)) => {
            let error = json!({"code": code, "message": message});
            (status, json!({"result": null, "error": error, "id": id}))
        }
    }
}

/// The name of the block at a height as the service writes it.
fn name(chain: &Chain, height: usize) -> Option<String> {
    if height == 0 {
        return Some(hex::encode(chain.genesis_hash()));
    }
    let header: &[u8; HEADER] = chain.header(height)?;
    let mut name = sha256d(header);
    name.reverse();
    Some(hex::encode(name))
}
