//! Making questions: what can be chosen, what stands in a field.

use super::{App, elsewhere, motion};
use crate::action::Action;
use crate::domain::{
    self, AgendaItem, Base, ItemId, Majority, Meeting, MotionId, PassageKind, PersonId,
    RequestKind, Tally, Timestamp, Verdict, VoteId, VoteState, findings_at_close, suggest,
};
use crate::text;
use crate::ui::Ask;
use crate::ui::overlay::Overlay;
use crate::ui::pick::{Choice, Pick, Value};
use crate::ui::prompt::Prompt;
use crate::ui::vote::bloc;
use crate::wording;

impl App {
    /// Asks the clerk.
    pub(super) fn ask(&mut self, ask: Ask) {
        if let Some(desk) = &mut self.desk {
            desk.settle(self.now);
        }
        self.overlay = match self.question(ask) {
            Ok(overlay) => Some(overlay),
            Err(why) => {
                self.say(why);
                None
            }
        };
    }

    fn question(&self, ask: Ask) -> Result<Overlay, String> {
        match ask {
            Ask::Palette => {
                return Ok(Overlay::Pick(Pick::new(ask, "Befehle".into(), self.commands())));
            }
            Ask::Spelling(ref doubt) => {
                let title = format!("„{}“", doubt.word);
                let choices = self.spellings(&doubt.word);
                return Ok(Overlay::Pick(Pick::new(ask, title, choices).numbered()));
            }
            Ask::Snippet => {
                let choices = self.snippet_choices();
                return Ok(Overlay::Pick(Pick::new(ask, "Textbausteine".into(), choices)));
            }
            Ask::NewMeeting => {
                let fields = [("Gremium", ""), ("Tag", ""), ("Beginn", "17:00"), ("Ort", "")];
                let hint =
                    "Tag wie 09.03.2027. Mitglieder wie in der letzten Sitzung des Gremiums.";
                return Ok(Overlay::Prompt(Prompt::new(ask, "Neue Sitzung", hint, &fields)));
            }
            Ask::Import => {
                let fields = [("Tagesordnung", ""), ("Mitglieder (CSV)", "")];
                let hint = "Pfade von Dateien auf diesem Rechner; die zweite darf fehlen.";
                return Ok(Overlay::Prompt(Prompt::new(ask, "Sitzung einlesen", hint, &fields)));
            }
            Ask::Unsaved(_) => return Ok(elsewhere::unsaved(ask)),
            Ask::Elsewhere(to) => return Ok(elsewhere::question(to)),
            Ask::Overwrite(_) => {
                let title = "Schon geschrieben, aber mit anderem Inhalt".to_owned();
                let choices = answers("Durch den jetzigen Stand ersetzen", "Die alten behalten");
                return Ok(Overlay::Pick(Pick::new(ask, title, choices)));
            }
            Ask::CopyNonPublic(_) => {
                let title = "Der Text ist nichtöffentlich".to_owned();
                let choices = answers("Trotzdem kopieren", "Nicht kopieren");
                return Ok(Overlay::Pick(Pick::new(ask, title, choices)));
            }
            _ => {}
        }
        let desk = self.desk.as_ref().ok_or("Erst eine Sitzung aufrufen.")?;
        let meeting = desk.session.meeting();
        if let Ask::Election(about) = &ask {
            return super::electing::question(meeting, about);
        }
        about_meeting(meeting, ask, desk.item, self.now)
    }

    /// Every ability, with its keys: what works here comes first.
    fn commands(&self) -> Vec<Choice> {
        let contexts = self.contexts();
        let usable = |action: &Action| *action != Action::Palette;
        let mut actions: Vec<_> = Action::all().filter(usable).collect();
        actions.sort_by_key(|action| {
            !contexts.iter().any(|context| action.contexts().contains(context))
        });
        actions
            .into_iter()
            .map(|action| {
                let mut around = action.contexts().to_vec();
                around.push(crate::action::Context::Global);
                Choice {
                    label: action.label().to_owned(),
                    detail: self.keymap.keys_for(action, &around).join("  "),
                    value: Value::Action(action),
                }
            })
            .chain(self.snippet_choices().into_iter().filter(|_| self.desk.is_some()))
            .collect()
    }
}

/// The title of the question who wants the floor.
pub(super) fn speaker_title(kind: RequestKind) -> String {
    format!("{} – Tab: andere Art", wording::request_kind(kind))
}

/// The title of the question whose vote is recorded.
pub(super) fn voter_title(choice: domain::Choice) -> String {
    format!("Mit {} stimmt – Tab: andere Stimme", wording::choice(choice))
}

fn about_meeting(
    meeting: &Meeting,
    ask: Ask,
    on: Option<ItemId>,
    now: Timestamp,
) -> Result<Overlay, String> {
    let pick = |ask, title: &str, choices| Pick::new(ask, title.to_owned(), choices);
    Ok(match ask {
        Ask::Speaker(kind) => {
            let people = people(meeting, |_| true);
            Overlay::Pick(Pick::new(ask, speaker_title(kind), people).or_typed())
        }
        Ask::Interjection => {
            Overlay::Pick(pick(ask, "Zwischenruf", interjections(meeting)).or_typed())
        }
        Ask::ChangeSpeaker(_) => {
            Overlay::Pick(pick(ask, "Wer hat das gesagt", voices(meeting)).or_typed())
        }
        Ask::Complete(ref found) => {
            let choices = people(meeting, |id| found.contains(&id));
            Overlay::Pick(pick(ask, "Wer ist gemeint", choices).numbered())
        }
        Ask::GoToItem => Overlay::Pick(pick(ask, "Zu welchem TOP", items(meeting))),
        Ask::PlaceItem(item) => Overlay::Pick(place(meeting, ask, item)),
        Ask::Result(item) => {
            Overlay::Pick(pick(ask, "Ergebnis", results(meeting, item)).or_typed())
        }
        Ask::Majority(item, motion) => Overlay::Pick(
            pick(ask, "Nötige Mehrheit", majorities(meeting, item, motion)).numbered(),
        ),
        Ask::NewItem(_) | Ask::EditItem(_) => item_fields(meeting, ask)?,
        Ask::MotionKind | Ask::Procedure | Ask::Referral | Ask::Mover(..) => {
            Overlay::Pick(motion::question(meeting, ask, on))
        }
        Ask::Substitute(_)
        | Ask::Represents(_)
        | Ask::Who(_)
        | Ask::Noted(_)
        | Ask::Movement(_)
        | Ask::Recusal(..)
        | Ask::Absence(..)
        | Ask::Quorum
        | Ask::Faction(_) => super::presence::ask(meeting, ask, now)?,
        Ask::Verdict(..) | Ask::Annul(_) | Ask::Voter(..) | Ask::Bloc(..) => {
            about_vote(meeting, ask)
        }
        Ask::Field(field) => {
            let value = field.value(meeting);
            let fields = [(field.label(), value.as_str())];
            Overlay::Prompt(Prompt::new(ask, "Angabe ändern", "", &fields))
        }
        Ask::Reason | Ask::Reopen | Ask::Approval | Ask::Addendum(_) => {
            super::correcting::question(meeting, ask, on, now)?
        }
        Ask::Close => Overlay::Pick(closing(meeting, ask, now)),
        // These are asked without a meeting.
        _ => return Err(String::new()),
    })
}

/// What is asked of a vote.
fn about_vote(meeting: &Meeting, ask: Ask) -> Overlay {
    if let Ask::Voter(item, motion, choice) = ask {
        return Overlay::Pick(Pick::new(ask, voter_title(choice), voters(meeting, item, motion)));
    }
    if let Ask::Bloc(item, _) = ask {
        let hint = "Mit abstimmen über TOP wie 5.1-5.4, 7; leer: nur über diesen.";
        let typed = bloc::typed(meeting, item);
        return Overlay::Prompt(Prompt::new(ask, "En bloc", hint, &[("TOP", &typed)]));
    }
    if let Ask::Annul(_) = ask {
        return Overlay::Prompt(Prompt::new(ask, "Abstimmung verwerfen", "", &[("Grund", "")]));
    }
    let title = "Was stellt der Vorsitz fest".to_owned();
    Overlay::Pick(Pick::new(ask, title, verdicts()).numbered())
}

/// The fields of an agenda item, empty or as they are.
fn item_fields(meeting: &Meeting, ask: Ask) -> Result<Overlay, String> {
    let public = |public: bool| if public { "ja" } else { "nein" };
    if let Ask::EditItem(item) = ask {
        let item = meeting.item(item).ok_or("Diesen TOP gibt es nicht mehr.")?;
        let attachments = item.attachments.join("; ");
        let fields = [
            ("Nummer", item.number.as_str()),
            ("Titel", item.name.as_str()),
            ("Öffentlich", public(item.public)),
            ("Anlagen", attachments.as_str()),
        ];
        let hint = "Anlagen des TOP, durch Semikolon getrennt: Präsentation; Karte";
        return Ok(Overlay::Prompt(Prompt::new(ask, "TOP ändern", hint, &fields)));
    }
    let after = match &ask {
        Ask::NewItem(Some(item)) => meeting.item(*item),
        _ => None,
    };
    let public = public(after.is_none_or(|item| item.public));
    let fields = [("Nummer", ""), ("Titel", ""), ("Öffentlich", public)];
    Ok(Overlay::Prompt(Prompt::new(ask, "TOP einfügen", "", &fields)))
}

/// The careful answer comes first.
pub(super) fn answers(yes: &str, no: &str) -> Vec<Choice> {
    [(no, false), (yes, true)]
        .map(|(label, value)| Choice {
            label: label.to_owned(),
            detail: String::new(),
            value: Value::Answer(value),
        })
        .into()
}

/// Asks before closing, with what would be open, each to go to.
fn closing(meeting: &Meeting, ask: Ask, now: Timestamp) -> Pick {
    let open = findings_at_close(meeting, now);
    let title = match open.len() {
        1 => "1 Hinweis steht aus".to_owned(),
        many => format!("{many} Hinweise stehen aus"),
    };
    let mut choices = answers("Trotzdem schließen", "Zum ersten Hinweis");
    choices.extend(open.into_iter().map(|finding| Choice {
        label: wording::finding(&finding, meeting),
        detail: String::new(),
        value: Value::Finding(finding),
    }));
    Pick::new(ask, title, choices)
}

/// People by name, with what they are beside it.
pub(super) fn people(meeting: &Meeting, fits: impl Fn(PersonId) -> bool) -> Vec<Choice> {
    let mut people: Vec<_> = meeting.people.iter().filter(|person| fits(person.id)).collect();
    people.sort_by_key(|person| (text::fold(&person.family_name), text::fold(&person.given_name)));
    people
        .into_iter()
        .map(|person| {
            let membership = meeting.membership(person.id);
            let faction = membership.and_then(|membership| membership.on_behalf_of);
            let detail = match (membership, faction) {
                (_, Some(faction)) => wording::faction(meeting, Some(faction)),
                (Some(membership), None) if !membership.office.is_empty() => {
                    membership.office.clone()
                }
                (Some(membership), None) if membership.voting_right => {
                    wording::faction(meeting, None)
                }
                (Some(membership), None) => wording::role(membership.role).to_owned(),
                (None, None) => String::new(),
            };
            Choice { label: person.sorted_name(), detail, value: Value::Person(person.id) }
        })
        .collect()
}

/// To whom a paragraph can be given, or what it can be that nobody says.
fn voices(meeting: &Meeting) -> Vec<Choice> {
    let mut choices = people(meeting, |_| true);
    choices.extend([
        kind("Bemerkung der Schriftführung", PassageKind::Remark),
        kind("Zwischenruf oder Beifall", PassageKind::Interjection),
    ]);
    choices
}

fn kind(label: &str, kind: PassageKind) -> Choice {
    Choice { label: label.to_owned(), detail: String::new(), value: Value::Kind(kind) }
}

/// The items by number and title, with their results beside.
fn items(meeting: &Meeting) -> Vec<Choice> {
    let choice = |item: &AgendaItem| {
        let on = meeting.current == Some(item.id);
        let result = item.result.as_ref().map(|result| result.text.clone());
        Choice {
            label: format!("{} {}", item.number, item.name).trim().to_owned(),
            detail: if on { "aufgerufen".to_owned() } else { result.unwrap_or_default() },
            value: Value::Item(item.id),
        }
    };
    meeting.agenda.iter().map(choice).collect()
}

/// Asks behind which item another is put: the one that is on comes first, so that one key takes an
/// item next.
fn place(meeting: &Meeting, ask: Ask, item: ItemId) -> Pick {
    let label = meeting.item(item).map_or_else(String::new, AgendaItem::label);
    let mut places = items(meeting);
    places.retain(|choice| choice.value != Value::Item(item));
    let on = |choice: &Choice| meeting.current.is_some_and(|on| choice.value == Value::Item(on));
    places.sort_by_key(|choice| !on(choice));
    places.push(Choice {
        label: "(an den Anfang)".to_owned(),
        detail: String::new(),
        value: Value::Nobody,
    });
    Pick::new(ask, format!("{label}: hinter welchen TOP"), places)
}

fn interjections(meeting: &Meeting) -> Vec<Choice> {
    let text = |text: String| Choice {
        label: text.clone(),
        detail: String::new(),
        value: Value::Text(format!("({text})")),
    };
    let mut choices = Vec::new();
    for faction in meeting.factions() {
        let name = wording::faction_named(meeting, faction.id);
        choices.push(text(format!("Zuruf von der {name}")));
        choices.push(text(format!("Beifall bei der {name}")));
    }
    choices.extend(["Beifall", "Heiterkeit", "Unruhe", "Zurufe"].map(|word| text(word.to_owned())));
    choices
}

/// The suggestion first, then the words of the house.
fn results(meeting: &Meeting, item: ItemId) -> Vec<Choice> {
    let suggestion = suggest(meeting, item).map(|suggestion| suggestion.text);
    let word = |text: &str, detail: &str| Choice {
        label: text.to_owned(),
        detail: detail.to_owned(),
        value: Value::Text(text.to_owned()),
    };
    let mut choices: Vec<_> = suggestion.iter().map(|text| word(text, "Vorschlag")).collect();
    choices.extend(
        meeting
            .profile
            .results
            .iter()
            .filter(|result| Some(&result.text) != suggestion.as_ref())
            .map(|result| word(&result.text, "")),
    );
    choices.push(Choice {
        label: "(kein Ergebnis)".to_owned(),
        detail: String::new(),
        value: Value::Nobody,
    });
    choices
}

/// All majorities, with the votes that each would need of those who are here or who could be.
fn majorities(meeting: &Meeting, item: ItemId, motion: Option<MotionId>) -> Vec<Choice> {
    let on = motion.or_else(|| meeting.main_motion(item).map(|main| main.id));
    let open = on.and_then(|on| meeting.votes_on(on).find(|vote| vote.is_open()));
    let asked = || meeting.usual_majority(on.and_then(|on| meeting.motion(on)));
    let now = open.map_or_else(asked, |open| meeting.majority_for(Some(open)));
    let strength = meeting.strength(meeting.present_voters(Some(item)));
    let choice = |(_, majority): (&str, Majority)| {
        let needed = majority.needed(Tally::default(), &meeting.profile.rules, strength);
        let needed = match majority.base {
            Base::Voting => String::new(),
            Base::Present | Base::Statutory => wording::needed(needed),
        };
        let set = if majority == now { "gilt" } else { "" };
        let detail = [set, &needed].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
        Choice {
            label: wording::majority(majority),
            detail: detail.join(", "),
            value: Value::Majority(majority),
        }
    };
    Majority::NAMED.map(choice).into()
}

/// Who votes; once the vote is closed, who was here then, and last whoever came at all.
fn voters(meeting: &Meeting, item: ItemId, motion: Option<MotionId>) -> Vec<Choice> {
    let on = motion.or_else(|| meeting.main_motion(item).map(|main| main.id));
    let last = on.and_then(|on| meeting.votes_on(on).next());
    let Some(VoteState::Closed { at, .. }) = last.map(|vote| &vote.state) else {
        let vote = last.filter(|vote| vote.is_open()).map_or(VoteId(0), |vote| vote.id);
        return people(meeting, |id| meeting.votes_in(vote, item, id));
    };
    let voted = |id| meeting.voted_for_at(id, item, *at).is_some();
    let may = |id| meeting.membership(id).is_some_and(|it| it.voting_right);
    let came = |id| meeting.movements.iter().any(|movement| movement.person == id);
    let mut choices = people(meeting, voted);
    let others =
        people(meeting, |id| may(id) && came(id) && !voted(id) && !meeting.is_recused(id, item));
    choices.extend(
        others.into_iter().map(|choice| Choice {
            detail: format!("{} – nicht im Raum", choice.detail),
            ..choice
        }),
    );
    choices
}

/// What the chair may state where nobody counts.
fn verdicts() -> Vec<Choice> {
    let choice = |verdict| Choice {
        label: wording::verdict(verdict).to_owned(),
        detail: String::new(),
        value: Value::Verdict(verdict),
    };
    Verdict::ALL.map(choice).into()
}
