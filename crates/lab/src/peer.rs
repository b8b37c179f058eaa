//! How one endpoint behaves: one variant a family.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpStream;

use crate::bitcoin::Node;
use crate::hostile::Hostile;
use crate::http::Server;
use crate::line::{Limits, Line};
use crate::script::Script;
use crate::services::Service;
use crate::visits::Visits;

/// How one endpoint behaves.
#[derive(Clone, Debug)]
pub enum Peer {
    /// A node of the Bitcoin family.
    Bitcoin(Box<Node>),
    /// A server that speaks HTTP/1.1.
    Http(Server),
    /// Another service, or none.
    Service(Service),
    /// An attacker.
    Hostile(Hostile),
    /// A fixed sequence of steps; what [`crate::replay`] makes of a recording.
    Script(Script),
}

impl Peer {
    /// Serves one connection to its end. An error ends the connection and nothing else.
    pub async fn serve(&self, line: &mut Line) -> io::Result<()> {
        match self {
            Peer::Bitcoin(node) => node.serve(line).await,
            Peer::Http(server) => server.serve(line).await,
            Peer::Service(service) => service.serve(line).await,
            Peer::Hostile(hostile) => hostile.serve(line).await,
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

impl From<Server> for Peer {
    fn from(server: Server) -> Peer {
        Peer::Http(server)
    }
}

impl From<Service> for Peer {
    fn from(service: Service) -> Peer {
        Peer::Service(service)
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
