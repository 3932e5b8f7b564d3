import type { Cases } from "../cases";

export default {
  invalid: [
    // The shell of a RUN sees no more than Docker does.
    [
      "ARG RELEASE=1\nFROM alpine:3.22\nRUN wget [|https://example.com/$RELEASE/a.tgz|]",
      "ARG RELEASE=1\nFROM alpine:3.22\nARG RELEASE\nRUN wget https://example.com/$RELEASE/a.tgz",
      { message: "RELEASE is declared above the first FROM" },
    ],
    [
      "FROM golang:1.27\nRUN GOARCH=[|$TARGETARCH|] go build -o /x .",
      "FROM golang:1.27\nARG TARGETARCH\nRUN GOARCH=$TARGETARCH go build -o /x .",
    ],
    [
      "FROM debian:13\nENV A=[|$$|] B=a[|$$|]b C=[|$!|] D=[|$?|] E=x[|$-|]y",
      undefined,
      { message: "keeps the dollar sign" },
    ],
    ["ARG V=1\nFROM me/a\n# The version.\nENV A=[|$V|]\n", "ARG V=1\nFROM me/a\nARG V\n# The version.\nENV A=$V\n"],
    ["FROM me/a\nCOPY b-[|$TARGETARCH|] /b", "FROM me/a\nARG TARGETARCH\nCOPY b-$TARGETARCH /b"],
    [
      "FROM alpine\nARG DIR_ASSETS=assets/\nCOPY [|$DIR_ASSET|] [|${DIR_ASSET}|]x .",
      "FROM alpine\nARG DIR_ASSETS=assets/\nCOPY $DIR_ASSETS ${DIR_ASSETS}x .",
      { message: "did you mean DIR_ASSETS" },
    ],
    ["FROM scratch\nCOPY [|$foo|]$foo .", "FROM scratch\nARG foo\nCOPY $foo$foo ."],
    ["FROM scratch\nCOPY [|${foo:-a}|] .", "FROM scratch\nARG foo\nCOPY ${foo:-a} .", { message: "default" }],
    ["FROM scratch\nENV LIBS=/a:[|$LIBS|]", "FROM scratch\nARG LIBS\nENV LIBS=/a:$LIBS"],
    ['FROM scratch\nENV [|$k|]=1 B="[|${foo#x}|]"', 'FROM scratch\nARG k\nARG foo\nENV $k=1 B="${foo#x}"'],
    [
      'FROM scratch\nLABEL a=[|$b|]\nUSER [|$u|]\nVOLUME ["/[|$v|]"]\nWORKDIR [|$w|]/x',
      'FROM scratch\nARG b\nLABEL a=$b\nARG u\nUSER $u\nARG v\nVOLUME ["/$v"]\nARG w\nWORKDIR $w/x',
    ],
    [
      "FROM scratch\nCOPY --chown=[|$u|] a b\nRUN --mount=type=cache,target=[|$HOME|]/.npm x",
      "FROM scratch\nARG u\nCOPY --chown=$u a b\nARG HOME\nRUN --mount=type=cache,target=$HOME/.npm x",
    ],
    ["FROM alpine\nCOPY <<E /a\n$PATH [|$1|] $1\nE\n", undefined],
    [
      "FROM alpine\nENV A=1\nCOPY <<-E /a\n\t$A [|$B|]\n\tE\n",
      "FROM alpine\nENV A=1\nARG B\nCOPY <<-E /a\n\t$A $B\n\tE\n",
    ],
    [
      "FROM scratch AS a\nENV X=1\nFROM scratch\nCOPY --from=a [|$X|] .",
      "FROM scratch AS a\nENV X=1\nFROM scratch\nARG X\nCOPY --from=a $X .",
    ],
    ["FROM scratch\nENV A=[|${B:?none}|]", "FROM scratch\nARG B\nENV A=${B:?none}", { message: "stops the build" }],
    ["FROM scratch\nENV C=1\nENV A=${C:-[|${B?}|]}", "FROM scratch\nENV C=1\nARG B\nENV A=${C:-${B?}}"],
    ["FROM alpine\nCOPY <<E /a\n\\$B [|$C|] $PATH\nE\n", "FROM alpine\nARG C\nCOPY <<E /a\n\\$B $C $PATH\nE\n"],
    ["FROM debian:13\nENV B=[|${GOPATH:-/go}|]/bin", "FROM debian:13\nARG GOPATH\nENV B=${GOPATH:-/go}/bin"],
    ["FROM debian\nENV A=[|$1|] B=[|$@|] C=\\$1", undefined, { message: "before any shell" }],
    ["FROM scratch\nARG A=1 B=[|$C|]", "FROM scratch\nARG C\nARG A=1 B=$C"],
  ],
  valid: [
    "ARG RELEASE=1\nFROM alpine:3.22\nARG RELEASE\nRUN wget https://example.com/$RELEASE/a.tgz",
    "ARG RELEASE=1\nFROM alpine:3.22\nRUN RELEASE=$(cat /r) && wget https://example.com/$RELEASE/a.tgz",
    "ARG RELEASE=1\nFROM alpine:3.22\nRUN . /etc/os-release && echo $RELEASE",
    "ARG RELEASE=1\nFROM alpine:3.22\nRUN echo '$RELEASE' \\$RELEASE ${RELEASE:-2}",
    // The shell sets it, what it reads when it starts, a mount, or the command itself.
    "ARG RELEASE=1\nFROM alpine:3.22\nRUN : ${RELEASE:=2} && echo $RELEASE",
    'ARG RELEASE=1\nFROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN printf -v RELEASE %s 2 && echo $RELEASE',
    'ARG UID=1\nFROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN echo $UID',
    'ARG RELEASE=1\nFROM debian:13\nSHELL ["/bin/bash", "-lc"]\nRUN echo $RELEASE',
    'ARG RELEASE=1\nFROM debian:13\nENV BASH_ENV=/etc/env\nSHELL ["/bin/bash", "-c"]\nRUN echo $RELEASE',
    "ARG RELEASE=1\nFROM debian:13\nRUN --mount=type=secret,id=r,env=RELEASE echo $RELEASE",
    // Whoever writes this knows that it may be missing.
    'ARG RELEASE=1\nFROM alpine:3.22\nRUN [ -z "${RELEASE+x}" ] || echo $RELEASE',
    // The image may tell what it is by the same name.
    "ARG ROS_DISTRO=jazzy\nFROM ros:$ROS_DISTRO\nENV A=/opt/ros/$ROS_DISTRO\nRUN apt-get install -y ros-$ROS_DISTRO-a",
    "ARG NODE_VERSION=24\nFROM node:${NODE_VERSION}\nRUN echo $NODE_VERSION",
    "FROM golang:1.27\nRUN for TARGETARCH in amd64 arm64; do GOARCH=$TARGETARCH go build; done",
    "FROM me/a\nENV PATH=$GOPATH/bin:$PATH B=${GOPATH:-/go}",
    "FROM grafana/grafana:12.0.0\nCOPY a $GF_PATHS_DATA/\nWORKDIR $HOME",
    "FROM me/a\nARG RELEASE\nLABEL v=$RELAESE",
    "FROM scratch\nARG L\nENV A=/x${L:+:$L}",
    "FROM alpine\nCOPY <<E /a\n$foo\nE\n",
    "FROM scratch\nARG foo\nCOPY a${foo} .\nENV B=$foo C=$PATH",
    "FROM scratch AS a\nENV X=1\nFROM a\nENV B=$X",
    "FROM scratch\nENV A='$foo' B=\\$foo",
    'FROM scratch\nRUN echo $foo\nCMD ["$foo"]\nSHELL ["$foo"]\nEXPOSE $PORT\nHEALTHCHECK CMD $x\nENTRYPOINT $y',
    "FROM scratch\nCOPY --exclude=$m a b\nONBUILD COPY $a b",
    "FROM scratch\nCOPY <<'E' /a\n$foo\nE\nRUN <<E\n$foo\nE",
    "FROM scratch\nENV A=1 B=$A",
    "FROM scratch\nENV A=1\nENV C=${A:-$x}",
    "FROM me/a\nCOPY $foo .",
    "FROM node:24\nENV V=$NODE_VERSION",
    "COPY $foo .",
    // Images whose variables nobody has listed.
    "FROM dunglas/frankenphp:1-php8.3\nCOPY app.ini $PHP_INI_DIR/app.conf.d/",
    "FROM mambaorg/micromamba:1.5\nCOPY --chown=$MAMBA_USER:$MAMBA_USER env.yaml /tmp/env.yaml",
    "FROM registry.access.redhat.com/ubi9/nodejs-20\nCOPY . $APP_ROOT/src",
    "FROM me/a\nENV A=${B:?none}",
    "FROM scratch\nARG B\nENV A=${B:?none}",
  ],
} satisfies Cases;
