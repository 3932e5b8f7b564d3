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

export default {
  invalid: [
    [`[|FROM|]${naive.slice(4)}`, split(), project()],
    [
      `[|FROM|]${naive.slice(4)}`,
      split("COPY go.mod go.sum ./\nRUN go mod download\n"),
      withSums("go 1.22\n\nrequire github.com/google/uuid v1.6.0\n"),
    ],
    [`[|FROM|]${naive.slice(4).replace(" -o server .", "")}`, split().replace(" -o server .", ""), project()],
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
    // Why it is left.
    left(naive, project({ "go.mod": "module x\n\ngo 1.22\n\nrequire github.com/mattn/go-sqlite3 v1.14.22\n" })),
    left(naive, project({ "go.mod": "module x\n\ngo 1.16\n\nrequire github.com/google/uuid v1.6.0\n" })),
    left(naive, project({ "main.go": 'package main\n\nimport "C"\n' })),
    left(naive, project({ "hello.c": "" })),
    left(naive, project({ "main.go": main.replace("{ http", '{ os.ReadFile("x"); http') })),
    left(naive, project({ "templates/index.html": "" })),
    [`[|FROM|]${naive.slice(4)}`, undefined],
    left(naive.replace("go build", "CGO_ENABLED=1 go build")),
    left(naive.replace("-o server", "-race -o server")),
    left(naive.replace("-o server", "-o other")),
    left(naive.replace('["./server"]', "./server")),
    left(naive.replace("RUN go build -o server .\n", "").replace('"./server"', '"go", "run", "."')),
    left(naive.replace("EXPOSE 8080", "RUN apt-get install -y curl")),
    left(naive.replace("WORKDIR", "RUN apt-get install -y ffmpeg\nWORKDIR")),
    left(naive.replace("EXPOSE 8080", "HEALTHCHECK CMD curl localhost")),
    left(naive.replace("EXPOSE 8080", "VOLUME /app/data")),
    left(naive.replace("EXPOSE 8080", "USER nobody")),
    [`[|FROM|]${naive.slice(4)}`, undefined, { ...project(), policy: { trustedRegistries: ["docker.io"] } }],
  ],
  valid: [
    [split(), project()],
    [naive, { ...project(), path: "Dockerfile.test" }],
    "FROM golang:1.22\nRUN go install example.com/tool@v1.0.0",
    'FROM alpine:3.22\nCOPY server /\nCMD ["/server"]',
  ],
} satisfies Cases;
