/** Programs of Rust with naive Dockerfiles, and what *Harden Dockerfile* makes of them. */

import type { Shape } from "../cases";

const lock = (...names: string[]) =>
  names.map((name) => `[[package]]\nname = "${name}"\nversion = "1.0.0"\n`).join("\n");
const files = {
  ".dockerignore": ".git\ntarget\n",
  "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\naxum = "0.8"\n',
  "Cargo.lock": lock("axum", "shop", "tokio", "windows-sys"),
  "src/main.rs": "fn main() {}\n",
};
const mount = "--mount=type=cache,target=/usr/local/cargo/registry";

export const rustServers: readonly Shape[] = [
  {
    title: "Rust: a layer of the dependencies, and the program where it was",
    files,
    before: `FROM rust:1.90
WORKDIR /usr/src/shop
COPY . .
RUN cargo build --release
EXPOSE 8080
CMD ["./target/release/shop"]
`,
    after: `FROM rust:1.90-trixie AS build
WORKDIR /usr/src/shop
COPY Cargo.toml Cargo.lock ./
# The dependencies alone, with an empty program in place of the sources
RUN ${mount} mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release && rm -r src
COPY . .
RUN ${mount} touch src/main.rs && cargo build --release

FROM debian:trixie-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
WORKDIR /usr/src/shop
COPY --from=build /usr/src/shop/target/release/shop ./target/release/shop
EXPOSE 8080
USER app
CMD ["./target/release/shop"]
`,
  },
  {
    title: "Rust: a program that is installed, with libraries, templates and a check",
    files: {
      ...files,
      "Cargo.lock": lock("native-tls", "openssl-sys", "shop"),
      "build.rs": "",
      "templates/index.html": "",
    },
    before: `FROM rust:1.80-slim
RUN apt-get update && apt-get install -y --no-install-recommends pkg-config libssl-dev ffmpeg && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home shop
WORKDIR /shop
COPY . .
RUN cargo install --path .
ENV RUST_LOG=info
USER shop
HEALTHCHECK CMD curl -f http://localhost:8080/health
CMD ["shop"]
`,
    after: `FROM rust:1.80-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends pkg-config libssl-dev ffmpeg && rm -rf /var/lib/apt/lists/*
WORKDIR /shop
COPY . .
RUN ${mount} cargo install --path .

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg ca-certificates curl libssl3 && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home shop
WORKDIR /shop
COPY --from=build /usr/local/cargo/bin/shop /usr/local/bin/shop
COPY templates ./templates
ENV RUST_LOG=info
USER shop
HEALTHCHECK CMD curl -f http://localhost:8080/health
CMD ["shop"]
`,
  },
  {
    title:
      "Rust: certificates that the image of the build has are installed once, and lists of packages that nobody takes from not at all",
    files: { ...files, "Cargo.lock": lock("axum", "reqwest", "native-tls", "shop", "tokio") },
    before: `FROM rust:1.90-trixie
RUN apt-get update
RUN apt-get install -y --no-install-recommends ca-certificates
WORKDIR /usr/src/shop
COPY . .
RUN cargo build --release
CMD ["./target/release/shop"]
`,
    after: `FROM rust:1.90-trixie AS build
WORKDIR /usr/src/shop
COPY Cargo.toml Cargo.lock ./
# The dependencies alone, with an empty program in place of the sources
RUN ${mount} mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release && rm -r src
COPY . .
RUN ${mount} touch src/main.rs && cargo build --release

FROM debian:trixie-slim
RUN groupadd --system app && useradd --system --create-home --gid app app
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /usr/src/shop
COPY --from=build /usr/src/shop/target/release/shop ./target/release/shop
USER app
CMD ["./target/release/shop"]
`,
  },
];
