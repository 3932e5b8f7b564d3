import type { Cases } from "../cases";

const from = "FROM debian:13\n";

export default {
  invalid: [
    [
      `${from}RUN [|apt-get update|]\nRUN apt-get install -y tini\n`,
      `${from}RUN apt-get update && apt-get install -y tini\n`,
    ],
    [
      `${from}# Lists.\nRUN [|apt-get update -y|]\n\n# An init.\nRUN DEBIAN_FRONTEND=noninteractive apt-get install -y \\\n    tini\nUSER node\n`,
      `${from}# Lists.\n\n# An init.\nRUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y \\\n    tini\nUSER node\n`,
    ],
    [
      `${from}RUN [|apt-get update|]\nWORKDIR /a\nRUN set -ex; apt-get install -y a; a\nRUN apt-get install -y b\n`,
      `${from}WORKDIR /a\nRUN set -ex; apt-get update && apt-get install -y a; a\nRUN apt-get install -y b\n`,
    ],
    [
      `${from}RUN dpkg --add-architecture i386 && [|apt-get update|]\nRUN apt-get install -y wine\n`,
      `${from}RUN dpkg --add-architecture i386 && apt-get update\nRUN apt-get update && apt-get install -y wine\n`,
    ],
    [
      `${from}RUN [|sudo apt-get update|]\nRUN sudo apt-get install -y a\n`,
      `${from}RUN sudo apt-get update && sudo apt-get install -y a\n`,
    ],
    [
      `${from}RUN [|apt-get update|]\nRUN if true; then apt-get install -y a; fi\n`,
      `${from}RUN apt-get update && if true; then apt-get install -y a; fi\n`,
    ],
    [
      `${from}RUN [|apt-get update|]\nRUN <<EOF\nset -e\napt-get install -y a\nEOF\n`,
      `${from}RUN <<EOF\nset -e\napt-get update && apt-get install -y a\nEOF\n`,
    ],
    [
      `${from}RUN \\\n  # Lists.\n  [|apt-get update|]\nRUN apt-get install -y a\n`,
      `${from}RUN \\\n  # Lists.\n  apt-get update\nRUN apt-get update && apt-get install -y a\n`,
    ],
    [`${from}RUN [|apt-get update|]\nRUN ["apt-get", "install", "-y", "a"]\n`, undefined],
    [
      "ONBUILD RUN [|apt-get update|]\nONBUILD RUN apt-get install -y a\n",
      "ONBUILD RUN apt-get update && apt-get install -y a\n",
    ],
    [
      `${from}RUN [|apt-get update|]\nRUN apt-get install -y gcc && ./configure\n`,
      `${from}RUN apt-get update && apt-get install -y gcc && ./configure\n`,
    ],
  ],
  valid: [
    "FROM debian\nRUN apt-get update && install-packages x\nRUN apt-get install -y y",
    `${from}RUN apt-get update && apt-get install -y a`,
    `${from}RUN apt-get update`,
    `${from}RUN apt-get update\nRUN apt-get update && apt-get install -y a`,
    `${from}RUN apt-get update && apt-get upgrade -y\nRUN apt-get install -y a`,
    `${from}RUN apt-get update\nFROM debian:13\nRUN apt-get install -y a`,
    `${from}RUN apt-get update\nRUN ./setup.sh\nRUN apt-get install -y a`,
    `${from}RUN apt-get update\nRUN curl -sL https://example.com/setup | bash - && apt-get install -y a`,
    `${from}RUN --mount=type=cache,target=/var/lib/apt apt-get update\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y a`,
    `${from}RUN apk update\nRUN apk add a`,
  ],
} satisfies Cases;
