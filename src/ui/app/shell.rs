//! What every page of the window rests on: the journal, the settings, the sessions there are, and what is under way.
//!
//! Shows nothing.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use eframe::egui::Context;

use crate::catalogue::Catalogue;
use crate::journal::{Keeper, Snapshot};
use crate::playback::{Play, Playback};
use crate::settings::{Found, Saver, Settings};
use crate::ui::action::Facts;
use crate::ui::changing::Changing;
use crate::ui::env::Env;
use crate::ui::jobs::{Job, Jobs, Surroundings};
use crate::ui::task::waker;
use crate::ui::{theme, week_facts};

#[derive(Debug)]
pub(super) struct Shell {
    pub(super) env: Env,
    pub(super) keeper: Keeper,
    settings: Found,
    saver: Saver,
    /// The sessions as they were read, and as the settings want them played.
    found: Catalogue,
    catalogue: Arc<Catalogue>,
    pub(super) jobs: Jobs,
    pub(super) changing: Changing,
}

impl Drop for Shell {
    fn drop(&mut self) {
        // A job that is still under way may have a keeper of its own, and the program ends without waiting for it.
        self.keeper.close();
    }
}

/// What is true in one frame.
#[derive(Debug)]
pub(super) struct FrameFacts {
    now: DateTime<FixedOffset>,
    today: NaiveDate,
    journal: Option<Arc<Snapshot>>,
    own_sessions: PathBuf,
    troubles: Vec<String>,
}

impl Shell {
    pub(super) fn new(ctx: &Context, env: Env) -> Self {
        let settings = Settings::load(&env.data);
        theme::choose(ctx, &settings.settings);
        let mut shell = Self {
            keeper: Keeper::open(&env.data, waker(ctx)),
            settings,
            saver: Saver::new(env.data.clone(), waker(ctx)),
            found: Catalogue::default(),
            catalogue: Arc::default(),
            jobs: Jobs::default(),
            changing: Changing::default(),
            env,
        };
        // Shipped sessions need no folder: Today stands complete in the first frame.
        shell.offer(Catalogue::shipped());
        shell.read_catalogue(ctx);
        shell
    }

    /// What the user chose.
    pub(super) const fn settings(&self) -> &Settings {
        &self.settings.settings
    }

    /// The sessions as they were read.
    pub(super) const fn found(&self) -> &Catalogue {
        &self.found
    }

    /// Offers these sessions from now on.
    pub(super) fn offer(&mut self, found: Catalogue) {
        self.catalogue = Arc::new(found.as_chosen(&self.settings().left_out()));
        self.found = found;
    }

    /// Keeps these settings, and does as they say.
    pub(super) fn choose(&mut self, ctx: &Context, settings: Settings) {
        theme::choose(ctx, &settings);
        self.saver.save(settings.clone());
        let offers_else = settings.left_out() != self.settings().left_out();
        self.settings.settings = settings;
        if offers_else {
            self.offer(self.found.clone());
        }
    }

    /// After everything was deleted, what was chosen is no more.
    pub(super) fn begin_anew(&mut self, ctx: &Context) {
        self.settings = Found::default();
        theme::choose(ctx, self.settings());
        self.changing.hush();
        self.read_catalogue(ctx);
    }

    /// Reads the sessions again.
    pub(super) fn read_catalogue(&mut self, ctx: &Context) {
        self.begin_job(ctx, Job::ReadCatalogue);
    }

    pub(super) fn begin_job(&mut self, ctx: &Context, job: Job) {
        self.jobs.begin(ctx, job, self.surroundings());
    }

    /// Adds what is dropped on the window in this frame.
    pub(super) fn take_dropped(&mut self, ctx: &Context) {
        if let Some(job) = self.jobs.dropped(ctx) {
            self.begin_job(ctx, job);
        }
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings {
            folder: self.env.data.sessions(),
            keeper: self.keeper.clone(),
            today: self.today(),
            reveal_file: Arc::clone(&self.env.reveal_file),
        }
    }

    /// Begins to play; with `keeper`, what is practised is kept.
    pub(super) fn play(&self, ctx: &Context, play: Play, keeper: Option<Keeper>) -> Playback {
        Playback::begin(play, keeper, Arc::clone(&self.env.now), waker(ctx))
    }

    /// The practice day.
    pub(super) fn today(&self) -> NaiveDate {
        week_facts::practice_day((self.env.now)(), self.keeper.snapshot().as_deref())
    }

    /// What is true now.
    pub(super) fn frame(&self) -> FrameFacts {
        let (now, journal) = ((self.env.now)(), self.keeper.snapshot());
        let of_settings = self.saver.trouble().or_else(|| self.settings.trouble.clone());
        FrameFacts {
            now,
            today: week_facts::practice_day(now, journal.as_deref()),
            journal,
            own_sessions: self.env.data.sessions(),
            troubles: self.keeper.error_text().into_iter().chain(of_settings).collect(),
        }
    }

    /// What pages may show in that frame.
    pub(super) fn facts<'a>(&'a self, frame: &'a FrameFacts) -> Facts<'a> {
        Facts {
            now: frame.now,
            today: frame.today,
            journal: frame.journal.as_ref(),
            own_sessions: &frame.own_sessions,
            catalogue: &self.catalogue,
            settings: self.settings(),
            troubles: &frame.troubles,
            changing: &self.changing,
        }
    }
}
