/**
 * Crates that link with libraries of the system, and what of Debian brings those.
 * Sources: the build scripts of the crates on docs.rs, packages.debian.org.
 */

/** Releases of Debian by their codenames. */
export type DebianRelease = "bullseye" | "bookworm" | "trixie";

export const debianReleases: readonly DebianRelease[] = ["bullseye", "bookworm", "trixie"];

/** The packages that a crate needs when it runs, in the order of `debianReleases`. */
export const cratePackages: Readonly<Record<string, readonly [string, string, string]>> = {
  "openssl-sys": ["libssl1.1", "libssl3", "libssl3t64"],
  "pq-sys": ["libpq5", "libpq5", "libpq5"],
  "libsqlite3-sys": ["libsqlite3-0", "libsqlite3-0", "libsqlite3-0"],
  "mysqlclient-sys": ["libmariadb3", "libmariadb3", "libmariadb3"],
  "curl-sys": ["libcurl4", "libcurl4", "libcurl4t64"],
};

/** The packages with headers that these crates are built with. */
export const crateHeaders: ReadonlySet<string> = new Set(
  "libssl-dev libpq-dev libsqlite3-dev libmariadb-dev libmariadb-dev-compat default-libmysqlclient-dev libcurl4-openssl-dev zlib1g-dev libzstd-dev libclang-dev libprotobuf-dev libc6-dev musl-dev".split(
    " ",
  ),
);

/** Crates that bring what they link with, link with what Debian's slim images have, or are for other systems. */
export const ownLibraries: ReadonlySet<string> = new Set(
  (
    "aws-lc-sys aws-lc-fips-sys libz-sys libz-ng-sys zstd-sys lz4-sys bzip2-sys lzma-sys brotli-sys tikv-jemalloc-sys jemalloc-sys " +
    "libmimalloc-sys snmalloc-sys secp256k1-sys rocksdb-sys librocksdb-sys libgit2-sys clang-sys linux-raw-sys dirs-sys dirs-sys-next " +
    "js-sys web-sys windows-sys winapi-sys core-foundation-sys security-framework-sys system-configuration-sys fsevent-sys " +
    "inotify-sys kqueue-sys ndk-sys jni-sys objc-sys objc_sys android_log-sys wasi-sys mach-sys io-kit-sys coreaudio-sys " +
    "kernel32-sys advapi32-sys ws2_32-sys user32-sys secur32-sys crypt32-sys bcrypt-sys netlink-sys sqlite-wasm-rs libfuzzer-sys"
  ).split(" "),
);

/** Crates of other names that link with libraries, or load some when they run. */
export const linkingCrates: ReadonlySet<string> = new Set(
  "opencv pyo3-ffi pcap tch ort sasl2-sys onnxruntime v4l libusb1-sys magick_rust ffmpeg-next gstreamer duckdb".split(
    " ",
  ),
);

/** Crates that ask the system which certificates to trust. */
export const trustingCrates: ReadonlySet<string> = new Set(
  "native-tls openssl-sys openssl-probe rustls-native-certs rustls-platform-verifier curl-sys".split(" "),
);
