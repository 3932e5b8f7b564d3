import { singleStage } from "../multistage/singleStage";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "go-toolchain-shipped",
  title: "The Go compiler and the sources ship with the program",
  severity: "info",
  category: "stages",
  practice: "multi-stage",
  why:
    "A Go program needs neither the compiler nor its sources once it is built: they make the image hundreds of megabytes larger and give intruders tools. " +
    "Build in one stage and copy the program into an image with little else.",
  sources: [
    "https://docs.docker.com/build/building/multi-stage/",
    "https://github.com/GoogleContainerTools/distroless",
  ],
  bad: `FROM golang:1.26
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o /server .
CMD ["/server"]`,
  good: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /server .

FROM gcr.io/distroless/static-debian12:nonroot
WORKDIR /src
COPY --from=build /server /server
CMD ["/server"]`,
  files: { "go.mod": "module example.com/server\n\ngo 1.26\n", "go.sum": "", "main.go": "package main\n" },

  check: (file, facts) => singleStage("go-toolchain-shipped", file, facts),
} satisfies DockerfileRule;
