import type { Cases } from "../cases";

const project = (module = "github.com/mattn/go-sqlite3", more = "", source?: string) => ({
  files: {
    "go.mod": `module a\n\ngo 1.25\n\nrequire (\n\t${module} v1.14.32\n${more})\n`,
    "a.go": source ?? `package main\n\nimport _ "${module}"\n\nfunc main() {}\n`,
  },
});
const build = (run: string, base = "debian:13-slim", golang = "golang:1.26") =>
  `FROM ${golang} AS build\nCOPY . .\n${run}\nFROM ${base}\nCOPY --from=build /app /app\nCMD ["/app"]`;

export default {
  invalid: [
    [
      build("RUN CGO_ENABLED=[|0|] GOOS=linux go build -o /app ."),
      build("RUN CGO_ENABLED=1 GOOS=linux go build -o /app ."),
      { ...project(), message: "which this turns off" },
    ],
    [
      build("ENV CGO_ENABLED=[|0|]\nRUN go build -o /app ."),
      build("ENV CGO_ENABLED=1\nRUN go build -o /app ."),
      project("gorm.io/driver/sqlite"),
    ],
    [build("RUN CGO_ENABLED=[|0|] go build -o /app .", "scratch"), undefined, project()],
    [
      build("RUN [|go build|] -o /app .", "alpine:3.22", "golang:1.26-alpine"),
      undefined,
      { ...project(), message: "without a C compiler" },
    ],
  ],
  valid: [
    // Compiled for another system.
    [
      build("RUN CGO_ENABLED=0 go build -o /app ."),
      {
        files: {
          "go.mod": "module app\n\ngo 1.26\n\nrequire github.com/mattn/go-sqlite3 v1.14.32\n",
          "main.go": "package main\n",
          "db_windows.go": 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n',
        },
      },
    ],
    // Another program than the one that imports it.
    [
      build("RUN CGO_ENABLED=0 go build -o /app ./cmd/web"),
      {
        files: {
          "go.mod": "module app\n\ngo 1.26\n\nrequire github.com/mattn/go-sqlite3 v1.14.32\n",
          "cmd/web/main.go": "package main\n",
          "cmd/load/main.go": 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n',
        },
      },
    ],
    [build("RUN CGO_ENABLED=0 go install example.com/tool@latest"), project()],
    [build("RUN go build -o /app ."), project()],
    [build("RUN CGO_ENABLED=1 go build -o /app ."), project()],
    [build("ARG CGO_ENABLED\nRUN go build -o /app ."), project()],
    [build("RUN apk add --no-cache build-base && go build -o /app .", "alpine:3.22", "golang:1.26-alpine"), project()],
    [build("RUN CGO_ENABLED=0 go build -o /app ."), project("modernc.org/sqlite")],
    [build("RUN CGO_ENABLED=0 go build -o /app ."), project(undefined, "\tmodernc.org/sqlite v1.30.0\n")],
    [build("RUN CGO_ENABLED=0 go build -o /app ."), project(undefined, "", "//go:build cgo\n\npackage main\n")],
    build("RUN CGO_ENABLED=0 go build -o /app ."),
  ],
} satisfies Cases;
