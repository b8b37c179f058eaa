//! placeholder
use crate::dialogue::{Dialogue, Driver, Ending, Input, Output, Wire};
use crate::transcript::Transport;
use std::time::Duration;

struct Nothing;
impl Driver for Nothing {
    fn handle(&mut self, _now: u32, _input: Input<'_>, outputs: &mut Vec<Output>) {
        outputs.push(Output::Done(Ending::Silent));
    }
}
/// placeholder
pub const DIALOGUE: Dialogue = Dialogue {
    name: "http",
    version: 1,
    about: "placeholder",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 3,
        bytes_out: 4096,
        bytes_in: 262144,
        round_trips: 3,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(15),
    },
    facts: &[],
    settles: true,
    propose: |_| Vec::new(),
    recognise: |_, _| None,
    driver: |_| Ok(Box::new(Nothing)),
    read: |_| Vec::new(),
};
