import type { Cases } from "../cases";

const files = { "package.json": "{}", "src/a.js": "" };
const build = "FROM node:24 AS build\nWORKDIR /code\nCOPY . .\nRUN npm ci && npm run build\n";
const then = (copy: string) => `${build}FROM node:24-slim\nWORKDIR /srv\n${copy}`;

export default {
  invalid: [
    [
      then("COPY --from=build [|dist|] ./dist"),
      then("COPY --from=build /code/dist ./dist"),
      { files, message: "did you mean /code/dist?" },
    ],
    [then("COPY --from=build [|./build/web|] ./"), then("COPY --from=build /code/build/web ./"), { files }],
    [then("COPY --from=build [|/dist/|] ./"), then("COPY --from=build /code/dist ./"), { files }],
    [
      then("COPY --from=build /code/src [|package.json|] ./"),
      then("COPY --from=build /code/src /code/package.json ./"),
      { files },
    ],
    [
      "FROM scratch AS a\nCOPY src /x/\nFROM debian:13\nCOPY --from=a [|/y|] /",
      undefined,
      { files, message: "/y is not in a, so that the build stops here" },
    ],
    [
      "FROM debian:13 AS a\nRUN mkdir /made && rmdir /made\nFROM debian:13\nCOPY --from=a [|/made|] /",
      undefined,
      { files },
    ],
    [
      "FROM composer:2 AS v\nWORKDIR /srv\nCOPY composer.json ./\nRUN composer install\nFROM php:8.4-fpm\nCOPY --from=v [|vendor|] /var/www/vendor",
      "FROM composer:2 AS v\nWORKDIR /srv\nCOPY composer.json ./\nRUN composer install\nFROM php:8.4-fpm\nCOPY --from=v /srv/vendor /var/www/vendor",
    ],
  ],
  valid: [
    "FROM composer:2 AS v\nRUN composer install\nFROM php:8.4-fpm\nCOPY --from=v app/vendor /var/www/vendor",
    "FROM golang:1.25 AS b\nRUN go install example.com/x@latest\nFROM debian\nCOPY --from=b go/bin/x /usr/local/go /x/",
    ...[
      "COPY --from=build code/dist ./",
      "COPY --from=build /code/dist ./",
      "COPY --from=build /code/node_modules/x ./",
      "COPY --from=build /usr/local/bin/x ./",
      "COPY --from=build /root/.npm ./",
      "COPY --from=build /code/package.json ./",
      "COPY --from=build etc/passwd /etc/",
      "COPY --from=node:24 /nothing /etc/",
      "COPY --from=build /d* ./",
      "COPY --from=build $X ./",
    ].map((copy) => [then(copy), { files }] as const),
    ...[
      "RUN go build -o /out ./cmd",
      "RUN make DESTDIR=/out install",
      "RUN DESTDIR=/out make install",
      "ENV DESTDIR=/out\nRUN make install",
      "RUN ./build.sh",
      "RUN pip install --target=/out x",
      "RUN mkdir -p $X",
      "RUN mkdir -p out",
      "RUN cd / && git clone https://x.example/out.git",
      "RUN curl -L https://x.example/y | tar xz",
      "RUN curl -Lo out https://x.example/y",
      "RUN --mount=type=bind,target=/src cp /src/a /out",
      "ADD https://x.example/y.tar /out",
      "RUN <<EOF\nmkdir out\nEOF",
      "RUN install -d out",
    ].map((run) => [`FROM debian:13 AS a\n${run}\nFROM debian:13\nCOPY --from=a out /`, { files }] as const),
    ["FROM some/image AS a\nFROM debian:13\nCOPY --from=a /out /", { files }],
  ],
} satisfies Cases;
