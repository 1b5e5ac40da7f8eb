//! From what the files say to a meeting that is whole: names found, numbers given.

use super::draft::{Agenda, DraftPaper, Head, Item, MAX_ITEMS, Member};
use super::near::{fold, nearest};
use super::number;
use super::report::{Report, quote};
use super::roles;
use super::{Options, clean};
use crate::domain::{
    ItemPart, MeetingHead, Membership, Organization, OrganizationId, OrganizationKind, Paper,
    PaperId, Person, PersonId, Preparation, Profile, Role,
};
use chrono::{Days, NaiveTime};
use std::collections::HashMap;

/// Fraktionen and people with their numbers.
#[derive(Debug)]
pub(super) struct People {
    organizations: Vec<Organization>,
    members: Vec<(Person, Membership)>,
}

/// Gives numbers to Fraktionen and people; notes who is told twice.
pub(super) fn people(draft: &Agenda, report: &mut Report) -> People {
    let mut names: Vec<&str> = Vec::new();
    for (line, name) in &draft.factions {
        if names.contains(&name.as_str()) {
            let wrong = format!("Die Fraktion {} steht doppelt", quote(name));
            report.line(*line, &wrong, "jede Fraktion nur einmal");
        } else if !name.is_empty() {
            names.push(name);
        }
    }
    if draft.factions.is_empty() {
        names = factions_of(&draft.members, report);
    }
    let organizations: Vec<Organization> = names
        .iter()
        .zip(1..)
        .map(|(name, id)| Organization {
            id: OrganizationId(id),
            name: (*name).to_owned(),
            kind: OrganizationKind::Faction,
        })
        .collect();
    check_twice(&draft.members, report);
    let members = draft
        .members
        .iter()
        .zip(1..)
        .map(|(member, id)| numbered(member, PersonId(id), &organizations))
        .collect();
    People { organizations, members }
}

/// Fraktionen in the order in which the list names them. Two spellings of one would tear it apart.
fn factions_of<'m>(members: &'m [Member], report: &mut Report) -> Vec<&'m str> {
    let mut names: Vec<&str> = Vec::new();
    for member in members {
        let Some(name) = member.faction.as_deref().filter(|name| !names.contains(name)) else {
            continue;
        };
        if let Some(other) = names.iter().find(|other| fold(other) == fold(name)) {
            let wrong = format!("Die Fraktion {} heißt oben {}", quote(name), quote(other));
            report.line(member.line, &wrong, "eine Schreibweise für jede Fraktion");
        }
        names.push(name);
    }
    names
}

fn numbered(
    member: &Member,
    person: PersonId,
    organizations: &[Organization],
) -> (Person, Membership) {
    let faction = member.faction.as_deref();
    let on_behalf_of = organizations
        .iter()
        .find(|organization| Some(organization.name.as_str()) == faction)
        .map(|organization| organization.id);
    let named = Person {
        id: person,
        family_name: member.family_name.clone(),
        given_name: member.given_name.clone(),
        form_of_address: member.form_of_address.clone(),
        title: member.title.clone(),
    };
    let membership = Membership {
        person,
        on_behalf_of,
        role: member.role,
        voting_right: member.voting_right.unwrap_or_else(|| roles::votes(member.role)),
        office: member.office.clone(),
    };
    (named, membership)
}

fn check_twice(members: &[Member], report: &mut Report) {
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    let mut chair = None;
    for member in members {
        let key = (member.given_name.to_lowercase(), member.family_name.to_lowercase());
        if member.family_name.is_empty() {
            continue;
        }
        if let Some(line) = known.get(&key) {
            let name = format!("{} {}", member.given_name, member.family_name);
            let wrong = format!("{} steht schon in Zeile {line}", quote(name.trim()));
            report.line(member.line, &wrong, "jede Person nur einmal");
        }
        known.entry(key).or_insert(member.line);
        if member.role == Role::Chair {
            if let Some(line) = chair {
                let wrong = format!("Den Vorsitz hat schon Zeile {line}");
                report.line(member.line, &wrong, "ein Vorsitz, sonst „stellv. Vorsitz“");
            }
            chair.get_or_insert(member.line);
        }
    }
}

/// Makes the meeting. What it notes counts: the caller throws the result away then.
pub(super) fn whole(
    draft: Agenda,
    people: People,
    options: &Options,
    profile: Profile,
    report: &mut Report,
) -> Preparation {
    let Agenda { head, papers, items, .. } = draft;
    let chair = chair(&head, &people.members, report);
    let head = self::head(head, chair, options, report);
    check_items(&items, report);
    let papers = public_papers(papers, &items, report);
    let ids: HashMap<&str, PaperId> =
        papers.iter().map(|paper| (paper.reference.as_str(), paper.id)).collect();
    let items = items.into_iter().map(|item| part(item, &ids, report)).collect();
    let People { organizations, members } = people;
    Preparation { profile, head, organizations, members, papers, items }
}

/// The person whom the head names, else the member with the role.
fn chair(head: &Head, members: &[(Person, Membership)], report: &mut Report) -> Option<PersonId> {
    let Some((line, name)) = &head.chair else {
        let chair = members.iter().find(|(_, membership)| membership.role == Role::Chair);
        return chair.map(|(person, _)| person.id);
    };
    let wanted = name.to_lowercase();
    let with = |name: fn(&Person) -> String| {
        let mut found = members.iter().filter(|(person, _)| name(person).to_lowercase() == wanted);
        let first = found.next()?;
        found.next().is_none().then_some(first.0.id)
    };
    let found = with(Person::full_name)
        .or_else(|| with(|person| format!("{} {}", person.given_name, person.family_name)))
        .or_else(|| with(|person| format!("{} {}", person.form_of_address, person.family_name)))
        .or_else(|| with(|person| person.family_name.clone()));
    if found.is_none() && !members.is_empty() {
        let names: Vec<String> = members.iter().map(|(person, _)| person.full_name()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let expected = match nearest(name, &names) {
            Some(near) => format!("„{near}“"),
            None => "Vor- und Nachname von jemandem aus der Mitgliederliste".to_owned(),
        };
        report.line(*line, &format!("Den Vorsitz {} gibt es nicht", quote(name)), &expected);
    }
    found
}

fn head(
    told: Head,
    chair: Option<PersonId>,
    options: &Options,
    report: &mut Report,
) -> MeetingHead {
    let mut option = |given: &Option<String>, name: &str, told: String| match given.as_deref() {
        None => told,
        Some(given) => clean::words(given).unwrap_or_else(|_| {
            report.option(name, "Der Text enthält unsichtbare Zeichen", "lesbarer Text");
            String::new()
        }),
    };
    let body = option(&options.body, "--koerperschaft", told.body);
    let committee = option(&options.committee, "--gremium", told.committee);
    let name = option(&options.name, "--name", told.name);
    let place = option(&options.place, "--ort", told.place);
    let readable = !report.has_broken();
    if committee.is_empty() && readable {
        report.file("Das Gremium fehlt", "--gremium NAME oder eine Angabe in der Datei");
    }
    let date = options.date.or(told.date);
    if date.is_none() && !told.date_told && readable {
        report.file("Das Datum fehlt", "--datum JJJJ-MM-TT oder eine Angabe in der Datei");
    }
    let start = options.start.or(told.start);
    // A meeting that ends before it begins ends on the next day.
    let over_night = start.zip(told.end).is_some_and(|(start, end)| end < start);
    let end_date = date.and_then(|date| date.checked_add_days(Days::new(over_night.into())));
    MeetingHead {
        body,
        committee,
        name,
        number: told.number,
        legislative_term: told.legislative_term,
        place,
        planned_start: date.map(|date| date.and_time(start.unwrap_or(NaiveTime::MIN))),
        planned_end: end_date.zip(told.end).map(|(date, end)| date.and_time(end)),
        chair,
        clerks: told.clerks,
        kind: told.kind,
        statutory_members: told.statutory_members,
    }
}

fn check_items(items: &[Item], report: &mut Report) {
    if items.is_empty() && report.is_clear() {
        let expected = "„Ö 1 Eröffnung“ im Text oder [[top]] in TOML";
        report.file("Die Datei enthält keine Tagesordnungspunkte", expected);
    }
    if let Some(item) = items.get(MAX_ITEMS) {
        report.line(item.line, "Die Tagesordnung ist zu lang", "höchstens 2000 Punkte");
    }
    let mut known: HashMap<(bool, String), usize> = HashMap::new();
    for item in items.iter().filter(|item| !item.number.is_empty()) {
        let key = (item.public, number::bare(&item.number));
        if let Some(line) = known.get(&key) {
            let wrong = format!("Die Nummer {} steht schon in Zeile {line}", quote(&item.number));
            report.line(item.line, &wrong, "jede Nummer nur einmal in einem Teil");
        }
        known.entry(key).or_insert(item.line);
    }
}

/// A paper of which nothing else is said is public if all items are that it belongs to.
fn public_papers(papers: Vec<DraftPaper>, items: &[Item], report: &mut Report) -> Vec<Paper> {
    let mut used: HashMap<&str, bool> = HashMap::new();
    for item in items {
        if let Some(reference) = &item.paper {
            *used.entry(reference).or_insert(true) &= item.public;
        }
    }
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut checked = Vec::new();
    for DraftPaper { line, mut paper, public } in papers {
        if let Some(before) = known.get(&paper.reference) {
            let wrong =
                format!("Die Vorlage {} steht schon in Zeile {before}", quote(&paper.reference));
            report.line(line, &wrong, "jede Vorlage nur einmal");
        }
        if !paper.reference.is_empty() {
            known.entry(paper.reference.clone()).or_insert(line);
        }
        let by_items = used.get(paper.reference.as_str()).copied().unwrap_or(true);
        paper.public = public.unwrap_or(by_items);
        checked.push(paper);
    }
    checked
}

fn part(
    item: Item,
    papers: &HashMap<&str, PaperId>,
    report: &mut Report,
) -> (ItemPart, Option<String>) {
    let paper = item.paper.as_deref().and_then(|reference| {
        let found = papers.get(reference).copied();
        if found.is_none() {
            let mut names: Vec<&str> = Vec::new();
            if !report.is_full() {
                names.extend(papers.keys());
                // Why: a map has no order, and a message should not depend on it.
                names.sort_unstable();
            }
            let expected = match nearest(reference, &names) {
                Some(near) => format!("„{near}“"),
                None => "die Nummer einer [[vorlage]]".to_owned(),
            };
            let wrong = format!("Die Vorlage {} gibt es nicht", quote(reference));
            report.line(item.paper_line, &wrong, &expected);
        }
        found
    });
    let part = ItemPart {
        number: item.number,
        name: item.name,
        public: item.public,
        paper,
        attachments: item.attachments,
    };
    (part, item.proposal)
}
