//! The lists that can be exported: who may, which columns, and how to turn a page.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::{columns, dto::ExportList, sheet::Column};
use crate::{
    auth::{Actor, Permission},
    error::Result,
    features::{families, organisation, personnel},
    http::{ListQuery, Listed, Paged},
    language::{Text, text},
};

impl ExportList {
    /// The permission of the list itself.
    pub fn permission(self) -> Permission {
        match self {
            Self::OrgUnits => Permission::OrganisationRead,
            Self::Personnel => Permission::PersonnelRead,
            Self::Classes | Self::Students | Self::Households => Permission::FamiliesRead,
        }
    }

    /// Its name, for the file.
    pub fn title(self) -> Text {
        match self {
            Self::OrgUnits => text("单位", "Units"),
            Self::Personnel => text("人员", "People"),
            Self::Classes => text("班级", "Classes"),
            Self::Students => text("学生", "Pupils"),
            Self::Households => text("家庭", "Households"),
        }
    }

    /// A page, through the same query as the list itself: same scope, same masks.
    pub async fn page(
        self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        today: NaiveDate,
        query: &str,
    ) -> Result<Paged<Value>> {
        match self {
            Self::OrgUnits => values(organisation::list_units(db, actor, read(query)?).await?),
            Self::Personnel => values(personnel::list_personnel(db, actor, today, read(query)?).await?),
            Self::Classes => values(families::list_classes(db, actor, today, read(query)?).await?),
            Self::Students => values(families::list_students(db, actor, today, read(query)?).await?),
            Self::Households => values(families::list_households(db, actor, today, read(query)?).await?),
        }
    }

    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::OrgUnits => columns::ORG_UNITS,
            Self::Personnel => columns::PERSONNEL,
            Self::Classes => columns::CLASSES,
            Self::Students => columns::STUDENTS,
            Self::Households => columns::HOUSEHOLDS,
        }
    }
}

fn read<F: Listed>(query: &str) -> Result<ListQuery<F>> {
    ListQuery::from_query_string(query)
}

fn values<T: serde::Serialize>(page: Paged<T>) -> Result<Paged<Value>> {
    let Paged {
        items,
        next,
        prev,
        total,
        total_is_capped,
    } = page;
    let items = items.into_iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok(Paged {
        items,
        next,
        prev,
        total,
        total_is_capped,
    })
}
