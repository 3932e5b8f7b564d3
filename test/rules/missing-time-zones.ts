import type { Cases, More } from "../cases";

const build = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\n";
const image = (base: string, ...lines: readonly string[]) =>
  `${build}FROM ${base}\n${lines.map((line) => `${line}\n`).join("")}COPY --from=build /app /app\nENTRYPOINT ["/app"]\n`;
const program = (zone: string, imports = '"time"'): More => ({
  files: {
    "go.mod": "module app\n",
    "main.go": `package main\n\nimport ${imports}\n\nfunc main() {\n\ttime.LoadLocation("${zone}")\n}\n`,
  },
});
const zip = "COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip";

export default {
  invalid: [
    [
      "FROM alpine:3.24\nENV TZ=[|Europe/Berlin|]\nCMD date\n",
      "FROM alpine:3.24\nRUN apk add --no-cache tzdata\nENV TZ=Europe/Berlin\nCMD date\n",
      { message: "Europe/Berlin is taken for UTC" },
    ],
    [
      "FROM alpine:3.24\nENV A=b TZ=[|America/Argentina/Ushuaia|]\nCOPY run.sh /\nCMD /run.sh\n",
      "FROM alpine:3.24\nRUN apk add --no-cache tzdata\nENV A=b TZ=America/Argentina/Ushuaia\nCOPY run.sh /\nCMD /run.sh\n",
    ],
    [
      "FROM alpine:3.24\nRUN apk add --no-cache bash\nENV TZ=[|Europe/Berlin|]\nCMD date\n",
      "FROM alpine:3.24\nRUN apk add --no-cache tzdata\nRUN apk add --no-cache bash\nENV TZ=Europe/Berlin\nCMD date\n",
      { severity: "info" },
    ],
    [
      image("[|scratch|]"),
      image("scratch", zip, "ENV ZONEINFO=/zoneinfo.zip"),
      { ...program("Europe/Berlin"), message: "main.go loads the time zone Europe/Berlin" },
    ],
    [image("[|alpine:3.24|]"), image("alpine:3.24", "RUN apk add --no-cache tzdata"), program("Europe/Berlin")],
  ],
  valid: [
    "FROM alpine:3.24\nRUN apk add --no-cache tzdata\nENV TZ=Europe/Berlin\nCMD date\n",
    "FROM alpine:3.24\nENV TZ=UTC\nCMD date\n",
    "FROM alpine:3.24\nARG ZONE\nENV TZ=$ZONE\nCMD date\n",
    "FROM alpine:3.24\nRUN apk add --no-cache nodejs\nENV TZ=Europe/Berlin\nCMD node a.js\n",
    "FROM node:24-alpine\nENV TZ=Europe/Berlin\nCMD node a.js\n",
    "FROM debian:13\nENV TZ=Europe/Berlin\nCMD date\n",
    "FROM debian:13 AS a\nFROM alpine:3.24\nCOPY --from=a /usr/share/zoneinfo /usr/share/zoneinfo\nENV TZ=Europe/Berlin\nCMD date\n",
    [image("scratch"), program("Europe/Berlin", '_ "time/tzdata"')],
    [image("scratch"), program("UTC")],
    [image("scratch", zip, "ENV ZONEINFO=/zoneinfo.zip"), program("Europe/Berlin")],
    [image("alpine:3.24", "RUN apk add tzdata"), program("Europe/Berlin")],
    [image("debian:13-slim"), program("Europe/Berlin")],
  ],
} satisfies Cases;
