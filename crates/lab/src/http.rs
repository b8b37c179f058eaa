//! Servers that speak HTTP/1.1: ordinary ones, lookalikes, and the JSON-RPC of the Bitcoin family.

use std::io;

use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};

use crate::bitcoin::{self, Chain};
use crate::ethereum;
use crate::line::Line;
use crate::recorded::Recorded;
use crate::websocket::says;

/// The most bytes of a request's head, and of its body.
const MAX_HEAD: usize = 16 * 1024;
const MAX_BODY: usize = 64 * 1024;
/// The most header fields that are looked at.
const MAX_HEADERS: usize = 64;

const NGINX_PAGE: &str = "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n";

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// A fresh web server: its welcome page at `/`, 404 elsewhere, 405 to POST, 400 to what is no
    /// HTTP.
    Nginx,
    /// Says 200 and `OK` to everything.
    SaysYes,
    /// Gives the question back as JSON, as echo services for testing do.
    EchoJson,
    /// A `bitcoind` that wants a password: 401 with realm `jsonrpc` to POST, 405 to GET.
    BitcoindLocked,
    /// A `bitcoind` that does not let our address in: 403 without a word.
    BitcoindForbids,
    /// The JSON-RPC of a Bitcoin node that asks for no password.
    OpenRpc(Rpc),
    /// The JSON-RPC of a Bitcoin node on this chain, which wants a login: user and password.
    LoginRpc(Box<Chain>, &'static str, &'static str),
    /// The JSON-RPC of an Ethereum node on this chain, which asks for no password.
    Ethereum(ethereum::Chain),
    /// Answers every question of JSON-RPC with this result, in JSON; 405 to GET.
    Says(&'static str),
    /// The JSON-RPC of a recorded node.
    Recorded(Recorded),
    /// Sends everybody to another address.
    Redirect(String),
}

/// What an open JSON-RPC service says of its node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rpc {
    /// The chain's name: `main`, `test`, `regtest` …
    pub chain: String,
    /// The genesis block's hash in display order, as hex digits.
    pub genesis: String,
    /// The height.
    pub blocks: u32,
    /// The agent.
    pub subversion: String,
    /// The software's version as a number, 270000 for 27.0.
    pub version: u32,
}

impl Rpc {
    /// A fresh regtest node of Bitcoin Core 27.
    pub fn regtest() -> Rpc {
        Rpc {
            chain: "regtest".to_owned(),
            genesis: "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206".to_owned(),
            blocks: 0,
            subversion: "/Satoshi:27.0.0/".to_owned(),
            version: 270_000,
        }
    }

    fn answer(&self, question: &Value) -> (u16, Value) {
        let id = question.get("id").cloned().unwrap_or(Value::Null);
        let method = question.get("method").and_then(Value::as_str).unwrap_or_default();
        let result = match method {
            "getblockchaininfo" => json!({
                "chain": self.chain, "blocks": self.blocks, "headers": self.blocks,
                "bestblockhash": self.genesis, "difficulty": 4.656542373906925e-10,
                "time": 1_296_688_602, "mediantime": 1_296_688_602, "verificationprogress": 1,
                "initialblockdownload": true,
                "chainwork": "0000000000000000000000000000000000000000000000000000000000000002",
                "size_on_disk": 293, "pruned": false, "warnings": "",
            }),
            "getnetworkinfo" => json!({
                "version": self.version, "subversion": self.subversion, "protocolversion": 70016,
                "localservices": "0000000000000c09",
                "localservicesnames": ["NETWORK", "WITNESS", "NETWORK_LIMITED", "P2P_V2"],
                "localrelay": true, "timeoffset": 0, "networkactive": true, "connections": 0,
                "connections_in": 0, "connections_out": 0, "networks": [], "relayfee": 0.00001,
                "incrementalfee": 0.00001, "localaddresses": [], "warnings": "",
            }),
            "getmininginfo" => json!({
                "blocks": self.blocks, "difficulty": 4.656542373906925e-10, "networkhashps": 0,
                "pooledtx": 0, "chain": self.chain, "warnings": "",
            }),
            "getblockhash" if question.pointer("/params/0").and_then(Value::as_u64) == Some(0) => {
                json!(self.genesis)
            }
            "getblockhash" => {
                let error = json!({"code": -8, "message": "Block height out of range"});
                return (500, json!({"result": null, "error": error, "id": id}));
            }
            _ => {
                let error = json!({"code": -32601, "message": "Method not found"});
                return (404, json!({"result": null, "error": error, "id": id}));
            }
        };
        (200, json!({"result": result, "error": null, "id": id}))
    }
}

/// A request, as far as the servers look at it.
pub(crate) struct Request {
    method: String,
    path: String,
    body: Vec<u8>,
    keep: bool,
    /// `Authorization`, or nothing.
    authorization: String,
    /// `Sec-WebSocket-Key`, or nothing.
    pub(crate) websocket_key: String,
}

impl Request {
    /// The path, as it was sent.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Whether it only reads.
    pub(crate) fn is_get(&self) -> bool {
        self.method == "GET"
    }
}

/// What a server says.
struct Response {
    status: u16,
    content_type: &'static str,
    fields: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Response {
    fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Response {
        Response { status, content_type, fields: Vec::new(), body: body.into() }
    }

    fn with(mut self, name: &'static str, value: &str) -> Response {
        self.fields.push((name, value.to_owned()));
        self
    }

    fn encode(&self, keep: bool) -> Vec<u8> {
        let reason = match self.status {
            200 => "OK",
            302 => "Found",
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            500 => "Internal Server Error",
            _ => "Unknown",
        };
        let mut head = format!("HTTP/1.1 {} {reason}\r\n", self.status);
        let mut field = |name: &str, value: &dyn std::fmt::Display| {
            head.push_str(&format!("{name}: {value}\r\n"));
        };
        for (name, value) in &self.fields {
            field(name, value);
        }
        field("Content-Length", &self.body.len());
        field("Content-Type", &self.content_type);
        // Staying open is the rule in HTTP/1.1 and not spoken of.
        if !keep {
            field("Connection", &"close");
        }
        head.push_str("\r\n");
        [head.as_bytes(), &self.body].concat()
    }
}

impl Server {
    pub(crate) async fn serve(&self, line: &mut Line) -> io::Result<()> {
        let mut stream = Vec::new();
        loop {
            let request = match read_request(line, &mut stream).await? {
                Read::Request(request) => request,
                Read::NotHttp => {
                    let page =
                        "<html>\r\n<head><title>400 Bad Request</title></head>\r\n</html>\r\n";
                    let response = Response::new(400, "text/html", page);
                    return line.send(&self.signed(response).encode(false)).await;
                }
                Read::Over => return Ok(()),
            };
            let response = self.signed(self.answer(&request));
            line.send(&response.encode(request.keep)).await?;
            if !request.keep {
                return Ok(());
            }
        }
    }

    /// Adds the name of the software, where this server tells it.
    fn signed(&self, response: Response) -> Response {
        match self {
            Server::Nginx => response.with("Server", "nginx/1.24.0"),
            _ => response,
        }
    }

    fn answer(&self, request: &Request) -> Response {
        let post = request.method == "POST";
        let html = "text/html; charset=ISO-8859-1";
        match self {
            Server::Nginx if post => Response::new(405, "text/html", "405 Not Allowed\r\n"),
            Server::Nginx if request.path == "/" => Response::new(200, "text/html", NGINX_PAGE),
            Server::Nginx => Response::new(404, "text/html", "404 Not Found\r\n"),
            Server::SaysYes => Response::new(200, "text/plain", "OK"),
            Server::EchoJson => Response::new(200, "application/json", echo(request).to_string()),
            Server::BitcoindForbids => Response::new(403, html, ""),
            Server::BitcoindLocked | Server::OpenRpc(_) | Server::LoginRpc(..) if !post => {
                Response::new(405, html, "JSONRPC server handles only POST requests")
            }
            Server::BitcoindLocked => {
                Response::new(401, html, "").with("WWW-Authenticate", "Basic realm=\"jsonrpc\"")
            }
            Server::LoginRpc(_, user, password) if !request.knows(user, password) => {
                Response::new(401, html, "").with("WWW-Authenticate", "Basic realm=\"jsonrpc\"")
            }
            Server::LoginRpc(chain, ..) => {
                bitcoind(request, |question| bitcoin::service::answer(chain, question))
            }
            Server::OpenRpc(rpc) => bitcoind(request, |question| rpc.answer(question)),
            Server::Ethereum(_) if !post => Response::new(405, "text/plain", "method not allowed"),
            Server::Ethereum(chain) => {
                let (status, body) = chain.answer(&request.body);
                Response::new(status, "application/json", body)
            }
            Server::Says(_) if !post => Response::new(405, "text/plain", "POST only"),
            Server::Says(result) => {
                Response::new(200, "application/json", says(&request.body, result))
            }
            Server::Recorded(_) if !post => Response::new(405, "text/plain", "POST only"),
            Server::Recorded(recorded) => {
                let (status, body) = recorded.answer(&request.body);
                Response::new(status, "application/json", body)
            }
            Server::Redirect(to) => Response::new(302, "text/html", "").with("Location", to),
        }
    }
}

impl Request {
    /// Whether it carries this login (RFC 7617).
    fn knows(&self, user: &str, password: &str) -> bool {
        let login = Base64::encode_string(format!("{user}:{password}").as_bytes());
        self.authorization == format!("Basic {login}")
    }
}

/// What a `bitcoind` says to a request whose question is answered so.
fn bitcoind(request: &Request, answer: impl FnOnce(&Value) -> (u16, Value)) -> Response {
    let (status, answer) = match serde_json::from_slice(&request.body) {
        Ok(question) => answer(&question),
        Err(_) => {
            let error = json!({"code": -32700, "message": "Parse error"});
            (500, json!({"result": null, "error": error, "id": null}))
        }
    };
    Response::new(status, "application/json", format!("{answer}\n"))
}

/// What an echo service says: the method, the path and the body, parsed where it is JSON.
fn echo(request: &Request) -> Value {
    let body = serde_json::from_slice(&request.body)
        .unwrap_or_else(|_| json!(String::from_utf8_lossy(&request.body)));
    match body {
        // A JSON object comes back as it was, with what the service adds.
        Value::Object(mut fields) => {
            fields.insert("path".to_owned(), json!(request.path));
            Value::Object(fields)
        }
        body => json!({"method": request.method, "path": request.path, "data": body}),
    }
}

pub(crate) enum Read {
    Request(Request),
    NotHttp,
    Over,
}

/// Reads one request from the line; what follows it stays in `stream`.
pub(crate) async fn read_request(line: &mut Line, stream: &mut Vec<u8>) -> io::Result<Read> {
    let mut buffer = [0; 4096];
    loop {
        match parse(stream) {
            Parsed::Whole(request, used) => {
                stream.drain(..used);
                return Ok(Read::Request(request));
            }
            Parsed::NotHttp => return Ok(Read::NotHttp),
            Parsed::More if stream.len() > MAX_HEAD + MAX_BODY => return Ok(Read::NotHttp),
            Parsed::More => {}
        }
        let count = line.read(&mut buffer).await?;
        if count == 0 {
            return Ok(Read::Over);
        }
        stream.extend_from_slice(buffer.get(..count).unwrap_or_default());
    }
}

enum Parsed {
    Whole(Request, usize),
    More,
    NotHttp,
}

fn parse(stream: &[u8]) -> Parsed {
    let mut fields = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut fields);
    let head = match request.parse(stream) {
        Ok(httparse::Status::Complete(head)) => head,
        Ok(httparse::Status::Partial) => return Parsed::More,
        Err(_) => return Parsed::NotHttp,
    };
    let field = |name: &str| {
        let found = request.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        found.and_then(|field| std::str::from_utf8(field.value).ok()).unwrap_or_default()
    };
    let length = match field("content-length").trim() {
        "" => 0,
        number => match number.parse::<usize>() {
            Ok(length) if length <= MAX_BODY => length,
            _ => return Parsed::NotHttp,
        },
    };
    let Some(body) = stream.get(head..head + length) else {
        return Parsed::More;
    };
    let keep = request.version == Some(1) && !field("connection").eq_ignore_ascii_case("close");
    let method = request.method.unwrap_or_default().to_owned();
    let path = request.path.unwrap_or_default().to_owned();
    let authorization = field("authorization").trim().to_owned();
    let (body, websocket_key) = (body.to_vec(), field("sec-websocket-key").trim().to_owned());
    Parsed::Whole(Request { method, path, body, keep, authorization, websocket_key }, head + length)
}
