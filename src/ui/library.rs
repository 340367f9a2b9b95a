//! The Library: which sessions are there?
//!
//! Shows the catalogue it is given; refuses to read files. What is chosen is all it remembers.

mod arrived;
mod card;
mod listing;
mod own;
mod preview;
mod search;
mod shelf;

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{
    Align, Align2, Context, EventFilter, FocusDirection, Id, Key, Modifiers, Rect, Response, Sense, Ui, UiBuilder,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::catalogue::{Item, Programme};
use crate::playback::Through;
use crate::settings::Settings;
use crate::timeline::Timeline;
use crate::units::Time;

use super::action::{Action, Edit, Facts};
use super::jobs::{AddedFiles, Outcome};
use super::theme::{Palette, Type, above, space};
use super::{wave, widgets};
use card::{CardAction, CardView, Title};
use listing::{Listing, Shelf};
use preview::LibraryPreview;
use search::Search;

/// From this width on the chosen session stands beside the list, else within it.
const BESIDE: f32 = 780.0;
/// The part of the width that the list takes.
const LIST: f32 = 0.54;

/// What the Library looks like now.
#[derive(Debug, Default)]
pub struct Library {
    /// The name of the chosen session; the first one when there is none of that name.
    chosen: Option<String>,
    /// Whether the chosen row is still to be brought into sight and given the keyboard.
    reveal: bool,
    drawings: Drawings,
    /// Sessions given a length of one's own, by name.
    lengths: HashMap<String, Arc<Programme>>,
    /// Why the chosen session did not take the length that was asked for.
    note: Option<String>,
    /// What became of the files dropped on the window; told until the Library is left.
    arrived: AddedFiles,
    search: Search,
    /// How high rows of a width turned out to be, by name and content.
    rows: HashMap<(String, String, u32), f32>,
    listing: Listing,
    preview: Option<LibraryPreview>,
    /// The session that is to be deleted, if that is meant.
    deleting: Option<String>,
    /// What became of the last thing done with a file.
    told: own::JobNotice,
}

/// The breath of every session, measured once for each content of a file and each length it is played at.
#[derive(Debug, Default)]
struct Drawings(HashMap<(String, Time), Arc<[f32]>>);

impl Drawings {
    fn of(&mut self, programme: &Programme) -> Arc<[f32]> {
        let key = (programme.hash.clone(), programme.timeline.len());
        Arc::clone(self.0.entry(key).or_insert_with(|| measure(&programme.timeline)))
    }
}

fn measure(timeline: &Timeline) -> Arc<[f32]> {
    wave::heights(timeline, 4.0, 160).into()
}

impl Library {
    /// From now on tells what became of files dropped on the window, and shows the last that is here now.
    pub(super) fn tell(&mut self, arrived: AddedFiles) {
        if let Some(last) = arrived.added.last() {
            self.chosen = Some(last.name.clone());
            self.note = None;
        }
        self.arrived = arrived;
    }

    /// From now on shows this session.
    pub(super) fn choose_this(&mut self, name: &str) {
        self.chosen = Some(name.to_owned());
        self.search = Search::default();
        self.reveal = true;
        self.note = None;
    }

    /// From now on tells what became of something done with a file.
    pub(super) fn hear(&mut self, outcome: Outcome) {
        self.told.hear(outcome);
    }

    /// Lets a session be heard and seen for ten seconds, or no longer when it is heard already.
    pub(super) fn preview(&mut self, programme: Arc<Programme>, settings: &Settings, through: Through, ctx: &Context) {
        let same = self.preview.take().is_some_and(|preview| preview.programme.name == programme.name);
        if !same {
            let ctx = ctx.clone();
            self.preview = Some(LibraryPreview::begin(programme, settings, through, move || ctx.request_repaint()));
        }
    }

    /// Ends what is heard, softly.
    pub(super) fn end_preview(&mut self) {
        self.preview = None;
    }

    /// Shows the sessions; asks to begin one.
    pub fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        self.follow_preview(ui);
        self.listing.follow(facts, &self.search);
        let shelves = Arc::clone(&self.listing.shelves);
        let order: Vec<&Arc<Programme>> = shelves
            .iter()
            .flat_map(|shelf| &shelf.rows)
            .filter_map(|place| Some(listing::at(facts.catalogue, *place)?.0))
            .collect();
        let chosen = self.choose(ui, &order);
        let keyed = self.enter(ui, chosen);
        let asked = if ui.available_width() >= BESIDE {
            self.beside(ui, facts, &shelves, chosen)
        } else {
            self.within(ui, facts, &shelves, chosen)
        };
        keyed.or(asked)
    }

    /// Ends what is heard when its time is over, with Esc, or when another session was chosen.
    fn follow_preview(&mut self, ui: &Ui) {
        let Some(preview) = &self.preview else { return };
        let elsewhere = self.chosen.as_ref().is_some_and(|name| *name != preview.programme.name);
        let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if preview.is_over() || elsewhere || escaped {
            self.preview = None;
        }
    }

    /// The session that is chosen, after the arrow keys had their say.
    fn choose<'a>(&mut self, ui: &Ui, order: &[&'a Arc<Programme>]) -> Option<&'a Arc<Programme>> {
        let name = self.chosen.as_deref();
        let place = order.iter().position(|programme| Some(programme.name.as_str()) == name).unwrap_or(0);
        // The arrows are the Library's while the keyboard is nowhere else than on its rows.
        let focused = ui.memory(eframe::egui::Memory::focused);
        let mine = focused.is_none_or(|id| order.iter().any(|programme| row_id(&programme.name) == id));
        let pressed = |key| mine && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = order.len().saturating_sub(1);
        let moved = [
            (Key::ArrowDown, (place + 1).min(last)),
            (Key::ArrowUp, place.saturating_sub(1)),
            (Key::Home, 0),
            (Key::End, last),
        ]
        .into_iter()
        .find_map(|(key, to)| pressed(key).then_some(to));
        let place = moved.unwrap_or(place);
        let chosen = order.get(place).copied();
        if moved.is_some() {
            self.chosen = chosen.map(|programme| programme.name.clone());
            self.reveal = true;
            self.note = None;
            // The window's own way of moving the keyboard by arrows would go on from here.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        }
        chosen
    }

    /// Enter begins the chosen session also when the keyboard is nowhere.
    fn enter(&self, ui: &Ui, chosen: Option<&Arc<Programme>>) -> Option<Action> {
        let nowhere = ui.memory(|memory| memory.focused().is_none());
        let seen = ui.available_width() >= BESIDE || self.chosen.is_some();
        let pressed = nowhere && seen && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        chosen.filter(|_| pressed).map(|programme| Action::Begin(self.at_its_length(programme)))
    }

    /// The list on the left, the chosen session on the right.
    fn beside(
        &mut self,
        ui: &mut Ui,
        facts: &Facts<'_>,
        shelves: &[Shelf],
        chosen: Option<&Arc<Programme>>,
    ) -> Option<Action> {
        let whole = ui.available_rect_before_wrap();
        let middle = whole.left() + whole.width() * LIST;
        let list = Rect::from_min_max(whole.min, pos2(middle, whole.bottom()));
        let detail = Rect::from_min_max(pos2(middle + space::CARD, whole.top()), whole.max);
        let mut left = ui.new_child(UiBuilder::new().max_rect(list).id_salt("sessions"));
        let began = widgets::scroll(&mut left, "list", |ui| self.list(ui, facts, shelves, chosen, None));
        let mut right = ui.new_child(UiBuilder::new().max_rect(detail).id_salt("chosen"));
        let from_card = chosen.and_then(|programme| {
            widgets::scroll(&mut right, &programme.name, |ui| {
                widgets::gap(ui, TOP);
                let asked = self.card(ui, facts, programme, Title::Here);
                widgets::gap(ui, space::CARD);
                asked
            })
        });
        began.or(from_card)
    }

    /// One column; the chosen session opens below its row.
    fn within(
        &mut self,
        ui: &mut Ui,
        facts: &Facts<'_>,
        shelves: &[Shelf],
        chosen: Option<&Arc<Programme>>,
    ) -> Option<Action> {
        let open = chosen.filter(|_| self.chosen.is_some());
        widgets::scroll(ui, "list", |ui| self.list(ui, facts, shelves, chosen, open))
    }

    /// The chosen session's card, and what it asks for.
    fn card(&mut self, ui: &mut Ui, facts: &Facts<'_>, programme: &Arc<Programme>, title: Title) -> Option<Action> {
        let own = self.at_its_length(programme);
        let heights = self.drawings.of(programme);
        if self.deleting.as_ref() == Some(&programme.name) {
            let answer = own::question(ui, &programme.session.title);
            widgets::gap(ui, space::NEAR);
            if let Some(answer) = answer {
                self.deleting = None;
                return answer.then(|| own::removal(facts, programme)).flatten();
            }
        }
        let item = own::item_of(facts, programme);
        let preview = self.preview.as_ref().filter(|preview| preview.programme.name == programme.name);
        let view = CardView { heights: &heights, title, note: self.note.as_deref(), item, preview };
        match card::ui(ui, facts, &own, &view)? {
            CardAction::Begin => Some(Action::Begin(own)),
            CardAction::Look => Some(Action::Look(own)),
            CardAction::Last(length) => {
                self.note = match own.lasting(length) {
                    Ok(lasting) => {
                        self.lengths.insert(lasting.name.clone(), Arc::new(lasting));
                        None
                    }
                    Err(why) => Some(as_sentence(&why)),
                };
                None
            }
            CardAction::Other(own::OwnAction::Hear) => {
                self.chosen = Some(programme.name.clone());
                Some(Action::Hear(own))
            }
            CardAction::Other(own::OwnAction::Delete) => {
                self.deleting = Some(programme.name.clone());
                None
            }
            CardAction::Other(own::OwnAction::Do(action)) => Some(action),
        }
    }

    /// The session, as long as the user chose; a file that changed since is as its author wrote it.
    fn at_its_length(&self, programme: &Arc<Programme>) -> Arc<Programme> {
        let own = self.lengths.get(&programme.name).filter(|own| own.hash == programme.hash);
        Arc::clone(own.unwrap_or(programme))
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        facts: &Facts<'_>,
        shelves: &[Shelf],
        chosen: Option<&Arc<Programme>>,
        open: Option<&Arc<Programme>>,
    ) -> Option<Action> {
        let palette = Palette::of(ui);
        widgets::gap(ui, above(ui));
        widgets::heading(ui, Type::Heading, palette.ink, "Library");
        let mut asked = match self.search.ui(ui, facts) {
            Some(search::SearchAction::New) => Some(Action::Edit(Edit::New)),
            Some(search::SearchAction::First) => {
                self.reveal = true;
                self.chosen = chosen.map(|programme| programme.name.clone());
                None
            }
            None => None,
        };
        arrived::ui(ui, facts, &self.arrived);
        asked = self.told.ui(ui).or(asked);
        if shelves.is_empty() {
            self.search.nothing(ui);
        }
        for shelf in shelves {
            widgets::gap(ui, space::GROUP);
            shelf_name(ui, shelf);
            for (programme, item) in shelf.rows.iter().filter_map(|place| listing::at(facts.catalogue, *place)) {
                let is_chosen = chosen.is_some_and(|chosen| chosen.name == programme.name);
                // With its card below it, the row goes to the top.
                let align = open.map(|_| Align::Min);
                asked = asked.or(self.row(ui, programme, item, is_chosen, align));
                if open.is_some_and(|open| open.name == programme.name) {
                    asked = asked.or(self.card(ui, facts, programme, Title::Above));
                    widgets::gap(ui, space::NEAR);
                }
            }
        }
        asked = shelf::not_loaded(ui, facts).or(asked);
        shelf::own_folder(ui, facts);
        widgets::gap(ui, space::PLACE);
        asked
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        programme: &Arc<Programme>,
        item: &Item,
        chosen: bool,
        align: Option<Align>,
    ) -> Option<Action> {
        let width = ui.available_width();
        let key = (programme.name.clone(), programme.hash.clone(), width.to_bits());
        let known = self.rows.get(&key).copied();
        let likely = known.unwrap_or_else(|| shelf::LaidOutRow::likely_height(programme, item, width));
        let set = {
            let rect = Rect::from_min_size(ui.cursor().min, vec2(width, likely));
            // Only what is seen is set.
            ui.is_rect_visible(rect).then(|| shelf::LaidOutRow::of(ui, programme, item, width))
        };
        let height = set.as_ref().map_or(likely, shelf::LaidOutRow::height);
        if known != Some(height) {
            self.rows.insert(key, height);
        }
        let (_, rect) = ui.allocate_space(vec2(width, height));
        let response = ui.interact(rect, row_id(&programme.name), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, shelf::sentence(programme, item)));
        if chosen && self.reveal {
            self.reveal = false;
            response.scroll_to_me(align);
            response.request_focus();
        }
        if response.has_focus() {
            let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        }
        match set {
            Some(set) => {
                let heights = self.drawings.of(programme);
                set.paint(ui, rect, &response, &programme.session.practice, chosen, &heights);
            }
            // The keyboard brings it into sight.
            None => shelf::ring(ui, &response, rect),
        }
        self.answer(ui, &response, programme, chosen)
    }

    /// A first press chooses; Enter on the chosen row, or a double click, begins.
    fn answer(&mut self, ui: &Ui, response: &Response, programme: &Arc<Programme>, chosen: bool) -> Option<Action> {
        let focused_by_tab = response.gained_focus() && !chosen;
        if response.clicked() || focused_by_tab {
            let by_key = ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space));
            if chosen && (by_key || response.double_clicked()) {
                return Some(Action::Begin(self.at_its_length(programme)));
            }
            self.note = None;
            self.chosen = Some(programme.name.clone());
            response.request_focus();
        }
        None
    }
}

/// Above the first line of a place's second column, so that the card begins where the list does.
const TOP: f32 = space::CARD + space::HAIR + 34.0 + space::GROUP;

fn row_id(name: &str) -> Id {
    Id::unique(("library row", name))
}

fn shelf_name(ui: &mut Ui, shelf: &Shelf) {
    let palette = Palette::of(ui);
    let indent = space::SMALL + space::HAIR;
    let name = ui.painter().layout_job(Type::Name.job(&shelf.name, palette.ink, ui.available_width() - indent));
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), name.size().y + space::NEAR));
    let spoken = ui.interact(rect, id, Sense::hover());
    spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, &shelf.name));
    widgets::is_heading(ui, spoken.id, Type::Name, &shelf.name);
    let bar = Rect::from_center_size(pos2(rect.left() + 2.5, rect.center().y), vec2(5.0, name.size().y - 4.0));
    ui.painter().rect_filled(bar, 2.5, palette.practice(&shelf.practice));
    let middle = pos2(rect.left() + indent, rect.center().y);
    widgets::paint_within(ui, middle, Align2::LEFT_CENTER, Type::Name, palette.ink, &shelf.name, rect.width() - indent);
}

fn as_sentence(problem: &str) -> String {
    let mut letters = problem.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(letters).chain(['.']).collect()
}
