//! What the page says, and what it must never hold.

use super::*;
use crate::plan::default_plan;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(n: u32, date: &str) -> Entry {
    Entry {
        ended: Ended::Stopped,
        reason: Some(Reason::Pain),
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
        note: String::new(),
        rev: 1,
        device: "00000000".into(),
        deleted: false,
    });
    let entries: Vec<Entry> =
        (2..=8).map(|n| entry(n, &format!("2026-11-{n:02}"))).chain([entry(9, "2026-11-16")]).collect();
    page(&plan, &entries, day("2026-11-22"), private)
}

#[test]
fn the_weeks_stand_in_it_as_they_were() {
    let page = with(Private::Left);
    let week = |dates: &str, rest: &str| {
        let row = format!("<tr><td>{dates}</td><td>&lt;b&gt;Breath&lt;/b&gt; &amp; &quot;more&quot;</td>{rest}</tr>");
        assert!(page.contains(&row), "{row}");
    };
    week("2026-11-02 – 2026-11-08", "<td>7 of 7 days</td><td class=\"number\">35</td><td>kept</td>");
    week("2026-11-09 – 2026-11-15", "<td>0 days, none asked</td><td class=\"number\">0</td><td>paused</td>");
    week("2026-11-16 – 2026-11-22", "<td>1 of 7 days</td><td class=\"number\">5</td><td>open</td>");
    assert!(page.contains("<p>2 November 2026 to 22 November 2026. A week goes from Monday to Sunday.</p>"));
    // Stretching was not done in the first week, and the second does not count.
    assert!(page.contains("<p>Kept 0 of the last week that counted.</p>"), "{page}");
    assert!(page.contains("<li>Stretching: on 3 days of 20 minutes</li>"));
    assert!(page.contains("3 weeks, 1 kept, 0 in part, 0 not, 1 paused."));
    assert_eq!(page.matches("<svg ").count(), 2);
}

#[test]
fn what_is_private_is_in_it_only_when_asked_for() {
    let (left, taken) = (with(Private::Left), with(Private::Taken));
    for word in ["planted", "it hurt", "Before"] {
        assert!(!left.contains(word), "{word}");
        assert!(taken.contains(word), "{word}");
    }
    assert!(taken.contains("<td>a planted &lt;note&gt;<br>&amp; more</td>"));
    assert!(taken.contains("<td>a planted reason</td>"));
}

#[test]
fn nothing_runs_in_it_and_nothing_comes_from_outside() {
    let page = with(Private::Taken);
    assert!(page.starts_with(HEAD));
    for word in ["<script", "<b>", "http:", "https:", "src=", "href=", "url(", "@import", "onload"] {
        assert!(!page.contains(word), "{word}");
    }
    for tag in ["table", "figure", "svg", "g", "ul", "body", "html"] {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn a_plan_that_has_not_begun_says_so() {
    let page = page(&default_plan(day("2026-11-23")), &[], day("2026-11-22"), Private::Left);
    assert!(page.contains("The plan has not begun yet."));
    assert!(!page.contains("<svg"));
}
