//! Agendas and member lists, good and bad.

mod hostile;
mod members;
mod own;
mod profile;
mod text;

use wortlaut::domain::Preparation;
use wortlaut::import::{Options, Problem, Source, practice, read};
use wortlaut::profile::default;

/// Reads an agenda of which committee and date are told on the command line.
fn agenda(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Preparation, Vec<Problem>> {
    read(&Source::new(name, bytes), None, &told(), default())
}

fn told() -> Options {
    Options {
        committee: Some("Hauptausschuss".to_owned()),
        date: wortlaut::import::parse_date("2027-03-09"),
        ..Options::default()
    }
}

/// Tells what is wrong, a line each.
fn wrong<T>(read: Result<T, Vec<Problem>>) -> Vec<String> {
    read.err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

fn example(name: &str) -> Source {
    let path = format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"));
    Source::new(name, std::fs::read(path).expect("the examples are there"))
}

#[test]
fn the_examples_say_the_same() {
    let whole = practice(default());
    let options = Options::default();
    let toml = read(&example("hauptausschuss.toml"), None, &options, default()).unwrap();
    assert_eq!(toml, whole);
    let list = example("mitglieder.csv");
    let text = read(&example("hauptausschuss.txt"), Some(&list), &options, default()).unwrap();
    assert_eq!(text.members, whole.members);
    assert_eq!(text.organizations, whole.organizations);
    let mut head = whole.head.clone();
    head.statutory_members = None;
    assert_eq!(text.head, head);
    let items = |preparation: &Preparation| -> Vec<_> {
        preparation
            .items
            .iter()
            .map(|(part, _)| {
                let paper = preparation.papers.iter().find(|paper| Some(paper.id) == part.paper);
                let paper = paper.map(|paper| (paper.reference.clone(), paper.public));
                (part.number.clone(), part.name.clone(), part.public, paper)
            })
            .collect()
    };
    assert_eq!(items(&text), items(&whole));
}

#[test]
fn the_practice_meeting_has_everything() {
    let whole = practice(default());
    assert_eq!(whole.items.len(), 22);
    assert_eq!(whole.papers.len(), 13);
    assert_eq!(whole.organizations.len(), 6);
    let chair = whole.head.chair.unwrap();
    let chair = whole.members.iter().find(|(person, _)| person.id == chair).unwrap();
    assert_eq!(chair.0.full_name(), "Hauke von der Heide");
    let mut meeting = wortlaut::domain::Meeting::new(default());
    let command = wortlaut::domain::Command::Prepare(Box::new(whole.clone()));
    let now = chrono::DateTime::parse_from_rfc3339("2027-03-09T16:45:00+01:00").unwrap();
    for event in meeting.decide(&command, now).unwrap() {
        meeting.apply(&event);
    }
    let seats: Vec<_> =
        meeting.factions().iter().map(|faction| meeting.seats(Some(faction.id))).collect();
    assert_eq!(seats, [4, 3, 2, 1, 1, 1]);
    assert_eq!(meeting.seats(None), 1);
    assert_eq!(meeting.statutory_members(), 13);
    assert!(meeting.has_quorum());
    assert_eq!(meeting.motions.len(), 15);
    assert_eq!(whole.items.iter().filter(|(part, _)| !part.public).count(), 4);
}

#[test]
fn every_fact_of_the_published_pages_has_a_place() {
    let whole = practice(default());
    let papers = &whole.papers;
    for (fact, used) in [
        ("Art", papers.iter().all(|paper| !paper.paper_type.is_empty())),
        ("nichtöffentlich", papers.iter().any(|paper| !paper.public)),
        ("Status", papers.iter().any(|paper| !paper.state.is_empty())),
        ("Verfasser", papers.iter().any(|paper| !paper.author.is_empty())),
        ("Einreicher", papers.iter().any(|paper| !paper.originator.is_empty())),
        ("Federführend", papers.iter().all(|paper| !paper.lead.is_empty())),
        ("Beteiligt", papers.iter().any(|paper| paper.participating.len() == 2)),
        ("Bearbeiter", papers.iter().all(|paper| !paper.clerk_in_charge.is_empty())),
        ("Sachverhalt", papers.iter().any(|paper| paper.facts.contains("\n\n"))),
        ("Anlagen", papers.iter().any(|paper| paper.attachments.len() == 3)),
        ("Bezüglich", papers.iter().any(|p| p.relations.iter().any(|r| r.superordinated))),
        ("Stammbaum", papers.iter().any(|paper| paper.relations.len() == 3)),
        ("Gestoppt", papers.iter().any(|p| p.consultations.iter().any(|c| c.state == "Gestoppt"))),
        ("Ergebnis", papers.iter().any(|p| p.consultations.iter().any(|c| !c.result.is_empty()))),
        ("Beratung", papers.iter().all(|paper| !paper.consultations.is_empty())),
    ] {
        assert!(used, "{fact}");
    }
    let ids: Vec<_> =
        papers.iter().flat_map(|paper| &paper.consultations).map(|line| line.id.0).collect();
    assert_eq!(ids, (1..=u32::try_from(ids.len()).unwrap()).collect::<Vec<_>>());
}

#[test]
fn a_public_item_takes_no_wording_from_a_paper_that_is_not_public() {
    let file = |paper: &str, other: &str, own: &str| {
        let text = format!(
            "[[vorlage]]\nnummer = \"V1\"\nbetreff = \"Grundstück\"\n{paper}\
             beschlussvorschlag = \"Das Grundstück wird verkauft.\"\n\
             [[top]]\nnummer = \"1\"\ntitel = \"Bericht\"\nvorlage = \"V1\"\n{own}\
             [[top]]\nnummer = \"2\"\ntitel = \"Verkauf\"\nvorlage = \"V1\"\n\
             oeffentlich = {other}\n"
        );
        agenda("a.toml", text).unwrap()
    };
    let sold = Some("Das Grundstück wird verkauft.");
    for (paper, other, own, expected, withheld) in [
        ("", "true", "", [sold, sold], 0),
        // Of one item not public: neither is the paper, unless it says so.
        ("", "false", "", [None, sold], 1),
        ("oeffentlich = true\n", "false", "", [sold, sold], 0),
        ("oeffentlich = false\n", "true", "", [None, None], 2),
        ("", "false", "beschlussvorschlag = \"Kenntnis.\"\n", [Some("Kenntnis."), sold], 0),
    ] {
        let preparation = file(paper, other, own);
        let texts: Vec<_> =
            preparation.items.iter().map(|item| preparation.resolution_text_of(item)).collect();
        assert_eq!(texts, expected, "{paper} {other} {own}");
        assert_eq!(preparation.withheld().count(), withheld, "{paper} {other} {own}");
    }
}

#[test]
fn what_is_told_on_the_command_line_wins() {
    let options = Options {
        body: Some("Kreis Nordfelde".to_owned()),
        committee: Some("Bauausschuss".to_owned()),
        name: Some("Sondersitzung".to_owned()),
        date: wortlaut::import::parse_date("10.03.2027"),
        start: wortlaut::import::parse_time("18 Uhr"),
        place: Some("Aula".to_owned()),
    };
    let head = read(&example("hauptausschuss.txt"), None, &options, default());
    // The chair that the text names is on no list here: without a list nobody is.
    let head = head.unwrap().head;
    assert_eq!(
        (head.body.as_str(), head.committee.as_str(), head.name.as_str(), head.place.as_str()),
        ("Kreis Nordfelde", "Bauausschuss", "Sondersitzung", "Aula")
    );
    assert_eq!(head.planned_start.unwrap().to_string(), "2027-03-10 18:00:00");
    assert_eq!(head.planned_end.unwrap().to_string(), "2027-03-10 20:30:00");
}

#[test]
fn what_is_missing_names_the_option() {
    let source = Source::new("agenda.txt", "1. Eröffnung\n");
    assert_eq!(
        wrong(read(&source, None, &Options::default(), default())),
        [
            "agenda.txt: Das Gremium fehlt; erwartet: --gremium NAME oder eine Angabe in der \
             Datei",
            "agenda.txt: Das Datum fehlt; erwartet: --datum JJJJ-MM-TT oder eine Angabe in der \
             Datei",
        ]
    );
    let unread = [("a.txt", "Datum: morgen\nGremium: Rat\n1. A"), ("a.toml", "x"), ("a", "%PDF")];
    for (name, text) in unread {
        let found = wrong(read(&Source::new(name, text), None, &Options::default(), default()));
        assert_eq!(found.len(), 1, "what cannot be read is not missing: {found:#?}");
    }
    let options = Options { committee: Some("Rat\u{202e}".to_owned()), ..told() };
    assert_eq!(
        wrong(read(&source, None, &options, default())).first().unwrap(),
        "--gremium: Der Text enthält unsichtbare Zeichen; erwartet: lesbarer Text"
    );
}

#[test]
fn the_list_wins_over_members_in_the_agenda() {
    let list = Source::new("m.csv", "nachname,fraktion\nÖztürk,SPD\n");
    let whole = read(&example("hauptausschuss.toml"), Some(&list), &told(), default());
    assert_eq!(
        wrong(whole),
        ["hauptausschuss.toml, Zeile 15: Den Vorsitz „Hauke von der Heide“ gibt es nicht; \
             erwartet: Vor- und Nachname von jemandem aus der Mitgliederliste"]
    );
    let agenda = "[[fraktion]]\nname = \"CDU\"\n[[mitglied]]\n\
                  nachname = \"Weiß\"\n[[top]]\ntitel = \"Eröffnung\"\n";
    let whole = read(&Source::new("a.toml", agenda), Some(&list), &told(), default()).unwrap();
    let names: Vec<_> = whole.members.iter().map(|(person, _)| person.full_name()).collect();
    assert_eq!(names, ["Öztürk"]);
    let factions: Vec<_> = whole.organizations.iter().map(|o| o.name.as_str()).collect();
    assert_eq!(factions, ["SPD"]);
}

#[test]
fn all_files_are_told_at_once() {
    let agenda = Source::new("a.txt", "Eröffnung\n1. Haushalt\n");
    let list = Source::new("m.csv", "nachname;rolle\nÖztürk;Mitgleid\n");
    let found = wrong(read(&agenda, Some(&list), &told(), default()));
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("a.txt, Zeile 1: "), "{found:?}");
    assert!(found[1].starts_with("m.csv, Zeile 2: „Mitgleid“ ist keine Rolle"), "{found:?}");
}
