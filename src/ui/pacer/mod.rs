//! What the eye follows: from a moment and a rectangle to shapes.
//!
//! Knows no clock and no state: the same moment always gives the same picture.

pub mod circle;
pub mod ring;
pub mod tide;
