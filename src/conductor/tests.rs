//! One session from begin to entry, by clocks moved by hand.
