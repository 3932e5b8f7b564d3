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
  ],
  valid: [
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
