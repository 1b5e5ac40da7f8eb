#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wortlaut_fuzz::check("desk", bytes));
