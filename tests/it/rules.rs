//! The rules of a council as tables. Each names where it comes from: the law of Schleswig-Holstein
//! (GO, KrO), or product.md where it is the practice of the clerks.

use crate::export_council::{Evening, profile, tally};
use wortlaut::domain::{
    Choice, Claim, Command, Event, FindingKind, Happening, Initial, MotionFate, MotionKind,
    NewMotion, Outcome, Paper, PaperId, PassageKind, Profile, Refusal, RequestKind, Rules, Speaker,
    VoteId, VoteState, findings, suggest,
};

/// Two items with a proposal, a report, and one that is not public; the first is on.
fn evening() -> Evening {
    in_house(profile())
}

fn in_house(profile: Profile) -> Evening {
    let mut evening = Evening::with(
        profile,
        &[
            ("1", "Aktionsplan", true, "Der Aktionsplan wird beschlossen."),
            ("2", "Haushalt", true, "Der Haushalt wird beschlossen."),
            ("3", "Verschiedenes", true, ""),
            ("N 1", "Grundstück", false, "Das Grundstück wird gekauft."),
        ],
    );
    evening.at("17:00").call("1");
    evening
}

#[test]
fn without_abstentions_nobody_abstains() {
    // Art. 48 (1) GO Bayern: nobody may abstain.
    let bavaria = Profile { rules: Rules { abstention: false, ..profile().rules }, ..profile() };
    let evening = in_house(bavaria);
    let (item, motion) = (evening.item("1"), None);
    let faction = Some(Evening::faction("CDU"));
    for (tally, expected) in [
        (tally(3, 1, 0), Ok(())),
        (tally(3, 0, 1), Err(Refusal::NoAbstention)),
        (tally(0, 0, 4), Err(Refusal::NoAbstention)),
    ] {
        let told = evening.tries(&Command::CountFaction { item, motion, faction, tally });
        assert_eq!(told.map(drop), expected, "{tally:?}");
    }
    let all = Command::CountAll { item, motion, choice: Choice::Abstain };
    assert_eq!(evening.tries(&all), Err(Refusal::NoAbstention));
}

/// Something that happens to those present.
#[derive(Debug, Clone, Copy)]
enum Step {
    Leaves(&'static str),
    Arrives(&'static str),
    Recused(&'static str),
    NoLonger(&'static str),
    Represents(&'static str, &'static str),
}

impl Step {
    fn happens(self, evening: &mut Evening) {
        let item = evening.item("1");
        let person = |name| evening.person(name);
        let command = match self {
            Self::Leaves(name) => Command::Leave(person(name)),
            Self::Arrives(name) => Command::Arrive(person(name)),
            Self::Recused(name) => Command::Recuse { item, person: person(name), recused: true },
            Self::NoLonger(name) => Command::Recuse { item, person: person(name), recused: false },
            Self::Represents(substitute, member) => {
                Command::Substitute { member: person(member), substitute: person(substitute) }
            }
        };
        evening.run(command);
    }
}

#[test]
fn the_base_follows_who_is_in_the_room() {
    use Step::{Arrives, Leaves, NoLonger, Recused, Represents};
    // product.md 4: the base follows arrivals, departures and Befangenheit at once. § 22 GO SH: who
    // is befangen neither deliberates nor votes; the item is what counts, not the evening.
    let everyone = [4, 3, 2, 1, 1, 1, 1];
    for (steps, here, elsewhere) in [
        (vec![], everyone, everyone),
        (vec![Leaves("Abel")], [3, 3, 2, 1, 1, 1, 1], [3, 3, 2, 1, 1, 1, 1]),
        (vec![Leaves("Abel"), Arrives("Abel")], everyone, everyone),
        (vec![Leaves("Hinrichs")], [4, 3, 2, 0, 1, 1, 1], [4, 3, 2, 0, 1, 1, 1]),
        (vec![Leaves("Kröger")], [4, 3, 2, 1, 1, 1, 0], [4, 3, 2, 1, 1, 1, 0]),
        (vec![Recused("Fock")], [4, 3, 1, 1, 1, 1, 1], everyone),
        (vec![Recused("Fock"), NoLonger("Fock")], everyone, everyone),
        // A substitute votes for the seat; alone in the room, for none.
        (vec![Arrives("Lorenz")], everyone, everyone),
        (vec![Represents("Lorenz", "Dreyer")], everyone, everyone),
        (vec![Represents("Lorenz", "Fock")], everyone, everyone),
        (
            vec![Represents("Lorenz", "Dreyer"), Leaves("Lorenz")],
            [4, 2, 2, 1, 1, 1, 1],
            [4, 2, 2, 1, 1, 1, 1],
        ),
        (vec![Represents("Lorenz", "Dreyer"), Arrives("Dreyer")], everyone, everyone),
        (vec![Represents("Lorenz", "Dreyer"), Recused("Lorenz")], [4, 2, 2, 1, 1, 1, 1], everyone),
        // Who has no vote does not count, whatever happens.
        (vec![Leaves("Mohr")], everyone, everyone),
        (vec![Arrives("Osterloh")], everyone, everyone),
    ] {
        let mut evening = evening();
        steps.iter().for_each(|step| step.happens(&mut evening));
        for (number, expected) in [("1", here), ("2", elsewhere)] {
            let base = evening.meeting.vote_base(evening.item(number));
            let present: Vec<_> = base.iter().map(|row| row.present).collect();
            assert_eq!(present, expected, "TOP {number} after {steps:?}");
        }
    }
}

#[test]
fn a_closed_vote_stays_as_it_was() {
    use Step::{Leaves, Recused, Represents};
    // § 41 (1) GO SH: the minutes tell what was voted, whoever comes or goes later.
    let mut evening = evening();
    let vote = evening.votes(None, Choice::Yes, &[("SPD", tally(0, 3, 0))]);
    let before = evening.meeting.vote(vote).unwrap().clone();
    for step in [Leaves("Abel"), Recused("Fock"), Represents("Lorenz", "Dreyer"), Leaves("Jäger")]
    {
        step.happens(&mut evening);
        assert_eq!(*evening.meeting.vote(vote).unwrap(), before, "after {step:?}");
    }
    let VoteState::Closed { tally: sum, present, outcome, .. } = &before.state else { panic!() };
    assert_eq!((*sum, *present, *outcome), (tally(10, 3, 0), 13, Outcome::Carried));
    // Late news for it does not fit and is left out.
    let late = Event::FactionVoted { vote, faction: None, tally: tally(0, 9, 0) };
    evening.meeting.apply(&late);
    assert_eq!(*evening.meeting.vote(vote).unwrap(), before);
}

#[test]
fn an_open_vote_follows_the_room() {
    use Step::{Arrives, Leaves};
    // product.md 4. Of a Fraktion that has left, nobody votes; what it said is kept in case it
    // comes back before the vote is closed.
    let mut evening = evening();
    let item = evening.item("1");
    evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
    Leaves("Jäger").happens(&mut evening);
    let vote = evening.meeting.votes.last().unwrap().id;
    let rows = evening.meeting.rows_of(evening.meeting.vote(vote).unwrap());
    let jaeger = rows.iter().find(|row| row.faction == Some(Evening::faction(FREE))).unwrap();
    assert_eq!((jaeger.present, jaeger.tally), (0, None));
    Arrives("Jäger").happens(&mut evening);
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    assert_eq!(evening.meeting.tally_of(evening.meeting.vote(vote).unwrap()), tally(13, 0, 0));
}

const FREE: &str = "Freie Wähler Auental";

fn wants(evening: &Evening, name: &str, kind: RequestKind) -> Command {
    Command::RequestSpeech { speaker: Speaker::Person(evening.person(name)), kind }
}

/// An item that is on, a speech, two who wait, a closed list.
fn debate() -> Evening {
    let mut evening = evening();
    for name in ["Abel", "Fock", "Gerdes"] {
        let wish = wants(&evening, name, RequestKind::Contribution);
        evening.run(wish);
    }
    evening.run(Command::NextSpeaker { opening: "Herr Abel".into() });
    evening.run(Command::CloseList(true));
    evening
}

#[test]
fn what_follows_by_itself() {
    // product.md 2.3 and 2.4: one key, and what must have happened before has happened.
    let mut evening = debate();
    evening.at("17:20").call("2");
    let meeting = &evening.meeting;
    assert!(meeting.speakers.floor().is_none(), "calling an item ends the speech");
    assert!(meeting.speakers.waiting.is_empty(), "wishes to speak lapse with their item");
    assert!(!meeting.speakers.closed, "the list is open again");
    let left = meeting.item(evening.item("1")).unwrap().calls.last().unwrap();
    assert_eq!(left.end.unwrap().format("%H:%M").to_string(), "17:20", "the item before ends");
    assert_eq!(meeting.current, Some(evening.item("2")));

    let mut evening = debate();
    evening.run(Command::BeginRecess);
    assert!(evening.meeting.speakers.floor().is_none(), "an interruption ends the speech");
    assert!(!evening.meeting.speakers.waiting.is_empty(), "those who wait go on waiting");
    evening.run(Command::NextSpeaker { opening: String::new() });
    assert!(evening.meeting.recess().is_none(), "who speaks ends the interruption");

    let mut evening = debate();
    evening.run(Command::BeginRecess).call("2");
    assert!(evening.meeting.recess().is_none(), "calling an item ends the interruption");

    let mut evening = debate();
    evening.run(Command::BeginRecess).run(Command::CloseMeeting);
    let meeting = &evening.meeting;
    assert!(meeting.recess().is_none() && meeting.current.is_none(), "closing ends everything");
    assert!(!meeting.item(evening.item("1")).unwrap().is_on());

    let mut evening = Evening::new(&[("1", "Eröffnung", true, "")]);
    evening.at("17:03").call("1");
    let start = evening.meeting.start.unwrap().format("%H:%M").to_string();
    assert_eq!(start, "17:03", "calling an item opens the meeting");
}

#[test]
fn the_next_speaker_follows_the_one_before() {
    let mut evening = debate();
    evening.at("17:10").run(Command::NextSpeaker { opening: "Frau Fock".into() });
    let speeches = &evening.meeting.speakers.speeches;
    assert_eq!(speeches.len(), 2);
    assert_eq!(speeches[0].end, Some(speeches[1].start), "the speech before has ended");
    let item = evening.meeting.item(evening.item("1")).unwrap();
    let Some(Happening::Passage(last)) = item.record.last() else { panic!("no paragraph") };
    let passage = item.passage(*last).unwrap();
    assert_eq!(passage.text, "Frau Fock");
    assert!(matches!(passage.kind, PassageKind::Speech { speech: Some(_), .. }));
}

#[test]
fn the_result_that_is_suggested_follows_from_what_happened() {
    // product.md 4: headline results as the systems publish them, suggested, set by the clerk.
    let no = [("CDU", tally(0, 4, 0)), ("SPD", tally(0, 3, 0)), ("FDP", tally(0, 1, 0))];
    let tie = [("CDU", tally(0, 4, 0)), ("B 90/Die Grünen", tally(0, 2, 0)), ("", tally(0, 0, 1))];
    type Play = fn(&mut Evening);
    let reword: Play = |evening| {
        let motion = evening.meeting.main_motion(evening.item("1")).unwrap().id;
        evening.run(Command::RewordMotion { motion, text: "Anders.".into() });
    };
    let respace: Play = |evening| {
        let motion = evening.meeting.main_motion(evening.item("1")).unwrap().id;
        let text = "Der  Aktionsplan wird\nbeschlossen.".into();
        evening.run(Command::RewordMotion { motion, text });
    };
    let amend: Play = |evening| {
        let amendment = evening.moves(MotionKind::Amendment, None, "Mehr.");
        evening.votes(Some(amendment), Choice::Yes, &[]);
    };
    let amend_in_vain: Play = |evening| {
        let amendment = evening.moves(MotionKind::Amendment, None, "Mehr.");
        evening.votes(Some(amendment), Choice::No, &[]);
    };
    let procedural: Play = |evening| {
        let motion = evening.moves(MotionKind::Procedural, None, "Schluss der Debatte.");
        evening.votes(Some(motion), Choice::Yes, &[]);
    };
    let nothing: Play = |_| {};
    for (before, votes, expected, why) in [
        (nothing, Some((Choice::Yes, vec![])), "ungeändert beschlossen", "as the paper had it"),
        (reword, Some((Choice::Yes, vec![])), "geändert beschlossen", "the wording is another"),
        (respace, Some((Choice::Yes, vec![])), "ungeändert beschlossen", "only blanks differ"),
        (amend, Some((Choice::Yes, vec![])), "geändert beschlossen", "an amendment was carried"),
        (amend_in_vain, Some((Choice::Yes, vec![])), "ungeändert beschlossen", "and rejected"),
        (procedural, Some((Choice::Yes, vec![])), "ungeändert beschlossen", "only procedure"),
        (nothing, Some((Choice::Yes, no.to_vec())), "abgelehnt", "more Nein than Ja"),
        (nothing, Some((Choice::Yes, tie.to_vec())), "bei Stimmengleichheit abgelehnt", "6 to 6"),
        (nothing, Some((Choice::Abstain, vec![])), "abgelehnt", "nobody voted Ja"),
        (amend, None, "", "the main motion is still open"),
        (nothing, None, "", "nothing was voted on"),
    ] {
        let mut evening = evening();
        before(&mut evening);
        if let Some((choice, others)) = votes {
            evening.votes(None, choice, &others);
        }
        let item = evening.item("1");
        let suggested = suggest(&evening.meeting, item).map_or(String::new(), |it| it.text);
        assert_eq!(suggested, expected, "{why}");
        let set = evening.meeting.item(item).unwrap().result.as_ref();
        assert_eq!(set.map_or("", |result| result.text.as_str()), expected, "{why}: is set");
    }
}

#[test]
fn what_was_never_voted_on_has_a_result_too() {
    let mut evening = evening();
    let (one, two) = (evening.item("1"), evening.item("2"));
    let main = evening.meeting.main_motion(one).unwrap().id;
    evening.run(Command::WithdrawMotion { motion: main, withdrawn: true });
    // The profile of these tests knows no word for it: then nothing is suggested.
    assert_eq!(suggest(&evening.meeting, one), None);
    evening.run(Command::WithdrawItem { item: two, withdrawn: true });
    assert_eq!(suggest(&evening.meeting, two).unwrap().text, "abgesetzt");
    // § 41 KrO: a report is taken note of, once it was called.
    let report = Paper { id: PaperId(999), paper_type: "Bericht der Verwaltung".into(), ..paper() };
    evening.meeting.apply(&Event::PaperAdded { paper: Box::new(report) });
    let three = evening.item("3");
    let mut part = wortlaut::ui::agenda::part_of(evening.meeting.item(three).unwrap());
    part.paper = Some(PaperId(999));
    evening.run(Command::ReviseItem { item: three, part });
    assert_eq!(suggest(&evening.meeting, three), None, "not called yet");
    evening.call("3");
    assert_eq!(suggest(&evening.meeting, three).unwrap().text, "zur Kenntnis genommen");
}

fn paper() -> Paper {
    let evening = evening();
    evening.meeting.papers.first().unwrap().clone()
}

#[test]
fn more_than_half_must_be_there() {
    // § 38 (1) GO SH, § 33 KrO SH: more than half of the statutory number of members.
    let order = ["Weiß", "Abel", "Brandt", "Claasen", "Öztürk", "Dreyer", "Ehlers", "Fock"];
    for (leaving, statutory, expected) in [
        (0, None, true),
        (6, None, true),
        (7, None, false),
        (0, Some(25), true),
        (0, Some(26), false),
        (0, Some(27), false),
        (8, Some(9), true),
        (8, Some(10), false),
    ] {
        let mut evening = evening();
        let mut head = evening.meeting.head.clone();
        head.statutory_members = statutory;
        if head != evening.meeting.head {
            evening.run(Command::Describe(Box::new(head)));
        }
        for name in order.iter().take(leaving) {
            evening.leave(name);
        }
        let here = evening.meeting.present_voters(None);
        assert_eq!(evening.meeting.has_quorum(), expected, "{here} of {statutory:?}");
    }
}

/// Plays something, and tells what looks wrong.
fn found(play: impl FnOnce(&mut Evening)) -> Vec<FindingKind> {
    let mut evening = evening();
    play(&mut evening);
    findings(&evening.meeting).into_iter().map(|finding| finding.kind).collect()
}

#[test]
fn what_looks_wrong_is_told_and_never_refused() {
    // product.md 4: anything odd is recorded as told and listed as a finding.
    assert_eq!(found(|_| {}), [], "an evening that goes well");
    type Play = fn(&mut Evening);
    let table: &[(Play, FindingKind)] = &[
        (
            |it| {
                it.remark("Es sind @@ Gäste da.");
            },
            FindingKind::Gap,
        ),
        (
            |it| {
                it.call("2");
            },
            FindingKind::NoResult,
        ),
        (
            |it| {
                it.call("3");
            },
            FindingKind::NotCalled,
        ),
        (
            |it| {
                it.run(Command::CloseMeeting);
            },
            FindingKind::NotCalled,
        ),
        (
            |it| {
                let item = it.item("1");
                it.run(Command::OpenVote { item, motion: None });
            },
            FindingKind::VoteOpen,
        ),
        (
            |it| {
                it.totals(None, tally(15, 2, 0));
            },
            FindingKind::SumDiffers { counted: 17, present: 13 },
        ),
        (
            |it| {
                it.votes(None, Choice::Yes, &[("SPD", tally(2, 2, 0))]);
            },
            FindingKind::SumDiffers { counted: 4, present: 3 },
        ),
        (
            |it| {
                let (item, motion) = (it.item("1"), None);
                it.run(Command::CountTotals { item, motion, tally: Some(tally(12, 1, 0)) });
                let vote = it.meeting.votes.last().unwrap().id;
                let wording = Some("einstimmig".to_owned());
                it.run(Command::CloseVote { vote, wording, result: None });
            },
            FindingKind::WordingDiffers { claim: Claim::Unanimous, tally: tally(12, 1, 0) },
        ),
        (
            |it| {
                it.votes(None, Choice::No, &[]);
                let item = it.item("1");
                let result = Some("ungeändert beschlossen".to_owned());
                it.run(Command::SetResult { item, result });
            },
            FindingKind::ResultAgainstVote,
        ),
        (
            |it| {
                it.call("3");
                it.votes(None, Choice::Yes, &[]);
            },
            FindingKind::NoWording,
        ),
        (
            |it| {
                for name in ["Weiß", "Abel", "Brandt", "Claasen", "Öztürk", "Dreyer", "Ehlers"] {
                    it.leave(name);
                }
                it.votes(None, Choice::Yes, &[]);
            },
            FindingKind::NoQuorum { present: 6, statutory: 13 },
        ),
        (
            |it| {
                it.at("16:00").run(Command::CloseMeeting);
            },
            FindingKind::TimeBackwards,
        ),
        (
            |it| {
                let head = wortlaut::domain::MeetingHead { chair: None, ..it.meeting.head.clone() };
                it.run(Command::Describe(Box::new(head)));
            },
            FindingKind::NoChair,
        ),
        (
            |it| {
                let head =
                    wortlaut::domain::MeetingHead { clerks: Vec::new(), ..it.meeting.head.clone() };
                it.run(Command::Describe(Box::new(head)));
            },
            FindingKind::NoClerk,
        ),
        (
            |it| it.meeting.apply(&Event::Unknown(serde_json::json!({ "later": {} }))),
            FindingKind::UnknownEntries(1),
        ),
    ];
    for (play, expected) in table {
        let kinds = found(play);
        assert!(kinds.contains(expected), "{expected:?} is not told, but {kinds:?}");
    }
}

#[test]
fn what_is_mended_or_void_looks_wrong_no_more() {
    let kinds = found(|it| {
        let vote = it.totals(None, tally(15, 2, 0));
        it.run(Command::AnnulVote { vote, reason: "Verzählt".into() });
        it.totals(None, tally(13, 0, 0));
    });
    assert_eq!(kinds, []);
}

#[test]
fn only_what_has_no_meaning_is_refused() {
    // architecture.md 2: decide refuses only what has no meaning.
    let plain = evening();
    let (one, gone) = (plain.item("1"), wortlaut::domain::ItemId(9999));
    let motion = plain.meeting.main_motion(one).unwrap().id;
    let abel = plain.person("Abel");
    let no_vote = VoteId(9999);
    for (command, refusal) in [
        (Command::OpenMeeting, Refusal::AlreadyOpen),
        (Command::ReopenMeeting, Refusal::AlreadyOpen),
        (Command::EndRecess, Refusal::NotInterrupted),
        (Command::CallItem(one), Refusal::AlreadyOn),
        (Command::CallItem(gone), Refusal::Unknown),
        (Command::MoveItem { item: one, up: true }, Refusal::AtTheEdge),
        (Command::NextSpeaker { opening: String::new() }, Refusal::NobodyWaits),
        (Command::EndSpeech, Refusal::NobodySpeaks),
        (Command::CloseList(false), Refusal::NothingChanges),
        (Command::AdoptWording(motion), Refusal::NothingChanges),
        (Command::WithdrawMotion { motion, withdrawn: false }, Refusal::NothingChanges),
        (Command::ReopenVote(no_vote), Refusal::Unknown),
        (Command::AnnulVote { vote: no_vote, reason: "x".into() }, Refusal::Unknown),
        (Command::Arrive(abel), Refusal::HereAlready),
        (Command::SetResult { item: one, result: None }, Refusal::NothingChanges),
        (
            Command::Substitute { member: abel, substitute: plain.person("Brandt") },
            Refusal::NoSubstitution,
        ),
    ] {
        assert_eq!(plain.tries(&command), Err(refusal), "{command:?}");
    }
}

#[test]
fn what_is_odd_is_recorded() {
    // product.md 4: "the program records, it does not rule".
    let mut evening = evening();
    let (one, two) = (evening.item("1"), evening.item("2"));
    evening.votes(None, Choice::Yes, &[("CDU", tally(17, 0, 0))]);
    let motion = evening.meeting.main_motion(one).unwrap().id;
    evening.leave("Abel");
    let abel = evening.person("Abel");
    for (command, why) in [
        (Command::OpenVote { item: one, motion: None }, "a vote is repeated"),
        (Command::CountAll { item: two, motion: None, choice: Choice::No }, "an item not called"),
        (
            Command::CountTotals { item: two, motion: None, tally: Some(tally(99, 99, 99)) },
            "more votes than people",
        ),
        (Command::Recuse { item: one, person: abel, recused: true }, "who is not there"),
        (wants(&evening, "Abel", RequestKind::Contribution), "who is not there speaks"),
        (Command::RewordMotion { motion, text: String::new() }, "a wording is taken away"),
        (Command::SetResult { item: two, result: Some("vertagt".into()) }, "without a call"),
        (Command::BeginRecess, "in the middle of an item"),
        (
            Command::MoveMotion(NewMotion {
                item: two,
                kind: MotionKind::Amendment,
                procedure: None,
                mover: None,
                text: String::new(),
            }),
            "a motion on another item, without mover and wording",
        ),
        (Command::CloseMeeting, "items are left"),
    ] {
        assert!(evening.tries(&command).is_ok(), "{why}: {command:?}");
    }
    assert_eq!(evening.meeting.motion(motion).unwrap().fate, MotionFate::Carried);
}

#[test]
fn after_the_close_nothing_happens_any_more_but_corrections() {
    // product.md 2.6: after the close corrections, until the minutes are approved.
    let mut evening = evening();
    evening.run(Command::CloseMeeting);
    let two = evening.item("2");
    for command in [
        Command::CallItem(two),
        Command::BeginRecess,
        wants(&evening, "Abel", RequestKind::Contribution),
        Command::CloseMeeting,
    ] {
        assert_eq!(evening.tries(&command), Err(Refusal::Closed), "{command:?}");
    }
    let motion = evening.meeting.main_motion(two).unwrap().id;
    for command in [
        Command::RewordMotion { motion, text: "Anders.".into() },
        Command::SetResult { item: two, result: Some("vertagt".into()) },
        Command::SetAttendance { person: evening.person("Abel"), initial: Initial::Excused },
        Command::ReopenMeeting,
    ] {
        assert_eq!(evening.tries(&command), Err(Refusal::ReasonMissing), "{command:?}");
        assert!(evening.tries(&command.because("Versehen")).is_ok(), "{command:?}");
    }
}
