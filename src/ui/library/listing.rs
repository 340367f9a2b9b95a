//! Which sessions the list shows, by practice and in order; and how high their rows are before they are laid out.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::super::action::Facts;
use super::search::Search;
use crate::catalogue::{self, Catalogue, Item, Programme};
use crate::units::Time;

/// The sessions of one practice.
#[derive(Debug)]
pub(super) struct Shelf {
    /// The practice's id.
    pub(super) practice: String,
    /// What the user calls it.
    pub(super) name: String,
    /// What a newcomer begins with, then the shortest first; those with holds come after all others. Places in the
    /// catalogue.
    pub(super) rows: Vec<usize>,
}

/// All that was found, worked out once for each catalogue and each search.
#[derive(Debug, Default)]
pub(super) struct Listing {
    key: u64,
    pub(super) shelves: Arc<Vec<Shelf>>,
}

impl Listing {
    /// Brings it up to what there is and what is asked for.
    pub(super) fn follow(&mut self, facts: &Facts<'_>, search: &Search) {
        let key = key(facts, search);
        if key != self.key {
            *self = Self { key, shelves: Arc::new(shelves(facts, search)) };
        }
    }
}

/// A session of the catalogue that loads.
pub(super) fn at(catalogue: &Catalogue, place: usize) -> Option<(&Arc<Programme>, &Item)> {
    let item = catalogue.items.get(place)?;
    Some((item.loaded.as_ref().ok()?, item))
}

fn key(facts: &Facts<'_>, search: &Search) -> u64 {
    let mut hasher = DefaultHasher::new();
    search.hash(&mut hasher);
    for id in facts.practice_ids() {
        facts.practice_name(&id).hash(&mut hasher);
    }
    for item in &facts.catalogue.items {
        item.name.hash(&mut hasher);
        if let Ok(programme) = &item.loaded {
            programme.hash.hash(&mut hasher);
            // With a part left out the file is the same.
            programme.timeline.len().hash(&mut hasher);
        }
    }
    // Never that of nothing.
    hasher.finish() | 1
}

/// All that was found: the practices of the plan first and in its order, then any other.
fn shelves(facts: &Facts<'_>, search: &Search) -> Vec<Shelf> {
    let mut shelves: Vec<Shelf> = Vec::new();
    let mut order: Vec<(usize, bool, Time, usize)> = (0..facts.catalogue.items.len())
        .filter_map(|place| {
            let (programme, item) = at(facts.catalogue, place)?;
            let rank = if item.own { usize::MAX } else { catalogue::rank(&programme.name) };
            Some((rank, programme.timeline.has_holds(), programme.timeline.len(), place))
        })
        .collect();
    order.sort_unstable();
    for (_, has_holds, _, place) in order {
        let Some((programme, _)) = at(facts.catalogue, place) else { continue };
        let practice = programme.session.practice.as_str();
        let name = facts.practice_name(practice);
        if !search.finds(programme, &name, has_holds) {
            continue;
        }
        match shelves.iter_mut().find(|shelf| shelf.practice == practice) {
            Some(shelf) => shelf.rows.push(place),
            None => shelves.push(Shelf { practice: practice.to_owned(), name, rows: vec![place] }),
        }
    }
    shelves.sort_by_key(|shelf| (facts.practice_place(&shelf.practice), shelf.name.clone()));
    shelves
}
