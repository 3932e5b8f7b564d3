import type { Cases } from "../cases";

const files = {
  "go.mod": "module example.com/bot\n\ngo 1.26\n",
  "main.go": 'package main\n\nimport (\n\t"net/http"\n)\n\nfunc main() { http.Get("https://example.com") }\n',
};
const plain = { ...files, "main.go": 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println() }\n' };
const go = (build: string, end: string, base = "golang:1.26-bookworm") =>
  `FROM ${base} AS build\nWORKDIR /src\nCOPY . .\n${build}\nFROM ${end}`;

export default {
  invalid: [
    [
      "FROM debian:13 AS build\nRUN g++ -O2 /src/main.cpp -o /usr/local/bin/tool\nFROM gcr.io/distroless/static-debian12\nCOPY --from=build [|/usr/local/bin/tool|] /\n",
      undefined,
    ],
    [
      "FROM gcc:14 AS build\nRUN gcc -O2 -o /tool /src/main.c\nFROM scratch\nCOPY --from=build [|/tool|] /tool",
      undefined,
      { message: "linked to glibc" },
    ],
    [
      go("RUN go build -o /bot .", "alpine:3.22\nCOPY --from=build [|/bot|] /bot"),
      go("RUN CGO_ENABLED=0 go build -o /bot .", "alpine:3.22\nCOPY --from=build /bot /bot"),
      { files, message: "linked to glibc, and alpine:3.22 has musl" },
    ],
    [
      go(
        "RUN GOOS=linux go build -o bin/ ./cmd/bot",
        "gcr.io/distroless/static\nCOPY --from=build [|/src/bin/bot|] /bot",
      ),
      go(
        "RUN GOOS=linux CGO_ENABLED=0 go build -o bin/ ./cmd/bot",
        "gcr.io/distroless/static\nCOPY --from=build /src/bin/bot /bot",
      ),
      { files, message: "has no C library" },
    ],
    [
      go("RUN go build", "scratch\nCOPY --from=build [|/src/bot|] /bot"),
      go("RUN CGO_ENABLED=0 go build", "scratch\nCOPY --from=build /src/bot /bot"),
      { files },
    ],
    [
      go(
        "RUN apk add build-base && go install .",
        "scratch\nCOPY --from=build [|/go/bin/bot|] /bot",
        "golang:1.26-alpine",
      ),
      go(
        "RUN apk add build-base && CGO_ENABLED=0 go install .",
        "scratch\nCOPY --from=build /go/bin/bot /bot",
        "golang:1.26-alpine",
      ),
      { files, message: "linked to musl" },
    ],
    [
      go("RUN go build -o /bot .", "scratch\nCOPY --from=build [|/bot|] /bot"),
      undefined,
      { files: { ...files, "c.go": 'package main\nimport "C"\n' } },
    ],
    [
      "FROM rust:1.90 AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nFROM alpine\nCOPY --from=build [|/src/target/release/bot|] /bot",
      undefined,
      { message: "Rust linked to glibc" },
    ],
    [
      "FROM gcc:14 AS x\nFROM debian:12 AS build\nRUN apt-get update && apt-get install -y gcc\nRUN gcc -o /bot a.c\nFROM alpine\nCOPY --from=build [|/bot|] /bot",
      undefined,
    ],
    [
      "FROM debian:12-slim\nCOPY --from=node:22-alpine [|/usr/local/bin/node|] /usr/local/bin/",
      undefined,
      { message: "linked to musl in node:22-alpine, and debian:12-slim has glibc" },
    ],
    ["FROM node:22 AS n\nFROM alpine:3.22\nCOPY --from=n [|/usr/local/bin|] /usr/local/bin", undefined],
    [
      "FROM eclipse-temurin:21-jre-alpine AS j\nFROM ubuntu:24.04\nCOPY --from=j [|/opt/java/openjdk|] /opt/java/openjdk",
      undefined,
    ],
    [
      "FROM alpine:3.22 AS t\nRUN apk add --no-cache curl=8.14.1-r1\nFROM debian:12-slim\nCOPY --from=t [|/usr/bin/curl|] /usr/bin/curl",
      undefined,
    ],
    [
      "FROM gcr.io/distroless/static-debian12\nCOPY --from=node:22-slim [|/usr/local/bin/node|] /node",
      undefined,
      { message: "has no C library" },
    ],
    [
      go("RUN go build -o /bot .", "alpine:3.22\nCOPY --from=build [|/bot|] /bot", "golang:1.25-bookworm"),
      go("RUN CGO_ENABLED=0 go build -o /bot .", "alpine:3.22\nCOPY --from=build /bot /bot", "golang:1.25-bookworm"),
      { files },
    ],
  ],
  valid: [
    // A stage that only hands a file on.
    [
      go(
        "RUN go build -o /bot .",
        'scratch AS carrier\nCOPY --from=build /bot bot\nFROM golang:1.26-alpine\nCOPY --from=carrier / /usr/bin/\nCMD ["bot"]',
        "golang:1.26-alpine",
      ),
      { files },
    ],
    "FROM debian:13 AS build\nRUN g++ -O2 /src/main.cpp -o /out/tool\nFROM scratch\nCOPY --from=build /out /\n",
    "FROM alpine:3.22\nCOPY --from=node:22-alpine /usr/local/bin/node /usr/local/bin/node",
    "FROM debian:12-slim\nCOPY --from=node:22-slim /usr/local/bin/node /usr/local/bin/node",
    "FROM alpine:3.22 AS t\nRUN wget -O /usr/bin/curl https://example.com/curl\nFROM debian:12-slim\nCOPY --from=t /usr/bin/curl /usr/bin/curl",
    "FROM alpine:3.22 AS t\nCOPY curl /usr/bin/\nRUN apk add curl\nFROM debian:12-slim\nCOPY --from=t /usr/bin/curl /usr/bin/curl",
    "FROM scratch\nCOPY --from=node:22-alpine /usr/local/bin/node /node\nCOPY --from=node:22-alpine /lib/ld-musl-x86_64.so.1 /lib/",
    "FROM alpine:3.22\nRUN apk add --no-cache gcompat\nCOPY --from=node:22-slim /usr/local/bin/node /usr/local/bin/node",
    "FROM example.com/base\nCOPY --from=node:22-slim /usr/local/bin/node /usr/local/bin/node",
    "FROM debian:12\nCOPY --from=node:22-alpine /usr/local/lib/node_modules /usr/local/lib/node_modules",
    "FROM alpine\nCOPY --from=busybox:glibc /bin/busybox /bin/wget /x/",
    [go("RUN CGO_ENABLED=0 go build -o /bot .", "scratch\nCOPY --from=build /bot /bot"), { files }],
    [go("ENV CGO_ENABLED=0\nRUN go build -o /bot .", "scratch\nCOPY --from=build /bot /bot"), { files }],
    [go("RUN export CGO_ENABLED=0 && go build -o /bot .", "scratch\nCOPY --from=build /bot /bot"), { files }],
    [go("RUN go env -w CGO_ENABLED=0 && go build -o /bot .", "scratch\nCOPY --from=build /bot /bot"), { files }],
    [go("ARG CGO_ENABLED\nRUN go build -o /bot .", "scratch\nCOPY --from=build /bot /bot"), { files }],
    [
      go("RUN go build -ldflags '-extldflags \"-static\"' -o /bot .", "scratch\nCOPY --from=build /bot /bot"),
      { files },
    ],
    [go("RUN go build -tags netgo -o /bot .", "scratch\nCOPY --from=build /bot /bot"), { files }],
    [go("RUN GOARCH=arm64 go build -o /bot .", "scratch\nCOPY --from=build /bot /bot"), { files }],
    [go("RUN go build -o /bot .", "scratch\nCOPY --from=build /bot /bot", "golang:1.26-alpine"), { files }],
    [go("RUN go build -o /bot .", "debian:12\nCOPY --from=build /bot /bot"), { files }],
    [go("RUN go build -o /bot .", "gcr.io/distroless/base-debian12\nCOPY --from=build /bot /bot"), { files }],
    [go("RUN go build -o /bot .", "alpine\nRUN apk add gcompat\nCOPY --from=build /bot /bot"), { files }],
    [go("RUN go build -o /bot .", "scratch\nCOPY --from=build /lib /lib\nCOPY --from=build /bot /bot"), { files }],
    [go("RUN go build -o /bot .", "scratch\nCOPY --from=build /src/static /static"), { files }],
    [go("RUN go build -o /bot .", "scratch\nCOPY --from=build /bot /bot"), { files: plain }],
    go("RUN go build -o /bot .", "scratch\nCOPY --from=build /bot /bot"),
    "FROM rust:1.90-alpine AS build\nWORKDIR /src\nRUN cargo build --release\nFROM scratch\nCOPY --from=build /src/target/release/bot /bot",
    "FROM rust:1.90 AS build\nWORKDIR /src\nRUN rustup target add x86_64-unknown-linux-musl && cargo build --release --target x86_64-unknown-linux-musl\nFROM scratch\nCOPY --from=build /src/target/x86_64-unknown-linux-musl/release/bot /bot",
    "FROM rust:1.90 AS build\nENV RUSTFLAGS='-C target-feature=+crt-static'\nWORKDIR /src\nRUN cargo build --release\nFROM scratch\nCOPY --from=build /src/target/release/bot /bot",
    "FROM rust:1.90 AS build\nWORKDIR /src\nRUN cargo build --release\nFROM gcr.io/distroless/cc-debian12\nCOPY --from=build /src/target/release/bot /bot",
    "FROM debian:12 AS build\nRUN gcc -static -o /bot a.c\nFROM scratch\nCOPY --from=build /bot /bot",
    "FROM debian:12 AS build\nRUN gcc -c -o /bot.o a.c\nFROM scratch\nCOPY --from=build /bot.o /bot.o",
  ],
} satisfies Cases;
