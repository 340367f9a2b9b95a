//! How fast Ebb is, with the goal beside each: `cargo bench`, on a machine that does nothing else.

#![expect(clippy::unwrap_used, reason = "in a benchmark, what is not there is the failure")]
#![expect(clippy::disallowed_methods, reason = "a benchmark puts files in place")]

mod places;

use chrono::{DateTime, Days, NaiveDate};
use divan::{Bencher, counter::ItemsCount};
use ebb::catalogue::SHIPPED;
use ebb::data::DataDir;
use ebb::exchange::{Book, Settings};
use ebb::journal::{self, Journal, Passphrase};
use ebb::plan::{self, Ended, Entry, Record};
use ebb::session::{Ambience, Guide, Named as _, Pacer, read};
use ebb::sound::{Mix, Renderer};
use ebb::timeline::Timeline;
use ebb::ui::motion::Motion;
use ebb::ui::pacer::{self, Room, Scene};
use ebb::ui::theme::{self, Palette, Type};
use ebb::ui::widgets;
use ebb::units::{Hertz, Time};
use eframe::egui::{Align2, Context, Pos2, RawInput, Rect, vec2};

fn main() {
    divan::main();
}

fn shipped(name: &str) -> &'static str {
    SHIPPED.into_iter().find(|(known, _)| *known == name).unwrap().1
}

fn with_steps(steps: &str) -> String {
    format!("Session(format: 1, title: \"T\", practice: \"breathing\", steps: [{steps}])")
}

/// Four hours of as many steps as fit, in a file of nearly 1 MiB.
fn most_steps() -> String {
    with_steps(&"Rest(secs: 0.5, say: \"Soft and wide\"),".repeat(27_000))
}

/// Four hours of as many spans as there may be.
fn most_spans() -> String {
    let breath = "(inhale: 0.5, top_up: 0.1, hold_in: 0.2, exhale: 1, hold_out: 0.2)";
    with_steps(&format!("Breathe(breath: {breath}, to: {breath}, cycles: 7200),"))
}

/// As many mistakes as fit into 1 MiB.
fn most_mistakes() -> String {
    with_steps(&"0,".repeat(520_000))
}

fn read_and_compile(text: &str) -> Timeline {
    Timeline::compile(&read(text.as_bytes()).unwrap())
}

/// Goal: each below 1 ms.
#[divan::bench(args = SHIPPED.map(|(name, _)| name))]
fn read_and_compile_shipped(bencher: Bencher<'_, '_>, name: &str) {
    let text = shipped(name);
    bencher.bench(|| read_and_compile(text));
}

/// Goal: below 100 ms.
#[divan::bench(sample_count = 20)]
fn read_and_compile_most_steps(bencher: Bencher<'_, '_>) {
    let text = most_steps();
    bencher.bench(|| read_and_compile(&text));
}

/// Goal: below 100 ms.
#[divan::bench(sample_count = 20)]
fn read_and_compile_most_spans(bencher: Bencher<'_, '_>) {
    let text = most_spans();
    bencher.bench(|| read_and_compile(&text));
}

/// Half a million mistakes. Goal: below 300 ms.
#[divan::bench(sample_count = 20)]
fn tell_most_mistakes(bencher: Bencher<'_, '_>) {
    let text = most_mistakes();
    bencher.bench(|| read(text.as_bytes()).unwrap_err());
}

/// Goal: below 200 ns, anywhere in four hours.
#[divan::bench]
fn timeline_at(bencher: Bencher<'_, '_>) {
    let timeline = read_and_compile(&most_spans());
    let len = timeline.len().micros();
    let mut t = 0;
    // A step that is no divisor of the length comes by everywhere.
    bencher.bench_local(|| {
        t = (t + 7_919_000_003) % len;
        divan::black_box(timeline.at(Time::from_micros(t)).fullness())
    });
}

/// Items are seconds of sound. Goal: 1000 a second, and never below 720.
#[divan::bench(args = Guide::ALL, sample_count = 10, sample_size = 1)]
fn render_daily_five(bencher: Bencher<'_, '_>, guide: Guide) {
    render(bencher, guide, Ambience::Silent);
}

/// The same with each ambience beneath the heaviest guide, the volumes changing all the time.
#[divan::bench(args = Ambience::ALL, sample_count = 10, sample_size = 1)]
fn render_everything(bencher: Bencher<'_, '_>, ambience: Ambience) {
    render(bencher, Guide::Tide, ambience);
}

fn render(bencher: Bencher<'_, '_>, guide: Guide, ambience: Ambience) {
    let session = read(shipped("daily-five").as_bytes()).unwrap();
    let timeline = Timeline::compile(&session);
    let mix = Mix { guide, ambience, ..Mix::of(&session) };
    let frames = timeline.len().frame(Hertz::DEFAULT);
    let seconds = ItemsCount::new(timeline.len().whole_secs());
    let levels = [mix.levels, mix.levels.ducked()];
    bencher.counter(seconds).with_inputs(|| Renderer::new(&timeline, mix, Hertz::DEFAULT)).bench_values(
        |mut renderer| {
            let mut out = vec![0.0_f32; 2 * 480];
            let mut loudest = 0.0_f32;
            while renderer.frame() < frames {
                renderer.set_levels(levels[usize::from(renderer.frame() % 48_000 < 24_000)]);
                renderer.render(&mut out);
                loudest = loudest.max(out[0]);
            }
            loudest
        },
    );
}

/// What is made before the first sample can be heard. Goal: below 100 ms.
#[divan::bench(args = Ambience::ALL, sample_count = 10, sample_size = 1)]
fn prepare_sound(bencher: Bencher<'_, '_>, ambience: Ambience) {
    let session = read(shipped("daily-five").as_bytes()).unwrap();
    let timeline = Timeline::compile(&session);
    let mix = Mix { ambience, ..Mix::of(&session) };
    bencher.bench(|| Renderer::new(&timeline, mix, Hertz::DEFAULT));
}

/// The first day of eleven years with five entries a day.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, 12, 14).unwrap()
}

const DAYS: u64 = 4000;

fn entry(nth: u64) -> Entry {
    let day = first_day() + Days::new(nth / 5);
    let practice = ["breathing", "stretching", "relaxation"][usize::try_from(nth % 3).unwrap()];
    Entry {
        start: DateTime::parse_from_rfc3339(&format!("{day}T{:02}:05:00+01:00", 8 + nth % 5)).ok(),
        planned_s: 300,
        ended: Ended::Finished,
        title: "Daily five".into(),
        ..Entry::by_hand(format!("{nth:032x}"), practice, day, 300)
    }
}

/// 20 000 entries from the `first`th on, and the plan.
fn book(first: u64) -> Book {
    let plan = plan::default_plan(first_day());
    let entries = (first..first + 5 * DAYS).map(|nth| Record::Entry(entry(nth)));
    let practices = plan.practices.iter().cloned().map(Record::Practice);
    let targets = plan.targets.iter().cloned().map(Record::Target);
    Book::new(Some(Settings::of(&plan)), entries.chain(practices).chain(targets))
}

fn last_day() -> NaiveDate {
    first_day() + Days::new(DAYS - 1)
}

/// A journal on disk with 20 000 entries, under a passphrase if there is one.
fn full_journal(passphrase: Option<&Passphrase>) -> (tempfile::TempDir, DataDir) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::at(folder.path());
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    journal.import(&book(0), last_day()).unwrap();
    if passphrase.is_some() {
        journal.reseal(None, passphrase.cloned()).unwrap();
    }
    drop(journal);
    (folder, data)
}

/// What the window shows first: the open journal, this week, and how consistent the last year was.
fn open_and_show(
    data: &DataDir,
    passphrase: Option<&Passphrase>,
) -> (plan::WeekView, Vec<plan::WeekView>, plan::Score) {
    let snapshot = journal::read(data, passphrase).unwrap();
    assert_eq!(snapshot.entries.len() as u64, 5 * DAYS);
    let (plan, today) = (snapshot.plan(last_day()), last_day());
    let week = plan::week(&plan, &snapshot.entries, today, today);
    let year = plan::weeks(&plan, &snapshot.entries, 52, today);
    (week, year, plan::score(&plan, &snapshot.entries, today))
}

/// Goal: below 50 ms.
#[divan::bench(sample_count = 20)]
fn open_week_and_year_of_20_000_entries(bencher: Bencher<'_, '_>) {
    let (_folder, data) = full_journal(None);
    bencher.bench(|| open_and_show(&data, None));
}

/// Goal: below 250 ms, most of which is the key's derivation.
#[divan::bench(sample_count = 20)]
fn open_week_and_year_of_20_000_encrypted_entries(bencher: Bencher<'_, '_>) {
    let passphrase = Passphrase::new("correct horse battery staple".to_owned()).unwrap();
    let (_folder, data) = full_journal(Some(&passphrase));
    bencher.bench(|| open_and_show(&data, Some(&passphrase)));
}

/// One more among 20 000, on disk when it returns. Goal: below 5 ms.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn save_one_entry(bencher: Bencher<'_, '_>) {
    let (_folder, data) = full_journal(None);
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    let mut next = 5 * DAYS;
    bencher.bench_local(|| {
        next += 1;
        journal.save(&entry(next)).unwrap();
    });
}

/// Two files into one, half of their entries the same. Goal: below 2 s.
#[divan::bench(sample_count = 10)]
fn merge_two_exports_of_20_000_entries(bencher: Bencher<'_, '_>) {
    let files = [book(0).to_json(), book(5 * DAYS / 2).to_json()];
    bencher.bench(|| {
        let [mut one, other] = files.each_ref().map(|file| Book::from_json(file.as_bytes()).unwrap());
        one.merge(other);
        one.to_json()
    });
}

/// The same into a journal, with the backup before. Goal: below 2 s.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn import_20_000_entries_into_20_000(bencher: Bencher<'_, '_>) {
    let file = book(5 * DAYS / 2).to_json();
    bencher.with_inputs(|| full_journal(None)).bench_local_values(|(folder, data)| {
        let mut journal = Journal::open_for_writing(&data, None).unwrap();
        journal.import(&Book::from_json(file.as_bytes()).unwrap(), last_day()).unwrap();
        folder
    });
}

/// Goal: below 5 ms.
#[divan::bench(args = [1, 8, 52])]
fn weeks_of_20_000_entries(bencher: Bencher<'_, '_>, count: u32) {
    let entries: Vec<Entry> = (0..5 * DAYS).map(entry).collect();
    let plan = plan::default_plan(first_day());
    let today = first_day() + Days::new(DAYS - 1);
    let full = |weeks: &[plan::WeekView]| weeks.iter().all(|week| week.practices.iter().all(|one| one.minutes > 0));
    assert!(full(&plan::weeks(&plan, &entries, count, today)));
    bencher.bench(|| plan::weeks(&plan, &entries, count, today));
}

/// Goal: below 20 ms.
#[divan::bench]
fn score_of_20_000_entries(bencher: Bencher<'_, '_>) {
    let entries: Vec<Entry> = (0..5 * DAYS).map(entry).collect();
    let plan = plan::default_plan(first_day());
    let today = first_day() + Days::new(DAYS - 1);
    bencher.bench(|| plan::score(&plan, &entries, today));
}

/// A pacer and its word in a window of 1280 × 800, from a moment to triangles. Goal: each below 0.3 ms.
#[divan::bench(args = Pacer::ALL)]
fn draw_and_tessellate(bencher: Bencher<'_, '_>, pacer: Pacer) {
    let timeline = read_and_compile(shipped("daily-five"));
    let ctx = Context::default();
    theme::install(&ctx);
    let window = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0));
    let room = Room { window, area: window.shrink2(vec2(60.0, 110.0)) };
    let mut t = 0;
    bencher.bench_local(|| {
        // Sixty frames a second, all over the session.
        t = (t + 16_667) % timeline.len().micros();
        let moment = timeline.at(Time::from_micros(t));
        let scene = Scene { pacer, moment, lead_in: None, room, motion: Motion::Moving };
        let input = RawInput { screen_rect: Some(window), ..RawInput::default() };
        let mut drawn = ctx.run_ui(input, |ui| {
            let palette = Palette::of(ui);
            pacer::draw(ui.painter(), &scene, palette.accent, palette);
            let seat = pacer::seat(&scene);
            let at = seat.anchor.pos_in_rect(&seat.rect);
            let word = moment.word().unwrap_or_default();
            widgets::paint(ui, at, Align2::CENTER_CENTER, Type::Float, palette.ink, &word);
            divan::black_box(pacer::stands_for(&scene));
        });
        drawn.textures_delta.clear();
        divan::black_box(ctx.tessellate(drawn.shapes, 1.0))
    });
}
