//! How one endpoint behaves: one variant a family.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpStream;

use crate::bitcoin::{Encrypted, Node};
use crate::datagrams::Datagrams;
use crate::devices::Device;
use crate::frail::Frail;
use crate::hns;
use crate::hostile::Hostile;
use crate::http::Server;
use crate::line::{Limits, Line};
use crate::noise::Noise;
use crate::script::Script;
use crate::services::Service;
use crate::stratum;
use crate::tls::Tls;
use crate::visits::Visits;
use crate::websocket::WebSocket;

/// How one endpoint behaves.
#[derive(Clone, Debug)]
pub enum Peer {
    /// A node of the Bitcoin family.
    Bitcoin(Box<Node>),
    /// A node of the Bitcoin family that encrypts.
    Encrypted(Box<Encrypted>),
    /// A server of Stratum V2.
    Noise(Noise),
    /// A node of Handshake.
    Hns(hns::Node),
    /// A server that speaks HTTP/1.1.
    Http(Server),
    /// A server that goes over to WebSocket.
    WebSocket(WebSocket),
    /// Answers datagrams beside a silent TCP port.
    Datagrams(Datagrams),
    /// A mining device or miner.
    Device(Device),
    /// Another service, or none.
    Service(Service),
    /// A work server of miners, or another server of lines of JSON.
    Stratum(stratum::Server),
    /// An attacker.
    Hostile(Hostile),
    /// Another peer inside TLS.
    Tls(Tls),
    /// Another peer behind a bad line.
    Frail(Frail),
    /// A fixed sequence of steps; what [`crate::replay`] makes of a recording.
    Script(Script),
}

impl Peer {
    /// Serves one connection to its end. An error ends the connection and nothing else.
    pub async fn serve(&self, line: &mut Line) -> io::Result<()> {
        match self {
            Peer::Bitcoin(node) => node.serve(line).await,
            Peer::Encrypted(node) => node.serve(line).await,
            Peer::Noise(server) => server.serve(line).await,
            Peer::Hns(node) => node.serve(line).await,
            Peer::Http(server) => server.serve(line).await,
            Peer::WebSocket(server) => server.serve(line).await,
            Peer::Datagrams(_) => line.drain().await,
            Peer::Device(device) => device.serve(line).await,
            Peer::Service(service) => service.serve(line).await,
            Peer::Stratum(server) => server.serve(line).await,
            Peer::Hostile(hostile) => hostile.serve(line).await,
            Peer::Tls(tls) => tls.serve(line).await,
            Peer::Frail(frail) => frail.serve(line).await,
            Peer::Script(script) => script.serve(line).await,
        }
    }

    /// Serves an accepted connection within its limits and closes it.
    pub(crate) async fn accept(
        &self,
        stream: TcpStream,
        from: SocketAddr,
        visits: Visits,
        limits: Limits,
    ) {
        let Ok(mut line) = Line::new(stream, from, visits, limits) else {
            return;
        };
        // A failed read or write is the other side's doing and shows in the visit.
        let _ = tokio::time::timeout(limits.lifetime, self.serve(&mut line)).await;
        line.finish().await;
    }
}

impl From<Node> for Peer {
    fn from(node: Node) -> Peer {
        Peer::Bitcoin(Box::new(node))
    }
}

impl From<hns::Node> for Peer {
    fn from(node: hns::Node) -> Peer {
        Peer::Hns(node)
    }
}

impl From<Encrypted> for Peer {
    fn from(node: Encrypted) -> Peer {
        Peer::Encrypted(Box::new(node))
    }
}

impl From<Noise> for Peer {
    fn from(server: Noise) -> Peer {
        Peer::Noise(server)
    }
}

impl From<Server> for Peer {
    fn from(server: Server) -> Peer {
        Peer::Http(server)
    }
}

impl From<WebSocket> for Peer {
    fn from(server: WebSocket) -> Peer {
        Peer::WebSocket(server)
    }
}

impl From<Datagrams> for Peer {
    fn from(datagrams: Datagrams) -> Peer {
        Peer::Datagrams(datagrams)
    }
}

impl From<Device> for Peer {
    fn from(device: Device) -> Peer {
        Peer::Device(device)
    }
}

impl From<Service> for Peer {
    fn from(service: Service) -> Peer {
        Peer::Service(service)
    }
}

impl From<stratum::Server> for Peer {
    fn from(server: stratum::Server) -> Peer {
        Peer::Stratum(server)
    }
}

impl From<Tls> for Peer {
    fn from(tls: Tls) -> Peer {
        Peer::Tls(tls)
    }
}

impl From<Hostile> for Peer {
    fn from(hostile: Hostile) -> Peer {
        Peer::Hostile(hostile)
    }
}

impl From<Script> for Peer {
    fn from(script: Script) -> Peer {
        Peer::Script(script)
    }
}
