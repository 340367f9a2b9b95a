//! The window: one file per place.

pub mod chart;
pub mod marks;
pub mod motion;
pub mod pacer;
pub mod theme;
pub mod wave;
pub mod widgets;
