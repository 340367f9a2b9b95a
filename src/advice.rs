//! What Ebb says about health, and where it comes from: when to stop and whom to see, and why practice helps.
//!
//! Words only; refuses to know how they are shown.

mod when_to_stop;
mod why;

pub use when_to_stop::{SEE_A_CLINICIAN, SHORT, WHEN_TO_STOP};
pub use why::WHY_THIS_HELPS;

/// A page: its parts, what matters most first, and its sources.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Its heading.
    pub name: &'static str,
    /// What it says.
    pub parts: &'static [Part],
    /// Where that was read, a line each.
    pub sources: &'static [&'static str],
}

/// A part of a page.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its heading, which no other part of the page has.
    pub heading: &'static str,
    /// What holds for every line; empty where each stands for itself.
    pub lead: &'static str,
    /// Whole sentences.
    pub lines: &'static [&'static str],
}

/// The heading above a page's sources.
pub const SOURCES: &str = "Sources";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_whole_sentence_and_every_heading_is_its_own() {
        for page in [WHEN_TO_STOP, WHY_THIS_HELPS] {
            let mut headings: Vec<&str> = page.parts.iter().map(|part| part.heading).chain([SOURCES]).collect();
            headings.sort_unstable();
            headings.dedup();
            assert_eq!(headings.len(), page.parts.len() + 1, "{}", page.name);
            for line in page.parts.iter().flat_map(|part| part.lines) {
                assert!(line.starts_with(char::is_uppercase) && line.ends_with('.'), "{line}");
            }
            assert!(!page.sources.is_empty() && page.sources.iter().all(|source| source.ends_with('.')));
            for lead in page.parts.iter().map(|part| part.lead).filter(|lead| !lead.is_empty()) {
                assert!(lead.starts_with(char::is_uppercase) && lead.ends_with(':'), "{lead}");
            }
        }
    }

    #[test]
    fn an_emergency_comes_first_and_the_part_that_is_led_to_is_there() {
        assert_eq!(WHEN_TO_STOP.parts[0].heading, "Get help at once");
        assert!(WHEN_TO_STOP.parts.iter().any(|part| part.heading == SEE_A_CLINICIAN));
    }
}
