//! What happens to the house, drawn from one seed.
//!
//! **Takes** chance and what the oracle knows. **Gives** the next [`Deed`]. **Never** looks at the worlds: all of them
//! live through the same script.

use quyet_model::actor::{Actor, Role};
use quyet_model::entry::{CommandId, Entry};
use quyet_store::conformance::samples::{at, entry};
use quyet_store::memory::MemoryLedger;
use quyet_store::{AppendError, Blob, Head, Ledger, Receipt};

use crate::chance::Chance;
use crate::sim::acts::Acts;

/// What strikes while a deed is done. Numbers count the steps of the write after which it strikes; when the write has
/// fewer, nothing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    Nothing,
    /// It is done, and the answer does not arrive.
    AnswerLost,
    /// The process dies; what the disk then holds is opened again. `torn` decides how much of what was not committed
    /// yet reached the disk.
    Crash {
        /// Steps done.
        after: u32,
        /// Any number.
        torn: u64,
    },
    /// The caller no longer waits.
    GivenUp {
        /// Steps done.
        after: u32,
    },
    /// The connection to the database breaks.
    CutOff {
        /// Steps done.
        after: u32,
    },
    /// The disk is full, and later has room again.
    Full,
}

/// One request to append.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The head that the sender saw.
    pub expected: Head,
    /// The batch.
    pub batch: Vec<Entry>,
    /// The blobs.
    pub blobs: Vec<Blob>,
}

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Deed {
    /// Somebody sends a batch.
    Send(Box<Sent>, Trouble),
    /// Somebody rebuilds the projections.
    Rebuild(Trouble),
    /// The server is stopped and started.
    Restart,
}

/// Hours that a clock may jump, in microseconds.
const JUMP_MAX: u64 = 48 * 3_600_000_000;
/// Steps of a write that trouble may wait for.
const STEPS_MAX: u64 = 9;

/// The script as far as it is written.
#[derive(Debug)]
pub struct Script {
    chance: Chance,
    clock: i64,
    number: u64,
    /// What was sent with success, for those who send it again.
    done: Vec<Sent>,
}

impl Script {
    /// The script of a seed.
    pub fn new(seed: u64) -> Self {
        Self { chance: Chance::new(seed), clock: 0, number: 0, done: Vec::new() }
    }

    /// What happens next.
    pub async fn next(&mut self, oracle: &MemoryLedger) -> Deed {
        self.number += 1;
        match self.chance.below(40) {
            0 => Deed::Rebuild(self.trouble()),
            1 => Deed::Restart,
            _ => {
                let sent = self.sent(oracle).await;
                Deed::Send(Box::new(sent), self.trouble())
            }
        }
    }

    /// Chance for who checks: the same for all worlds.
    pub fn chance(&mut self) -> &mut Chance {
        &mut self.chance
    }

    /// Hears how the oracle answered, so that it can be sent again.
    pub fn heard(&mut self, sent: &Sent, answer: &Result<Receipt, AppendError>) {
        if answer.as_ref().is_ok_and(|receipt| !receipt.repeated) {
            self.done.push(sent.clone());
        }
    }

    fn trouble(&mut self) -> Trouble {
        let after = u32::try_from(self.chance.below(STEPS_MAX)).unwrap_or_default() + 1;
        match self.chance.below(12) {
            0 => Trouble::AnswerLost,
            1 | 2 => Trouble::Crash { after, torn: self.chance.bits() },
            3 => Trouble::GivenUp { after },
            4 => Trouble::CutOff { after },
            5 => Trouble::Full,
            _ => Trouble::Nothing,
        }
    }

    async fn sent(&mut self, oracle: &MemoryLedger) -> Sent {
        self.tick();
        let now = oracle.head().await.unwrap_or(Head::EMPTY);
        let expected = match self.chance.below(24) {
            0 => Head { size: now.size + self.chance.below(3), ..now },
            1 => Head { root: [7; 32], ..now },
            _ => now,
        };
        match self.chance.below(10) {
            0 => self.again(expected, false),
            1 => self.again(expected, true),
            _ => None,
        }
        .unwrap_or(Sent { expected, ..self.fresh(oracle, now).await })
    }

    /// Mostly forward a little; now and then far, now and then back.
    fn tick(&mut self) {
        let forward = |micros: u64| i64::try_from(micros).unwrap_or_default();
        self.clock += match self.chance.below(20) {
            0 => forward(self.chance.below(JUMP_MAX)),
            1 => -forward(self.chance.below(3_000)),
            _ => forward(self.chance.below(2_000)) + 1,
        };
    }

    /// What was sent before, at another time; or its command with other content.
    fn again(&mut self, expected: Head, other: bool) -> Option<Sent> {
        let mut sent = self.chance.pick(&self.done)?.clone();
        for entry in &mut sent.batch {
            entry.recorded = at(self.clock);
            if other {
                entry.actor.name.push('2');
            }
        }
        Some(Sent { expected, ..sent })
    }

    async fn fresh(&mut self, oracle: &MemoryLedger, now: Head) -> Sent {
        let (command, actor) = (self.command(), self.actor());
        let count = if self.chance.once_in(40) { 0 } else { 1 + self.chance.below(3) };
        let (mut batch, mut blobs) = (Vec::new(), Vec::new());
        for index in 0..count {
            let mut acts = Acts { chance: &mut self.chance, oracle, next: now.size + index };
            let act = acts.act(&batch, &mut blobs).await;
            let entry = entry(&command.0, self.clock, act);
            batch.push(Entry { actor: actor.clone(), ..entry });
        }
        if self.chance.once_in(40)
            && let Some(last) = batch.last_mut()
        {
            // One of them is of another time or command: a batch of two deeds is none.
            match self.chance.below(2) {
                0 => last.recorded = at(self.clock + 1),
                _ => last.command.0.push('x'),
            }
        }
        Sent { expected: now, batch, blobs }
    }

    fn command(&mut self) -> CommandId {
        let plain = format!("lenh-{}", self.number);
        CommandId(match self.chance.below(80) {
            0 => String::new(),
            1 => "có dấu".to_owned(),
            2 => format!("{plain:0>65}"),
            3 => format!("{plain:0>64}"),
            _ => plain,
        })
    }

    fn actor(&mut self) -> Actor {
        let roles = [Role::Planner, Role::Reporter, Role::Synthesiser, Role::Administrator];
        let role = *self.chance.pick(&roles).unwrap_or(&Role::Reporter);
        let number = self.chance.below(5);
        Actor { name: format!("nguoi.{number}"), role, body: format!("Sở số {number}") }
    }
}
