//! Mining devices and miners, and what only looks like one.

use coinsift_verdict::Class;
use coinsift_verdict::verdict::{Mining, Role};

use super::{Entry, Expected, Scene};
use crate::devices::{self, Device, Says};

pub(super) fn scene() -> Scene {
    made("devices", 64, devices::all())
}

pub(super) fn lookalikes() -> Scene {
    made("device-lookalikes", 64, devices::lookalikes())
}

fn made(name: &'static str, span: u8, table: impl Iterator<Item = &'static Device>) -> Scene {
    let entries = (1..).zip(table).map(|(offset, device)| {
        Entry::new(device.name, (offset, device.port), *device, expected(device.says))
    });
    Scene { name, span, entries: entries.collect() }
}

fn expected(says: Says) -> Expected {
    match says {
        Says::Hashes(role) => {
            Expected::class(Class::Coin).roles(alone(role)).mining(Mining::Confirmed)
        }
        Says::Signs(role) => {
            Expected::class(Class::Other).roles(alone(role)).mining(Mining::Indicated)
        }
        Says::Nothing => Expected::class(Class::Other),
    }
}

fn alone(role: Role) -> &'static [Role] {
    match role {
        Role::Rig => &[Role::Rig],
        Role::Proxy => &[Role::Proxy],
        _ => &[Role::Miner],
    }
}
