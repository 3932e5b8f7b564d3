import type { Cases } from "../cases";

const bash = 'SHELL ["/bin/bash", "-c"]\n';

export default {
  invalid: [
    [
      "FROM debian\nRUN [|source|] ./a && [|source|] env.sh; sudo . /b\n",
      "FROM debian\nRUN . ./a && . ./env.sh; sudo . /b\n",
      { message: "dash" },
    ],
    ['FROM ubuntu\nRUN [ "$A" [|==|] "b" ] || test a [|==|] b', 'FROM ubuntu\nRUN [ "$A" = "b" ] || test a = b'],
    [
      "FROM node:24\nRUN a [|&> /dev/null|] && b [|&>>log|]\n",
      "FROM node:24\nRUN a > /dev/null 2>&1 && b >> log 2>&1\n",
    ],
    [
      "FROM debian\nRUN echo [|-e|] \"a\\nb\" > c && echo [|-ne|] 'x'",
      "FROM debian\nRUN printf '%b\\n' \"a\\nb\" > c && printf '%b' 'x'",
    ],
    [
      "FROM debian\nRUN a\nRUN [|[[ -f x ]]|] && b\nRUN mkdir -p [|{1..3}|]\n",
      `FROM debian\nRUN a\n${bash}RUN [[ -f x ]] && b\nRUN mkdir -p {1..3}\n`,
    ],
    [
      'FROM debian\nSHELL ["/bin/sh", "-ec"]\nRUN [|pushd|] /x',
      'FROM debian\nSHELL ["/bin/sh", "-ec"]\nSHELL ["/bin/bash", "-ec"]\nRUN pushd /x',
    ],
    [
      "FROM debian\nRUN x=1; echo [|${x:1}|] [|${x//a/b}|] [|${x^^}|] ${x:-1} [|$'a'|] \"$x\"",
      'FROM debian\nSHELL ["/bin/bash", "-c"]\nRUN x=1; echo ${x:1} ${x//a/b} ${x^^} ${x:-1} $\'a\' "$x"',
    ],
    [
      "FROM alpine\nRUN a [|<<< x|]; [|b=(1 2)|]; [[ a == b ]]; source c; echo -e d &> e",
      `FROM alpine\n${bash}RUN a <<< x; b=(1 2); [[ a == b ]]; source c; echo -e d &> e`,
    ],
    ["FROM debian\nRUN mkdir -p $X/[|{b,c-d,}|]/e", "FROM debian\nRUN mkdir -p $X/b/e $X/c-d/e $X//e"],
    ["FROM x\nRUN [|source|] $A", `FROM x\n${bash}RUN source $A`, { message: "for /bin/sh" }],
    ["FROM ubuntu\nRUN <<EOF\n#!/bin/sh\ndiff [|<(a)|] b\nEOF\n", undefined],
    ["ONBUILD RUN [|[[ a ]]|]", undefined],
  ],
  valid: [
    "FROM debian\nRUN . ./a && [ a = b ] && a > b 2>&1 && echo -n x && printf '%b' '\\n'",
    `FROM debian\n${bash}RUN source a && [[ b ]]`,
    "FROM debian\nRUN bash -c 'source a && [[ b ]]'",
    "FROM fedora\nRUN source a && [[ b == c ]] &> d",
    "FROM debian\nRUN <<EOF\n#!/bin/bash\n[[ a ]]\nEOF\n",
    'FROM debian\nRUN ["source", "a"]',
    "FROM debian\nRUN find . -exec rm {} + && awk '{a,b}' && echo \"{a,b}\" '[[ a ]]' ${a:-b} ${a#b} ${a%%/*}",
    "FROM debian\nCMD source a",
    "FROM mcr.microsoft.com/windows/servercore\nRUN echo {a,b}",
  ],
} satisfies Cases;
