//! The rows of sessions, and the files that are no sessions yet.

use std::sync::Arc;

use eframe::egui::{
    Color32, CornerRadius, Galley, Label, Rect, Response, ScrollArea, Stroke, StrokeKind, Ui, pos2, vec2,
};

use crate::catalogue::{Item, Programme};

use super::super::action::{Action, Facts};
use super::super::jobs::Job;
use super::super::theme::{Palette, Type, line, radius, space};
use super::super::{wave, widgets, words};
use super::own;

/// What stands below a session's title.
fn facts_of(programme: &Programme, item: &Item) -> String {
    let mut parts = vec![words::length(programme.timeline.len())];
    let pace = words::pace(&programme.session);
    parts.extend(programme.timeline.has_holds().then(|| "with holds".to_owned()));
    parts.extend(item.own.then(|| "yours".to_owned()));
    parts.extend(Some(pace).filter(|pace| !pace.is_empty()));
    parts.join(" · ")
}

/// A session's row as one sentence.
pub(super) fn sentence(programme: &Programme, item: &Item) -> String {
    format!("{}, {}", programme.session.title, facts_of(programme, item).replace(" · ", ", "))
}

/// A session's row, set: as many lines as its words need, and its breath beside them where there is room.
pub(super) struct LaidOutRow {
    title: Arc<Galley>,
    below: Arc<Galley>,
    /// The width of the drawing; none where the words need all of it.
    drawing: f32,
}

/// Between the words of a row and its upper and lower edge.
const AROUND: f32 = 9.0;
/// The least height of a row.
const ROW: f32 = 64.0;
/// Left and right of what stands in a row.
const SIDE: f32 = space::SMALL + space::HAIR;

/// The width of the drawing in a row that is so wide inside.
fn drawing_width(inside: f32) -> f32 {
    match inside {
        ..220.0 => 0.0,
        ..300.0 => 56.0,
        _ => (inside * 0.3).clamp(56.0, 148.0),
    }
}

impl LaidOutRow {
    /// Set for a row of this width.
    pub(super) fn of(ui: &Ui, programme: &Programme, item: &Item, width: f32) -> Self {
        let inside = width - 2.0 * SIDE;
        let drawing = drawing_width(inside);
        let room = if drawing > 0.0 { inside - drawing - space::SMALL } else { inside };
        let set = |kind: Type, text: &str| ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, room));
        let title = set(Type::Strong, &programme.session.title);
        Self { title, below: set(Type::Note, &facts_of(programme, item)), drawing }
    }

    /// How high a row of this width will be, without setting it.
    pub(super) fn likely_height(programme: &Programme, item: &Item, width: f32) -> f32 {
        let inside = width - 2.0 * SIDE;
        let room = if inside < 220.0 { inside } else { inside - drawing_width(inside) - space::SMALL };
        #[expect(clippy::cast_precision_loss, reason = "letters of a line")]
        let lines = |text: &str, letter: f32| (text.chars().count() as f32 * letter / room).ceil().max(1.0);
        let title = lines(&programme.session.title, 8.4) * 24.0;
        (title + lines(&facts_of(programme, item), 7.3) * 22.5 + 2.0 * AROUND).max(ROW)
    }

    /// How high the row is.
    pub(super) fn height(&self) -> f32 {
        (self.title.size().y + self.below.size().y + 2.0 * AROUND).max(ROW)
    }

    /// Draws it: title, what it asks, and its breath.
    pub(super) fn paint(self, ui: &Ui, rect: Rect, response: &Response, practice: &str, chosen: bool, heights: &[f32]) {
        let palette = Palette::of(ui);
        let ground = if chosen { palette.card } else { palette.surface.lerp_to_gamma(palette.over(0.0), 0.5) };
        let over = if chosen { 1.0 } else { widgets::hover(ui, response) };
        let ground = palette.surface.lerp_to_gamma(ground, over);
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), ground);
        if chosen {
            let edge = Stroke::new(line::HAIR, palette.hairline);
            ui.painter().rect_stroke(rect, CornerRadius::same(radius::CONTROL), edge, StrokeKind::Inside);
        }
        ring(ui, response, rect);
        let colour = palette.practice(practice);
        let inside = rect.shrink2(vec2(SIDE, 0.0));
        if self.drawing > 0.0 {
            let middle = pos2(inside.right() - self.drawing / 2.0, rect.center().y);
            let water = Rect::from_center_size(middle, vec2(self.drawing, 30.0));
            let (fill, edge) = (ground.lerp_to_gamma(colour, 0.16), ground.lerp_to_gamma(colour, 0.6));
            ui.painter().extend(wave::water(heights, water, 0.0, fill, edge));
        }
        let top = rect.center().y - f32::midpoint(self.title.size().y, self.below.size().y);
        let second = pos2(inside.left(), top + self.title.size().y);
        ui.painter().galley(pos2(inside.left(), top), self.title, palette.ink);
        ui.painter().galley(second, self.below, palette.quiet);
    }
}

/// Where the keyboard is, around a row.
pub(super) fn ring(ui: &Ui, response: &Response, row: Rect) {
    widgets::focus_ring(ui, response, row.shrink(4.0), radius::CONTROL);
}

/// The files that did not load, each with all that is wrong with it.
pub(super) fn not_loaded(ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
    let palette = Palette::of(ui);
    let mut broken =
        facts.catalogue.items.iter().filter_map(|item| Some((item, item.loaded.as_ref().err()?))).peekable();
    broken.peek()?;
    let mut asked = None;
    widgets::gap(ui, space::CARD);
    widgets::heading(ui, Type::Name, palette.ink, "Not loaded yet");
    widgets::text(
        ui,
        Type::Note,
        palette.quiet,
        "These files are kept as they are. Once they read well, they appear above.",
    );
    for (item, problems) in broken {
        widgets::gap(ui, space::SMALL);
        widgets::text(ui, Type::Strong, palette.ink, &item.name);
        if let Some(path) = &item.path {
            selectable(ui, Type::Note, palette.quiet, &path.display().to_string());
        }
        widgets::gap(ui, space::TIGHT);
        problem_block(ui, &item.name, problems);
        if let Some(path) = &item.path {
            widgets::gap(ui, space::HAIR);
            let shown = widgets::link(ui, own::SHOW);
            widgets::named(&shown, &format!("{}: {}", own::SHOW, item.name));
            if shown.clicked() {
                asked = Some(Action::Do(Job::Reveal(path.clone())));
            }
        }
    }
    asked
}

pub(super) fn problem_block(ui: &mut Ui, name: &str, problems: &str) {
    let palette = Palette::of(ui);
    let frame = eframe::egui::Frame::NONE.fill(palette.card).corner_radius(radius::CONTROL).inner_margin(14.0);
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for (nth, (excerpt, block)) in blocks(problems).into_iter().enumerate() {
            if excerpt {
                // The carets point at columns: such lines are not wrapped.
                ScrollArea::horizontal().id_salt(("problems", name, nth)).auto_shrink([false, true]).show(ui, |ui| {
                    let job = Type::Code.job(&block, palette.ink, f32::INFINITY);
                    ui.add(Label::new(job).selectable(true).extend());
                });
            } else {
                let job = Type::Code.job(&block, palette.ink, ui.available_width());
                ui.add(Label::new(job).selectable(true).wrap());
            }
        }
    });
}

/// The text of problems in turns of what is said, and the lines of the file it is said of.
fn blocks(problems: &str) -> Vec<(bool, String)> {
    let is_excerpt = |line: &str| {
        let gutter = line.trim_start().trim_start_matches(|sign: char| sign.is_ascii_digit());
        gutter.trim_start().starts_with('|')
    };
    let mut blocks: Vec<(bool, String)> = Vec::new();
    for line in problems.trim_end().lines() {
        match blocks.last_mut() {
            Some((excerpt, block)) if *excerpt == is_excerpt(line) => {
                block.push('\n');
                block.push_str(line);
            }
            _ => blocks.push((is_excerpt(line), line.to_owned())),
        }
    }
    blocks
}

/// Where own sessions go.
pub(super) fn own_folder(ui: &mut Ui, facts: &Facts<'_>) {
    let palette = Palette::of(ui);
    let has_own = facts.catalogue.items.iter().any(|item| item.own);
    widgets::gap(ui, space::CARD);
    widgets::heading(ui, Type::Name, palette.ink, "Your own");
    let invitation = if has_own {
        "Sessions of your own lie in this folder. A file dropped on this window is checked and copied there:"
    } else {
        "A session is a small text file. Put your own, ending in .ron, into this folder and they appear here; or drop \
         one on this window:"
    };
    widgets::text(ui, Type::Note, palette.quiet, invitation);
    selectable(ui, Type::Note, palette.ink, &facts.own_sessions.display().to_string());
}

fn selectable(ui: &mut Ui, kind: Type, colour: Color32, text: &str) {
    let mut job = kind.job(text, colour, ui.available_width());
    // A path has no spaces to break at.
    job.wrap.break_anywhere = true;
    ui.add(Label::new(job).selectable(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_told_apart_from_the_lines_it_is_about() {
        let text = "a.ron:9:3: inhale must be 0.5–60 s\n    |\n  9 | x\n    | ^\na.ron:10:1: steps\n";
        let kinds: Vec<bool> = blocks(text).iter().map(|(excerpt, _)| *excerpt).collect();
        assert_eq!(kinds, [false, true, false]);
        assert_eq!(blocks(text)[1].1, "    |\n  9 | x\n    | ^");
    }
}
