//! wortlaut's own agenda file, in TOML.

use super::draft::{Agenda, Head, Item, MAX_ITEMS, MAX_LIST, MAX_MEMBERS, Member};
use super::form::{Form, Lines, parse};
use super::near::nearest;
use super::report::{Report, quote};
use super::{number, papers, roles};
use crate::domain::{MeetingKind, Role};

const FILE: [&str; 5] = ["sitzung", "fraktion", "mitglied", "vorlage", "top"];
const MEETING: [&str; 13] = [
    "gremium",
    "koerperschaft",
    "name",
    "nummer",
    "wahlperiode",
    "datum",
    "beginn",
    "ende",
    "ort",
    "art",
    "vorsitz",
    "schriftfuehrung",
    "mitgliederzahl",
];
const MEMBER: [&str; 8] =
    ["anrede", "titel", "vorname", "nachname", "fraktion", "rolle", "stimmrecht", "amt"];
const ITEM: [&str; 6] =
    ["nummer", "titel", "oeffentlich", "vorlage", "beschlussvorschlag", "anlagen"];

/// Reads an agenda of wortlaut's own form.
pub(super) fn read(text: &str, report: &mut Report) -> Agenda {
    let lines = Lines::new(text);
    let table = parse(text, &lines, report);
    let whole = Form::new("", 1, &table, &lines, &FILE, report);
    let head = whole
        .form("sitzung", "[sitzung]", &MEETING, report)
        .map_or_else(Head::default, |form| head(&form, report));
    let factions: Vec<(usize, String)> = whole
        .forms("fraktion", "[[fraktion]]", &["name"], MAX_LIST, report)
        .iter()
        .map(|form| (form.line_of("name"), form.needed("name", report)))
        .collect();
    let members = whole
        .forms("mitglied", "[[mitglied]]", &MEMBER, MAX_MEMBERS, report)
        .iter()
        .map(|form| member(form, &factions, report))
        .collect();
    let papers = papers::read(&whole, report);
    let items = whole
        .forms("top", "[[top]]", &ITEM, MAX_ITEMS, report)
        .iter()
        .map(|form| item(form, report))
        .collect();
    Agenda { head, factions, members, papers, items }
}

fn head(form: &Form<'_>, report: &mut Report) -> Head {
    let kinds = [
        ("praesenz", MeetingKind::InPerson),
        ("hybrid", MeetingKind::Hybrid),
        ("video", MeetingKind::Video),
    ];
    let kind = form.words("art", report);
    let known = kinds.iter().find(|(name, _)| kind == *name || kind.is_empty());
    if known.is_none() {
        let wrong = format!("{} ist keine Art der Sitzung", quote(&kind));
        report.line(form.line_of("art"), &wrong, "praesenz, hybrid oder video");
    }
    let chair = form.words("vorsitz", report);
    Head {
        body: form.words("koerperschaft", report),
        committee: form.words("gremium", report),
        name: form.words("name", report),
        number: form.words("nummer", report),
        legislative_term: form.words("wahlperiode", report),
        place: form.words("ort", report),
        date: form.date("datum", report),
        date_told: form.has("datum"),
        start: form.time("beginn", report),
        end: form.time("ende", report),
        chair: (!chair.is_empty()).then(|| (form.line_of("vorsitz"), chair)),
        clerks: form.list("schriftfuehrung", report),
        kind: known.map(|(_, kind)| *kind).unwrap_or_default(),
        statutory_members: form.count("mitgliederzahl", report),
    }
}

fn member(form: &Form<'_>, factions: &[(usize, String)], report: &mut Report) -> Member {
    let faction = roles::faction(&form.words("fraktion", report));
    if let Some(name) = faction.as_deref()
        && !factions.is_empty()
        && !factions.iter().any(|(_, known)| known == name)
    {
        let names: Vec<&str> = factions.iter().map(|(_, name)| name.as_str()).collect();
        let expected = match nearest(name, &names) {
            Some(near) => format!("„{near}“"),
            None => "eine Fraktion aus [[fraktion]]".to_owned(),
        };
        let wrong = format!("Die Fraktion {} gibt es nicht", quote(name));
        report.line(form.line_of("fraktion"), &wrong, &expected);
    }
    let word = form.words("rolle", report);
    let role = roles::role(&word).unwrap_or_else(|| {
        let wrong = format!("{} ist keine Rolle", quote(&word));
        report.line(form.line_of("rolle"), &wrong, roles::ROLES);
        (Role::Member, String::new())
    });
    let office = form.words("amt", report);
    let (role, named) = match role {
        (Role::Member, _) if word.is_empty() && !office.is_empty() => {
            (Role::Administration, String::new())
        }
        role => role,
    };
    Member {
        line: form.line,
        form_of_address: roles::form_of_address(&form.words("anrede", report)),
        title: form.words("titel", report),
        given_name: form.words("vorname", report),
        family_name: form.needed("nachname", report),
        faction,
        role,
        voting_right: form.flag("stimmrecht", report),
        office: if office.is_empty() { named } else { office },
    }
}

fn item(form: &Form<'_>, report: &mut Report) -> Item {
    let number = form.words("nummer", report).trim_end_matches('.').to_owned();
    let flag = form.flag("oeffentlich", report);
    let said = number::says_public(&number);
    if let (Some(flag), Some(said)) = (flag, said)
        && flag != said
    {
        let wrong = format!("{} widerspricht „oeffentlich = {flag}“", quote(&number));
        let expected = "Ö für öffentliche, N für nichtöffentliche Punkte";
        report.line(form.line_of("oeffentlich"), &wrong, expected);
    }
    let paper = form.words("vorlage", report);
    let proposal = form.prose("beschlussvorschlag", report);
    Item {
        line: form.line_of("nummer"),
        paper_line: form.line_of("vorlage"),
        name: form.needed("titel", report),
        public: flag.or(said).unwrap_or(true),
        number,
        paper: (!paper.is_empty()).then_some(paper),
        proposal: (!proposal.is_empty()).then_some(proposal),
        attachments: form.list("anlagen", report),
    }
}
