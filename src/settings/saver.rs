//! Saving settings away from the window.
//!
//! Knows no setting; a window never waits for the disk.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::Settings;
use crate::data::DataDir;
use crate::wake::Wake;

/// Saves settings on a thread of its own, the newest last, so that a window never waits for the disk. Dropping it waits
/// until all is saved.
#[derive(Debug)]
pub struct Saver {
    wanted: Option<Sender<Settings>>,
    thread: Option<JoinHandle<()>>,
    trouble: Arc<Mutex<Option<String>>>,
}

impl Saver {
    /// Saves into this data folder. `wake` is called after each time.
    pub fn new(data: DataDir, wake: Wake) -> Self {
        let (wanted, asked) = channel::<Settings>();
        let trouble = Arc::new(Mutex::new(None));
        let told = Arc::clone(&trouble);
        let thread = std::thread::spawn(move || {
            for settings in asked {
                let outcome = settings.save(&data).err().map(|error| format!("The settings were not saved: {error}"));
                *told.lock().unwrap_or_else(PoisonError::into_inner) = outcome;
                wake.wake();
            }
        });
        Self { wanted: Some(wanted), thread: Some(thread), trouble }
    }

    /// Saves these soon. Returns at once.
    pub fn save(&self, settings: Settings) {
        if let Some(wanted) = &self.wanted {
            // The thread listens as long as this lives.
            let _ = wanted.send(settings);
        }
    }

    /// Why they could not be saved the last time.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.wanted = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_choice_is_on_disk_when_the_saver_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let saver = Saver::new(data.clone(), Wake::nobody());
        for volume_percent in 0..=40 {
            saver.save(Settings { volume_percent, ..Settings::default() });
        }
        drop(saver);
        assert_eq!(Settings::load(&data).settings.volume_percent, 40);
    }
}
