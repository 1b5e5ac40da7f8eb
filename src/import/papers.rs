//! Vorlagen in wortlaut's own agenda file, with Beratungsfolge and Stammbaum.

use super::draft::{DraftPaper, MAX_ITEMS, MAX_LIST};
use super::form::Form;
use super::report::Report;
use crate::domain::{Consultation, ConsultationId, Paper, PaperId, PaperRelation};

const PAPER: [&str; 15] = [
    "nummer",
    "betreff",
    "art",
    "oeffentlich",
    "status",
    "verfasser",
    "einreicher",
    "federfuehrend",
    "beteiligt",
    "bearbeiter",
    "sachverhalt",
    "beschlussvorschlag",
    "anlagen",
    "beratung",
    "stammbaum",
];
const CONSULTATION: [&str; 7] =
    ["gremium", "rolle", "datum", "sitzung", "status", "ergebnis", "entscheidend"];
const RELATION: [&str; 5] = ["nummer", "betreff", "federfuehrend", "art", "uebergeordnet"];

/// Reads all `[[vorlage]]`.
pub(super) fn read(whole: &Form<'_>, report: &mut Report) -> Vec<DraftPaper> {
    let mut consultations = 0;
    let forms = whole.forms("vorlage", "[[vorlage]]", &PAPER, MAX_ITEMS, report);
    forms
        .iter()
        .zip(1..)
        .map(|(form, id)| paper(form, PaperId(id), &mut consultations, report))
        .collect()
}

fn paper(form: &Form<'_>, id: PaperId, last: &mut u32, report: &mut Report) -> DraftPaper {
    let lines = form.forms("beratung", "[[vorlage.beratung]]", &CONSULTATION, MAX_LIST, report);
    let consultations = lines.iter().map(|line| consultation(line, last, report)).collect();
    let related = form.forms("stammbaum", "[[vorlage.stammbaum]]", &RELATION, MAX_LIST, report);
    let relations = related.iter().map(|line| relation(line, report)).collect();
    let public = form.flag("oeffentlich", report);
    let paper = Paper {
        id,
        reference: form.needed("nummer", report),
        name: form.needed("betreff", report),
        paper_type: form.words("art", report),
        public: public.unwrap_or(true),
        state: form.words("status", report),
        author: form.words("verfasser", report),
        originator: form.words("einreicher", report),
        lead: form.words("federfuehrend", report),
        participating: form.list("beteiligt", report),
        clerk_in_charge: form.words("bearbeiter", report),
        facts: form.prose("sachverhalt", report),
        resolution_text: form.prose("beschlussvorschlag", report),
        attachments: form.list("anlagen", report),
        consultations,
        relations,
    };
    DraftPaper { line: form.line_of("nummer"), paper, public }
}

fn consultation(form: &Form<'_>, last: &mut u32, report: &mut Report) -> Consultation {
    *last += 1;
    Consultation {
        id: ConsultationId(*last),
        organization: form.needed("gremium", report),
        role: form.words("rolle", report),
        authoritative: form.flag("entscheidend", report),
        date: form.date("datum", report),
        meeting: form.words("sitzung", report),
        state: form.words("status", report),
        result: form.words("ergebnis", report),
    }
}

fn relation(form: &Form<'_>, report: &mut Report) -> PaperRelation {
    PaperRelation {
        reference: form.needed("nummer", report),
        name: form.words("betreff", report),
        lead: form.words("federfuehrend", report),
        paper_type: form.words("art", report),
        superordinated: form.flag("uebergeordnet", report).unwrap_or(false),
    }
}
