//! The words of the plan, and what its forms make of what is written.
