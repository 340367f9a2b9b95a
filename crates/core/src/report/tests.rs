//! What the page says, and what it must never hold.

use super::*;
use crate::plan::{Ended, GoalStep, Pause, Reason, default_plan};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(n: u32, date: &str) -> Entry {
    Entry {
        ended: Ended::Stopped,
        reason: Some(Reason::Pain),
        during: "<figure> four, left".into(),
        before: Some(7),
        after: Some(3),
        note: "a planted <note>\n& more".into(),
        ..Entry::by_hand(format!("{n:032x}"), "breathing", day(date), 300)
    }
}

fn with(private: Private) -> String {
    let mut plan = default_plan(day("2026-11-02"));
    plan.practices[0].name = "<b>Breath</b> & \"more\"".into();
    plan.pauses.push(Pause {
        id: "0".repeat(32),
        from_day: day("2026-11-09"),
        to_day: Some(day("2026-11-15")),
        practice: None,
        reason: "a planted reason".into(),
        note: "a planted pause note".into(),
        rev: 1,
        device: "00000000".into(),
        deleted: false,
    });
    let entries: Vec<Entry> =
        (2..=8).map(|n| entry(n, &format!("2026-11-{n:02}"))).chain([entry(9, "2026-11-16")]).collect();
    let steps = vec![GoalStep { text: "an hour".into(), reached: Some(day("2026-11-20")) }];
    let goals = [Goal { steps, ..Goal::new("0".repeat(32), "a planted <goal>".into()) }];
    page(&plan, &entries, &goals, day("2026-11-22"), private)
}

#[test]
fn the_weeks_stand_in_it_as_they_were() {
    let page = with(Private::LEFT);
    let week = |dates: &str, breathing: &str| {
        let row = format!("<tr><th scope=\"row\" class=\"date\">{dates}</th>{breathing}");
        assert!(page.contains(&row), "{row}\n{page}");
    };
    week("2 Nov – 8 Nov 2026", "<td>7 of 7 days</td><td class=\"number\">35</td><td>0 of 3 days</td>");
    week("9 Nov – 15 Nov 2026", "<td>paused</td><td class=\"number\">0</td><td>paused</td>");
    week("16 Nov – 22 Nov 2026", "<td>1 of 7 days</td><td class=\"number\">5</td>");
    let name = "&lt;b&gt;Breath&lt;/b&gt; &amp; &quot;more&quot;";
    assert!(page.contains(&format!("<th scope=\"colgroup\" colspan=\"2\" class=\"over\">{name}</th>")));
    assert!(page.contains("<p>2 November 2026 to 22 November 2026. A week goes from Monday to Sunday.</p>"));
    // Stretching was not done in the first week, and the second does not count.
    assert!(page.contains("<p>Kept 0 of 1 week that counted.</p>"), "{page}");
    assert!(page.contains("Stretching on 3 days of 20 minutes.</p>"));
    assert!(page.contains("3 weeks, 1 kept, 0 in part, 0 not, 1 paused."));
    assert!(page.contains("<td>8 sessions, 1 kept</td><td class=\"number\">40</td>"));
    assert!(page.contains("<li>9 November 2026 to 15 November 2026: everything</li>"));
    assert_eq!(page.matches("<svg ").count(), 2);
}

#[test]
fn a_week_paused_in_part_says_so() {
    let mut plan = default_plan(day("2026-11-16"));
    plan.pauses.push(Pause::new("0".repeat(32), day("2026-11-18"), Some(day("2026-11-19"))));
    let page = page(&plan, &[entry(1, "2026-11-16")], &[], day("2026-11-22"), Private::LEFT);
    assert!(page.contains("<td>1 of 5 days, part paused</td>"), "{page}");
}

#[test]
fn each_private_part_is_in_it_only_when_it_was_chosen() {
    let notes = ["a planted &lt;note&gt;<br>&amp; more", "a planted pause note", ">Note</th>"].as_slice();
    let ratings = ["<td class=\"number\">7</td><td class=\"number\">3</td>", ">Before</th>", ">After</th>"].as_slice();
    let reasons = ["stopped during &lt;figure&gt; four, left: it hurt", "a planted reason"].as_slice();
    let goals =
        ["<h2>Goals</h2>", "<li>a planted &lt;goal&gt;<br>– an hour, reached on 20 November 2026</li>"].as_slice();
    for bits in 0..16 {
        let chosen = |bit: u32| bits & bit > 0;
        let private = Private { notes: chosen(1), ratings: chosen(2), reasons: chosen(4), goals: chosen(8) };
        let page = with(private);
        let parts =
            [(private.notes, notes), (private.ratings, ratings), (private.reasons, reasons), (private.goals, goals)];
        for (chosen, words) in parts {
            for word in words {
                assert_eq!(page.contains(word), chosen, "{word} with {private:?}\n{page}");
            }
        }
        assert_eq!(page.contains("<table class=\"entries\">"), bits & 7 > 0, "{private:?}");
    }
}

#[test]
fn only_sessions_with_something_chosen_are_listed() {
    let plan = default_plan(day("2026-11-02"));
    let bare = Entry { note: String::new(), ..entry(2, "2026-11-03") };
    let page =
        page(&plan, &[entry(1, "2026-11-02"), bare], &[], day("2026-11-08"), Private { notes: true, ..Private::LEFT });
    assert!(page.contains("<caption>Sessions with a note</caption>"));
    assert!(page.contains("class=\"date\">2 Nov 2026</th>") && !page.contains("class=\"date\">3 Nov 2026</th>"));
}

#[test]
fn a_reason_that_was_not_said_is_no_pain() {
    let plan = default_plan(day("2026-11-02"));
    let bare = |n, ended, reason| {
        let (before, after, note) = (None, None, String::new());
        Entry { ended, reason, before, after, note, ..entry(n, "2026-11-03") }
    };
    let unsaid = bare(1, Ended::Stopped, Some(Reason::Unsaid));
    let skipped = Entry { during: String::new(), ..bare(2, Ended::Skipped, None) };
    let noted = Entry { note: "a walk".into(), ..skipped.clone() };
    let page = page(&plan, &[unsaid, skipped, noted], &[], day("2026-11-08"), Private::TAKEN);
    assert!(page.contains("<caption>Sessions with a note or a rating (0 to 10) or a stop</caption>"));
    assert!(page.contains("<td>stopped during &lt;figure&gt; four, left</td>"), "{page}");
    assert_eq!(page.matches("<td>skipped to the end</td>").count(), 1, "of the two only the one with a note");
    assert!(!page.contains("hurt") && !page.contains("pain") && !page.contains("unsaid"), "{page}");
}

#[test]
fn nothing_runs_in_it_and_nothing_comes_from_outside() {
    let page = with(Private::TAKEN);
    assert!(page.starts_with(HEAD));
    for word in ["<script", "<b>", "http:", "https:", "src=", "href=", "url(", "@import", "onload"] {
        assert!(!page.contains(word), "{word}");
    }
    for tag in ["table", "figure", "svg", "g", "ul", "li", "tr", "td", "th", "p", "div", "body", "html"] {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn a_plan_that_has_not_begun_says_so() {
    let page = page(&default_plan(day("2026-11-23")), &[], &[], day("2026-11-22"), Private::LEFT);
    assert!(page.contains("The plan has not begun yet."));
    assert!(!page.contains("<svg"));
}
