import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM debian\nRUN a && [|sudo|] -E apt-get update && [|/usr/bin/sudo|] -- b",
      "FROM debian\nRUN a && apt-get update && b",
    ],
    ["ONBUILD RUN [|sudo|] A=1 apt-get update", "ONBUILD RUN A=1 apt-get update"],
    ['FROM debian\nRUN ["[|sudo|]", "ls"]'.replace('"[|sudo|]"', '[|"sudo"|]'), 'FROM debian\nRUN ["ls"]'],
    ["FROM debian\nRUN echo x | [|sudo|] tee /etc/y", "FROM debian\nRUN echo x | tee /etc/y"],
    [
      "FROM node:24\nUSER node\nRUN [|sudo|] a \\\n  && [|sudo|] b\n",
      "FROM node:24\nUSER node\nUSER root\nRUN a \\\n  && b\nUSER node\n",
    ],
    ["FROM node:24\nUSER node\nRUN [|sudo|] a && b", undefined],
    ["ARG U\nFROM node:24\nUSER $U\nRUN [|sudo|] a", undefined],
    [
      "FROM debian\nRUN useradd app\nRUN [|sudo|] -HE -u app a",
      "FROM debian\nRUN useradd app\nUSER app\nRUN a\nUSER root",
    ],
    ["FROM debian\nRUN [|sudo|] -u app a; [|sudo|] --user=b c", undefined],
    ["FROM node:24\nUSER node\nRUN [|sudo|] -u node a", "FROM node:24\nUSER node\nRUN a"],
    ["FROM debian\nRUN [|sudo|] -u $X a && [|sudo|] -g x b", undefined],
    ["FROM debian\nRUN [|sudo|] -i", undefined],
    ["FROM debian\nRUN [|sudo|] \\\n  a", undefined],
  ],
  valid: ["FROM debian\nRUN apt-get install sudo", "FROM debian\nRUN echo sudo # sudo", "FROM debian\nCMD sudo a"],
} satisfies Cases;
