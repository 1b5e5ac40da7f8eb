//! (action)
