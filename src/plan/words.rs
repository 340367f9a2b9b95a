//! What a week still asks, in words: never more than it asks, never less kindly than it could.

use super::{PracticeWeek, Status, TargetKind, Why};

/// What a practice still asks this week: `2 more, on any 2 of the 4 days left`; `kept`; `nothing asked`.
pub fn left(week: &PracticeWeek) -> String {
    let more = week.required.saturating_sub(week.done);
    let days = week.days_left;
    match week.status {
        Status::Kept => "kept".to_owned(),
        Status::Excused => "paused".to_owned(),
        Status::Open if days == 0 => "the week's days are paused".to_owned(),
        Status::Open => match week.kind {
            TargetKind::Minutes => format!("{}, {}", counted(more, "more minute"), days_left(days)),
            TargetKind::Sessions => format!("{more} more, {}", days_left(days)),
            _ if days == 1 && more == 1 => "1 more, today".to_owned(),
            _ if more > days => days_left(days),
            _ if more == days => format!("{more} more, one on each day left"),
            _ => format!("{more} more, on any {more} of the {days} days left"),
        },
        Status::Partial | Status::Missed | Status::Outside => "not this week".to_owned(),
    }
}

/// Why a session is offered, as a sentence. `name` is what the user calls its practice.
pub fn reason(why: &Why, name: &str) -> String {
    let Why::Asked(week) = why else { return "Nothing more is asked today. Breathe for its own sake.".to_owned() };
    let more = week.required.saturating_sub(week.done);
    match (more, week.days_left) {
        (1, 1) if week.kind == TargetKind::Days => "One more today keeps your week.".to_owned(),
        (more, days) if week.kind == TargetKind::Days && more <= days => {
            format!("{name}: {}, {more} to go.", days_left(days))
        }
        (_, days) => format!("{name}: {}.", days_left(days)),
    }
}

fn days_left(days: u32) -> String {
    match days {
        1 => "today is left".to_owned(),
        days => format!("{days} days left"),
    }
}

fn counted(number: u32, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
