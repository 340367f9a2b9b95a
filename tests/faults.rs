//! Kills and errors at every call by which Ebb changes its folder, and at every read: what was there before, or was said to be
//! done, is there; nothing is half; nothing is left behind; nothing can be read that a passphrase is to hide.
//!
//! There are more than thirty thousand such points, most of them while a passphrase is changed, where one takes seconds:
//! there only some are tried. `make faults` takes half an hour and prints what it tried; a few are tried with the other tests.

mod judge;
mod layer;
mod operations;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use judge::{Model, Wrong, files, judge};
use layer::{How, Point, run_into, run_well};
use operations::{ALL, Operation};

/// Of so many of those one is tried with the other tests: a prime, so that every kind of fault is met.
const FEW: usize = 199;

/// What became of an operation.
#[derive(Default)]
struct Tally {
    tried: usize,
    refused: usize,
    wrong: BTreeMap<Wrong, usize>,
    told: Vec<String>,
}

/// Tries every point of an operation that `is_tried`, by its number.
fn try_out(operation: &Operation, is_tried: impl Fn(usize) -> bool) -> Tally {
    let (model, found) = model(operation);
    let chosen: Vec<Point> =
        found.into_iter().enumerate().filter(|(n, _)| is_tried(*n)).map(|(_, point)| point).collect();
    let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    let work = || {
        while let Some(point) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (is_refused, wrong) = meet(operation, &model, *point);
            let mut tally = tally.lock().unwrap();
            tally.tried += 1;
            tally.refused += usize::from(is_refused);
            for (wrong, why) in wrong {
                *tally.wrong.entry(wrong).or_default() += 1;
                tally.told.push(format!("{}, {point:?}: {wrong:?}: {why}", operation.name));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    tally.into_inner().unwrap()
}

/// The folder before and after when nothing is in the way, and all that can be.
fn model(operation: &Operation) -> (Model, Vec<Point>) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("folder");
    operation.fill(&folder);
    let start = files(&folder);
    let (done, points) = run_well(operation.command(&folder), &folder);
    assert!(done.status.success(), "{}: {}", operation.name, String::from_utf8_lossy(&done.stderr));
    let model = Model { start, done: files(&folder) };
    let nothing = Point { at: 0, how: How::Broken };
    assert_eq!(judge(operation, &model, nothing, &done, &folder), [], "{}", operation.name);
    (model, points)
}

/// Lets an operation meet a fault in a folder of its own; whether it said that it was not done, and what is wrong then.
fn meet(operation: &Operation, model: &Model, point: Point) -> (bool, Vec<(Wrong, String)>) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("folder");
    for (path, bytes) in &model.start {
        let path = folder.join(path);
        ebb::data::create_private_folder(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let answer = run_into(point, operation.command(&folder), &folder);
    (answer.status.code().is_some_and(|code| code != 0), judge(operation, model, point, &answer, &folder))
}

#[test]
fn no_fault_of_a_few_loses_tears_or_leaves_anything() {
    let mut told = Vec::new();
    for (operation, number) in ALL.iter().zip(0..) {
        told.extend(try_out(operation, |n| n % (operation.every * FEW) == number * 7).told);
    }
    layer::forget();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
#[ignore = "half an hour: make faults"]
fn no_fault_loses_tears_or_leaves_anything() {
    let mut all = Tally::default();
    println!(
        "{:28} {:>6} {:>8} {:>5} {:>5} {:>5} {:>9}",
        "operation", "points", "refused", "lost", "torn", "left", "readable"
    );
    let print = |name: &str, tally: &Tally| {
        let of = |wrong| tally.wrong.get(&wrong).copied().unwrap_or_default();
        let [lost, torn, left, readable] = [Wrong::Lost, Wrong::Torn, Wrong::Left, Wrong::Readable].map(of);
        println!("{name:28} {:6} {:8} {lost:5} {torn:5} {left:5} {readable:9}", tally.tried, tally.refused);
    };
    // Of one that is named, every point.
    let named = std::env::var("FAULTS").unwrap_or_default();
    for operation in ALL.iter().filter(|operation| operation.name.contains(&named)) {
        let tally = try_out(operation, |n| !named.is_empty() || n % operation.every == 0);
        print(operation.name, &tally);
        all.tried += tally.tried;
        all.refused += tally.refused;
        tally.wrong.into_iter().for_each(|(wrong, count)| *all.wrong.entry(wrong).or_default() += count);
        all.told.extend(tally.told);
    }
    print("all", &all);
    layer::forget();
    assert!(all.told.is_empty(), "{}", all.told.join("\n"));
}
