//! One test binary.
#![expect(clippy::unwrap_used, reason = "a failed setup should end the test")]

mod agenda;
mod backup;
mod bloc;
mod command_line;

mod counting;
mod elections;
mod evening;
mod export;
mod export_council;
mod export_properties;
mod export_wording;
mod findings;
mod idle;
mod import;
mod journal;
mod keycounts;
mod kill;
mod longday;
mod majorities;
mod meetings;
mod naming;
mod page;
mod pasting;
mod permissions;
mod places;
mod points;
mod presence;
mod procedures;
mod pty;
mod pty_ends;
mod pty_screen;
mod readme;
mod redaction;
mod rules;
mod scenarios;
mod simulation;
mod slow_disk;
mod speaking;
mod spelling;
mod stage;
mod supply;
mod tidy;
mod typing;
mod vote_forms;
