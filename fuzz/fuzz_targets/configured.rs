#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kakari_fuzz::configured(bytes));
