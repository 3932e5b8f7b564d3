import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN apt-get -yqq -t stable install [|curl|] git=1:2.5.0* [|wget|] x/testing ./y.deb z-", undefined],
    ["ONBUILD RUN sudo apt install -y [|curl|]", undefined, { message: '"curl"' }],
    [
      "FROM debian\nARG PACKAGES='curl git=1 wget'\nRUN apt-get install -y [|$PACKAGES|]",
      undefined,
      { message: "curl, wget" },
    ],
    [
      "FROM debian\nRUN apt-get install -y [|linux-headers-$(uname -r)|]",
      undefined,
      { message: '"linux-headers-$(uname -r)"' },
    ],
    [
      "ARG V\nFROM me/base\nRUN apt-get install -y [|postgresql-$V-pgvector|]",
      undefined,
      { message: '"postgresql-$V-pgvector"' },
    ],
  ],
  valid: [
    "FROM debian\nRUN apt-get install -y --no-install-recommends curl=8.* && apt-get update",
    'FROM debian\nARG V\nRUN apt-get install -y curl=$V $PACKAGES $(cat list) "$@"',
    "FROM debian\nENV P='curl=8'\nRUN apt-get install -y $P",
    "FROM debian\nRUN apt-get remove curl",
  ],
} satisfies Cases;
