# wegotus with everything it can speak. Build: docker build -t wegotus .   Run: docker compose up -d

FROM rust:1.95-slim-trixie AS build
# The chat libraries compile some C (SQLite, cryptography).
RUN apt-get update \
 && apt-get install --yes --no-install-recommends build-essential cmake perl \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The caches stay between builds; so the program is copied out of the target folder before it is gone again.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --profile dist --locked --features full \
 && cp target/dist/wegotus /usr/local/bin/wegotus

FROM debian:trixie-slim
# Certificates, to trust the homeserver.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin wegotus \
 && install --directory --owner=wegotus --group=wegotus --mode=0700 /data /keys
COPY --from=build /usr/local/bin/wegotus /usr/local/bin/wegotus
USER wegotus
WORKDIR /data
# The keys have a volume of their own: whoever copies the data alone can read nothing.
VOLUME ["/data", "/keys"]
ENV WEGOTUS__DATA=/data \
    WEGOTUS__KEYS=/keys
# The bot answers on its control socket, or it is not well.
HEALTHCHECK --interval=1m --timeout=15s --start-period=2m --retries=3 \
    CMD ["sh", "-c", "wegotus board --json > /dev/null"]
# It closes its store on SIGTERM, Docker's default.
ENTRYPOINT ["wegotus"]
