//! How the headers of a sheet are read (列对照): what the caller says, what was said before, what the words say.

use std::collections::{BTreeMap, HashMap};

use actix_web::web;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::OnConflict};

use super::{dto::NewImport, kinds, service, sheet_dto::ImportHeaders, sheets};
use crate::{
    auth::Actor,
    entities::{
        ids::OrgUnitId,
        import::{ImportKind, ReadColumn},
        import_mapping::{self, ColumnMapping},
    },
    error::{Error, Result},
    features::transfer::workbook::{self, Column, Found, Said, Understanding, fingerprint, plain_header},
    language::text,
    state::State,
};

/// How the headers of an upload are to be understood.
pub async fn understanding(db: &impl ConnectionTrait, new: &NewImport) -> Result<Understanding> {
    let wanted = sheets::of(new.kind).columns;
    let said = match &new.mapping {
        None => Said::new(),
        Some(mapping) => said(mapping, wanted)?,
    };
    let kept = import_mapping::Entity::find()
        .filter(import_mapping::Column::UnitId.eq(new.unit_id))
        .filter(import_mapping::Column::Kind.eq(new.kind))
        .all(db)
        .await?;
    let remembered = kept
        .into_iter()
        .map(|kept| (kept.headers, places(&kept.mapping, wanted)));
    Ok(Understanding {
        wanted,
        said,
        remembered: remembered.collect::<HashMap<_, _>>(),
    })
}

/// `{"学生名字": "姓名", "备注": null}`: every column is one of the kind's, and taken once.
fn said(mapping: &str, wanted: &[Column]) -> Result<Said> {
    let mapping: ColumnMapping = serde_json::from_str(mapping).map_err(|_| {
        Error::invalid(
            "mapping",
            "not_a_mapping",
            text(
                "列对照应是 JSON 对象：表头对应模板的列名，或 null 表示丢弃",
                "a mapping is a JSON object from headers to columns of the template, or null to throw one away",
            ),
        )
    })?;
    let mut taken = Vec::new();
    for (header, column) in &mapping.0 {
        let Some(column) = column else { continue };
        if !wanted.iter().any(|wanted| wanted.title == column) {
            return Err(Error::invalid(
                &format!("mapping/{header}"),
                "unknown_column",
                text(
                    format!("模板中没有“{column}”这一列"),
                    format!("the template has no column {column}"),
                ),
            ));
        }
        if taken.contains(&column) {
            return Err(Error::invalid(
                &format!("mapping/{header}"),
                "taken_twice",
                text(
                    format!("“{column}”对应了两个表头"),
                    format!("two headers are read as {column}"),
                ),
            ));
        }
        taken.push(column);
    }
    Ok(places(&mapping, wanted))
}

fn places(mapping: &ColumnMapping, wanted: &[Column]) -> Said {
    let place = |column: &String| wanted.iter().position(|wanted| wanted.title == column);
    let said = mapping.0.iter().map(|(header, column)| {
        let column = column.as_ref().and_then(place);
        (plain_header(header), column)
    });
    said.collect()
}

/// The wanted columns that no header was read as.
pub fn missing<'a>(found: &'a [Found], wanted: &'a [Column]) -> impl Iterator<Item = &'a Column> {
    let is_missing = |at: usize| !found.iter().any(|found| found.column == Some(at));
    let columns = wanted.iter().enumerate();
    columns.filter(move |(at, _)| is_missing(*at)).map(|(_, column)| column)
}

/// What each header was read as.
pub fn show(found: &[Found], wanted: &[Column]) -> Vec<ReadColumn> {
    let read = found.iter().map(|found| ReadColumn {
        header: found.header.clone(),
        column: found.column.map(|at| wanted[at].title.to_owned()),
        by: found.by,
    });
    read.collect()
}

/// How the headers of a sheet were read, to be read so again.
#[derive(Debug)]
pub struct Remembered {
    unit_id: OrgUnitId,
    kind: ImportKind,
    headers: String,
    mapping: ColumnMapping,
}

impl Remembered {
    pub fn of(new: &NewImport, found: &[Found], wanted: &[Column]) -> Self {
        let headers: Vec<String> = found.iter().map(|found| found.header.clone()).collect();
        let mapping = show(found, wanted).into_iter().map(|read| (read.header, read.column));
        Self {
            unit_id: new.unit_id,
            kind: new.kind,
            headers: fingerprint(&headers),
            mapping: ColumnMapping(mapping.collect::<BTreeMap<_, _>>()),
        }
    }

    pub async fn keep(&self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        let key = [
            import_mapping::Column::UnitId,
            import_mapping::Column::Kind,
            import_mapping::Column::Headers,
        ];
        let anew = OnConflict::columns(key)
            .update_columns([import_mapping::Column::Mapping, import_mapping::Column::UpdatedAt])
            .to_owned();
        import_mapping::Entity::insert(import_mapping::ActiveModel {
            unit_id: Set(self.unit_id),
            kind: Set(self.kind),
            headers: Set(self.headers.clone()),
            mapping: Set(self.mapping.clone()),
            updated_at: Set(now),
        })
        .on_conflict(anew)
        .exec_without_returning(tx)
        .await?;
        Ok(())
    }
}

/// Reads the headers of a file and says what they would be read as; nothing of it is kept.
pub async fn look(state: &State, actor: &Actor, new: NewImport, content: web::Bytes) -> Result<ImportHeaders> {
    service::check_reach(actor, new.kind, new.unit_id)?;
    let understanding = understanding(&state.db, &new).await?;
    let wanted = understanding.wanted;
    let found = web::block(move || workbook::read_headers(&content, &understanding))
        .await
        .map_err(|error| Error::Internal(error.to_string()))??;
    let lacking = missing(&found, wanted).filter(|column| column.required);
    Ok(ImportHeaders {
        missing: lacking.map(|column| column.title.to_owned()).collect(),
        headers: show(&found, wanted),
        columns: kinds::columns_of(new.kind),
    })
}
