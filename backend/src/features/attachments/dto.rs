//! Wire types of attachments.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{attachment::AttachmentOwner, ids::AttachmentId},
    http::Versioned,
};

/// A file with a record (附件).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Attachment {
    pub id: AttachmentId,
    /// What it belongs to.
    pub owner_kind: AttachmentOwner,
    /// The record it belongs to.
    pub owner_id: Uuid,
    #[schema(example = "家访.jpg")]
    pub file_name: String,
    /// What it is, by its content: `image/jpeg`, `image/png`, `application/pdf`, Word or Excel.
    #[schema(example = "image/jpeg")]
    pub media_type: String,
    /// Bytes as it is kept.
    #[schema(example = 184_320)]
    pub size: i32,
    /// 说明.
    #[schema(required, example = "孩子的书桌")]
    pub caption: Option<String>,
    /// Whether there is a small picture at `/attachments/{id}/preview`.
    pub has_preview: bool,
    /// Name of who sent it.
    #[schema(example = "杨丽萍")]
    pub uploaded_by_name: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

impl Versioned for Attachment {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// The attachments of a record, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Attachments {
    pub items: Vec<Attachment>,
    /// Whether the caller may add and remove some: his own record, not confirmed yet.
    pub may_change: bool,
    /// How many more fit.
    #[schema(example = 8)]
    pub left: u64,
}

/// What is said about a file.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewAttachment {
    #[validate(length(max = 200))]
    pub caption: Option<String>,
}

/// The upload (`multipart/form-data`), for the API document.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: the form is read as a stream")]
#[schema(example = json!({"caption": "孩子的书桌", "file": "@visit.jpg"}))]
pub struct AttachmentUpload {
    /// 说明.
    #[schema(max_length = 200, example = "孩子的书桌")]
    pub caption: Option<String>,
    /// JPEG, PNG or WebP, re-encoded without place and camera and at most 2560 pixels on the longer side; PDF;
    /// `.docx` or `.xlsx` without macros. 10 MiB at most.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}
