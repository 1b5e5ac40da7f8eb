//! Times of the inside.

fn main() {}
