//! kakari
fn main() {}
