//! Names and their addresses: each name is resolved once, before the run, and all its addresses
//! are kept beside it.

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::BoxFuture;

/// The most addresses taken of one name.
pub const MAX_ADDRESSES: usize = 64;
/// How long one name may take.
const DEADLINE: Duration = Duration::from_secs(10);
/// How many names are asked for at once.
const AT_ONCE: usize = 16;

/// Something that knows the addresses of names.
pub trait Resolve: Send + Sync {
    /// The addresses of a name, in any order.
    fn resolve(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>>;
}

/// The resolver of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|socket| socket.ip()).collect())
        })
    }
}

/// Names and the addresses they had when they were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, Vec<IpAddr>>);

impl Names {
    /// The addresses of a name, sorted; none where it could not be resolved.
    pub fn addresses(&self, name: &str) -> &[IpAddr] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// All names asked for, with their addresses.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[IpAddr])> {
        self.0.iter().map(|(name, addresses)| (name.as_str(), addresses.as_slice()))
    }

    fn add(&mut self, name: String, mut addresses: Vec<IpAddr>) {
        for ip in &mut addresses {
            *ip = ip.to_canonical();
        }
        addresses.sort_unstable();
        addresses.dedup();
        addresses.truncate(MAX_ADDRESSES);
        self.0.insert(name, addresses);
    }
}

impl FromIterator<(String, Vec<IpAddr>)> for Names {
    /// Names resolved elsewhere, for example read back from the manifest of a run to be resumed.
    fn from_iter<I: IntoIterator<Item = (String, Vec<IpAddr>)>>(known: I) -> Names {
        let mut names = Names::default();
        for (name, addresses) in known {
            names.add(name, addresses);
        }
        names
    }
}

/// Asks for every name once, at most 16 at a time and 10 s each. A name that gives an error or no
/// answer in time has no addresses.
pub async fn resolve(names: impl IntoIterator<Item = String>, resolver: Arc<dyn Resolve>) -> Names {
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut asked = JoinSet::new();
    for name in names {
        let (gate, resolver) = (gate.clone(), resolver.clone());
        asked.spawn(async move {
            // The gate is never closed; were it, the name would be asked for without waiting.
            let _turn = gate.acquire_owned().await;
            let found = timeout(DEADLINE, resolver.resolve(name.clone())).await;
            (name, found.ok().and_then(Result::ok).unwrap_or_default())
        });
    }
    let mut all = Names::default();
    while let Some(one) = asked.join_next().await {
        if let Ok((name, addresses)) = one {
            all.add(name, addresses);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Table;

    impl Resolve for Table {
        fn resolve(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
            Box::pin(async move {
                match name.as_str() {
                    "two.example" => Ok(vec![
                        "2001:db8::2".parse().unwrap(),
                        "::ffff:192.0.2.2".parse().unwrap(),
                        "192.0.2.2".parse().unwrap(),
                    ]),
                    "slow.example" => std::future::pending().await,
                    _ => Err(io::Error::other("no such name")),
                }
            })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn names_are_resolved_once_and_a_slow_one_does_not_hold_the_others() {
        let asked = ["two.example", "none.example", "slow.example"].map(str::to_owned);
        let names = resolve(asked, Arc::new(Table)).await;
        let two: Vec<String> =
            names.addresses("two.example").iter().map(ToString::to_string).collect();
        assert_eq!(two, ["192.0.2.2", "2001:db8::2"]);
        assert!(names.addresses("none.example").is_empty());
        assert!(names.addresses("slow.example").is_empty());
        assert_eq!(names.iter().count(), 3);
    }
}
