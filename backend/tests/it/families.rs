//! Through HTTP, on both databases.
