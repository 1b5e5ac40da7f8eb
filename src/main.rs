//! The program `wortlaut`.

fn main() {}
