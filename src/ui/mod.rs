//! The window: one file per place.
