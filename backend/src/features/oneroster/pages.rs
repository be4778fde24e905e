//! Segments and single records of each kind: keys from a source, then the records of these keys.

use actix_web::web;

use super::{
    answer::{Place, Segment, one},
    classes,
    dto::{
        RosterClassSet, RosterCourseSet, RosterEnrollmentSet, RosterOrgSet, RosterSessionSet, RosterSingleClass,
        RosterSingleCourse, RosterSingleEnrollment, RosterSingleOrg, RosterSingleSession, RosterSingleUser,
        RosterUserSet,
    },
    enrollments, orgs,
    query::Asked,
    refusal::Refusal,
    sessions,
    source::{ID, Source, column, found},
    users,
};
use crate::{auth::Actor, error::Error, state::State};
use sea_orm::sea_query::ExprTrait;

type Page<T> = Result<Segment<T>, Refusal>;
type Single<T> = Result<web::Json<T>, Refusal>;
type Fields<'a> = Option<&'a [String]>;

fn place(state: &State) -> Place {
    Place::below(&state.config.public_url)
}

fn only<T>(mut records: Vec<T>) -> Result<T, Refusal> {
    records.pop().ok_or(Refusal::Other(Error::NotFound))
}

pub async fn orgs(state: &State, actor: &Actor, source: Source, asked: Asked) -> Page<RosterOrgSet> {
    let (keys, total) = source.page(&state.db, &asked).await?;
    let shown = orgs::show(&state.db, actor, &place(state), &keys, state.clock.today()).await?;
    Segment::of(shown, total, asked)
}

pub async fn org(
    state: &State,
    actor: &Actor,
    source: Source,
    id: &str,
    fields: Fields<'_>,
) -> Single<RosterSingleOrg> {
    let key = found(&state.db, &source, id).await?;
    let shown = orgs::show(&state.db, actor, &place(state), &[key], state.clock.today()).await?;
    one(only(shown)?, fields)
}

pub async fn sessions(state: &State, _: &Actor, source: Source, asked: Asked) -> Page<RosterSessionSet> {
    let (keys, total) = source.page(&state.db, &asked).await?;
    Segment::of(sessions::show(&state.db, &place(state), &keys).await?, total, asked)
}

pub async fn session(
    state: &State,
    _: &Actor,
    source: Source,
    id: &str,
    fields: Fields<'_>,
) -> Single<RosterSingleSession> {
    let key = found(&state.db, &source, id).await?;
    one(only(sessions::show(&state.db, &place(state), &[key]).await?)?, fields)
}

pub async fn classes(state: &State, _: &Actor, source: Source, asked: Asked) -> Page<RosterClassSet> {
    let (keys, total) = source.page(&state.db, &asked).await?;
    Segment::of(classes::show(&state.db, &place(state), &keys).await?, total, asked)
}

pub async fn class(
    state: &State,
    _: &Actor,
    source: Source,
    id: &str,
    fields: Fields<'_>,
) -> Single<RosterSingleClass> {
    let key = found(&state.db, &source, id).await?;
    one(only(classes::show(&state.db, &place(state), &[key]).await?)?, fields)
}

pub async fn courses(state: &State, _: &Actor, source: Source, asked: Asked) -> Page<RosterCourseSet> {
    let (keys, total) = source.page(&state.db, &asked).await?;
    Segment::of(classes::show_courses(&keys), total, asked)
}

pub async fn course(
    state: &State,
    _: &Actor,
    source: Source,
    id: &str,
    fields: Fields<'_>,
) -> Single<RosterSingleCourse> {
    let key = source.one(&state.db, column(ID.name).eq(id)).await?;
    let shown = classes::show_courses(key.as_slice());
    one(only(shown)?, fields)
}

pub async fn users(state: &State, _: &Actor, source: Source, asked: Asked) -> Page<RosterUserSet> {
    let (keys, total) = source.page(&state.db, &asked).await?;
    let shown = users::show(&state.db, &place(state), &keys, state.clock.today()).await?;
    Segment::of(shown, total, asked)
}

pub async fn user(state: &State, _: &Actor, source: Source, id: &str, fields: Fields<'_>) -> Single<RosterSingleUser> {
    let key = found(&state.db, &source, id).await?;
    let shown = users::show(&state.db, &place(state), &[key], state.clock.today()).await?;
    one(only(shown)?, fields)
}

pub async fn enrollments(state: &State, _: &Actor, source: Source, asked: Asked) -> Page<RosterEnrollmentSet> {
    let (keys, total) = source.page(&state.db, &asked).await?;
    let shown = enrollments::show(&state.db, &place(state), &keys, state.clock.today()).await?;
    Segment::of(shown, total, asked)
}

pub async fn enrollment(
    state: &State,
    _: &Actor,
    source: Source,
    id: &str,
    fields: Fields<'_>,
) -> Single<RosterSingleEnrollment> {
    let key = found(&state.db, &source, id).await?;
    let shown = enrollments::show(&state.db, &place(state), &[key], state.clock.today()).await?;
    one(only(shown)?, fields)
}
