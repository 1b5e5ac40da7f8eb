//! (keymap)
