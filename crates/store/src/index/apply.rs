//! Bringing records of a log into the index: live after each batch, and again on opening for what
//! the log holds beyond the index's mark.

use std::collections::BTreeMap;

use coinsift_protocols::Utc;

use super::rows::{EndpointRows, Mark, ProgressRow, RunRow, Standing};
use super::trees::{Findings, Histories, Marks, Nodes, ProgressTree, Runs, Verdicts};
use super::{Index, Rows, Trouble};
use crate::error::Flaw;
use crate::id::RunId;
use crate::key::EndpointKey;
use crate::log::FrameAt;
use crate::log::record::{Kind, Raw, Record};
use crate::outline::Outline;
use crate::record::{End, Manifest, Progress, RejudgeEnd};

/// What a record means to the index.
#[derive(Clone)]
pub(crate) enum Change {
    Manifest(Box<Manifest>),
    Progress(Progress, FrameAt),
    End(Box<End>),
    RejudgeEnd(Box<RejudgeEnd>),
    Seen(EndpointKey, Box<Standing>),
    Rejudged(EndpointKey, Box<Outline>, FrameAt),
    Absent(EndpointKey, Utc),
}

impl Change {
    /// What a record of a log means; `None` where the index does not hold such records.
    pub(crate) fn of(run: RunId, raw: &Raw<'_>, at: FrameAt) -> Result<Option<Change>, Flaw> {
        if matches!(raw.kind, Kind::Transcript | Kind::Finding) {
            return Ok(None);
        }
        let key = raw.key().copied();
        Ok(match (Record::decode(raw)?, key) {
            (Record::Manifest(manifest), _) => Some(Change::Manifest(manifest)),
            (Record::Progress(progress), _) => Some(Change::Progress(progress, at)),
            (Record::End(end), _) => Some(Change::End(end)),
            (Record::RejudgeEnd(end), _) => Some(Change::RejudgeEnd(end)),
            (Record::Verdict(_, judged), Some(key)) => {
                let standing = Standing {
                    run,
                    time: judged.time,
                    outline: Outline::of(&judged.verdict),
                    host: judged.host,
                    evidence: at,
                    verdict: at,
                };
                Some(Change::Seen(key, Box::new(standing)))
            }
            (Record::Rejudge(rejudged), Some(key)) => {
                Some(Change::Rejudged(key, Box::new(Outline::of(&rejudged.verdict)), at))
            }
            (Record::Absent(absent), Some(key)) => Some(Change::Absent(key, absent.time)),
            _ => None,
        })
    }

    /// The same, of a record that stands in the frame at a place.
    pub(crate) fn placed(&self, place: FrameAt) -> Change {
        let mut placed = self.clone();
        match &mut placed {
            Change::Progress(_, at) | Change::Rejudged(_, _, at) => *at = place,
            Change::Seen(_, standing) => {
                (standing.evidence, standing.verdict) = (place, place);
            }
            Change::Manifest(_) | Change::End(_) | Change::RejudgeEnd(_) | Change::Absent(..) => {}
        }
        placed
    }
}

/// Whether rows that look unchanged may be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The index holds all of the log so far.
    Live,
    /// A part of these records may be in the index already, and in some of its trees only.
    Again,
}

impl Index {
    /// Applies records of one run's log, which end at `mark`. Nothing is durable before
    /// [`Index::flush`].
    ///
    /// The mark is written last: sled keeps the order of its batches, so a mark that is there
    /// after a crash speaks of rows that are there too.
    pub(crate) fn apply(
        &self,
        run: RunId,
        changes: Vec<Change>,
        mark: Mark,
        mode: Mode,
    ) -> Result<(), Trouble> {
        let mut touched: BTreeMap<EndpointKey, Vec<Change>> = BTreeMap::new();
        let mut row: Option<RunRow> = None;
        for change in changes {
            match change {
                Change::Seen(key, _) | Change::Rejudged(key, ..) | Change::Absent(key, _) => {
                    touched.entry(key).or_default().push(change);
                }
                about_run => {
                    let row = match &mut row {
                        Some(row) => row,
                        None => row.insert(self.get::<Runs>(run)?.unwrap_or_default()),
                    };
                    self.apply_to_run(run, row, about_run)?;
                }
            }
        }
        self.apply_to_endpoints(run, touched, mode)?;
        if let Some(row) = row {
            let mut rows = Rows::default();
            rows.set::<Runs>(run, Some(&row));
            self.write::<Runs>(rows)?;
        }
        let mut rows = Rows::default();
        rows.set::<Marks>(run, Some(&mark));
        self.write::<Marks>(rows)
    }

    fn apply_to_run(&self, run: RunId, row: &mut RunRow, change: Change) -> Result<(), Trouble> {
        match change {
            Change::Manifest(manifest) => row.manifest = Some(*manifest),
            Change::End(end) => row.end(*end),
            Change::RejudgeEnd(end) => row.rejudged(*end),
            Change::Progress(progress, at) => {
                row.progress(progress.clone());
                let mut rows = Rows::default();
                rows.set::<ProgressTree>(run, Some(&ProgressRow { progress, at }));
                self.write::<ProgressTree>(rows)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn apply_to_endpoints(
        &self,
        run: RunId,
        touched: BTreeMap<EndpointKey, Vec<Change>>,
        mode: Mode,
    ) -> Result<(), Trouble> {
        let (mut verdicts, mut histories) = (Rows::default(), Rows::default());
        let (mut nodes, mut findings) = (Rows::default(), Rows::default());
        for (key, changes) in touched {
            let before = self.endpoint(&key)?;
            let mut after = before.clone();
            for change in changes {
                match change {
                    Change::Seen(_, standing) => after.seen(*standing),
                    Change::Rejudged(_, outline, at) => after.rejudged(run, &outline, at),
                    Change::Absent(_, time) => after.absent(run, time),
                    _ => {}
                }
            }
            let again = mode == Mode::Again;
            if again || after.standing != before.standing {
                verdicts.set::<Verdicts>(key, after.standing.as_ref());
            }
            if again || after.past != before.past {
                histories.set::<Histories>(key, after.history().as_ref());
            }
            set_if_changed::<Nodes>(&mut nodes, key, before.node(), after.node(), again);
            set_if_changed::<Findings>(
                &mut findings,
                key,
                before.finding(),
                after.finding(),
                again,
            );
        }
        self.write::<Histories>(histories)?;
        self.write::<Nodes>(nodes)?;
        self.write::<Findings>(findings)?;
        self.write::<Verdicts>(verdicts)
    }

    /// Writes all rows of an endpoint into an index that has none of it yet.
    pub(crate) fn copy_endpoints(
        &self,
        endpoints: Vec<(EndpointKey, EndpointRows)>,
    ) -> Result<(), Trouble> {
        let (mut verdicts, mut histories) = (Rows::default(), Rows::default());
        let (mut nodes, mut findings) = (Rows::default(), Rows::default());
        for (key, rows) in endpoints {
            if rows.is_empty() {
                continue;
            }
            set_if_changed::<Verdicts>(&mut verdicts, key, None, rows.standing.clone(), false);
            set_if_changed::<Histories>(&mut histories, key, None, rows.history(), false);
            set_if_changed::<Nodes>(&mut nodes, key, None, rows.node(), false);
            set_if_changed::<Findings>(&mut findings, key, None, rows.finding(), false);
        }
        self.write::<Histories>(histories)?;
        self.write::<Nodes>(nodes)?;
        self.write::<Findings>(findings)?;
        self.write::<Verdicts>(verdicts)
    }
}

fn set_if_changed<T>(
    rows: &mut Rows,
    key: EndpointKey,
    before: Option<T::Value>,
    after: Option<T::Value>,
    always: bool,
) where
    T: super::trees::Table<Key = EndpointKey>,
    T::Value: PartialEq,
{
    if always || before != after {
        rows.set::<T>(key, after.as_ref());
    }
}
