//! What a session shows at a moment, small and without numbers: for a look at it in passing.

use std::time::Duration;

use eframe::egui::{Align2, Rect, Ui, pos2, vec2};

use super::{Look, muscle, picture, words};
use crate::catalogue::Programme;
use crate::session::{Step, Stretch};
use crate::settings::Settings;
use crate::timeline::Moment;
use crate::ui::pacer::{Room, circle, states};
use crate::ui::theme::{Palette, Type, space};
use crate::ui::{motion, pose, widgets};
use crate::units::Time;

/// Draws it within `rect`, and asks for the next picture.
pub(in crate::ui) fn draw(ui: &Ui, rect: Rect, programme: &Programme, at: Time, settings: &Settings) {
    let session = &programme.session;
    let look = Look {
        numbers: false,
        words: true,
        announce: false,
        pacer: settings.pacer(session),
        colour: Palette::of(ui).practice(&session.practice),
        above: 0.0,
    };
    let moment = programme.timeline.at(at + motion::SHOWN_AFTER);
    motion::frame_after(ui.ctx(), step(ui, rect, moment, look));
}

fn step(ui: &Ui, rect: Rect, moment: Moment<'_>, look: Look) -> Duration {
    let area = rect.shrink2(vec2(space::NEAR, space::TIGHT));
    match moment.written() {
        Step::Breathe(breathe) => {
            return picture::breath(ui, Room { window: rect, area }, moment, &words::all(breathe), look);
        }
        Step::Stretch(stretch) => held(ui, area, moment, stretch, look),
        Step::Tense { group, .. } => muscle::draw(ui, rect, area, moment, group, look),
        _ => picture::sentence(ui, rect, area, moment, look),
    }
    picture::SLOW
}

/// A pose: its drawing, or a ring of time where it has none, and its name below.
fn held(ui: &Ui, area: Rect, moment: Moment<'_>, stretch: &Stretch, look: Look) {
    let palette = Palette::of(ui);
    let at = pos2(area.center().x, area.bottom());
    let name =
        widgets::paint_within(ui, at, Align2::CENTER_BOTTOM, Type::Name, palette.ink, &stretch.pose, area.width());
    widgets::telling(ui, name, ui.scope_id().with("pose"), &stretch.pose);
    let above = area.with_max_y(name.top() - space::TIGHT);
    if let Some(drawing) = stretch.drawing.as_deref().and_then(pose::named) {
        drawing.draw(ui.painter(), above, moment.side(), pose::Colours::of(look.colour, palette));
    } else {
        let (centre, radius) = circle::place(above);
        let done = picture::part(moment.progress());
        ui.painter().extend(states::soft(centre, radius, done, look.colour, palette));
    }
}
