//! Picture against sound, on one clock, from outside: how much later than its click a flash is seen.

use std::time::{Duration, Instant};

use super::desk::{Desk, Picture, Setup, Sink, Window};
use super::sound::{Sound, shift};

/// How many flashes are looked at.
const FLASHES: usize = 10;

/// When the middle of the window turns white, so many times.
fn flashes(desk: &Desk, [left, top, width, height]: [i32; 4]) -> Vec<Instant> {
    let (mut flashes, mut was_white) = (Vec::new(), true);
    let end = Instant::now() + Duration::from_mins(2);
    while flashes.len() < FLASHES {
        let is_white = desk.screen.part([left + width / 2, top + height / 2, 1, 1]).at(0, 0)[1] > 160;
        let now = Instant::now();
        assert!(now < end, "{} flashes were seen", flashes.len());
        flashes.extend((is_white && !was_white).then_some(now));
        was_white = is_white;
        std::thread::sleep(Duration::from_millis(1));
    }
    flashes
}

/// The places of samples at which it is louder than −30 dBFS after a fifth of a second that is not.
fn onsets(samples: &[f32]) -> Vec<usize> {
    let (mut onsets, mut quiet) = (Vec::new(), 0);
    for (place, sample) in samples.iter().enumerate() {
        if sample.abs() > 0.0316 {
            onsets.extend((quiet > 2 * 9600).then_some(place));
            quiet = 0;
        } else {
            quiet += 1;
        }
    }
    onsets
}

fn ms(later: Instant, earlier: Instant) -> f64 {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    later.checked_duration_since(earlier).map_or_else(|| -ms(earlier.duration_since(later)), ms)
}

/// Says how many milliseconds what is seen comes after what is heard, and holds that against the aim.
fn assert_together(desk: &Desk, what: &str, mut late: Vec<f64>) {
    late.sort_by(f64::total_cmp);
    let median = late[late.len() / 2];
    let worst = late.iter().copied().max_by(|one, two| one.abs().total_cmp(&two.abs())).unwrap();
    let count = late.len();
    desk.say(format_args!(
        "{what} is seen {median:+.1} ms after it is heard (median of {count}), {worst:+.1} at worst"
    ));
    assert!(median.abs() <= 8.0 && worst.abs() <= 12.0, "{late:.1?}");
}

#[test]
#[ignore = "measures this machine"]
fn a_flash_is_seen_when_its_click_is_heard() {
    let Some(desk) = Desk::open(Setup { screen: (640, 480), ..Setup::default() }) else { return };
    let mut recording = desk.record_within("desk", 2);
    let window = desk.window(&["calibrate"]);
    recording.until_heard();
    let flashes = flashes(&desk, window.place());
    recording.go_on(0.5);
    let clicks = onsets(recording.so_far());
    let clicks: Vec<Instant> = clicks.into_iter().map(|place| recording.instant_of(place)).collect();
    let nearest = |flash: &Instant| {
        let late = clicks.iter().map(|click| ms(*flash, *click));
        late.min_by(|one, two| one.abs().total_cmp(&two.abs())).expect("clicks were heard")
    };
    let late = flashes.iter().map(nearest).collect();
    assert_together(&desk, "a flash", late);
}

/// Eight breaths of four seconds around a ring, above a noise that is nowhere the same.
const RING: &str = r#"Session(
    format: 1, title: "Ring", practice: "breathing", pacer: Ring, sound: (guide: TwoTones, ambience: Brown),
    steps: [Breathe(breath: (inhale: 2, exhale: 2), cycles: 8)],
)"#;

/// Where the band of the ring stands in a picture: its middle on the left and on the right, and how high its centre is.
struct Band {
    sides: [usize; 2],
    centre: usize,
}

impl Band {
    fn of(picture: &Picture, ground: [u8; 3]) -> Self {
        let (width, height) = (picture.width, picture.height());
        let is_drawn = |x: usize, y: usize| picture.at(x, y) != ground;
        // Beside the word nothing stands in the hole of the ring.
        let rows: Vec<usize> = (0..height).filter(|y| is_drawn(width * 5 / 8, *y)).collect();
        let hole = rows.windows(2).max_by_key(|pair| pair[1] - pair[0]).unwrap();
        let centre = usize::midpoint(hole[0], hole[1]);
        let outer = |mut across: Box<dyn Iterator<Item = usize>>| {
            let begins = across.find(|x| is_drawn(*x, centre)).unwrap();
            usize::midpoint(begins, across.find(|x| !is_drawn(*x, centre)).unwrap())
        };
        Self { sides: [outer(Box::new(0..width)), outer(Box::new((0..width).rev()))], centre }
    }
}

/// How far around a side the bead is looked for, in pixels.
const AROUND: usize = 24;

/// How far below the centre the bead is on a side: in the middle of its rim, which is as pale as the ground.
fn bead(desk: &Desk, [left, top]: [i32; 2], x: usize, centre: usize, ground: [u8; 3]) -> Option<f64> {
    let pixel = |value: usize| i32::try_from(value).unwrap();
    let part = desk.screen.part([left + pixel(x), top + pixel(centre - AROUND), 1, pixel(2 * AROUND + 1)]);
    let pale: Vec<usize> = (0..=2 * AROUND).filter(|y| part.at(0, *y) == ground).collect();
    let (first, last) = (*pale.first()?, *pale.last()?);
    // All of the bead is seen, and nothing but it.
    let whole = first > 0 && last < 2 * AROUND && last - first > 4;
    #[expect(clippy::cast_precision_loss, reason = "some pixels")]
    whole.then_some((first + last) as f64 / 2.0 - AROUND as f64)
}

/// When the bead came by the height of the centre, and on which side: 0 is the left.
fn passings(desk: &Desk, window: &Window<'_>) -> Vec<(usize, Instant)> {
    let [left, top, ..] = window.place();
    let picture = window.picture();
    let ground = picture.at(1, picture.height() / 2);
    let band = Band::of(&picture, ground);
    let mut passings: Vec<(usize, Instant)> = Vec::new();
    let mut before: [Option<(f64, Instant)>; 2] = [None, None];
    let end = Instant::now() + Duration::from_mins(1);
    while passings.len() < FLASHES {
        assert!(Instant::now() < end, "the bead came by {} times", passings.len());
        for (side, x) in band.sides.into_iter().enumerate() {
            let seen = bead(desk, [left, top], x, band.centre, ground);
            let now = Instant::now();
            // Down on the right, up on the left.
            let done = seen.map(|below| if side == 1 { below } else { -below });
            if let (Some((earlier, at)), Some(done)) = (before[side], done)
                && earlier < 0.0
                && done >= 0.0
            {
                let part = -earlier / (done - earlier);
                passings.push((side, at + now.duration_since(at).mul_f64(part)));
            }
            // The moment at which it was first seen there.
            if before[side].map(|(below, _)| below) != done {
                before[side] = done.map(|done| (done, now));
            }
        }
    }
    passings
}

#[test]
#[ignore = "measures this machine"]
fn the_bead_of_the_stage_is_seen_where_the_breath_is_heard() {
    let sink = Sink::stereo("desk", 48_000);
    let Some(desk) = Desk::open(Setup { screen: (640, 600), sinks: vec![sink], ..Setup::default() }) else { return };
    let session = desk.file("ring.ron", RING);
    let rendered = Sound::rendered(&desk, &session, sink);
    let mut recording = desk.record_within("desk", 2);
    let window = desk.window(&["play", &session]);
    recording.until_heard();
    let seen = passings(&desk, &window);
    recording.go_on(0.5);
    assert!(!recording.is_disturbed(), "the machine is too busy to measure it");
    let heard = Sound { sink, samples: recording.so_far().to_vec() };
    let began = usize::try_from(shift(&heard, &rendered)).unwrap();
    let rate = usize::try_from(sink.rate).unwrap();
    // It is there in the middle of each inhale and exhale: after 1, 3, 5 … seconds.
    let late = |(side, at): &(usize, Instant)| {
        let first = if *side == 1 { 1 } else { 3 };
        let places = (first..).step_by(4).take(8).map(|secs| recording.instant_of(2 * (began + secs * rate)));
        places.map(|due| ms(*at, due)).min_by(|one, two| one.abs().total_cmp(&two.abs())).unwrap()
    };
    let late: Vec<f64> = seen.iter().map(late).collect();
    // Where the height of the centre is taken wrong, one side comes as much too late as the other too early.
    assert_together(&desk, "the bead", late.windows(2).map(|sides| f64::midpoint(sides[0], sides[1])).collect());
}
