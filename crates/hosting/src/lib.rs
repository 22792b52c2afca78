//! The app on a host: the headers that it needs, where its files come from, how a copy is checked, and a small server for
//! those who have none.

mod address;
pub mod checksums;
pub mod headers;
mod place;
mod server;

pub use address::Mount;
pub use place::{Embedded, Place, files_under};
pub use server::Server;
