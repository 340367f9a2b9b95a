//! What holds for the journal.
