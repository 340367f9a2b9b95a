//! What a week still asks, in words: never more than it asks, never less kindly than it could.

use chrono::NaiveDate;

use super::{DayMark, Ended, Entry, Plan, Practice, PracticeWeek, Reason, Score, Status, TargetKind, Why};

/// The reasons that can be given for a stop, in the words they are given in.
pub const REASONS: [(Reason, &str); 4] = [
    (Reason::Pain, "It hurt"),
    (Reason::Dizzy, "Dizzy or tingling"),
    (Reason::Distress, "Too much right now"),
    (Reason::Other, "Something else"),
];

/// What helps now, after a stop for this reason.
pub fn after_a_stop(reason: Reason) -> &'static str {
    match reason {
        Reason::Pain => {
            "Rest now. Next time don't go as far, or leave that part out. If it keeps hurting, ask your physiotherapist \
             or doctor."
        }
        Reason::Dizzy => {
            "Let your breathing go back to normal, with smaller breaths. Stay sitting or lying down. If it doesn't pass, \
             or if you have chest pain or faint, get medical help."
        }
        Reason::Distress => {
            "Look around the room and name what you see. You can come back to this, or to something else, on any day."
        }
        Reason::Tired | Reason::Other => "Noted.",
        Reason::Unsaid => "No reason is kept.",
    }
}

/// What is said once, when a practice was stopped for pain for the second time in two weeks.
pub const HURT_AGAIN: &str =
    "This is the second time in two weeks that it hurt. It is worth showing a physiotherapist or doctor.";

/// How an entry ended, in words that blame no one: `to the end`; `stopped during figure four, left: it hurt`. What was
/// not said is not in it.
pub fn ending(entry: &Entry) -> String {
    let ended = match entry.ended {
        Ended::Finished => "to the end".to_owned(),
        Ended::Stopped if entry.during.is_empty() => "stopped early".to_owned(),
        Ended::Stopped => format!("stopped during {}", entry.during),
        Ended::Skipped => "skipped to the end".to_owned(),
        Ended::Interrupted => "interrupted".to_owned(),
        Ended::Manual => "added by hand".to_owned(),
    };
    let why = match entry.reason {
        None | Some(Reason::Unsaid) => return ended,
        Some(Reason::Pain) => "it hurt",
        Some(Reason::Dizzy) => "dizzy or tingling",
        Some(Reason::Distress) => "too much",
        Some(Reason::Tired) => "tired",
        Some(Reason::Other) => "something else",
    };
    format!("{ended}: {why}")
}

/// What a practice still asks this week: `2 more, on any 2 of the 4 days left`; `kept`; `paused`.
pub fn left(week: &PracticeWeek) -> String {
    let more = week.required.saturating_sub(week.done);
    let days = week.days_to_add;
    match week.status {
        Status::Kept => "kept".to_owned(),
        Status::Excused if week.days.contains(&DayMark::Paused) => "paused".to_owned(),
        Status::Excused => "nothing asked this week".to_owned(),
        Status::Open => match week.kind {
            _ if days == 0 => "no day left to add to".to_owned(),
            TargetKind::Minutes => format!("{}, {}", counted(more, "more minute"), days_left(week)),
            TargetKind::Sessions => format!("{more} more, {}", days_left(week)),
            _ if more > days => days_left(week),
            _ if days == 1 && week.today_adds => "1 more, today".to_owned(),
            _ if days == 1 => "1 more, on the day left".to_owned(),
            _ if more == days => format!("{more} more, one on each day left"),
            _ => format!("{more} more, on any {more} of the {days} days left"),
        },
        Status::Partial | Status::Missed | Status::Outside => "not this week".to_owned(),
    }
}

/// What lets it begin today: the word beside [`ahead`].
pub const BEGIN_TODAY: &str = "Begin today";

/// What of the plan begins later than `today`, as after a clock that was ahead, in a sentence; nothing when nothing does.
pub fn ahead(plan: &Plan, today: NaiveDate) -> Option<String> {
    let later: Vec<&Practice> = plan.ahead(today).collect();
    let first = later.iter().map(|practice| practice.started).min()?;
    let on = first.format("%A, %-d %B %Y");
    let held = |practice: &&Practice| practice.ended.is_none_or(|last| last >= today);
    if later.len() == plan.practices.iter().filter(held).count() {
        return Some(format!("Your plan begins on {on}: until then no week asks anything."));
    }
    if let [one] = &later[..] {
        return Some(format!("{} begins on {on}: until then no week asks for it.", one.name));
    }
    let names: Vec<&str> = later.iter().map(|practice| practice.name.as_str()).collect();
    Some(format!("{} begin on {on} or later: until then no week asks for them.", names.join(" and ")))
}

/// How many of the last weeks that counted were kept, without a stop; `None` before the first has closed.
pub fn kept(score: &Score) -> Option<String> {
    let (kept, counted) = (score.kept_of_last_8, score.counted_of_last_8);
    match counted {
        0 => None,
        1 => Some(format!("Kept {kept} of 1 week that counted")),
        _ => Some(format!("Kept {kept} of the last {counted} weeks that counted")),
    }
}

/// How a week stands, in a word or three.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Kept => "kept",
        Status::Open => "open",
        Status::Partial => "in part",
        Status::Missed => "not this week",
        Status::Excused => "paused",
        Status::Outside => "not in the plan",
    }
}

/// Why a session is offered, as a sentence. `name` is what the user calls its practice.
pub fn reason(why: &Why, name: &str) -> String {
    let week = match why {
        Why::Asked(week) => week,
        Why::First(_) => return "An easy one to begin with.".to_owned(),
        Why::Done => return "Nothing more is asked today. Breathe for its own sake.".to_owned(),
    };
    let more = week.required.saturating_sub(week.done);
    match (more, week.days_to_add) {
        (1, 1) if week.kind == TargetKind::Days && week.required == 1 => "Once today is all this week asks.".to_owned(),
        (1, 1) if week.kind == TargetKind::Days => "One more today keeps your week.".to_owned(),
        (more, days) if week.kind == TargetKind::Days && more <= days => {
            format!("{name}: {}, {more} to go.", days_left(week))
        }
        _ => format!("{name}: {}.", days_left(week)),
    }
}

fn days_left(week: &PracticeWeek) -> String {
    match week.days_to_add {
        1 if week.today_adds => "today is left".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    }
}

fn counted(number: u32, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
