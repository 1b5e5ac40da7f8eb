//! What holds for every meeting that is given out.

use crate::export_council::{Evening, tally};
use crate::vote_forms::FORMS;
use proptest::prelude::*;
use wortlaut::domain::{Choice, Command, Meeting, MotionKind, Mover, PassageKind, Speaker};
use wortlaut::export::{Format, Part, documents, extract, minutes};

/// A word that must never be seen, spelled so that no ending or article hides it.
const CANARY: &str = "Kanarienvogel";

fn secret(evening: &mut Evening, titles: bool, at: usize) -> Meeting {
    let number = if at.is_multiple_of(2) { "N 1" } else { "N 2" };
    evening.call(number);
    evening.remark(&format!("Absatz {CANARY}"));
    let speaker = Speaker::Named(format!("Herr {CANARY}"));
    evening.write(PassageKind::Speech { speaker, speech: None }, &format!("Wort {CANARY}"));
    let mover = Some(Mover::Named(format!("Firma {CANARY}")));
    let motion = evening.moves(MotionKind::Amendment, mover, &format!("Antrag {CANARY}"));
    evening.arrive("Osterloh").leave("Abel");
    let vote = evening.totals(Some(motion), tally(5, 4, 0));
    if at.is_multiple_of(3) {
        evening.run(Command::AnnulVote { vote, reason: format!("Grund {CANARY}") });
    }
    evening.votes(None, Choice::No, &[]);
    let item = evening.item(number);
    evening.run(Command::SetResult { item, result: Some(format!("Ergebnis {CANARY}")) });
    evening.run(Command::BeginRecess).run(Command::EndRecess);
    // A vote in a public item on a motion of a non-public one names nothing of it.
    evening.call("Ö 2").totals(Some(motion), tally(1, 2, 3));
    evening.arrive("Abel");
    // A public item goes on behind closed doors and comes back.
    let item = evening.item("Ö 2");
    evening.run(Command::ContinueItem(item));
    let part = evening.meeting.current.unwrap();
    evening.remark(&format!("Teil {CANARY}"));
    let main = evening.meeting.main_motion(part).unwrap().id;
    evening.run(Command::RewordMotion { motion: main, text: format!("Kauf {CANARY}") });
    evening.votes(None, Choice::Yes, &[]);
    evening.run(Command::SetResult { item: part, result: Some(format!("Ergebnis {CANARY}")) });
    evening.run(Command::ContinueItem(part));
    // One that is not public goes on in public; both are debated jointly with a public one.
    let closed = evening.item(number);
    evening.call(number).run(Command::ContinueItem(closed));
    let undecided = if number == "N 1" { "N 2" } else { "N 1" };
    let other = evening.item(undecided);
    evening.call(undecided).run(Command::ContinueItem(other));
    evening.call("Ö 1").run(Command::JoinItem { item: closed, joined: true });
    let mut meeting = evening.meeting.clone();
    meeting.profile.show_non_public_titles = titles;
    let guest = evening.person("Osterloh");
    for person in meeting.people.iter_mut().filter(|person| person.id == guest) {
        person.family_name = CANARY.into();
    }
    // The paper of the public item is non-public itself.
    for paper in &mut meeting.papers {
        paper.public = false;
        paper.name = CANARY.into();
        paper.reference = CANARY.into();
        paper.attachments = vec![CANARY.into()];
    }
    for item in meeting.agenda.iter_mut().filter(|item| !item.public) {
        item.paper = Some(wortlaut::domain::PaperId(201));
        item.name = if titles { "Titel".into() } else { format!("Titel {CANARY}") };
    }
    meeting
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_non_public_is_in_a_public_file(titles: bool, at in 0_usize..6) {
        let mut evening = Evening::new(&[
            ("Ö 1", "Erstens", true, "Es wird beschlossen."),
            ("N 1", "Erstens", false, "Verkauf Kanarienvogel"),
            ("Ö 2", "Zweitens", true, "Es wird beschlossen."),
            ("N 2", "Zweitens", false, "Verkauf Kanarienvogel"),
        ]);
        evening.call("Ö 1").says("Abel", "spricht.");
        let meeting = secret(&mut evening, titles, at);
        for document in documents(&meeting, &[Part::Public], Format::Text) {
            let text = document.text.to_lowercase();
            prop_assert!(!text.contains("kanarien"), "{}: {text}", document.name);
            prop_assert!(!document.name.contains("kanarien"));
        }
        let all = minutes(&meeting, Part::All).to_lowercase();
        prop_assert!(all.contains("wort kanarienvogel"));
    }

    #[test]
    fn in_every_form_nothing_is_said_that_was_not_counted(
        votes in prop::collection::vec((0_u32..40, 0_u32..40, 0_u32..40), 1..4),
        forms in prop::collection::vec(0..FORMS.len(), 1..4), method in 0_u32..3,
    ) {
        let mut evening = Evening::new(&[("1", "Satzung", true, "Es wird beschlossen.")]);
        evening.call("1");
        let forms: Vec<_> = forms.into_iter().map(|at| FORMS[at]).collect();
        let own = format!("[abstimmungsergebnis]\nform = {forms:?}\n");
        let own = wortlaut::profile::parse("p.toml", &own).unwrap();
        evening.meeting.profile.vote_style = own.vote_style;
        let mut told = Vec::new();
        for (yes, no, abstain) in votes {
            let fraktion = |votes: u32| votes % 4;
            match method {
                0 => evening.totals(None, tally(yes, no, abstain)),
                1 => {
                    let cdu = tally(fraktion(yes), fraktion(no), 4);
                    evening.votes(None, Choice::Yes, &[("CDU", cdu), ("", tally(0, 0, 1))])
                }
                _ => evening.votes(None, Choice::No, &[("FDP", tally(1, 0, 0))]),
            };
            let vote = evening.meeting.votes.last().unwrap();
            let sums = evening.meeting.tally_of(vote);
            told.extend([sums.yes, sums.no, sums.abstain, 13]);
            let rows = vote.rows.iter().filter_map(|row| row.tally.map(|it| (it, row.present)));
            told.extend(rows.flat_map(|(it, here)| [it.yes, it.no, it.abstain, here]));
        }
        // The number of a Fraktion's name, of those who are befangen, and of nobody.
        told.extend([90, 0]);
        let item = evening.item("1");
        let text = extract(&evening.meeting, item, Part::Public).unwrap();
        sheet(&text);
        let (_, result) = text.split_once("Abstimmungsergebnis:").unwrap();
        let (result, _) = result.split_once("Anlagen zur Vorlage").unwrap();
        let numbers = result.split(|letter: char| !letter.is_ascii_digit());
        for number in numbers.filter(|number| !number.is_empty()) {
            let number: u32 = number.parse().unwrap();
            prop_assert!(told.contains(&number), "{number} in {forms:?}: {result}");
        }
        prop_assert!(!result.trim().is_empty(), "{forms:?}: something is said of each vote");
        prop_assert!(!result.contains(['{', '}', '[', ']']), "{forms:?}: {result}");
    }

    #[test]
    fn any_text_gives_a_tidy_sheet(
        title in "\\PC{0,90}", text in any::<String>(), long in "[a-zäöüß §.0-9–]{0,400}",
        name in any::<String>(), wording in "(?s).{0,200}",
    ) {
        let mut evening = Evening::new(&[(&name, &title, true, &wording), ("2", "x", false, &text)]);
        let item = evening.meeting.agenda[0].id;
        evening.run(Command::CallItem(item));
        evening.remark(&text).remark(&long);
        let mover = Some(Mover::Named(name.clone()));
        let motion = evening.moves(MotionKind::Addition, mover, &long);
        evening.votes(Some(motion), Choice::Yes, &[]);
        let mut meeting = evening.meeting.clone();
        meeting.head.place = text.clone();
        meeting.head.committee = name.clone();
        meeting.organizations[0].name = long.clone();
        meeting.organizations[1].name = text.clone();
        meeting.profile.columns.no_faction = name;
        let own = format!("[abstimmungsergebnis]\nform = {FORMS:?}\n");
        let own = wortlaut::profile::parse("p.toml", &own).unwrap();
        if long.len().is_multiple_of(2) {
            meeting.profile.vote_style = own.vote_style;
        }
        for document in documents(&meeting, &[Part::Public, Part::All], Format::Text) {
            sheet(&document.text);
            prop_assert!(document.name.len() < 200);
        }
    }
}

/// What holds for every sheet, for words of every kind.
fn sheet(text: &str) {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_width::UnicodeWidthStr as _;
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
    assert_eq!(text, text.nfc().collect::<String>(), "composed");
    for line in text.split_terminator('\n') {
        assert!(!line.contains(|letter: char| letter.is_control()), "{line:?}");
        assert_eq!(line, line.trim_end_matches(' '));
        let blank = |c: char| c.is_whitespace() && !"\u{a0}\u{202f}\u{2007}".contains(c);
        let words = line.split(blank).filter(|word| !word.is_empty()).count();
        assert!(line.width() <= 72 || words <= 1, "{} too long: {line:?}", line.width());
    }
}
