//! The list of routes: the server mounts it, the API document reads it.

use std::fmt;

use actix_web::{dev::HttpServiceFactory, web};
use utoipa_actix_web::{OpenApiFactory, service_config::ServiceConfig};

/// Where features put their routes. Mounting leaves the document alone: making it takes most of the time of a start and
/// megabytes for each worker.
pub enum Routes<'r, 'c> {
    Mounted(&'r mut web::ServiceConfig),
    Described(&'r mut ServiceConfig<'c>),
}

impl Routes<'_, '_> {
    pub fn service(&mut self, handler: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        match self {
            Self::Mounted(config) => {
                config.service(handler);
            }
            Self::Described(config) => {
                config.service(handler);
            }
        }
        self
    }
}

impl fmt::Debug for Routes<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mounted(_) => "Routes::Mounted",
            Self::Described(_) => "Routes::Described",
        })
    }
}
