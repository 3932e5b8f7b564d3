import type { Cases } from "../cases";

const main = 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n';
const project = (more: Record<string, string> = {}) => ({
  files: { "go.mod": "module example.com/x/server\n\ngo 1.22\n", "main.go": main, "README.md": "", ...more },
});
const withSums = (manifest: string) => project({ "go.mod": `module example.com/server\n\n${manifest}`, "go.sum": "" });
const mount = "--mount=type=cache,target=/root/.cache/go-build";

const naive = 'FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\nEXPOSE 8080\nCMD ["./server"]';
const left = (text: string, more = project()) => [`[|FROM|]${text.slice(4)}`, undefined, more] as const;
const split = (lines = "") => `FROM golang:1.22 AS build
WORKDIR /app
${lines}COPY . .
RUN ${mount} CGO_ENABLED=0 go build -o server .

FROM gcr.io/distroless/static-debian12:nonroot
WORKDIR /app
COPY --from=build /app/server /app/server
EXPOSE 8080
CMD ["./server"]`;

/** The same in a slim image, with what the program may need. */
const slim = (lines = "", more = "") => `FROM golang:1.22-bookworm AS build
WORKDIR /app
COPY . .
RUN ${mount} go build -o server .

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates${more} && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/server ./server
${lines}CMD ["./server"]`;
const needing = (text: string, lines: string, more = project(), packages = "") =>
  [`[|FROM|]${text.slice(4)}`, slim(lines, packages), more] as const;

export default {
  invalid: [
    [`[|FROM|]${naive.slice(4)}`, split(), project()],
    [
      `[|FROM|]${naive.slice(4)}`,
      split("COPY go.mod go.sum ./\nRUN go mod download\n"),
      withSums("go 1.22\n\nrequire github.com/google/uuid v1.6.0\n"),
    ],
    [`[|FROM|]${naive.slice(4).replace(" -o server .", "")}`, split().replace(" -o server .", ""), project()],
    // What is in the program.
    [
      `[|FROM|]${naive.slice(4)}`,
      split(),
      project({
        "main.go": main.replace("func", "//go:embed templates/*.html all:static\nvar files embed.FS\n\nfunc"),
        "templates/a.html": "",
        "static/css/a.css": "",
      }),
    ],
    // Looked for on the PATH.
    [
      `[|FROM|]${naive.slice(4).replace("-o server", "-v -o /usr/local/bin/shop").replace("./server", "shop")}`,
      split()
        .replace("-o server", "-v -o /usr/local/bin/shop")
        .replace("/app/server /app/server", "/usr/local/bin/shop /usr/local/bin/shop")
        .replace("./server", "shop"),
      project(),
    ],
    left(naive.replace("-o server", "-o /opt/shop").replace("./server", "shop")),
    left(naive.replace("./server", "server")),
    [
      `# The server
ARG GO=1.22
[|FROM|] golang:$GO-alpine
ARG VERSION
LABEL version=$VERSION
RUN apk add --no-cache git ca-certificates tzdata
WORKDIR /src
ENV GOPROXY=direct CGO_ENABLED=0
ENV LEVEL=info

# Modules
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go vet ./... && go build -ldflags="-s -w" -o /usr/local/bin/api ./cmd/api
EXPOSE 8080
# Go
ENTRYPOINT ["/usr/local/bin/api"]
CMD ["--port", "8080"]
# The end
`,
      `# The server
ARG GO=1.22
FROM golang:$GO-alpine AS build
ARG VERSION
RUN apk add --no-cache git ca-certificates tzdata
WORKDIR /src
ENV GOPROXY=direct CGO_ENABLED=0
ENV LEVEL=info

# Modules
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN ${mount} go vet ./... && go build -ldflags="-s -w" -o /usr/local/bin/api ./cmd/api

FROM gcr.io/distroless/static-debian12:nonroot
WORKDIR /src
COPY --from=build /usr/local/bin/api /usr/local/bin/api
ARG VERSION
LABEL version=$VERSION
ENV LEVEL=info
EXPOSE 8080
# Go
ENTRYPOINT ["/usr/local/bin/api"]
CMD ["--port", "8080"]
# The end
`,
      withSums("go 1.22\n\nrequire github.com/google/uuid v1.6.0\n"),
    ],
    // What needs more than itself.
    needing(
      naive,
      "EXPOSE 8080\n",
      project({ "go.mod": "module x\n\ngo 1.22\n\nrequire github.com/mattn/go-sqlite3 v1.14.22\n" }),
    ),
    needing(naive, "EXPOSE 8080\n", project({ "main.go": main.replace("{ http", '{ os.ReadFile("x"); http') })),
    needing(naive, "COPY templates ./templates\nEXPOSE 8080\n", project({ "templates/index.html": "" })),
    needing(
      naive.replace("EXPOSE 8080", "HEALTHCHECK CMD curl localhost"),
      "HEALTHCHECK CMD curl localhost\n",
      project(),
      " curl",
    ),
    needing(naive.replace("EXPOSE 8080", "VOLUME /app/data"), "VOLUME /app/data\n"),
    needing(naive.replace("EXPOSE 8080", "USER 1000"), "USER 1000\n"),
    [
      `[|FROM|]${naive.slice(4)}`,
      slim("EXPOSE 8080\n"),
      { ...project(), policy: { trustedRegistries: ["docker.io"] } },
    ],
    [
      `[|FROM|]${naive.slice(4).replace(":1.22\n", ":1.22-alpine3.20\nRUN apk add gcc musl-dev\n").replace("go build", "CGO_ENABLED=1 go build")}`,
      `FROM golang:1.22-alpine3.20 AS build
RUN apk add gcc musl-dev
WORKDIR /app
COPY . .
RUN ${mount} CGO_ENABLED=1 go build -o server .

FROM alpine:3.20
RUN apk add --no-cache ca-certificates tzdata
WORKDIR /app
COPY --from=build /app/server ./server
EXPOSE 8080
CMD ["./server"]`,
      project(),
    ],
    // Why it is left.
    left(naive, project({ "go.mod": "module x\n\ngo 1.22\n\nrequire github.com/google/gopacket v1.1.19\n" })),
    left(naive, project({ "go.mod": "module x\n\ngo 1.16\n\nrequire github.com/google/uuid v1.6.0\n" })),
    left(naive, project({ "main.go": 'package main\n\nimport "C"\n' })),
    left(naive, project({ "hello.c": "" })),
    left(naive, project({ "main.go": main.replace("{ http", '{ exec.Command("git"); http') })),
    [`[|FROM|]${naive.slice(4)}`, undefined],
    left(naive.replace("-o server", "-race -o server")),
    left(naive.replace("-o server", "-o other")),
    left(naive.replace('["./server"]', "./server")),
    left(naive.replace("RUN go build -o server .\n", "").replace('"./server"', '"go", "run", "."')),
    left(naive.replace("EXPOSE 8080", "USER nobody")),
    left(naive.replace("EXPOSE 8080", "RUN make-it so")),
    left(naive.replace("EXPOSE 8080", "HEALTHCHECK CMD /check.sh")),
  ],
  valid: [
    // To work in, with the compiler.
    'FROM golang:1.26\nRUN apt-get update && apt-get install -y make\nCMD ["bash"]',
    'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nCMD ["make"]',
    [split(), project()],
    [naive, { ...project(), path: "Dockerfile.test" }],
    "FROM golang:1.22\nRUN go install example.com/tool@v1.0.0",
    'FROM alpine:3.22\nCOPY server /\nCMD ["/server"]',
  ],
} satisfies Cases;
