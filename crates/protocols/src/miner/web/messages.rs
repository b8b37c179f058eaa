//! The pages that can be asked for.

use crate::http::{Agent, Request, Verb};
use crate::transcript::Endpoint;

/// How many bytes of an answer's body are taken.
pub(super) const BODY_CAP: usize = 32 * 1024;

/// A page. There is no other; each only reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// AxeOS and its relatives.
    SystemInfo,
    /// Goldshell.
    GoldshellStatus,
    /// VNish.
    DeviceInfo,
    /// ePIC.
    Capabilities,
    /// Proto.
    System,
    /// XMRig and xmrig-proxy.
    XmrigSummary,
    /// xmr-stak and older XMRig.
    OldXmrig,
    /// T-Rex, lolMiner.
    Summary,
    /// NBMiner.
    ApiStatus,
    /// GMiner, Rigel.
    Stat,
    /// BzMiner.
    Status,
    /// SRBMiner.
    Root,
}

impl Page {
    pub(super) const ALL: [Page; 12] = [
        Page::SystemInfo,
        Page::GoldshellStatus,
        Page::DeviceInfo,
        Page::Capabilities,
        Page::System,
        Page::XmrigSummary,
        Page::OldXmrig,
        Page::Summary,
        Page::ApiStatus,
        Page::Stat,
        Page::Status,
        Page::Root,
    ];

    /// The path.
    pub(super) fn path(self) -> &'static str {
        match self {
            Page::SystemInfo => "/api/system/info",
            Page::GoldshellStatus => "/mcb/status",
            Page::DeviceInfo => "/api/v1/info",
            Page::Capabilities => "/capabilities",
            Page::System => "/api/v1/system",
            Page::XmrigSummary => "/2/summary",
            Page::OldXmrig => "/api.json",
            Page::Summary => "/summary",
            Page::ApiStatus => "/api/v1/status",
            Page::Stat => "/stat",
            Page::Status => "/status",
            Page::Root => "/",
        }
    }

    /// The word in the options: the path.
    pub(super) fn word(self) -> &'static str {
        self.path()
    }

    pub(super) fn from_word(word: &str) -> Option<Page> {
        Page::ALL.into_iter().find(|page| page.word() == word)
    }

    /// The bytes of the request.
    pub(super) fn request(self, endpoint: &Endpoint, agent: &Agent) -> Vec<u8> {
        Request {
            verb: Verb::Get,
            path: self.path(),
            host: endpoint.socket(),
            agent,
            accept: "application/json",
            keep_alive: false,
        }
        .encode()
    }
}
