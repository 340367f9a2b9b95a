//! When the next frame is drawn: at most sixty a second whatever the display does, and none while nothing moves.

use std::time::{Duration, Instant};

use eframe::egui::{Context, Id};

use crate::settings;
use crate::units::Time;

/// The time of one frame.
pub const FRAME: Duration = Duration::from_micros(16_667);

/// How much later than it is drawn a frame is seen, about: most of one refresh of the display. What is drawn is what will be heard then.
pub const SHOWN_AFTER: Time = Time::from_millis(10);

/// How what moves is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// It moves.
    #[default]
    Moving,
    /// One still picture fades into the next.
    Fading,
}

/// The desktop wishes, or no longer, that little moves.
pub fn wish(ctx: &Context, less: bool) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("ebb desktop's motion"), less));
}

/// From now on as much moves as is chosen here.
pub fn choose(ctx: &Context, chosen: settings::Motion) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("ebb motion"), chosen));
}

/// Whether what only decorates stands still.
pub fn reduced(ctx: &Context) -> bool {
    ctx.data(|data| match data.get_temp(Id::unique("ebb motion")).unwrap_or_default() {
        settings::Motion::System => data.get_temp(Id::unique("ebb desktop's motion")).unwrap_or(false),
        settings::Motion::Full => false,
        settings::Motion::Less => true,
    })
}

/// How what breathes is shown.
pub fn of(ctx: &Context) -> Motion {
    if reduced(ctx) { Motion::Fading } else { Motion::Moving }
}

/// How fast frames may come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frames {
    /// Sixty a second at most, also when a display does not wait for its refresh.
    #[default]
    SixtyASecond,
    /// As whoever drives the window asks.
    AsAsked,
}

/// Now, on the clock that never goes back.
#[expect(clippy::disallowed_methods, reason = "the pace of frames is the window's own edge to the clock")]
pub fn now() -> Instant {
    Instant::now()
}

fn began(ctx: &Context) -> Option<Instant> {
    ctx.data(|data| data.get_temp(Id::unique("ebb frame began")))
}

/// To be called where a frame begins. Waits when the one before was drawn too short a time ago: a moving pointer
/// alone would otherwise redraw a window on a display that does not wait a thousand times a second.
pub fn frame_begins(ctx: &Context, frames: Frames) {
    if frames == Frames::SixtyASecond
        && let Some(last) = began(ctx)
    {
        // A little less than a frame, so that a display's own sixty a second is never missed.
        let early = Duration::from_micros(15_500).saturating_sub(last.elapsed());
        if !early.is_zero() {
            std::thread::sleep(early);
        }
    }
    ctx.data_mut(|data| data.insert_temp(Id::unique("ebb frame began"), now()));
}

/// Asks for a frame a sixtieth of a second after this one began.
pub fn next_frame(ctx: &Context) {
    frame_after(ctx, FRAME);
}

/// Asks for a frame this long after the present one began; a sixtieth of a second at least.
pub fn frame_after(ctx: &Context, wait: Duration) {
    let spent = began(ctx).map_or(Duration::ZERO, |began| began.elapsed());
    // Never zero: that would ask for two frames at once.
    ctx.request_repaint_after(wait.max(FRAME).saturating_sub(spent).max(Duration::from_millis(1)));
}

/// A part 0…1 on its way to 0 or 1, which it reaches in `secs`. Asks for frames only while it moves.
pub fn ease(ctx: &Context, id: Id, towards: f32, secs: f32) -> f32 {
    let time = ctx.input(|input| input.time);
    let (last, at) = ctx.data(|data| data.get_temp::<(f64, f32)>(id)).unwrap_or((time, towards));
    #[expect(clippy::cast_possible_truncation, reason = "seconds between two frames")]
    let step = ((time - last) as f32).clamp(0.0, 0.1) / secs;
    let at = if reduced(ctx) {
        towards
    } else if at < towards {
        (at + step).min(towards)
    } else {
        (at - step).max(towards)
    };
    ctx.data_mut(|data| data.insert_temp(id, (time, at)));
    if (at - towards).abs() > f32::EPSILON {
        next_frame(ctx);
    }
    at * at * (3.0 - 2.0 * at)
}

/// How far the place that is shown has come up since another was left for it, 0…1; the first is simply there.
pub fn arrive(ctx: &Context, what: &str) -> f32 {
    let id = Id::unique("ebb arrival");
    let time = ctx.input(|input| input.time);
    let (name, since) =
        ctx.data(|data| data.get_temp::<(String, f64)>(id)).unwrap_or_else(|| (what.to_owned(), f64::MIN));
    let since = if name == what { since } else { time };
    ctx.data_mut(|data| data.insert_temp(id, (what.to_owned(), since)));
    let part = ((time - since) / f64::from(super::theme::motion::PLACE)).clamp(0.0, 1.0);
    if reduced(ctx) {
        return 1.0;
    }
    if part < 1.0 {
        next_frame(ctx);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a part 0…1")]
    let part = part as f32;
    part * part * (3.0 - 2.0 * part)
}

#[cfg(test)]
mod tests {
    use eframe::egui::RawInput;

    use super::*;

    #[test]
    fn little_moves_where_it_is_chosen_or_where_the_desktop_is_followed_and_wishes_it() {
        let ctx = Context::default();
        assert!(!reduced(&ctx));
        for (chosen, wished, expected) in [
            (settings::Motion::System, false, false),
            (settings::Motion::System, true, true),
            (settings::Motion::Full, true, false),
            (settings::Motion::Less, false, true),
        ] {
            wish(&ctx, wished);
            choose(&ctx, chosen);
            assert_eq!(reduced(&ctx), expected, "{chosen:?}, wished: {wished}");
        }
    }

    #[test]
    fn what_eases_arrives_in_its_time_and_then_asks_for_nothing() {
        let ctx = Context::default();
        let mut seen = Vec::new();
        for frame in 0..16_u32 {
            let input = RawInput { time: Some(f64::from(frame) / 60.0), ..RawInput::default() };
            let mut drawn = ctx.run_ui(input, |ui| {
                let towards = if frame == 0 { 0.0 } else { 1.0 };
                seen.push(ease(ui.ctx(), Id::unique("x"), towards, 0.15));
            });
            drawn.textures_delta.clear();
        }
        assert!(seen.windows(2).all(|pair| pair[0] <= pair[1]), "{seen:?}");
        // 0.15 s are nine frames.
        assert!(seen[8] < 1.0);
        assert!((seen[10] - 1.0).abs() < 1e-6, "{seen:?}");
    }
}
