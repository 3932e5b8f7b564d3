import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM debian:13\nRUN cat list | sort && apt-get [|purge|] gcc",
      "FROM debian:13\nRUN cat list | sort && apt-get purge -y gcc",
    ],
    ["FROM debian:13\nRUN apt-get [|install|] curl", "FROM debian:13\nRUN apt-get install -y curl"],
    ["RUN apt-get [|install|] python", "RUN apt-get install -y python"],
    ["ONBUILD RUN apt-get [|install|] python", "ONBUILD RUN apt-get install -y python"],
    [
      "FROM debian:13\nRUN apt-get -q [|install|] \\\n    # The client.\n    curl \\\n    git\n",
      "FROM debian:13\nRUN apt-get -q install -y \\\n    # The client.\n    curl \\\n    git\n",
    ],
    [
      "FROM debian:13\nRUN apt-get update && sudo /usr/bin/apt-get [|install|] curl",
      "FROM debian:13\nRUN apt-get update && sudo /usr/bin/apt-get install -y curl",
    ],
    [
      "FROM debian:13\nRUN DEBIAN_FRONTEND=noninteractive apt-get [|upgrade|] && apt [|install|] a",
      "FROM debian:13\nRUN DEBIAN_FRONTEND=noninteractive apt-get upgrade -y && apt install -y a",
      { message: "asks for confirmation" },
    ],
    [
      'FROM debian:13\nRUN ["apt-get", [|"install"|], "curl"]',
      'FROM debian:13\nRUN ["apt-get", "install", "-y", "curl"]',
    ],
    [
      "FROM debian:13\nRUN <<EOF\napt-get update\napt-get [|install|] curl\nEOF\n",
      "FROM debian:13\nRUN <<EOF\napt-get update\napt-get install -y curl\nEOF\n",
    ],
    ["FROM debian:13\nRUN apt-get [|install|] -q=1 curl", "FROM debian:13\nRUN apt-get install -y -q=1 curl"],
    ['FROM debian:13\nRUN sh -c "apt-get [|install|] curl"', undefined],
    [
      "FROM debian:13\nRUN if true; then apt-get [|remove|] gcc; fi",
      "FROM debian:13\nRUN if true; then apt-get remove -y gcc; fi",
    ],
    [
      "FROM debian:13\nRUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/1\nFROM debian:13\nRUN apt-get [|install|] a",
      "FROM debian:13\nRUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/1\nFROM debian:13\nRUN apt-get install -y a",
    ],
  ],
  valid: [
    "FROM debian:13\nRUN apt-get clean && apt-get purge && apt-get autoremove --purge -y",
    "RUN apt-get install -yq python",
    "RUN apt-get --yes install python",
    "RUN apt-get --assume-yes install python",
    "RUN apt-get install -qq python",
    "RUN apt-get install -qqo A::B=c python",
    "RUN apt-get install -q -q python",
    "ONBUILD RUN apt-get install --quiet --quiet python",
    "RUN apt-get install -q=2 python",
    "RUN apt-get -o APT::Get::Assume-Yes=true install python",
    "RUN yes | apt-get install python",
    "RUN apt-get install python < answers",
    "RUN apt-get install $OPTIONS python",
    "RUN apt-get install --dry-run python",
    "RUN apt-get update && apt-get clean",
    "RUN echo apt-get install python",
    "RUN aptitude install python",
    "FROM debian:13 AS a\nRUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/1\nFROM a\nRUN apt-get install python",
    "FROM debian:13\nCOPY apt.conf /etc/apt/\nRUN apt-get install python",
  ],
} satisfies Cases;
