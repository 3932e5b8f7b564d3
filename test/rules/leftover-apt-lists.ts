import type { Cases } from "../cases";

const remove = "rm -rf /var/lib/apt/lists/*";
const from = "FROM debian:13\n";
const lists = "--mount=type=cache,target=/var/lib/apt,sharing=locked";

export default {
  invalid: [
    // Debian's images empty the cache of packages, unless they are told not to.
    [
      `${from}RUN rm /etc/apt/apt.conf.d/docker-clean\nRUN [|apt-get update|] && apt-get install -y tini`,
      `${from}RUN rm /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked ${lists} apt-get update && apt-get install -y tini`,
      { fix: "Keep the package lists in a cache mount" },
    ],
    [
      `${from}RUN [|apt-get update|] && apt-get install -y tini`,
      `${from}RUN apt-get update && apt-get install -y tini && ${remove}`,
    ],
    [
      `${from}RUN [|apt-get update|] && apt-get install -y tini`,
      `${from}RUN ${lists} apt-get update && apt-get install -y tini`,
      { fix: "Keep the package lists in a cache mount" },
    ],
    ["RUN [|apt update|] && apt install python", `RUN apt update && apt install python && ${remove}`],
    [
      `${from}RUN [|apt-get update|] \\\n    # An init.\n && apt-get install -y \\\n      tini \\\n && tini --version\nUSER node\n`,
      `${from}RUN apt-get update \\\n    # An init.\n && apt-get install -y \\\n      tini \\\n && tini --version \\\n && ${remove}\nUSER node\n`,
    ],
    [
      `${from}RUN <<EOF\n[|apt-get update|]\napt-get install -y tini\nEOF\n`,
      `${from}RUN <<EOF\napt-get update\napt-get install -y tini\n${remove}\nEOF\n`,
    ],
    [
      `${from}RUN [|sudo apt-get update|] && sudo apt-get install -y tini`,
      `${from}RUN sudo apt-get update && sudo apt-get install -y tini && sudo ${remove}`,
    ],
    [
      `${from}RUN [|apt-get update|] && apt-get install -y tini # init`,
      `${from}RUN apt-get update && apt-get install -y tini && ${remove} # init`,
    ],
    [
      `${from}RUN [|apt-get update|] && apt-get install -y tini || true`,
      `${from}RUN apt-get update && apt-get install -y tini && ${remove} || true`,
    ],
    [
      `${from}RUN [|apt-get update|] && apt-get install -y tini && apt-get clean`,
      `${from}RUN apt-get update && apt-get install -y tini && apt-get clean && ${remove}`,
    ],
    [
      `${from}RUN set -ex; [|apt-get update|]; apt-get install -y tini;`,
      `${from}RUN set -ex; apt-get update; apt-get install -y tini && ${remove};`,
    ],
    ['FROM debian:13\nRUN ["bash", "-c", "[|apt-get update|] && apt-get install -y tini"]', undefined],
    // Later RUNs install from these lists.
    [
      `${from}RUN [|apt-get update|] && apt-get install -y a\nRUN apt-get install -y b\n`,
      `${from}RUN apt-get update && apt-get install -y a && ${remove}\nRUN apt-get update && apt-get install -y b && ${remove}\n`,
    ],
    [
      `${from.replace("\n", " AS base\n")}RUN [|apt-get update|] && apt-get install -y a\nFROM base AS x\nRUN sudo apt-get install -y b\nFROM base\n`,
      `${from.replace("\n", " AS base\n")}RUN apt-get update && apt-get install -y a && ${remove}\nFROM base AS x\nRUN sudo apt-get update && sudo apt-get install -y b\nFROM base\n`,
    ],
    [`${from}RUN [|apt-get update|] && apt-get install -y a\nRUN ["apt-get", "install", "-y", "b"]\n`, undefined],
    // One of the two mounts is there already.
    [
      `${from}RUN --mount=type=cache,target=/var/cache/apt [|apt-get update|] && apt-get install -y tini`,
      `${from}RUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update && apt-get install -y tini`,
    ],
    [`${from}RUN rm -rf /x && [|apt-get update|]`, `${from}RUN rm -rf /x && apt-get update && ${remove}`],
    [
      "FROM ubuntu AS foo\nONBUILD RUN [|apt-get update|] && apt-get install python\nFROM scratch\n",
      `FROM ubuntu AS foo\nONBUILD RUN apt-get update && apt-get install python && ${remove}\nFROM scratch\n`,
    ],
    [
      "FROM ubuntu AS foo\nRUN [|aptitude update|] && aptitude install -y a\nFROM foo\n",
      `FROM ubuntu AS foo\nRUN aptitude update && aptitude install -y a && ${remove}\nFROM foo\n`,
    ],
  ],
  valid: [
    `${from}RUN apt-get update && apt-get install -y a && ${remove}`,
    `${from}RUN apt-get update && apt-get install -y a && rm -r "/var/lib/apt/lists"`,
    `${from}RUN apt-get update && apt-get install -y a && rm -rf /var/cache/* /var/lib/{apt,dpkg,cache,log}/`,
    `${from}RUN apt-get update && apt-get install -y a && apt-get distclean`,
    `${from}RUN apt-get update && apt-get install -y a && find /var/lib/apt/lists -type f -delete`,
    `${from}RUN apt-get update && apt-get install -y a && rm -rf $GARBAGE`,
    `${from}RUN apt-get update && apt-get install -y a && /usr/local/bin/cleanup.sh`,
    `${from}RUN <<EOF\napt-get update\napt-get install -y a\n${remove}\nEOF\n`,
    "FROM ubuntu AS foo\nRUN apt-get update && apt-get install python\nFROM scratch\nCOPY --from=foo /a /a\n",
    `${from}RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y a`,
    `${from}RUN --mount=type=cache,target=/var/cache/apt --mount=type=tmpfs,target=/var/lib/apt/ apt-get update`,
    `${from}RUN apt-get update\nRUN apt-get install -y a`,
    `${from}RUN apt-get install -y a`,
    `${from}RUN echo apt-get update`,
  ],
} satisfies Cases;
