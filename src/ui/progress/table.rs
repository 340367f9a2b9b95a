//! The weeks as a table: what the chart shows, in words, newest first.

use eframe::egui::{Align, Layout, Ui, vec2};

use chrono::NaiveDate;

use super::super::theme::{Palette, Type, line, space};
use super::super::weeks::{ChartRow, Weeks};
use super::super::{widgets, words};

/// From this width on the practices stand beside each other.
const BESIDE: f32 = 600.0;
/// The room for the week's name beside them.
const WEEK: f32 = 150.0;
const THIS_WEEK: &str = "This week";

/// Shows every week in words.
pub(super) fn ui(ui: &mut Ui, weeks: &Weeks, today: NaiveDate) {
    let rows: Vec<&ChartRow> = weeks.rows.iter().chain([&weeks.minutes]).chain(&weeks.ratings).collect();
    let beside = ui.available_width() >= BESIDE;
    if beside {
        line_of(ui, "", rows.iter().map(|row| row.name.as_str()));
    }
    for (nth, first) in weeks.firsts.iter().enumerate().rev() {
        let current = nth + 1 == weeks.firsts.len();
        let week = if current { THIS_WEEK.to_owned() } else { words::day_of_month(*first, today) };
        if beside {
            line_of(ui, &week, rows.iter().map(|row| row.cells[nth].said.as_str()));
        } else {
            let palette = Palette::of(ui);
            widgets::text(ui, Type::Strong, palette.quiet, &week);
            for row in &rows {
                widgets::text(ui, Type::Note, palette.ink, &format!("{}: {}", row.name, row.cells[nth].said));
            }
            widgets::gap(ui, space::TIGHT);
        }
    }
}

/// A line of the table, as high as its highest word.
fn line_of<'a>(ui: &mut Ui, week: &str, said: impl ExactSizeIterator<Item = &'a str>) {
    let palette = Palette::of(ui);
    let each = (ui.available_width() - WEEK) / f32::from(u8::try_from(said.len().max(1)).unwrap_or(u8::MAX));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let (strong, ink) = (week.is_empty(), palette.ink);
        column(ui, WEEK, Type::Note, palette.quiet, week);
        for said in said {
            column(ui, each, if strong { Type::Strong } else { Type::Note }, ink, said);
        }
    });
    widgets::gap(ui, space::HAIR);
    let (left, width) = (ui.cursor().left(), ui.available_width());
    let edge = eframe::egui::Stroke::new(line::HAIR, palette.hairline);
    ui.painter().hline(left..=left + width, ui.cursor().top(), edge);
    widgets::gap(ui, space::HAIR);
}

fn column(ui: &mut Ui, width: f32, kind: Type, colour: eframe::egui::Color32, said: &str) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.set_max_width(width - space::NEAR);
        if !said.is_empty() {
            widgets::text(ui, kind, colour, said);
        }
    });
}
