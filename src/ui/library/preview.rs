//! Ten seconds of a session, heard and seen.

use std::sync::Arc;

use eframe::egui::{Rect, Ui};

use super::super::preview::{Excerpt, LENGTH, Preview as Heard};
use super::super::stage;
use crate::catalogue::Programme;
use crate::playback::Through;
use crate::settings::Settings;
use crate::timeline::{Kind, Timeline};
use crate::units::Time;

/// A session being heard and seen.
#[derive(Debug)]
pub(super) struct LibraryPreview {
    pub(super) programme: Arc<Programme>,
    heard: Heard,
}

/// Where it begins: with the first breath, hold or sentence that is practice.
fn beginning(timeline: &Timeline) -> Time {
    timeline.spans().iter().find(|span| span.kind != Kind::Prepare).map_or(Time::ZERO, |span| span.start)
}

impl LibraryPreview {
    /// Begins. `wake` is called when it begins to sound and when it is over.
    pub(super) fn begin(
        programme: Arc<Programme>,
        settings: &Settings,
        through: Through,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        let timeline = Arc::clone(&programme.timeline);
        let (mix, from) = (settings.mix(&programme.session), beginning(&timeline));
        let part = Excerpt { timeline, mix, said: None, from, length: LENGTH };
        Self { programme, heard: Heard::begin(part, settings.choice(), through, wake) }
    }

    /// Whether it is over by itself.
    pub(super) fn is_over(&self) -> bool {
        self.heard.is_over()
    }

    /// What is seen of it now.
    pub(super) fn ui(&self, ui: &mut Ui, rect: Rect, settings: &Settings) {
        stage::miniature(ui, rect, &self.programme, self.heard.at(), settings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn it_begins_with_what_counts_and_not_with_getting_ready() {
        let shipped = Catalogue::shipped();
        let begins = |name: &str| beginning(&shipped.programme(name).unwrap().timeline);
        assert_eq!(begins("daily-five"), Time::ZERO);
        assert_eq!(begins("stretch-round"), Time::from_secs(20));
    }
}
