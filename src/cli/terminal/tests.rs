//! What the terminal says.
