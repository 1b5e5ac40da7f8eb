//! The profile of a body: its Land's rules and its house style, as data.

mod elections;
mod speakers;

pub use elections::ElectionRules;

use super::{Base, Choice, Majority, MotionKind, Outcome, Share, Tally, Verdict, VoteStyle};
use serde::{Deserialize, Serialize};
pub use speakers::{KindRanks, SpeakerListRules, SpeakingTimes};

/// Rules, wording and forms of a Körperschaft. Read from a file, copied into each meeting, so that
/// a meeting reads the same in ten years. A field that a later version adds is passed over here, so
/// that its meetings still open; in a file of the clerk's it is an error (`crate::profile`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Profile {
    /// Name: "Kreis (Schleswig-Holstein)".
    pub name: String,
    /// What the law says.
    #[serde(rename = "regeln")]
    pub rules: Rules,
    /// Headings of the vote table.
    #[serde(rename = "spalten")]
    pub columns: Columns,
    /// What a vote is called.
    #[serde(rename = "abstimmung")]
    pub vote_words: VoteWords,
    /// How the result of a vote is printed.
    #[serde(rename = "abstimmungsergebnis", default)]
    pub vote_style: VoteStyle,
    /// How is elected.
    #[serde(rename = "wahl", default)]
    pub elections: ElectionRules,
    /// Form of address.
    #[serde(rename = "anrede")]
    pub address: AddressForm,
    /// Speaking times.
    #[serde(rename = "redezeit")]
    pub speaking_times: SpeakingTimes,
    /// Who comes when.
    #[serde(rename = "redeliste", default)]
    pub speaker_list: SpeakerListRules,
    /// Order of the blocks of an item in the minutes.
    #[serde(rename = "bloecke")]
    pub blocks: Vec<Block>,
    /// Lines for signatures at the end.
    #[serde(rename = "unterschriften")]
    pub signatures: Vec<String>,
    /// Whether the titles of non-public items may stand in the public agenda.
    #[serde(rename = "titel-nichtoeffentlich-zeigen")]
    pub show_non_public_titles: bool,
    /// Beschlussarten, in the order of the list that offers them.
    #[serde(rename = "ergebnis")]
    pub results: Vec<OutcomeWord>,
}

/// Rules of voting and quorum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Rules {
    /// Whether members may abstain at all (not in Bavaria, Art. 48 GO).
    #[serde(rename = "enthaltung")]
    pub abstention: bool,
    /// Whether abstentions count against the motion. Not in SH: § 39 (1) GO.
    #[serde(rename = "enthaltung-zaehlt")]
    pub abstentions_count: bool,
    /// The majority a motion needs where nothing else is said.
    #[serde(rename = "mehrheit")]
    pub majority: Majority,
    /// The majority by which an item that is urgent comes onto the agenda during the meeting.
    /// § 34 (4) GO SH: two thirds of the statutory number.
    #[serde(rename = "mehrheit-dringlichkeit", default = "urgency_majority")]
    pub urgency_majority: Majority,
    /// The majority by which the public is excluded from an item.
    /// § 35 (2) GO SH: two thirds of those present.
    #[serde(rename = "mehrheit-nichtoeffentlich", default = "exclusion_majority")]
    pub exclusion_majority: Majority,
    /// Quorum: more than this share of the statutory number must be present, in percent.
    /// § 38 (1) GO SH: more than half.
    #[serde(rename = "beschlussfaehig-ueber-prozent")]
    pub quorum_percent: u32,
    /// Whether those who are befangen make that number smaller (in SH: domain.md 1.2).
    #[serde(rename = "befangene-mindern-die-zahl", default)]
    pub quorum_without_recused: bool,
    /// What else holds of the quorum.
    #[serde(rename = "beschlussfaehigkeit", default)]
    pub quorum: QuorumRule,
    /// Who sits for a member of a committee who is away.
    #[serde(rename = "vertretung", default)]
    pub substitution: SubstitutionRule,
    /// Source of the rules, for the clerk to read.
    #[serde(rename = "quelle")]
    pub source: String,
}

/// The majority for excluding the public in a journal that was begun before it could be set.
fn exclusion_majority() -> Majority {
    Majority::SIMPLE
}

/// The majority for what is urgent in a journal that was begun before it could be set.
fn urgency_majority() -> Majority {
    Majority { share: Share::TwoThirds, base: Base::Statutory }
}

/// What holds of the quorum after the opening. Without any of it, it is counted at each vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct QuorumRule {
    /// Whether it is presumed until a member challenges it (§ 38 (1) GO SH).
    #[serde(rename = "gilt-fort")]
    pub presumed: bool,
    /// The chair states it unasked when fewer than one of so many parts are here: 3 for a third.
    /// 0: never.
    #[serde(rename = "unfaehig-unter-teil")]
    pub floor_part: u32,
    /// The same when fewer than so many are here.
    #[serde(rename = "unfaehig-unter-zahl")]
    pub floor_members: u32,
    /// Whether empty seats make the statutory number smaller (in SH: domain.md 1.2).
    #[serde(rename = "leere-sitze-mindern-die-zahl")]
    pub without_vacant: bool,
}

/// Who sits for a member of a committee who is away. What is against it is recorded, and told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SubstitutionRule {
    /// Any substitute of the list.
    #[default]
    #[serde(rename = "alle")]
    Any,
    /// One of the same Fraktion.
    #[serde(rename = "fraktion")]
    Faction,
    /// The first of the same Fraktion, in the order of the list, who is not excused.
    #[serde(rename = "fraktion-reihenfolge")]
    FactionInOrder,
    /// The first of the list who is not excused.
    #[serde(rename = "reihenfolge")]
    InOrder,
}

/// Headings of the vote table and what stands for nought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Columns {
    /// "Zustimmung"
    #[serde(rename = "ja")]
    pub yes: String,
    /// "Ablehnung"
    #[serde(rename = "nein")]
    pub no: String,
    /// "Enthaltung"
    #[serde(rename = "enthaltung")]
    pub abstain: String,
    /// "Anwesende"
    #[serde(rename = "anwesend")]
    pub present: String,
    /// "Gesamt"
    #[serde(rename = "summe")]
    pub total: String,
    /// The row of those without a Fraktion.
    #[serde(rename = "ohne-fraktion")]
    pub no_faction: String,
    /// Nought in the totals line: "-".
    #[serde(rename = "null-in-zeile")]
    pub zero_in_line: String,
    /// Nought in the table: empty.
    #[serde(rename = "null-in-tabelle")]
    pub zero_in_table: String,
}

/// Words for the result of a vote. `{enthaltungen}`, `{ja}`, `{nein}` stand for "1 Enthaltung",
/// "12 Ja-Stimmen", "2 Gegenstimmen".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct VoteWords {
    /// All Ja.
    #[serde(rename = "einstimmig")]
    pub unanimous: String,
    /// Ja and abstentions, no Nein. Houses differ whether that is "einstimmig".
    #[serde(rename = "einstimmig-mit-enthaltung")]
    pub unanimous_abstaining: String,
    /// Main motion carried against some.
    #[serde(rename = "beschlossen")]
    pub carried: String,
    /// Another motion carried against some.
    #[serde(rename = "angenommen")]
    pub motion_carried: String,
    /// "angenommen": stands behind "einstimmig" where that is the result of another motion, as it
    /// does not say of what was moved that it is so now. Empty, as in profiles that were written
    /// before: nothing does.
    #[serde(rename = "antrag-einstimmig", default)]
    pub motion_unanimous: String,
    /// Rejected, some Ja.
    #[serde(rename = "abgelehnt")]
    pub rejected: String,
    /// Rejected by all who voted.
    #[serde(rename = "einstimmig-abgelehnt")]
    pub rejected_unanimous: String,
    /// As many Ja as Nein.
    #[serde(rename = "stimmengleichheit")]
    pub tied: String,
    /// Not fewer Ja than Nein, and yet too few for the majority that is needed.
    #[serde(rename = "mehrheit-verfehlt", default = "missed")]
    pub missed: String,
    /// Nobody voted Ja and nobody Nein.
    #[serde(rename = "ohne-stimmen")]
    pub nobody: String,
}

impl VoteWords {
    /// What nobody was against: "einstimmig", and of a motion that it is "angenommen".
    fn with_none_against(&self, words: &str, kind: MotionKind) -> String {
        let behind = self.motion_unanimous.trim();
        let said = kind == MotionKind::Main || behind.is_empty() || words.contains(behind);
        if said { words.to_owned() } else { format!("{words} {behind}") }
    }
}

/// What profiles said that were written before there was a word for it.
fn missed() -> String {
    "abgelehnt, die nötige Mehrheit ist verfehlt".to_owned()
}

/// Form of address in running text. `{anrede}`, `{titel}`, `{vorname}`, `{nachname}`,
/// `{fraktion}` and `{amt}` are filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AddressForm {
    /// As a rule: "{anrede} {titel} {nachname}".
    #[serde(rename = "regel")]
    pub usual: String,
    /// Where two share a family name: "{anrede} {titel} {vorname} {nachname}".
    #[serde(rename = "gleicher-nachname")]
    pub same_family_name: String,
    /// Offices that stand for the person: "Der Landrat", "Die Landrätin".
    #[serde(rename = "aemter")]
    pub offices: Vec<String>,
}

/// A block of an item in the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Block {
    /// Headline result.
    #[serde(rename = "beschluss")]
    Result,
    /// The prose.
    #[serde(rename = "wortprotokoll")]
    Minutes,
    /// Who spoke, in order: "Hierzu sprechen Herr Abel, Frau Fock und Herr Abel erneut." For
    /// minutes that tell no more of a debate (Lübeck: erweitertes Beschlussprotokoll).
    #[serde(rename = "redner")]
    Speakers,
    /// The wording.
    #[serde(rename = "beschlussvorschlag")]
    Motion,
    /// The figures.
    #[serde(rename = "abstimmungsergebnis")]
    Vote,
    /// What the paper has attached.
    #[serde(rename = "anlagen")]
    Attachments,
}

/// A Beschlussart and what it means for statistics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeWord {
    /// As it is printed.
    pub text: String,
    /// What it means.
    #[serde(rename = "art")]
    pub outcome: ResultKind,
}

/// The few outcomes that all Beschlussarten fall into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ResultKind {
    /// beschlossen
    #[serde(rename = "beschlossen")]
    Adopted,
    /// geändert beschlossen
    #[serde(rename = "geaendert")]
    AdoptedChanged,
    /// abgelehnt
    #[serde(rename = "abgelehnt")]
    Rejected,
    /// bei Stimmengleichheit abgelehnt
    #[serde(rename = "stimmengleich")]
    RejectedTied,
    /// zur Kenntnis genommen
    #[serde(rename = "kenntnis")]
    Noted,
    /// vertagt, zurückgestellt
    #[serde(rename = "vertagt")]
    Postponed,
    /// verwiesen
    #[serde(rename = "verwiesen")]
    Referred,
    /// abgesetzt
    #[serde(rename = "abgesetzt")]
    Off,
    /// zurückgezogen
    #[serde(rename = "zurueckgezogen")]
    Withdrawn,
    /// erledigt, ohne Abstimmung
    #[serde(rename = "erledigt")]
    Done,
}

impl Profile {
    /// Tells whether Ja with abstentions, and no Nein, is "einstimmig" in this house: its words
    /// for it say so. Even one house is not always of one mind (domain.md 1.9).
    #[must_use]
    pub fn abstaining_is_unanimous(&self) -> bool {
        let words = self.vote_words.unanimous_abstaining.to_lowercase();
        words.replace("nicht einstimmig", "").contains("einstimmig")
    }

    /// Gives the first Beschlussart of this kind.
    #[must_use]
    pub fn result_text(&self, kind: ResultKind) -> Option<&str> {
        self.results.iter().find(|word| word.outcome == kind).map(|word| word.text.as_str())
    }

    /// Gives what a Beschlussart means, if the profile knows it.
    #[must_use]
    pub fn result_kind(&self, text: &str) -> Option<ResultKind> {
        let known = self.results.iter().find(|word| word.text == text).map(|word| word.outcome);
        let word = self.referred_word();
        let referred = text.strip_suffix(word).is_some_and(|to| to.starts_with("in "));
        known.or(referred.then_some(ResultKind::Referred))
    }

    /// Says where to an item is referred: "in den Bauausschuss verwiesen".
    #[must_use]
    pub fn referred(&self, to: &str) -> String {
        format!("in {to} {}", self.referred_word())
    }

    fn referred_word(&self) -> &str {
        self.result_text(ResultKind::Referred).unwrap_or("verwiesen")
    }

    /// Says in the words of the house what the chair stated where nobody counted. Words that need
    /// a figure give way to plain ones.
    #[must_use]
    pub fn verdict_wording(&self, verdict: Verdict, kind: MotionKind) -> String {
        let words = &self.vote_words;
        let (template, plain) = match verdict {
            Verdict::Unanimous if words.unanimous.contains('{') => {
                return words.with_none_against("einstimmig", kind);
            }
            Verdict::Unanimous => return words.with_none_against(&words.unanimous, kind),
            Verdict::Majority if kind == MotionKind::Main => {
                (&words.carried, "mehrheitlich beschlossen")
            }
            Verdict::Majority => (&words.motion_carried, "mehrheitlich angenommen"),
            Verdict::Rejected => (&words.rejected, "mehrheitlich abgelehnt"),
            Verdict::RejectedUnanimous => (&words.rejected_unanimous, "einstimmig abgelehnt"),
            Verdict::Tied => (&words.tied, "bei Stimmengleichheit abgelehnt"),
        };
        if template.contains('{') { plain.to_owned() } else { template.clone() }
    }

    /// Says in the words of the house what a vote gave.
    #[must_use]
    pub fn vote_wording(&self, tally: Tally, outcome: Outcome, kind: MotionKind) -> String {
        let words = &self.vote_words;
        let template = match outcome {
            Outcome::Tied => &words.tied,
            Outcome::Rejected if tally.yes == 0 && tally.no == 0 => &words.nobody,
            Outcome::Rejected if tally.yes == 0 => &words.rejected_unanimous,
            Outcome::Rejected if tally.yes >= tally.no => &words.missed,
            Outcome::Rejected => &words.rejected,
            Outcome::Carried if tally.no > 0 && kind == MotionKind::Main => &words.carried,
            Outcome::Carried if tally.no > 0 => &words.motion_carried,
            Outcome::Carried if tally.abstain > 0 => {
                &words.with_none_against(&words.unanimous_abstaining, kind)
            }
            Outcome::Carried => &words.with_none_against(&words.unanimous, kind),
        };
        let counted = |choice: Choice, one: &str, many: &str| {
            let votes = tally.of(choice);
            format!("{votes} {}", if votes == 1 { one } else { many })
        };
        template
            .replace("{ja}", &counted(Choice::Yes, "Ja-Stimme", "Ja-Stimmen"))
            .replace("{nein}", &counted(Choice::No, "Gegenstimme", "Gegenstimmen"))
            .replace("{enthaltungen}", &counted(Choice::Abstain, "Enthaltung", "Enthaltungen"))
    }
}
