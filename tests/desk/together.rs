//! Picture against sound, on one clock, from outside: how much later than its click a flash is seen.

use std::time::{Duration, Instant};

use super::desk::{Desk, Setup};

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
    let mut late: Vec<f64> = flashes.iter().map(nearest).collect();
    late.sort_by(f64::total_cmp);
    let median = late[late.len() / 2];
    let worst = late.iter().copied().max_by(|one, two| one.abs().total_cmp(&two.abs())).unwrap();
    desk.say(format_args!(
        "a flash is seen {median:+.1} ms after its click (median of {FLASHES}), {worst:+.1} at worst"
    ));
    assert!(median.abs() <= 8.0 && worst.abs() <= 12.0, "{late:.1?}");
}
