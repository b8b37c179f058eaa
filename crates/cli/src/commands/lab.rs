//! `coinsift lab`: laboratory peers on this machine's loopback.

use std::time::Duration;

use coinsift_lab::scenes::{Scene, run_scene};
use coinsift_verdict::Sentence;

use crate::args::LabArgs;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::survey::{asked_to_end, runtime_threads};

pub fn run(context: &Context, args: &LabArgs) -> Result<Outcome, Failure> {
    // A scene that does not exist is the user's word; an address in use is the machine's.
    let unknown = |error: coinsift_lab::LabError| Failure::Input(error.sentence());
    if args.list {
        for name in Scene::NAMES {
            let scene = Scene::named(name).map_err(unknown)?;
            outln!("{name}: {}", context.catalogue.say(&scene.about()));
            for row in scene.rows(args.lab_base).map_err(unknown)? {
                outln!("  {:<20} {}", row.at.to_string(), context.catalogue.say(&row.about));
            }
        }
        return Ok(Outcome::default());
    }
    let scene = Scene::named(&args.scene).map_err(unknown)?;
    scene.rows(args.lab_base).map_err(unknown)?;
    let stop = async {
        let seconds = args.seconds.map_or(Duration::MAX, Duration::from_secs);
        tokio::select! {
            _ = asked_to_end() => {}
            () = tokio::time::sleep(seconds) => {}
        }
    };
    runtime_threads()?
        .block_on(run_scene(
            &args.scene,
            args.lab_base,
            |scene, rows| {
                for row in rows {
                    outln!("{:<20} {}", row.at.to_string(), context.catalogue.say(&row.about));
                }
                let ports: Vec<String> = scene.ports().iter().map(u16::to_string).collect();
                let sentence = Sentence::new("lab-running")
                    .with("targets", scene.targets(args.lab_base))
                    .with("ports", ports.join(","));
                context.say(&sentence);
            },
            stop,
        ))
        .map_err(|error| Failure::Runtime(error.sentence()))?;
    Ok(Outcome::default())
}
