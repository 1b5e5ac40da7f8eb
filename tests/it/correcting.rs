//! After the meeting (product.md 2.6): corrections with a reason until the Niederschrift is
//! approved, and only dated addenda from then on.
#![expect(clippy::unwrap_used, reason = "a failed setup should end the test")]

use super::export_council::{Evening, tally};
use super::stage::{Council, Stage};
use wortlaut::domain::{
    Approval, Choice, Command, ElectionCommand, ElectionForm, ElectionId, ElectionRow,
    ElectionRule, Event, Initial, ItemPart, ItemText, MeetingState, MotionKind, MovementId,
    NewFaction, NewMotion, PassageChange, PassageId, PassageKind, Preparation, Proposal,
    RecordCommand, RecordEvent, RecordPlace, Refusal, RequestId, RequestKind, SecretCount, Speaker,
    Verdict, VoteId,
};
use wortlaut::export::{self, Part};
use wortlaut::journal::Change;

fn evening() -> Evening {
    let mut evening = Evening::new(&[
        ("1", "Aktionsplan", true, "Der Aktionsplan wird beschlossen."),
        ("2", "Haushalt", true, "Der Haushalt wird beschlossen."),
        ("N 1", "Grundstück", false, "Das Grundstück wird gekauft."),
    ]);
    evening.at("17:00").call("1").remark("Die Vorlage liegt aus.");
    evening
}

fn approved() -> Command {
    let on = "2027-04-13".parse().unwrap();
    Command::Record(RecordCommand::Approve(Approval { on, by: "5. Sitzung".to_owned() }))
}

fn added(evening: &Evening, item: Option<&str>, text: &str) -> Command {
    let item = item.map(|number| evening.item(number));
    let (text, clerk) = (text.to_owned(), "weber".to_owned());
    Command::Record(RecordCommand::Append { item, text, clerk })
}

/// Everything that a clerk can ask for, once; a new command belongs here.
fn everything(it: &Evening) -> Vec<Command> {
    let (item, motion) = (it.item("1"), None);
    let main = it.meeting.main_motion(item).unwrap().id;
    let (person, other) = (it.person("Abel"), it.person("Osterloh"));
    let (vote, movement, request) = (VoteId(9999), MovementId(9999), RequestId(9999));
    let faction = Some(Evening::faction("CDU"));
    let speaker = Speaker::Person(person);
    let kind = RequestKind::Contribution;
    let part = ItemPart {
        number: "3".to_owned(),
        name: "Neu".to_owned(),
        public: true,
        paper: None,
        attachments: Vec::new(),
    };
    let change = PassageChange::Insert {
        passage: PassageId(it.meeting.next_id()),
        place: RecordPlace::End,
        kind: PassageKind::Remark,
        text: "Ergänzt.".to_owned(),
    };
    let text = ItemText { item, changes: vec![change] };
    let head =
        wortlaut::domain::MeetingHead { place: "Aula".to_owned(), ..it.meeting.head.clone() };
    let preparation = Preparation {
        profile: it.meeting.profile.clone(),
        head: head.clone(),
        organizations: Vec::new(),
        members: Vec::new(),
        papers: Vec::new(),
        items: Vec::new(),
    };
    let count = SecretCount { tally: tally(3, 0, 0), invalid: 0 };
    let start = it.meeting.start.unwrap();
    let text_of = |text: &str| text.to_owned();
    let mut all = vec![
        Command::Prepare(Box::new(preparation)),
        Command::Describe(Box::new(head)),
        Command::OpenMeeting,
        Command::CloseMeeting,
        Command::ReopenMeeting,
        Command::CorrectTimes { start: start - chrono::TimeDelta::minutes(1), end: it.meeting.end },
        Command::BeginRecess,
        Command::EndRecess,
        Command::CallItem(it.item("2")),
        Command::InsertItem { part: part.clone(), after: None },
        Command::ReviseItem { item, part },
        Command::MoveItem { item, up: false },
        Command::PlaceItem { item, after: Some(it.item("2")) },
        Command::JoinItem { item: it.item("2"), joined: true },
        Command::ContinueItem(item),
        Command::WithdrawItem { item: it.item("2"), withdrawn: true },
        Command::SetResult { item, result: Some(text_of("vertagt")) },
        Command::Write(text.clone()),
        Command::WriteAll(vec![text]),
        Command::RequestSpeech { speaker: speaker.clone(), kind },
        Command::WithdrawRequest(request),
        Command::MoveRequest { request, up: true },
        Command::NextSpeaker { opening: String::new() },
        Command::GiveFloor { speaker, kind, request: None, opening: String::new() },
        Command::TakeFloorBack { openings: Vec::new() },
        Command::EndSpeech,
        Command::CloseList(true),
        Command::EndDebate,
        Command::MoveMotion(NewMotion {
            item,
            kind: MotionKind::Amendment,
            procedure: None,
            mover: None,
            text: text_of("Anders."),
        }),
        Command::RewordMotion { motion: main, text: text_of("Anders.") },
        Command::AdoptWording(main),
        Command::WithdrawMotion { motion: main, withdrawn: true },
        Command::AdoptMotion { motion: main, adopted: true },
        Command::SettleMotions(item),
        Command::OrderMotion { motion: main, up: true },
        Command::SplitMotion(main),
    ];
    all.extend([
        Command::OpenVote { item, motion },
        Command::CountFaction { item, motion, faction, tally: tally(3, 0, 0) },
        Command::CountAll { item, motion, choice: Choice::Yes },
        Command::CountTotals { item, motion, tally: Some(tally(3, 1, 0)) },
        Command::CountMinority { item, motion, no: 1, abstain: 0 },
        Command::CountDeviation { item, motion, faction, tally: tally(1, 1, 0), rest: Choice::Yes },
        Command::CountSecret { item, motion, count },
        Command::TellVerdict { item, motion, verdict: Verdict::Unanimous },
        Command::CastBallot { item, motion, person, choice: Some(Choice::No) },
        Command::NameVoter { item, motion, person, choice: Some(Choice::No) },
        Command::FormBloc { item, motion, items: vec![it.item("2")] },
        Command::CallRoll { item, motion, by_name: true },
        Command::CountAsBefore { item, motion },
        Command::SetMajority { item, motion, majority: None },
        Command::CloseVote { vote, wording: None, result: None },
        Command::ReopenVote(vote),
        Command::AnnulVote { vote, reason: text_of("Verzählt") },
        Command::SetAttendance { person, initial: Initial::Excused },
        Command::SetVideo { person, video: true },
        Command::Arrive(person),
        Command::Leave(person),
        Command::Substitute { member: person, substitute: other },
        Command::Recuse { item, person, recused: true },
        Command::StateQuorum { challenger: None },
        Command::CorrectMovement { movement, at: start },
        Command::RemoveMovement(movement),
        Command::CorrectRecesses(Vec::new()),
        Command::ChangeFaction { person, faction: NewFaction::None },
        Command::StayAway { item, person, away: true },
    ]);
    let election = ElectionId(9999);
    let (secret, seats, title) = (false, 1, String::new());
    let form = ElectionForm::Single(ElectionRule::MostVotes);
    let candidate = wortlaut::domain::CandidateId(9999);
    all.extend(
        [
            ElectionCommand::Open { item, title: title.clone(), form, secret, seats },
            ElectionCommand::Revise { election, title, secret, seats, names: None },
            ElectionCommand::Propose {
                election,
                who: Proposal::One(wortlaut::domain::Nominee::Person(person)),
                by: None,
            },
            ElectionCommand::ProposeFactions(election),
            ElectionCommand::Withdraw { election, candidate, withdrawn: true },
            ElectionCommand::NameList { election, candidate, names: Vec::new() },
            ElectionCommand::Count { election, row: ElectionRow::Invalid, votes: Some(1) },
            ElectionCommand::CloseRound(election),
            ElectionCommand::OpenRound(election),
            ElectionCommand::Reopen(election),
            ElectionCommand::DrawLot { election, candidate },
            ElectionCommand::Annul { election, reason: text_of("Verzählt") },
        ]
        .map(Command::Elect),
    );
    all
}

fn reason(events: &[Event]) -> Option<&str> {
    match events.first()? {
        Event::Record(RecordEvent::Corrected { reason, .. }) => Some(reason),
        _ => None,
    }
}

#[test]
fn nothing_is_changed_after_the_close_without_a_reason() {
    let mut evening = evening();
    let running = everything(&evening);
    assert!(running.iter().filter(|it| evening.tries(it).is_ok()).count() > 40);
    for command in &running {
        assert_eq!(evening.tries(&command.because("Versehen")), Err(Refusal::NotClosed));
    }
    evening.run(Command::CloseMeeting);
    let closed = everything(&evening);
    let mut corrected = 0;
    for command in &closed {
        let bare = evening.tries(command);
        let because = evening.tries(&command.because(" Zahlendreher "));
        let empty = evening.tries(&command.because("  "));
        match because {
            // What can be done can be done for a reason, which is in the same entry.
            Ok(events) => {
                assert_eq!(reason(&events), Some("Zahlendreher"), "{command:?}");
                assert_eq!(bare, Err(Refusal::ReasonMissing), "{command:?}");
                assert_eq!(empty, Err(Refusal::ReasonMissing), "{command:?}");
                corrected += 1;
            }
            // What has no meaning is refused for that, not for want of a reason.
            Err(refused) => {
                assert_ne!(refused, Refusal::ReasonMissing, "{command:?}");
                assert_eq!(bare, Err(refused), "{command:?}");
            }
        }
    }
    assert!(corrected > 30, "{corrected}");
}

#[test]
fn an_approved_record_is_only_added_to() {
    let mut evening = evening();
    assert_eq!(evening.tries(&approved()), Err(Refusal::NotClosed));
    evening.run(Command::CloseMeeting);
    let addendum = added(&evening, Some("1"), "Die Anlage fehlte.");
    assert_eq!(evening.tries(&addendum), Err(Refusal::NotApproved));
    evening.run(approved());
    assert_eq!(evening.meeting.state, MeetingState::Approved);
    for command in everything(&evening) {
        assert_eq!(evening.tries(&command), Err(Refusal::Approved), "{command:?}");
        let because = command.because("Versehen");
        assert_eq!(evening.tries(&because), Err(Refusal::Approved), "{command:?}");
    }
    assert_eq!(evening.tries(&added(&evening, None, " ")), Err(Refusal::NothingToAppend));
    assert_eq!(evening.tries(&approved()), Err(Refusal::NothingChanges));
    assert!(evening.tries(&addendum).is_ok());
    // Who mistyped the day of the approval can say so.
    let on = "2027-04-14".parse().unwrap();
    let other = Approval { on, by: "5. Sitzung".to_owned() };
    assert!(evening.tries(&Command::Record(RecordCommand::Approve(other))).is_ok());
}

#[test]
fn an_addendum_stands_behind_what_was_approved_and_changes_nothing_of_it() {
    let mut evening = evening();
    evening.run(Command::CloseMeeting);
    let (public, whole) = (Part::Public, Part::All);
    let item = evening.item("1");
    let texts = |evening: &Evening| {
        let extract = export::extract(&evening.meeting, item, public).unwrap();
        (export::minutes(&evening.meeting, public), extract)
    };
    let (minutes, extract) = texts(&evening);
    evening.run(approved());
    let stamped = texts(&evening).0;
    assert!(stamped.starts_with(minutes.trim_end()), "{stamped}");
    assert!(stamped.ends_with("\n\nGenehmigt am 13.04.2027: 5. Sitzung\n"), "{stamped}");
    let addendum = added(&evening, Some("1"), "Die Anlage lag nicht aus.");
    evening.at("18:00").run(addendum);
    let added_to = texts(&evening);
    let title = "Nachtrag vom 09.03.2027 zu TOP 1 (weber):";
    assert!(added_to.0.starts_with(stamped.trim_end()), "{}", added_to.0);
    assert!(added_to.0.contains(title) && added_to.0.contains("Die Anlage lag nicht aus."));
    assert!(added_to.1.starts_with(extract.trim_end()), "{}", added_to.1);
    assert!(added_to.1.contains("Nachtrag vom 09.03.2027 (weber):"), "{}", added_to.1);
    // What is added to an item behind closed doors stays there.
    let secret = added(&evening, Some("N 1"), "Der Kaufpreis war falsch.");
    evening.run(secret);
    assert_eq!(texts(&evening), added_to);
    assert!(export::minutes(&evening.meeting, whole).contains("Der Kaufpreis war falsch."));
    assert!(export::minutes(&evening.meeting, Part::NonPublic).contains("Kaufpreis war falsch."));
    assert!(!export::minutes(&evening.meeting, Part::NonPublic).contains("lag nicht aus."));
}

/// The facts of the last entry, told.
fn last(stage: &Stage) -> Vec<Event> {
    match &stage.session().entries().last().unwrap().change {
        Change::Events(events) => events.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_reason_is_asked_once_and_is_in_every_entry() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    stage.keys("eingabe");
    stage.text("Der Vorsitzende begrüßt.");
    stage.keys("f8 s ab eingabe");
    assert_eq!(stage.meeting().state, MeetingState::Closed);
    let before = stage.session().entries().len();
    // Without a reason nothing is history, whatever is typed, and nothing of it is left.
    stage.keys("f3");
    stage.text("x");
    stage.keys("esc");
    stage.wait(10);
    assert_eq!(stage.session().entries().len(), before);
    assert_eq!(stage.draft(), None);
    // With one, the letter that was typed stays, and the question does not come again.
    stage.text("Y");
    stage.text("Zahlendreher");
    stage.keys("eingabe");
    stage.text(" und mehr");
    stage.wait(10);
    assert_eq!(reason(&last(&stage)), Some("Zahlendreher"));
    let item = stage.meeting().agenda.first().unwrap();
    let text = item.passages.first().unwrap().text.clone();
    assert!(text.contains("Y und mehr"), "{text}");
    stage.keys("f8 pos1 eingabe x eingabe");
    assert_eq!(reason(&last(&stage)), Some("Zahlendreher"));
    // Another one counts from then on.
    stage.keys("b");
    stage.text("Schreibweise");
    stage.keys("eingabe eingabe x eingabe");
    assert_eq!(reason(&last(&stage)), Some("Schreibweise"));
    // After a restart the program asks anew.
    drop(stage.crash(|kept| Box::new(kept)));
    let before = stage.session().entries().len();
    stage.keys("f8 pos1 eingabe x eingabe esc");
    assert_eq!(stage.session().entries().len(), before);
}

#[test]
fn undo_takes_corrections_back_and_never_the_close() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    stage.keys("eingabe f8 s ab eingabe f8");
    let closed = stage.meeting().clone();
    stage.keys("strg+z strg+z");
    assert!(*stage.meeting() == closed);
    stage.keys("pos1 eingabe x eingabe x eingabe");
    assert!(*stage.meeting() != closed);
    stage.keys("strg+z strg+z");
    assert!(*stage.meeting() == closed);
    stage.keys("strg+y");
    assert!(*stage.meeting() != closed);
    // What was corrected another day is corrected again, not taken back.
    drop(stage.crash(|kept| Box::new(kept)));
    let corrected = stage.meeting().clone();
    stage.keys("f8 strg+z");
    assert!(*stage.meeting() == corrected);
    // Opened anew with a reason it goes on, and undo does not go back over that.
    stage.keys("e n o c h eingabe");
    assert_eq!(stage.meeting().state, MeetingState::Running);
    assert_eq!(reason(&last(&stage)), Some("noch"));
}
