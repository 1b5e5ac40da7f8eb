//! Builds a meeting through the library, lets an evening happen in it and prints its minutes.

use wortlaut::domain::{Choice, Command, Tally};
use wortlaut::export::{self, Part};
use wortlaut::import::{self, Options, Source};
use wortlaut::journal::{Loaded, MemoryJournal, writer::Inline};
use wortlaut::session::Session;

const AGENDA: &str = "\
Gremium: Gemeinderat
Sitzung: Sitzung des Gemeinderats
Datum: 09.03.2027
Beginn: 19:30 Uhr

1. Eröffnung
2. Neubau der Feuerwache (BV/2027/012)";

const MEMBERS: &str = "\
anrede;vorname;nachname;fraktion;rolle
Frau;Anke;Weiß;CDU;Vorsitz
Herr;Jörn;Thießen;SPD;Mitglied
Frau;Maike;Lührs;SPD;Mitglied";

#[expect(clippy::print_stdout, reason = "the minutes are what this example is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let profile = wortlaut::profile::default();
    let (agenda, members) = (Source::new("rat.txt", AGENDA), Source::new("rat.csv", MEMBERS));
    let prepared = import::read(&agenda, Some(&members), &Options::default(), profile.clone())
        .map_err(|problems| problems.iter().map(|it| format!("{it}\n")).collect::<String>())?;

    // A journal in memory; the program itself gives its session one on disk.
    let recorder = Box::new(Inline::new(Box::new(MemoryJournal::new())));
    let mut session = Session::new(Loaded::default(), recorder, profile, "weber".to_owned());
    let mut at = |time: &str, command: Command| {
        let now = format!("2027-03-09T{time}:00+01:00").parse()?;
        session.commit(&command, now).map_err(|refusal| format!("refused: {refusal:?}"))?;
        Ok::<_, Box<dyn std::error::Error>>(session.meeting().clone())
    };

    let meeting = at("18:00", Command::Prepare(Box::new(prepared)))?;
    let item = meeting.agenda.last().ok_or("no item")?.id;
    let spd = meeting.organizations.last().map(|faction| faction.id);
    at("19:31", Command::OpenMeeting)?;
    at("19:42", Command::CallItem(item))?;
    at("19:50", Command::CountAll { item, motion: None, choice: Choice::Yes })?;
    let split = Tally { yes: 1, no: 1, abstain: 0 };
    let meeting =
        at("19:50", Command::CountFaction { item, motion: None, faction: spd, tally: split })?;
    let vote = meeting.votes.last().ok_or("no vote")?.id;
    at("19:51", Command::CloseVote { vote, wording: None, result: None })?;
    let meeting = at("20:05", Command::CloseMeeting)?;

    print!("{}", export::minutes(&meeting, Part::Public));
    Ok(())
}
