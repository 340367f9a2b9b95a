//! What merging two journals promises.

use super::*;

#[test]
fn the_higher_revision_wins_then_the_device_then_the_text() {
    let at = |rev, device: &str, note: &str| {
        let entry = Entry { rev, device: device.into(), note: note.into(), ..entry(1) };
        Book::new(None, [Record::Entry(entry)])
    };
    let ranked = [at(1, "00000001", "z"), at(1, "00000002", "a"), at(1, "00000002", "b"), at(2, "00000000", "")];
    for (low, lower) in ranked.iter().enumerate() {
        for higher in &ranked[low..] {
            let mut one = lower.clone();
            one.merge(higher.clone());
            let mut other = higher.clone();
            other.merge(lower.clone());
            assert_eq!((&one, &other), (higher, higher));
        }
    }
}

#[test]
fn a_deletion_travels_and_an_edit_after_it_brings_the_entry_back() {
    let stands = Record::Entry(entry(1));
    let deleted = stands.tombstone().stamped(2, "1a2b3c4d");
    let mut book = Book::new(None, [stands.clone()]);
    book.merge(Book::new(None, [deleted.clone()]));
    assert_eq!(book.entries().count(), 0);
    assert_eq!(book.records().collect::<Vec<_>>(), [&deleted]);
    book.merge(Book::new(None, [stands.stamped(3, "00000001")]));
    assert_eq!(book.entries().count(), 1);
}

#[test]
fn perhaps_the_same_session_twice_is_told_and_not_merged() {
    let later = |n, seconds: i64, active_s| {
        let start = entry(n).start.map(|start| start + chrono::TimeDelta::seconds(seconds));
        Entry { start, active_s, ..entry(n) }
    };
    let other = Entry { practice: "stretching".into(), ..entry(6) };
    let all = [later(1, 0, 300), later(2, 60, 300), later(3, 121, 300), later(4, 30, 299), other];
    let pairs = |new: &'static [u32]| {
        let is_new = move |entry: &Entry| new.iter().any(|n| entry.id == id(*n));
        let ids = |(one, other): (&Entry, &Entry)| (one.id.clone(), other.id.clone());
        look_alikes(all.iter(), is_new).into_iter().map(ids).collect::<Vec<_>>()
    };
    assert_eq!(pairs(&[2]), [(id(1), id(2))]);
    assert_eq!(pairs(&[3, 4, 6]), []);
}

fn merged(one: &Book, other: &Book) -> Book {
    let mut book = one.clone();
    book.merge(other.clone());
    book
}

proptest! {
    #[test]
    fn merging_is_commutative_to_the_byte(one in some_book(), other in some_book()) {
        prop_assert_eq!(merged(&one, &other).to_json(), merged(&other, &one).to_json());
    }

    #[test]
    fn merging_is_associative(one in some_book(), other in some_book(), third in some_book()) {
        prop_assert_eq!(merged(&merged(&one, &other), &third), merged(&one, &merged(&other, &third)));
    }

    #[test]
    fn merging_twice_is_merging_once(one in some_book(), other in some_book()) {
        let once = merged(&one, &other);
        prop_assert_eq!(&merged(&once, &other), &once);
        prop_assert_eq!(&merged(&one, &one), &one);
        prop_assert_eq!(once.news(&other).count(), 0);
    }
}
