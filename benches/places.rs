//! The whole window with eleven years of entries and 500 sessions of the user's own, place by place.

use std::sync::Arc;
use std::{fs, thread};

use chrono::{DateTime, FixedOffset};
use divan::Bencher;
use ebb::playback::Through;
use ebb::settings::{Motion, Settings};
use ebb::ui::motion::Frames;
use ebb::ui::{App, Env, Place};
use eframe::App as _;
use eframe::egui::{Context, Event, FullOutput, Key, Modifiers, Pos2, RawInput, Rect, vec2};

use super::{full_journal, last_day, shipped};

const PLACES: [Place; 6] =
    [Place::Today, Place::Library, Place::Progress, Place::Plan, Place::Settings, Place::WhenToStop];
const KEYS: [Key; 6] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];

/// A window that only this file drives.
struct Window {
    _folder: tempfile::TempDir,
    ctx: Context,
    app: App,
    frame: eframe::Frame,
    seconds: f64,
}

impl Window {
    /// With 20 000 entries and 500 sessions, both read.
    fn full() -> Self {
        let (folder, data) = full_journal(None);
        fs::create_dir_all(data.sessions()).unwrap();
        for nth in 0..500 {
            fs::write(data.sessions().join(format!("own-{nth:03}.ron")), own_session(nth)).unwrap();
        }
        Settings { safety_seen: true, motion: Motion::Less, ..Settings::default() }.save(&data).unwrap();
        let now: DateTime<FixedOffset> = format!("{}T19:00:00+01:00", last_day()).parse().unwrap();
        let env = Env {
            data,
            now: Arc::new(move || now),
            through: Through::Nothing,
            frames: Frames::AsAsked,
            reveal_file: Arc::new(|_| Ok(())),
        };
        let ctx = Context::default();
        let app = App::new(&ctx, env, None);
        let frame = eframe::Frame::_new_kittest();
        let mut window = Self { _folder: folder, ctx, app, frame, seconds: 0.0 };
        window.settle();
        window
    }

    /// Draws frames until what is read on other threads is there and no animation is left.
    fn settle(&mut self) {
        for _ in 0..300 {
            self.draw(Vec::new());
            thread::yield_now();
        }
        thread::sleep(std::time::Duration::from_millis(500));
        for _ in 0..100 {
            self.draw(Vec::new());
        }
    }

    /// Draws a frame, down to triangles.
    fn draw(&mut self, events: Vec<Event>) {
        self.seconds += 1.0 / 60.0;
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0));
        let input = RawInput { screen_rect: Some(screen), time: Some(self.seconds), events, ..RawInput::default() };
        let Self { ctx, app, frame, .. } = self;
        let FullOutput { shapes, mut textures_delta, pixels_per_point, .. } = ctx.run_ui(input, |ui| {
            app.logic(ui.ctx(), frame);
            app.ui(ui, frame);
        });
        textures_delta.clear();
        divan::black_box(ctx.tessellate(shapes, pixels_per_point));
    }

    /// The frame in which `place` is opened, and the one in which it stands there.
    fn open(&mut self, place: Place) {
        let nth = PLACES.iter().position(|one| *one == place).unwrap();
        let modifiers = Modifiers::COMMAND;
        let press = Event::Key { key: KEYS[nth], physical_key: None, pressed: true, repeat: false, modifiers };
        self.draw(vec![press]);
        self.draw(Vec::new());
    }
}

fn own_session(nth: usize) -> String {
    shipped(["daily-five", "stretch-twenty", "slow-down"][nth % 3]).replacen(
        "title: \"",
        &format!("title: \"{nth:03} "),
        1,
    )
}

/// Goal: each below 2 ms.
#[divan::bench(args = PLACES, sample_count = 300)]
fn draw_place(bencher: Bencher<'_, '_>, place: Place) {
    let mut window = Window::full();
    window.open(place);
    window.settle();
    bencher.bench_local(|| window.draw(Vec::new()));
}

/// From Today to the place in two frames, and back in two: what would make a click feel slow. Goal: below 33 ms.
#[divan::bench(args = PLACES, sample_count = 50)]
fn open_place_and_return(bencher: Bencher<'_, '_>, place: Place) {
    let mut window = Window::full();
    bencher.bench_local(|| {
        window.open(place);
        window.open(Place::Today);
    });
}
