//! A stage for the whole program without terminal and disk: inputs come in, a screen comes out.
//! The clock stands still unless it is told to move, and the disk does what it is told.

use chrono::{FixedOffset, NaiveDateTime, TimeDelta, TimeZone as _};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;
use wortlaut::app::sight::Damage;
use wortlaut::app::{App, Desk, office};
use wortlaut::domain::{Command, Meeting, MeetingState, Timestamp};
use wortlaut::import::{self, Source};
use wortlaut::journal::writer::{Recorder, Report, Ticket};
use wortlaut::journal::{
    Change, Draft, Entry, Journal, JournalError, Loaded, MemoryJournal, Record, Seq, replay,
};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::profile;
use wortlaut::session::Session;
use wortlaut::terminal::Input;
use wortlaut::text;
use wortlaut::ui::meetings::Listed;
use wortlaut::ui::theme::Theme;
use wortlaut::ui::{Effect, Screen};

/// Who keeps the minutes here.
const CLERK: &str = "clausdotter";

/// A council small enough to be read at a glance, and even, so that votes can be tied.
const SMALL: &str = r#"
[sitzung]
koerperschaft = "Gemeinde Süderbrück"
gremium = "Bauausschuss"
nummer = "4"
datum = 2027-03-09
beginn = "17:00"
ort = "Amtshaus, Raum 2"
vorsitz = "Rieke Ahrens"
schriftfuehrung = ["Meike Clausdotter"]

[[fraktion]]
name = "CDU"
[[fraktion]]
name = "SPD"
[[fraktion]]
name = "FDP"

[[mitglied]]
anrede = "Frau"
vorname = "Rieke"
nachname = "Ahrens"
fraktion = "CDU"
rolle = "Vorsitz"
[[mitglied]]
anrede = "Herr"
vorname = "Ole"
nachname = "Brandt"
fraktion = "CDU"
[[mitglied]]
anrede = "Frau"
vorname = "Lena"
nachname = "Claasen"
fraktion = "CDU"
[[mitglied]]
anrede = "Herr"
vorname = "Jörn"
nachname = "Öhler"
fraktion = "SPD"
[[mitglied]]
anrede = "Frau"
vorname = "Maren"
nachname = "Fock"
fraktion = "SPD"
[[mitglied]]
anrede = "Herr"
vorname = "Uwe"
nachname = "Hinrichs"
fraktion = "FDP"
[[mitglied]]
anrede = "Herr"
vorname = "Nils"
nachname = "Lorenz"
fraktion = "SPD"
rolle = "Stellvertretung"

[[vorlage]]
nummer = "BV/2027/7"
betreff = "Fenster der Schule"
art = "Beschlussvorlage"
beschlussvorschlag = "Die Fenster der Schule werden erneuert."

[[top]]
nummer = "1"
titel = "Eröffnung"
[[top]]
nummer = "2"
titel = "Fenster der Schule"
vorlage = "BV/2027/7"
[[top]]
nummer = "3"
titel = "Verschiedenes"
[[top]]
nummer = "4"
titel = "Grundstück Nord"
oeffentlich = false
"#;

/// A house where each member speaks twice on an item, and a Fraktion ten minutes; it looks at the
/// times afterwards.
const STRICT: &str = "[redezeit]\nfraktion-top-s = 600\nhinweis-ab-s = 30\n\
    [redeliste]\nbeitraege-mitglied = 2\n";

/// The councils that a scene can be set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Council {
    /// The practice meeting.
    Main,
    /// Three Fraktionen with 3, 2 and 1 members, four items.
    Small,
    /// Eight Fraktionen with 80 members, two items.
    Large,
    /// Eight Fraktionen with 57 members, two items.
    Rat,
    /// The small one in Bavaria.
    Bavaria,
    /// The small one in a house that counts contributions and times.
    Strict,
    /// The small one in a house with its own form of the result of a vote.
    OwnForm,
    /// A meeting in which nothing is prepared.
    Bare,
    /// No meeting open, and none there.
    None,
    /// No meeting open, three to choose from.
    List,
}

impl Council {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "hauptausschuss" => Self::Main,
            "klein" => Self::Small,
            "stadt" => Self::Large,
            "rat" => Self::Rat,
            "bayern" => Self::Bavaria,
            "streng" => Self::Strict,
            "eigene-form" => Self::OwnForm,
            "unvorbereitet" => Self::Bare,
            "leer" => Self::None,
            "liste" => Self::List,
            _ => return None,
        })
    }

    fn entries(self, now: Timestamp) -> Vec<Entry> {
        let own = match self {
            Self::Bavaria => "basis = \"bayern\"",
            Self::OwnForm => "[abstimmungsergebnis]\nform = [\"fraktionssatz\", \"kopf\"]",
            Self::Strict => STRICT,
            Self::Main
            | Self::Small
            | Self::Large
            | Self::Rat
            | Self::Bare
            | Self::None
            | Self::List => "",
        };
        let profile = profile::parse("profil.toml", own).unwrap();
        match self {
            Self::Main => office::practice(&profile, CLERK, now).entries,
            Self::Small
            | Self::Large
            | Self::Rat
            | Self::Bavaria
            | Self::OwnForm
            | Self::Strict => {
                let text = match self {
                    Self::Large => large([24, 19, 13, 8, 6, 5, 3, 2]),
                    Self::Rat => large([17, 13, 9, 6, 4, 4, 2, 2]),
                    _ => SMALL.to_owned(),
                };
                let source = Source::new("sitzung.toml", text);
                let options = import::Options::default();
                let read = import::read(&source, None, &options, profile.clone()).unwrap();
                let prepare = Command::Prepare(Box::new(read));
                let events = Meeting::new(profile).decide(&prepare, now).unwrap();
                let change = Change::Events(events);
                vec![Entry { seq: Seq(1), at: now, clerk: CLERK.to_owned(), change }]
            }
            Self::Bare | Self::None | Self::List => Vec::new(),
        }
    }
}

/// A Stadtvertretung with 80 members, of whom few have the same name.
fn large(seats: [usize; 8]) -> String {
    const FACTIONS: [&str; 8] = [
        "CDU",
        "SPD",
        "B 90/Die Grünen",
        "FDP",
        "SSW",
        "Freie Wähler",
        "DIE LINKE",
        "Bürgerbündnis",
    ];
    const BEGINNINGS: [&str; 10] =
        ["Ah", "Be", "Claa", "Drey", "Frie", "Han", "Jür", "Mei", "Peter", "Schmi"];
    const ENDINGS: [&str; 8] = ["er", "ing", "lund", "mann", "ners", "sen", "storf", "wald"];
    let mut out = "[sitzung]\nkoerperschaft = \"Stadt Auenhafen\"\n\
        gremium = \"Stadtvertretung\"\ndatum = 2027-03-09\nbeginn = \"17:00\"\n"
        .to_owned();
    let mut names = ENDINGS.iter().flat_map(|end| BEGINNINGS.iter().map(move |name| (name, end)));
    for name in FACTIONS {
        out += &format!("[[fraktion]]\nname = \"{name}\"\n");
    }
    for (name, seats) in FACTIONS.into_iter().zip(seats) {
        for (beginning, ending) in names.by_ref().take(seats) {
            let given = if beginning.len().is_multiple_of(2) { "Anna" } else { "Ole" };
            out += &format!(
                "[[mitglied]]\nvorname = \"{given}\"\nnachname = \"{beginning}{ending}\"\n\
                 fraktion = \"{name}\"\n"
            );
        }
    }
    out + "[[top]]\nnummer = \"1\"\ntitel = \"Hafenordnung\"\n\
           [[top]]\nnummer = \"2\"\ntitel = \"Verschiedenes\"\n"
}

/// What the disk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disk {
    /// It writes at once.
    Works,
    /// It takes its time: nothing comes back.
    Hangs,
    /// It refuses.
    Refuses,
}

/// What stands between the program and its journal, as the writer's thread does.
struct Line {
    journal: Box<dyn Journal>,
    disk: Disk,
    queue: VecDeque<(Ticket, Record)>,
    reports: Vec<Report>,
    last: u64,
    failing: bool,
    /// What is being typed, as it was sent last.
    draft: Option<Draft>,
}

impl Line {
    fn drain(&mut self) {
        if self.queue.is_empty() || self.disk == Disk::Hangs {
            return;
        }
        let records: Vec<_> = self.queue.iter().map(|(_, record)| record.clone()).collect();
        let written = match self.disk {
            Disk::Refuses => Err(JournalError { message: "Der Datenträger ist voll.".into() }),
            _ => self.journal.append(&records),
        };
        match written {
            Ok(()) => {
                let last = self.queue.back().map_or(Ticket(0), |(ticket, _)| *ticket);
                self.queue.clear();
                if std::mem::take(&mut self.failing) {
                    self.reports.push(Report::Recovered);
                }
                self.reports.push(Report::Durable(last));
            }
            Err(error) => {
                if !std::mem::replace(&mut self.failing, true) {
                    self.reports.push(Report::Failed { message: error.message });
                }
            }
        }
    }
}

#[derive(Clone)]
struct Shared(Rc<RefCell<Line>>);

impl Recorder for Shared {
    fn record(&mut self, record: Record) -> Ticket {
        let mut line = self.0.borrow_mut();
        line.last += 1;
        if let Record::Draft(draft) = &record {
            line.draft.clone_from(draft);
        }
        let ticket = Ticket(line.last);
        line.queue.push_back((ticket, record));
        if !line.failing {
            line.drain();
        }
        ticket
    }

    fn poll_reports(&mut self) -> Vec<Report> {
        std::mem::take(&mut self.0.borrow_mut().reports)
    }

    fn flush(&mut self, _timeout: Duration) -> Result<bool, JournalError> {
        self.0.borrow_mut().drain();
        Ok(true)
    }
}

/// The program on its stage.
pub(crate) struct Stage {
    pub(crate) app: App,
    /// What is kept, whatever becomes of the program.
    pub(crate) kept: MemoryJournal,
    pub(crate) now: Timestamp,
    pub(crate) size: (u16, u16),
    council: Council,
    keymap: Keymap,
    line: Shared,
    /// How much history was looked through already.
    looked_at: Cell<usize>,
    /// What a terminal shows that is sent only what the program says has changed.
    shown: Buffer,
}

impl Stage {
    /// Sits down at a meeting of `council`, or at the list of meetings.
    pub(crate) fn new(council: Council, size: (u16, u16)) -> Self {
        Self::with(council, size, Keymap::default(), |kept| Box::new(kept))
    }

    /// The same with a journal that stands before the one that keeps.
    pub(crate) fn with(
        council: Council,
        size: (u16, u16),
        keymap: Keymap,
        journal: impl FnOnce(MemoryJournal) -> Box<dyn Journal>,
    ) -> Self {
        let now = moment("2027-03-09T17:00:00");
        let mut kept = MemoryJournal::new();
        let first: Vec<_> = council.entries(now).into_iter().map(Record::Entry).collect();
        kept.append(&first).unwrap();
        let line = line(journal(kept.clone()));
        let app = App::new(keymap.clone(), Theme::plain(), now);
        let shown = Buffer::default();
        let mut stage =
            Self { app, kept, now, size, council, keymap, line, looked_at: Cell::new(0), shown };
        match council {
            Council::None => stage.app.show_meetings(Vec::new()),
            Council::List => stage.app.show_meetings(listed()),
            Council::Main
            | Council::Small
            | Council::Large
            | Council::Rat
            | Council::Bavaria
            | Council::OwnForm
            | Council::Strict
            | Council::Bare => {
                stage.sit_down();
            }
        }
        stage.input(Input::Resize(size.0, size.1));
        stage
    }

    fn sit_down(&mut self) {
        let loaded = self.kept.load().unwrap();
        let (resume, draft) = (loaded.resume.clone(), loaded.draft.clone());
        let recorder = Box::new(self.line.clone());
        let session = Session::new(loaded, recorder, profile::default(), CLERK.to_owned());
        let mut desk = Desk::new(session, resume, draft, self.now);
        desk.keep(true, self.now);
        self.app.sit_down(desk, false);
    }

    /// Kills the program and starts it again on what is kept. Gives the program that was killed:
    /// what it writes now goes nowhere.
    pub(crate) fn crash(
        &mut self,
        journal: impl FnOnce(MemoryJournal) -> Box<dyn Journal>,
    ) -> Option<Desk> {
        let Loaded { entries, draft, resume, .. } = self.loaded();
        let mut records: Vec<_> = entries.into_iter().map(Record::Entry).collect();
        records.push(Record::Draft(draft));
        records.extend(resume.map(Record::Resume));
        self.kept = MemoryJournal::new();
        self.kept.append(&records).unwrap();
        let killed = self.app.get_up(self.now);
        self.line = line(journal(self.kept.clone()));
        self.app = App::new(self.keymap.clone(), Theme::plain(), self.now);
        self.sit_down();
        self.input(Input::Resize(self.size.0, self.size.1));
        killed
    }

    /// Lets the disk do so from now on. When it works again, what waits is written.
    pub(crate) fn disk(&mut self, disk: Disk) {
        {
            let mut line = self.line.0.borrow_mut();
            line.disk = disk;
            line.drain();
        }
        self.input(Input::Woken);
    }

    /// Writes what waits, as the writer does after a pause.
    pub(crate) fn retry(&mut self) {
        self.line.0.borrow_mut().drain();
        self.input(Input::Woken);
    }

    /// Tells whether nothing waits to be written.
    pub(crate) fn is_written(&self) -> bool {
        self.line.0.borrow().queue.is_empty()
    }

    /// Gives an input to the program, and tells what it wants done outside.
    pub(crate) fn input(&mut self, input: Input) -> Vec<Effect> {
        let resized = match input {
            Input::Resize(columns, rows) => Some((columns, rows)),
            _ => None,
        };
        self.size = resized.unwrap_or(self.size);
        let effects = self.app.take(input, self.now);
        for effect in &effects {
            match effect {
                Effect::Leave { .. } => {
                    self.app.get_up(self.now);
                    // Leaving waits for the disk.
                    let mut line = self.line.0.borrow_mut();
                    line.disk = Disk::Works;
                    (0..50).for_each(|_| line.drain());
                    self.app.show_meetings(listed());
                }
                Effect::Open(_) if self.council == Council::List => {
                    let first = Council::Main.entries(self.now);
                    let first: Vec<_> = first.into_iter().map(Record::Entry).collect();
                    self.kept.append(&first).unwrap();
                    self.sit_down();
                    self.app.take(Input::Resize(self.size.0, self.size.1), self.now);
                }
                Effect::Open(_) => {
                    self.sit_down();
                    self.app.take(Input::Resize(self.size.0, self.size.1), self.now);
                }
                _ => {}
            }
        }
        self.check_typed();
        effects
    }

    /// Presses keys, named as in a keymap file.
    pub(crate) fn keys(&mut self, keys: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for word in keys.split_whitespace() {
            let key: Key = word.parse().unwrap_or_else(|error| panic!("{word}: {error}"));
            effects.extend(self.input(Input::Key(key)));
        }
        effects
    }

    /// Types text.
    pub(crate) fn text(&mut self, text: &str) -> Vec<Effect> {
        text.chars().flat_map(|letter| self.input(Input::Key(Key::char(letter)))).collect()
    }

    /// Lets time pass, waking the program when it asked for it.
    pub(crate) fn wait_until(&mut self, then: Timestamp) {
        // A program that wants to be woken in the past would never sleep.
        let mut woken = 0;
        while let Some(tick) = self.app.next_tick().filter(|tick| *tick <= then) {
            assert!(woken < 100_000, "the program wakes up again and again at {tick}");
            woken += 1;
            self.now = self.now.max(tick);
            self.input(Input::Woken);
        }
        self.now = then;
        self.input(Input::Woken);
    }

    /// Lets so many seconds pass.
    pub(crate) fn wait(&mut self, seconds: i64) {
        self.wait_until(self.now + TimeDelta::seconds(seconds));
    }

    /// Tells the program that the clock of the machine was set to this.
    pub(crate) fn clock_was_set(&mut self, to: Timestamp) {
        let by = to - self.now;
        self.now = to;
        self.app.clock_was_set(by, to);
        self.input(Input::Woken);
    }

    /// Sets the clock to "HH:MM" or "HH:MM:SS" of the same day.
    pub(crate) fn at(&mut self, time: &str) {
        let seconds = if time.len() == 5 { ":00" } else { "" };
        self.wait_until(moment(&format!("{}T{time}{seconds}", self.now.date_naive())));
    }

    /// The meeting on the screen.
    pub(crate) fn meeting(&self) -> &Meeting {
        self.session().meeting()
    }

    /// The session on the screen.
    pub(crate) fn session(&self) -> &Session {
        &self.app.desk().unwrap().session
    }

    /// Which screen is shown.
    pub(crate) fn screen(&self) -> Screen {
        self.app.desk().unwrap().screen
    }

    /// What is being typed and is no history yet.
    pub(crate) fn draft(&self) -> Option<Draft> {
        let last = self.session().last();
        self.line.0.borrow().draft.clone().filter(|draft| draft.after == last)
    }

    /// What is kept.
    pub(crate) fn loaded(&self) -> Loaded {
        self.kept.clone().load().unwrap()
    }

    /// Holds what must hold after every input: what is being typed was handed on to be kept.
    fn check_typed(&self) {
        if let Some(typed) = self.app.desk().and_then(Desk::draft) {
            let kept = self.draft().map(|kept| Draft { cursor: typed.cursor, ..kept });
            assert_eq!(kept, Some(typed), "what is being typed is not kept");
        }
    }

    /// Holds what must hold after every input: history tells what the screen shows.
    pub(crate) fn check(&self) {
        let Some(desk) = self.app.desk() else { return };
        let entries = desk.session.entries();
        if self.looked_at.replace(entries.len()) == entries.len() {
            return;
        }
        let kept = self.loaded().entries;
        let told = replay(entries, profile::default());
        assert!(told == *desk.session.meeting(), "the screen shows what no entry tells");
        assert!(entries.starts_with(&kept), "history was changed");
        if self.is_written() {
            assert_eq!(kept.len(), entries.len(), "the journal lags behind");
        }
    }

    /// Paints what the program says has changed, and compares with all of it painted anew.
    pub(crate) fn check_damage(&mut self) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let damage = self.app.needs_picture();
        let paint = |area: Rect, rows: Rect| {
            let mut buffer = Buffer::empty(rows);
            self.app.paint(area, &mut buffer);
            buffer
        };
        let whole = paint(area, area);
        let rows = |rows: std::ops::Range<u16>| {
            let height = rows.end.saturating_sub(rows.start);
            Rect { y: rows.start, height, ..area }.intersection(area)
        };
        match damage {
            Some(Damage::Rows(range)) if self.shown.area == area => {
                let part = paint(area, rows(range));
                self.shown.merge(&part);
            }
            Some(_) => self.shown.clone_from(&whole),
            None => {}
        }
        // The header tells the minute of the last picture.
        let body = |buffer: &Buffer| {
            buffer.content().iter().skip(usize::from(area.width)).cloned().collect::<Vec<_>>()
        };
        assert!(body(&self.shown) == body(&whole), "a row has changed that is not painted");
    }

    /// Paints a picture: its rows, and where the cursor stands.
    pub(crate) fn picture(&self) -> (Vec<String>, Option<(u16, u16)>) {
        let (columns, rows) = self.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| self.app.draw(frame)).unwrap();
        let backend = terminal.backend();
        let at = backend.cursor_position();
        let cursor = backend.cursor_visible().then_some((at.x, at.y));
        (rows_of(backend.buffer()), cursor)
    }
}

fn line(journal: Box<dyn Journal>) -> Shared {
    Shared(Rc::new(RefCell::new(Line {
        journal,
        disk: Disk::Works,
        queue: VecDeque::new(),
        reports: Vec::new(),
        last: 0,
        failing: false,
        draft: None,
    })))
}

fn moment(text: &str) -> Timestamp {
    let time: NaiveDateTime = text.parse().unwrap();
    FixedOffset::east_opt(3600).unwrap().from_local_datetime(&time).unwrap()
}

fn listed() -> Vec<Listed> {
    let one = |id: &str, name: &str, date: &str, state, items| Listed {
        id: id.to_owned(),
        name: name.to_owned(),
        date: date.to_owned(),
        state,
        items,
    };
    vec![
        one(
            "2027-03-09-hauptausschuss",
            "Sitzung des Hauptausschusses",
            "09.03.2027",
            Some(MeetingState::Running),
            22,
        ),
        one(
            "2027-03-02-bauausschuss",
            "Sitzung des Bauausschusses",
            "02.03.2027",
            Some(MeetingState::Prepared),
            9,
        ),
        one(
            "2027-02-09-hauptausschuss",
            "Sitzung des Hauptausschusses",
            "09.02.2027",
            Some(MeetingState::Closed),
            18,
        ),
        one("2027-01-12-kreistag", "2027-01-12-kreistag: Das Journal fehlt.", "", None, 0),
    ]
}

/// The rows of a picture, without blanks at their ends.
fn rows_of(buffer: &ratatui::buffer::Buffer) -> Vec<String> {
    let area = buffer.area;
    (area.top()..area.bottom())
        .map(|y| {
            let mut row = String::new();
            let mut skip = 0;
            for x in area.left()..area.right() {
                let symbol = buffer.cell((x, y)).unwrap().symbol();
                if skip == 0 {
                    row.push_str(symbol);
                    skip = if symbol.len() == 1 { 1 } else { text::width(symbol).max(1) };
                }
                skip -= 1;
            }
            row.trim_end().to_owned()
        })
        .collect()
}
