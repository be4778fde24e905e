# The server with the web interface inside, as one small image.
#   docker build -t lianxin .
FROM node:22-bookworm-slim AS web
WORKDIR /build/frontend
RUN corepack enable && corepack prepare pnpm@10 --activate
COPY frontend/package.json frontend/pnpm-lock.yaml frontend/pnpm-workspace.yaml ./
RUN pnpm install --frozen-lockfile
COPY openapi /build/openapi
COPY frontend ./
RUN pnpm run build

FROM rust:1.95-bookworm AS server
RUN apt-get update && apt-get install -y --no-install-recommends cmake && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Cargo.toml Cargo.lock ./
COPY migrations migrations
COPY forms forms
COPY backend backend
COPY --from=web /build/frontend/dist frontend/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/build/target \
    cargo build --release --locked --package lianxin && cp target/release/lianxin /usr/local/bin/lianxin

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /data --create-home lianxin
COPY --from=server /usr/local/bin/lianxin /usr/local/bin/lianxin
USER lianxin
WORKDIR /data
VOLUME /data
ENV LIANXIN_BIND=0.0.0.0:8080 \
    LIANXIN_MASTER_KEY_FILE=/data/master.key \
    LIANXIN_DATABASE=sqlite:/data/lianxin.db \
    LIANXIN_FILES=/data/files \
    LIANXIN_LOG_JSON=true
EXPOSE 8080
# SIGTERM: no longer ready at once, requests that were accepted are finished, gone within 30 seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["lianxin"]
CMD ["serve"]
