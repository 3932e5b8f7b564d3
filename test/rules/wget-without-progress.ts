import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nRUN [|wget|] my.xyz", "FROM node\nRUN wget --progress=dot:giga my.xyz"],
    ["ONBUILD RUN a && [|wget|] -O f https://x \\\n  && b", "ONBUILD RUN a && wget -nv -O f https://x \\\n  && b"],
    ["FROM node:24-alpine\nRUN [|wget|] -O- $URL | tar x", "FROM node:24-alpine\nRUN wget -q -O- $URL | tar x"],
    ["FROM alpine\nRUN apk add wget && [|wget|] x", "FROM alpine\nRUN apk add wget && wget --progress=dot:giga x"],
    ['FROM node\nRUN [[|"wget"|], "x"]', 'FROM node\nRUN ["wget", "--progress=dot:giga", "x"]'],
  ],
  valid: [
    "FROM node\nRUN wget -q x; wget -qO- x; wget --quiet x; wget -nv x; wget --no-verbose x; wget --progress=bar x",
    "FROM node\nRUN wget -o log x; wget --output-file=/tmp/wget.log x; wget -a log x; wget --append-output log x",
    "FROM node\nRUN wget --spider x; wget --version; wget $WGET_OPTS x; apt-get install wget; curl x",
  ],
} satisfies Cases;
