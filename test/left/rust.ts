/** Programs of Rust that stay in one stage, and why. */

import type { Left } from "../compiled.test";

const lock = (...names: string[]) => ["shop", ...names].map((name) => `[[package]]\nname = "${name}"\n`).join("\n");
const files = {
  "Cargo.toml": '[package]\nname = "shop"\n',
  "Cargo.lock": lock("tokio"),
  "src/main.rs": "fn main() {}\n",
};
const text = `FROM rust:1.90
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["./target/release/shop"]
`;

function other(
  title: string,
  reason: string | undefined,
  from: string,
  to: string,
  more: Readonly<Record<string, string>> = {},
): Left {
  return { title, reason, files: { ...files, ...more }, text: text.replace(from, to) };
}

export const rustLeft: readonly Left[] = [
  other("no tag", undefined, ":1.90", ""),
  other("a line", undefined, "1.90", "1-slim"),
  other("a release", undefined, "1.90", "slim-bookworm"),
  other("a version of Alpine", undefined, "1.90", "1.90-alpine3.22"),
  other("a nightly build", "on which release", "1.90", "nightly"),
  other("a release between two", "on which release", "1.90", "1.70"),
  other(
    "moved to the PATH",
    undefined,
    'release\nCMD ["./target',
    'release && cp target/release/shop /usr/local/bin/shop\nCMD ["/usr/local/bin/shop"]\n#',
  ),
  other("from elsewhere", "may not be what makes", "./target/release/shop", "/opt/shop"),
  other("by a name that nothing installs", 'where "shop" comes from', "./target/release/shop", "shop"),
  other("no lock file", "without Cargo.lock", "", "", { ".dockerignore": "Cargo.lock" }),
  other("a library of the system", "alsa-sys", "", "", { "Cargo.lock": lock("alsa-sys") }),
  other("a library by another name", "pyo3-ffi", "", "", { "Cargo.lock": lock("pyo3-ffi") }),
  other("a library that Debian has", undefined, "", "", { "Cargo.lock": lock("pq-sys") }),
  other("the same on Alpine", "pq-sys", "1.90", "1.90-alpine", { "Cargo.lock": lock("pq-sys") }),
  other("headers of a library", "libpcap-dev", "WORKDIR", "RUN apt-get install -y libpcap-dev\nWORKDIR"),
  other("a program of the system", "process::Command", "", "", { "src/git.rs": "use std::process::Command;" }),
  other("one of several imports", "process::Command", "", "", { "src/git.rs": "use std::process::{Child, Command};" }),
  other("a program for the build", undefined, "", "", { "build.rs": "use std::process::Command;" }),
  other("files by where the sources were", "CARGO_MANIFEST_DIR", "", "", { "src/a.rs": 'env!("CARGO_MANIFEST_DIR")' }),
  other("flags for the linker", "RUSTFLAGS", "WORKDIR", "ENV RUSTFLAGS=-Ctarget-feature=+crt-static\nWORKDIR"),
  other("the build at each start", "in a stage of its own", '"./target/release/shop"', '"cargo", "run"'),
  other("a check by a program that may not be there", "starts jq", "CMD", "HEALTHCHECK CMD jq . /tmp/health\nCMD"),
];
