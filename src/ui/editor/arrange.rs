//! Putting steps in order: added, taken away, moved, doubled, repeated. Steps within a Repeat are its own.
//!
//! Pure: every change leaves all other steps as they are.

use super::draft::{Draft, Kind, Row};

/// Which way a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

impl Draft {
    /// A number that no row has.
    fn next_id(&self) -> u64 {
        fn most(rows: &[Row]) -> u64 {
            rows.iter().map(|row| row.id.max(most(&row.steps))).max().unwrap_or(0)
        }
        1 + most(&self.steps)
    }

    /// Adds a step below `after`, last within it when it is a Repeat, or at the end; its number.
    pub(super) fn add(&mut self, kind: Kind, after: Option<u64>) -> u64 {
        let id = self.next_id();
        self.put_below(Row::new(id, kind), after);
        id
    }

    fn put_below(&mut self, row: Row, after: Option<u64>) {
        match after.and_then(|after| place_of(&mut self.steps, after)) {
            Some((rows, place)) if rows[place].kind == Kind::Repeat => {
                rows[place].steps.push(row);
            }
            Some((rows, place)) => rows.insert(place + 1, row),
            None => self.steps.push(row),
        }
    }

    /// Takes a step away, with all that it repeats; the number of the one that stands there now, or of the last.
    pub(super) fn remove(&mut self, id: u64) -> Option<u64> {
        let (rows, place) = place_of(&mut self.steps, id)?;
        rows.remove(place);
        rows.get(place).or(rows.last()).map(|row| row.id)
    }

    /// Puts the same again below a step; the number of the new one.
    pub(super) fn double(&mut self, id: u64) -> Option<u64> {
        let mut next = self.next_id();
        let first = next;
        let (rows, place) = place_of(&mut self.steps, id)?;
        let mut same = rows[place].clone();
        renumber(&mut same, &mut next);
        rows.insert(place + 1, same);
        Some(first)
    }

    /// Puts a step into a Repeat of its own; the number of that.
    pub(super) fn repeat(&mut self, id: u64) -> Option<u64> {
        let next = self.next_id();
        let (rows, place) = place_of(&mut self.steps, id)?;
        let mut repeat = Row::new(next, Kind::Repeat);
        std::mem::swap(&mut repeat, &mut rows[place]);
        rows[place].steps.push(repeat);
        Some(next)
    }

    /// Puts what a Repeat repeats in its place.
    pub(super) fn unfold(&mut self, id: u64) {
        if let Some((rows, place)) = place_of(&mut self.steps, id) {
            let steps = std::mem::take(&mut rows[place].steps);
            rows.splice(place..=place, steps);
        }
    }

    /// Moves a step by one place as the eye sees it: past its neighbour, into a Repeat, out of one.
    pub(super) fn shift(&mut self, id: u64, way: Way) {
        if self.can_shift(id, way) {
            // Not at an end, so it stays within.
            let _ = shift(&mut self.steps, id, way);
        }
    }

    /// Whether a step can go that way at all.
    pub(super) fn can_shift(&self, id: u64, way: Way) -> bool {
        let end = if way == Way::Up { self.steps.first() } else { self.steps.last() };
        end.is_some_and(|row| row.id != id)
    }
}

/// The list a row stands in, and where.
fn place_of(rows: &mut Vec<Row>, id: u64) -> Option<(&mut Vec<Row>, usize)> {
    if let Some(place) = rows.iter().position(|row| row.id == id) {
        return Some((rows, place));
    }
    rows.iter_mut().find_map(|row| place_of(&mut row.steps, id))
}

fn renumber(row: &mut Row, next: &mut u64) {
    row.id = *next;
    *next += 1;
    for inner in &mut row.steps {
        renumber(inner, next);
    }
}

/// Moves it within `rows` or below; the row itself when it has to leave `rows` on that side.
fn shift(rows: &mut Vec<Row>, id: u64, way: Way) -> Option<Row> {
    let Some(place) = rows.iter().position(|row| row.id == id) else {
        for place in 0..rows.len() {
            if let Some(out) = shift(&mut rows[place].steps, id, way) {
                rows.insert(if way == Way::Up { place } else { place + 1 }, out);
                return None;
            }
        }
        return None;
    };
    let neighbour = match way {
        Way::Up => place.checked_sub(1),
        Way::Down => Some(place + 1).filter(|place| *place < rows.len()),
    };
    let Some(neighbour) = neighbour else { return Some(rows.remove(place)) };
    if rows[neighbour].kind == Kind::Repeat {
        let row = rows.remove(place);
        match way {
            Way::Up => rows[neighbour].steps.push(row),
            // It stands one place earlier now.
            Way::Down => rows[place].steps.insert(0, row),
        }
    } else {
        rows.swap(place, neighbour);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::*;

    /// 1, a Repeat 2 of 3 and 4, and 5.
    fn draft() -> Draft {
        let row = |id| Row::new(id, Kind::Rest);
        let mut repeat = Row::new(2, Kind::Repeat);
        repeat.steps = vec![row(3), row(4)];
        Draft { steps: vec![row(1), repeat, row(5)], ..Draft::new() }
    }

    /// `1 2(3 4) 5`.
    fn order(draft: &Draft) -> String {
        fn told(rows: &[Row]) -> String {
            let one = |row: &Row| match row.kind {
                Kind::Repeat => format!("{}({})", row.id, told(&row.steps)),
                _ => row.id.to_string(),
            };
            rows.iter().map(one).collect::<Vec<_>>().join(" ")
        }
        told(&draft.steps)
    }

    fn shifted(id: u64, way: Way) -> String {
        let mut draft = draft();
        draft.shift(id, way);
        order(&draft)
    }

    #[test]
    fn a_step_moves_past_its_neighbour_into_a_repeat_and_out_of_it() {
        assert_eq!(order(&draft()), "1 2(3 4) 5");
        assert_eq!(shifted(1, Way::Down), "2(1 3 4) 5");
        assert_eq!(shifted(5, Way::Up), "1 2(3 4 5)");
        assert_eq!(shifted(3, Way::Up), "1 3 2(4) 5");
        assert_eq!(shifted(4, Way::Down), "1 2(3) 4 5");
        assert_eq!(shifted(3, Way::Down), "1 2(4 3) 5");
        assert_eq!(shifted(2, Way::Up), "2(3 4) 1 5");
        assert_eq!(shifted(2, Way::Down), "1 5 2(3 4)");
    }

    #[test]
    fn at_either_end_a_step_stays() {
        for (id, way) in [(1, Way::Up), (5, Way::Down)] {
            assert!(!draft().can_shift(id, way));
        }
        assert!(draft().can_shift(1, Way::Down));
        assert!(draft().can_shift(4, Way::Down));
    }

    #[test]
    fn a_step_is_added_below_the_open_one_and_within_a_repeat() {
        let mut draft = draft();
        assert_eq!(draft.add(Kind::Rest, Some(3)), 6);
        assert_eq!(order(&draft), "1 2(3 6 4) 5");
        assert_eq!(draft.add(Kind::Repeat, None), 7);
        assert_eq!(draft.add(Kind::Rest, Some(7)), 8);
        assert_eq!(draft.add(Kind::Rest, Some(2)), 9);
        assert_eq!(order(&draft), "1 2(3 6 4 9) 5 7(8)");
    }

    #[test]
    fn doubled_and_repeated_steps_have_numbers_of_their_own() {
        let mut draft = draft();
        assert_eq!(draft.double(2), Some(6));
        assert_eq!(order(&draft), "1 2(3 4) 6(7 8) 5");
        assert_eq!(draft.repeat(1), Some(9));
        assert_eq!(order(&draft), "9(1) 2(3 4) 6(7 8) 5");
        draft.unfold(2);
        assert_eq!(order(&draft), "9(1) 3 4 6(7 8) 5");
    }

    #[test]
    fn what_is_taken_away_leaves_the_keyboard_on_its_neighbour() {
        let mut draft = draft();
        assert_eq!(draft.remove(1), Some(2));
        assert_eq!(draft.remove(5), Some(2));
        assert_eq!(draft.remove(2), None);
        assert_eq!(order(&draft), "");
    }

    fn ids(rows: &[Row]) -> Vec<u64> {
        rows.iter().flat_map(|row| [vec![row.id], ids(&row.steps)].concat()).collect()
    }

    proptest! {
        #[test]
        fn moving_about_loses_no_step_and_makes_none(moves in proptest::collection::vec((1_u64..6, any::<bool>()), 0..60)) {
            let mut draft = draft();
            for (id, up) in moves {
                let way = if up { Way::Up } else { Way::Down };
                draft.shift(id, way);
                let mut ids = ids(&draft.steps);
                ids.sort_unstable();
                assert_eq!(ids, [1, 2, 3, 4, 5]);
            }
        }
    }
}
