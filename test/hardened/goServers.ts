/** Programs of Go with naive Dockerfiles, and what *Harden Dockerfile* makes of them. */

import type { Shape } from "../cases";

const files = {
  ".dockerignore": ".git\n",
  "go.mod": "module example.com/team/shop/v2\n\ngo 1.24\n",
  "go.sum": "",
  "main.go": 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
};
const cache = "--mount=type=cache,target=/root/.cache/go-build";

export const goServers: readonly Shape[] = [
  {
    title: "Go: a program that is installed is found by its name in an image with little else",
    files,
    before: `FROM golang:1.27.0
WORKDIR /go/src/shop
COPY . .
RUN go get -d -v ./...
RUN go install -v ./...
EXPOSE 8080
CMD ["shop"]
`,
    after: `FROM golang:1.27.0 AS build
WORKDIR /go/src/shop
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go get -d -v ./...
RUN ${cache} CGO_ENABLED=0 go install -v ./...

FROM gcr.io/distroless/static-debian12:nonroot
WORKDIR /go/src/shop
COPY --from=build /go/bin/shop /usr/local/bin/shop
EXPOSE 8080
CMD ["shop"]
`,
  },
  {
    title: "Go: one of several programs, installed and started by its path",
    files: { ...files, "cmd/worker/main.go": "package main\n\nfunc main() {}\n" },
    before: `FROM golang:1.27.0
WORKDIR /src
COPY . .
RUN go install ./cmd/worker
CMD ["/go/bin/worker"]
`,
    after: `FROM golang:1.27.0 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN ${cache} CGO_ENABLED=0 go install ./cmd/worker

FROM gcr.io/distroless/static-debian12:nonroot
WORKDIR /src
COPY --from=build /go/bin/worker /go/bin/worker
CMD ["/go/bin/worker"]
`,
  },
  {
    title: "Go: a program of another name than those of the project stays where it is",
    files,
    before: `FROM golang:1.27.0
WORKDIR /src
COPY . .
RUN go install ./...
CMD ["other"]
`,
    after: `FROM golang:1.27.0
RUN groupadd --system app && useradd --system --create-home --gid app app
WORKDIR /src
COPY --chown=app:app . .
RUN go install ./...
USER app
CMD ["other"]
`,
  },
];
