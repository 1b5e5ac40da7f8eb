//! Niederschrift, Auszug and votes as plain text.

use super::Part;
use super::page::{Page, padded};
use super::table;
use super::view::{
    Addendum, AgendaLine, Count, ElectionView, Head, Item, ItemView, Line, Proposal, Shown, Style,
    View,
};
use crate::domain::Block;
use crate::text::printed_lines;
use unicode_width::UnicodeWidthStr as _;

/// Columns that the name of a group of participants gets.
const GROUP: usize = 18;

/// Writes the Niederschrift.
pub(super) fn minutes(view: &View) -> String {
    let mut page = Page::default();
    page.text(&view.head.body);
    page.gap(1);
    page.heading("Niederschrift", '=');
    page.gap(1);
    page.text(&view.head.name);
    page.text(part_name(view));
    page.gap(1);
    fields(&mut page, &view.head);
    participants(&mut page, view);
    agenda(&mut page, view);
    items(&mut page, view);
    if !view.head.end.is_empty() {
        page.gap(2);
        page.text(&format!("Ende der Sitzung: {}", view.head.end));
    }
    signatures(&mut page, &view.style.signatures);
    if let Some(approval) = &view.approval {
        page.gap(2);
        page.text(approval);
    }
    addenda(&mut page, &view.addenda);
    page.finish()
}

/// Writes the Auszug of an item.
pub(super) fn extract(view: &ItemView) -> String {
    let ItemView { style, head, item, addenda: added } = view;
    let mut page = Page::default();
    page.text(&head.body);
    page.text(&head.committee);
    page.gap(1);
    let private = if item.public { "" } else { " (nichtöffentlich)" };
    page.text(&format!("Auszug aus der Niederschrift{private}"));
    page.text(&sitting(head));
    page.gap(1);
    let date =
        if head.date_short.is_empty() { String::new() } else { format!("{} - ", head.date_short) };
    page.heading(&format!("{date}{} {}", item.number, item.title), '=');
    page.gap(1);
    paper(&mut page, item);
    note(&mut page, item);
    blocks(&mut page, style, item);
    addenda(&mut page, added);
    page.finish()
}

/// What was added behind what was approved, each with its day.
fn addenda(page: &mut Page, addenda: &[Addendum]) {
    for addendum in addenda {
        page.gap(2);
        page.text(&addendum.title);
        page.prose(&addendum.text);
    }
}

/// Writes the votes of all items.
pub(super) fn votes(view: &View) -> String {
    let mut page = Page::default();
    page.text(&view.head.body);
    page.text(&view.head.committee);
    page.gap(1);
    page.heading("Abstimmungen", '=');
    page.gap(1);
    page.text(&view.head.name);
    page.text(&view.head.date_long);
    page.text(part_name(view));
    let mut any = false;
    for item in &view.items {
        let others = item.lines.iter().filter_map(|line| match line {
            Line::Vote(count) => Some(count),
            Line::Text(_) | Line::Motion { .. } | Line::Election(_) => None,
        });
        let beside = item.lines.iter().filter_map(|line| match line {
            Line::Election(held) => Some(held),
            Line::Text(_) | Line::Motion { .. } | Line::Vote(_) => None,
        });
        let counts: Vec<_> = others.chain(&item.counts).collect();
        let elections: Vec<_> = beside.chain(&item.elections).collect();
        if !counts.is_empty() || !elections.is_empty() {
            any = true;
            page.gap(2);
            title(&mut page, item);
            results(&mut page, &view.style, &counts, "Abstimmung über den Beschlussvorschlag");
            for held in elections {
                page.gap(1);
                election(&mut page, held);
            }
        }
    }
    if !any {
        page.gap(2);
        page.text("Es wurde nicht abgestimmt.");
    }
    page.finish()
}

fn part_name(view: &View) -> &'static str {
    match view.part {
        Part::Public => "Öffentlicher Teil",
        Part::NonPublic => "Nichtöffentlicher Teil",
        Part::All if view.items.iter().all(|item| item.public) => "Öffentlicher Teil",
        Part::All => "Öffentlicher und nichtöffentlicher Teil",
    }
}

fn fields(page: &mut Page, head: &Head) {
    page.field("Gremium", &head.committee);
    page.field("Nummer", &head.number);
    page.field("Wahlperiode", &head.term);
    page.field("Tag", &head.date_long);
    page.field("Ort", &head.place);
    page.field("Beginn", &head.start);
    page.field("Ende", &head.end);
    let label = if head.recesses.len() > 1 { "Unterbrechungen" } else { "Unterbrechung" };
    page.field(label, &head.recesses.join(", "));
    page.field("Art der Sitzung", &head.kind);
    page.gap(1);
    page.field("Vorsitz", &head.chair);
    page.field(&head.clerks_office, &head.clerks);
}

/// "Sitzung des Hauptausschusses (Nr. 12) am Dienstag, 9. März 2027".
fn sitting(head: &Head) -> String {
    let number =
        if head.number.is_empty() { String::new() } else { format!(" (Nr. {})", head.number) };
    let date =
        if head.date_long.is_empty() { String::new() } else { format!(" am {}", head.date_long) };
    format!("{}{number}{date}", head.name)
}

fn participants(page: &mut Page, view: &View) {
    page.gap(2);
    page.heading("Teilnehmende", '-');
    page.gap(1);
    for group in &view.participants {
        let short = group.name.width() < GROUP;
        if !short {
            page.text(&group.name);
        }
        let mut lead = if short { group.name.as_str() } else { "" };
        for person in &group.people {
            page.hang(&padded(lead, GROUP), person);
            lead = "";
        }
    }
    if let Some(quorum) = &view.quorum {
        page.gap(1);
        page.text(quorum);
    }
}

fn agenda(page: &mut Page, view: &View) {
    page.gap(2);
    page.heading("Tagesordnung", '-');
    let widest = view.agenda.iter().map(|line| number(line).width()).max().unwrap_or(0);
    let width = widest.clamp(2, 12) + 2;
    let mut part = None;
    for line in &view.agenda {
        let public = matches!(line, AgendaLine::Seen { public: true, .. });
        if part != Some(public) {
            part = Some(public);
            page.gap(1);
            page.text(if public { "Öffentlicher Teil" } else { "Nichtöffentlicher Teil" });
            page.gap(1);
        }
        let lead = padded(number(line), width);
        match line {
            AgendaLine::Seen { title, notes, .. } if notes.is_empty() => page.hang(&lead, title),
            AgendaLine::Seen { title, notes, .. } => {
                page.hang(&lead, &format!("{title} ({})", notes.join("; ")));
            }
            AgendaLine::Hidden { title: Some(title), .. } => page.hang(&lead, title),
            AgendaLine::Hidden { title: None, .. } => page.hang(&lead, "(nichtöffentlich)"),
        }
    }
    if view.agenda.is_empty() {
        page.gap(1);
        page.text(match view.part {
            Part::NonPublic => "Die Tagesordnung hat keinen nichtöffentlichen Teil.",
            Part::Public | Part::All => "Die Tagesordnung ist leer.",
        });
    }
}

fn number(line: &AgendaLine) -> &str {
    match line {
        AgendaLine::Seen { number, .. } | AgendaLine::Hidden { number, .. } => number,
    }
}

fn items(page: &mut Page, view: &View) {
    let mixed =
        view.items.iter().any(|item| item.public) && view.items.iter().any(|item| !item.public);
    let mut part = None;
    for item in &view.items {
        if mixed && part != Some(item.public) {
            part = Some(item.public);
            page.gap(2);
            let name = if item.public { "Öffentlicher Teil" } else { "Nichtöffentlicher Teil" };
            page.heading(name, '=');
        }
        page.gap(2);
        title(page, item);
        page.gap(1);
        paper(page, item);
        note(page, item);
        blocks(page, &view.style, item);
    }
}

fn title(page: &mut Page, item: &Item) {
    let number = item.number.trim_end_matches('.');
    if number.is_empty() {
        page.heading(&item.title, '-');
    } else {
        page.heading(&format!("TOP {number} {}", item.title), '-');
    }
}

fn paper(page: &mut Page, item: &Item) {
    let Some(paper) = &item.paper else { return };
    let parts = [paper.reference.as_str(), paper.paper_type.as_str()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    page.field("Vorlage", &parts.join(", "));
    page.field("Betreff", paper.subject.as_deref().unwrap_or_default());
}

fn note(page: &mut Page, item: &Item) {
    if let Some(note) = &item.note {
        page.gap(1);
        page.text(note);
    }
}

fn blocks(page: &mut Page, style: &Style, item: &Item) {
    let prose = style.blocks.contains(&Block::Minutes);
    if !prose {
        motions(page, style, item);
    }
    for block in &style.blocks {
        match block {
            Block::Result => {
                if let Some(result) = &item.result {
                    page.gap(1);
                    page.text("Beschluss:");
                    page.text(result);
                }
            }
            Block::Minutes => minutes_of(page, style, item),
            Block::Speakers => {
                if let Some(speakers) = &item.speakers {
                    page.gap(1);
                    page.prose(speakers);
                }
            }
            Block::Motion => {
                if let Some(text) = &item.proposal {
                    proposal(page, text);
                }
            }
            Block::Vote => counts(page, style, item),
            Block::Attachments => attachments(page, item),
        }
    }
}

/// A house that keeps decisions only still has the other motions and the votes on them.
fn motions(page: &mut Page, style: &Style, item: &Item) {
    for line in &item.lines {
        match line {
            Line::Text(_) => {}
            Line::Motion { .. } | Line::Vote(_) | Line::Election(_) => {
                happening(page, style, line);
            }
        }
    }
}

fn minutes_of(page: &mut Page, style: &Style, item: &Item) {
    if item.lines.is_empty() {
        return;
    }
    page.gap(1);
    page.text("Wortprotokoll");
    for line in &item.lines {
        happening(page, style, line);
    }
}

fn happening(page: &mut Page, style: &Style, line: &Line) {
    page.gap(1);
    match line {
        Line::Text(text) => page.prose(text),
        Line::Motion { title, text } if text.trim().is_empty() => page.text(title),
        Line::Motion { title, text } => {
            page.text(&format!("{title}:"));
            page.prose(text);
        }
        Line::Vote(count) => results(page, style, &[count], ""),
        Line::Election(held) => election(page, held),
    }
}

/// The rounds one below the other, each a paragraph.
fn election(page: &mut Page, held: &ElectionView) {
    page.text(&format!("{}:", held.title));
    for line in &held.lines {
        page.text(line);
    }
}

/// Writes votes one below the other; lines that name their motion are a list. `untitled`: what
/// stands before the others where the place does not say what they were on.
fn results(page: &mut Page, style: &Style, counts: &[&Count], untitled: &str) {
    let mut listed = false;
    for count in counts {
        let line = matches!(count.parts.as_slice(), [Shown::Named(_)]);
        if !(line && listed) {
            page.gap(1);
        }
        listed = line;
        let title = count.title.as_deref().unwrap_or(untitled);
        let title = if title.is_empty() { String::new() } else { format!("{title}: ") };
        let mut parts = count.parts.iter();
        match count.parts.first() {
            Some(Shown::Words(words)) => {
                page.text(&format!("{title}{words}"));
                parts.next();
            }
            Some(Shown::Named(line)) => {
                page.entry(line);
                parts.next();
            }
            Some(_) if !title.is_empty() => page.text(title.trim_end()),
            Some(_) | None => {}
        }
        for part in parts {
            page.gap(1);
            table::part(page, style, part);
        }
    }
}

fn proposal(page: &mut Page, proposal: &Proposal) {
    page.gap(1);
    page.text("Beschlussvorschlag:");
    if let Some(mover) = &proposal.mover {
        page.gap(1);
        page.text(mover);
    }
    page.prose(&proposal.text);
    for lock in &proposal.locks {
        page.gap(1);
        page.text(&format!("Mit Sperrvermerk: {lock}"));
    }
    if let Some(fate) = &proposal.fate {
        page.gap(1);
        page.text(fate);
    }
}

fn counts(page: &mut Page, style: &Style, item: &Item) {
    if item.counts.is_empty() && item.elections.is_empty() {
        return;
    }
    page.gap(1);
    page.text("Abstimmungsergebnis:");
    results(page, style, &item.counts.iter().collect::<Vec<_>>(), "");
    for held in &item.elections {
        page.gap(1);
        election(page, held);
    }
}

/// What came with the paper, and what was shown or handed out in the meeting.
fn attachments(page: &mut Page, item: &Item) {
    for (title, names) in
        [("Anlagen zur Vorlage", &item.paper_attachments), ("Anlagen", &item.attachments)]
    {
        if names.is_empty() {
            continue;
        }
        page.gap(1);
        page.text(title);
        page.gap(1);
        for name in names {
            page.hang("- ", name);
        }
    }
}

/// Two signatures side by side, each a line with what it is below.
fn signatures(page: &mut Page, names: &[String]) {
    const COLUMN: usize = 33;
    const GAP: usize = 6;
    let narrow = names.iter().flat_map(|name| name.split(' ')).all(|word| word.width() <= COLUMN);
    for pair in names.chunks(if narrow { 2 } else { 1 }) {
        page.gap(4);
        let rules: Vec<_> = pair.iter().map(|_| "_".repeat(COLUMN)).collect();
        page.row(&rules.join(&" ".repeat(GAP)));
        let cells: Vec<Vec<&str>> = pair
            .iter()
            .map(|name| {
                printed_lines(name, COLUMN)
                    .into_iter()
                    .filter_map(|range| name.get(range))
                    .collect()
            })
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let parts = cells.iter().map(|cell| cell.get(line).copied().unwrap_or_default());
            let text = parts.fold(String::new(), |text, part| {
                if text.is_empty() { padded(part, COLUMN + GAP) } else { text + part }
            });
            page.row(&text);
        }
    }
}
