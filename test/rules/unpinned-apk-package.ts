import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN apk add --no-cache -t .deps -X https://x/y 'a>1' b=~2 [|c|] d~3 e.apk !f", undefined],
    ["ONBUILD RUN apk --no-cache add \\\n  a=1 \\\n  [|b|]\n", undefined],
  ],
  valid: [
    "FROM alpine\nRUN apk add --virtual=.deps a=1 && apk del .deps && apk update",
    "FROM alpine\nARG V\nRUN apk add a=$V $LIST",
  ],
} satisfies Cases;
