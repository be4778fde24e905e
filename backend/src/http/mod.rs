//! How a request is read and an answer written: bodies, lists, versions, repeats.

mod answer;
mod body;
pub mod bulk;
pub mod client;
mod cursor;
mod download;
mod etag;
mod figure;
mod form;
pub mod list;
pub mod patch;
mod query;
mod routes;
pub mod sent;
mod upload;
mod urlencoded;
mod write;

pub use answer::{Accepted, Created, NoContent, Paged};
pub use body::{Json, MAX_BODY_BYTES, check_fields};
pub use bulk::{Bulk, BulkResult};
pub use download::{CSV, Download, XLSX};
pub use etag::{Etagged, IfMatch, Versioned};
pub use figure::Figure;
pub use form::{PrintedForm, qr_code};
pub use list::{CommaList, ListQuery, Listed};
pub use query::{Path, Query};
pub use routes::Routes;
pub use sent::Sent;
pub use upload::{MAX_UPLOAD_BYTES, Upload};
pub use urlencoded::UrlEncoded;
pub use write::{Write, WriteOnce, Written, forget_repeats};
