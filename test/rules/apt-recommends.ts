import type { Cases } from "../cases";

const flag = "--no-install-recommends";

export default {
  invalid: [
    [
      'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN names=(curl git); apt-get [|install|] -y "${names[@]}"',
      'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN names=(curl git); apt-get install -y --no-install-recommends "${names[@]}"',
    ],
    // The next instruction brings the certificates.
    [
      "FROM debian:13\nRUN apt-get update && apt-get [|install|] -y curl\nRUN apt-get install -y --no-install-recommends ca-certificates",
      "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends curl\nRUN apt-get install -y --no-install-recommends ca-certificates",
    ],
    // A variable that is known, or that stands behind packages.
    [
      "FROM debian:13\nRUN deps='gcc make' && apt-get update && apt-get [|install|] -y $deps",
      "FROM debian:13\nRUN deps='gcc make' && apt-get update && apt-get install -y --no-install-recommends $deps",
    ],
    [
      "FROM debian:13\nRUN apt-get update; for p in curl ca-certificates; do apt-get [|install|] -y $p; done",
      "FROM debian:13\nRUN apt-get update; for p in curl ca-certificates; do apt-get install -y --no-install-recommends $p; done",
    ],
    [
      "FROM debian:13\nARG EXTRA=\nRUN apt-get update && apt-get [|install|] -y make $EXTRA",
      "FROM debian:13\nARG EXTRA=\nRUN apt-get update && apt-get install -y --no-install-recommends make $EXTRA",
    ],
    [
      "FROM debian:13\nRUN apt-get update \\\n  && apt-get [|install|] -y \\\n    bash \\\n    curl \\\n    git",
      "FROM debian:13\nRUN apt-get update \\\n  && apt-get install -y --no-install-recommends \\\n    bash \\\n    curl \\\n    ca-certificates \\\n    git",
    ],
    [
      "FROM debian:13\nRUN apt-get install --no-install-recommends curl ca-certificates && apt-get [|install|] -y nodejs",
      "FROM debian:13\nRUN apt-get install --no-install-recommends curl ca-certificates && apt-get install -y --no-install-recommends nodejs",
    ],
    ["FROM debian:13\nRUN apt-get [|install|] -y tini", `FROM debian:13\nRUN apt-get install -y ${flag} tini`],
    ["RUN apt-get [|install|] python", `RUN apt-get install ${flag} python`],
    ["ONBUILD RUN apt-get -y [|install|] python", `ONBUILD RUN apt-get -y install ${flag} python`],
    [
      "FROM debian:13\nRUN apt-get [|install|] -qqy \\\n    # An init.\n    tini\n",
      `FROM debian:13\nRUN apt-get install -qqy ${flag} \\\n    # An init.\n    tini\n`,
    ],
    ["FROM debian:13\nRUN apt [|install|] -y tini", `FROM debian:13\nRUN apt install -y ${flag} tini`],
    [
      'FROM debian:13\nRUN ["apt-get", [|"install"|], "-y", "tini"]',
      `FROM debian:13\nRUN ["apt-get", "install", "-y", "${flag}", "tini"]`,
    ],
    [
      "FROM debian:13\nRUN xargs apt-get [|install|] -y < packages",
      `FROM debian:13\nRUN xargs apt-get install -y ${flag} < packages`,
    ],
    // Certificates are recommended only.
    [
      "FROM debian:13\nRUN apt-get [|install|] -y \\\n  curl \\\n  jq\n",
      `FROM debian:13\nRUN apt-get install -y ${flag} \\\n  curl \\\n  ca-certificates \\\n  jq\n`,
    ],
    [
      "FROM debian:13\nRUN apt-get [|install|] -y ca-certificates git",
      `FROM debian:13\nRUN apt-get install -y ${flag} ca-certificates git`,
    ],
    [
      `FROM debian:13\nRUN apt-get install -y ${flag} a\nRUN apt-get [|install|] -y b`,
      `FROM debian:13\nRUN apt-get install -y ${flag} a\nRUN apt-get install -y ${flag} b`,
    ],
    [
      "FROM debian:13 AS build\nRUN apt-get [|install|] -y make\nFROM debian:13\n",
      `FROM debian:13 AS build\nRUN apt-get install -y ${flag} make\nFROM debian:13\n`,
    ],
    ['FROM debian:13\nRUN bash -c "apt-get [|install|] -y tini"', undefined],
  ],
  valid: [
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN names=(-y --no-install-recommends curl); apt-get install "${names[@]}"',
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN names=(curl); names+=($MORE); apt-get install -y "${names[@]}"',
    "RUN for o in --no-install-recommends -q; do apt-get install -y $o curl; done",
    'FROM debian:13\nARG APT="--no-install-recommends"\nRUN apt-get update && apt-get install -y $APT make',
    "FROM debian:13\nRUN o='-y --no-install-recommends'; apt-get update; apt-get install $o make",
    "FROM debian:13\nRUN apt-get update && apt-get install -y $UNKNOWN make",
    "FROM debian:13\nRUN apt-get update && apt-get install -y make $APT_OPTS",
    `RUN apt-get install ${flag} python`,
    `ONBUILD RUN apt-get -y ${flag} install python`,
    "RUN apt-get -o APT::Install-Recommends=false install python",
    'RUN apt-get -o "APT::Install-Recommends=0" install python',
    "RUN apt-get -oAPT::Install-Recommends=no install python",
    "RUN apt-get install --install-recommends python",
    "RUN apt-get install $OPTIONS python",
    "RUN apt-get install -fy",
    "RUN apt-get update",
    "FROM debian:13\nRUN echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/1 && apt-get install -y a\nRUN apt-get install -y b",
    'FROM debian:13\nRUN <<EOF\ncat > /etc/apt/apt.conf.d/1 <<X\nAPT::Install-Recommends "false";\nX\napt-get install -y a\nEOF\n',
    "FROM debian:13\nCOPY 99conf /etc/apt/apt.conf.d/\nRUN apt-get install -y a",
  ],
} satisfies Cases;
