import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nSTOPSIGNAL [|SIGTREM|]", "FROM node\nSTOPSIGNAL SIGTERM", { message: "SIGTERM" }],
    ["FROM node\nSTOPSIGNAL [|SIGFOO|]", undefined],
    ["FROM node\nSTOPSIGNAL [|0|]", undefined],
    ["FROM node\nSTOPSIGNAL [|SIGTERM SIGINT|]", undefined],
    ["FROM node\nSTOPSIGNAL [|SIGRTMIN+99|]", undefined],
    ["FROM node\nSTOPSIGNAL [|SIGTERM # stop|]", "FROM node\n# stop\nSTOPSIGNAL SIGTERM"],
    ["FROM node\nSTOPSIGNAL [|1.5|]", undefined],
    ["FROM node\nSTOPSIGNAL [|QIUT|]", "FROM node\nSTOPSIGNAL SIGQUIT"],
    ["FROM node\nONBUILD STOPSIGNAL [|SIGFOO|]", undefined],
  ],
  valid: [
    "FROM node\nSTOPSIGNAL SIGTERM",
    "FROM node\nSTOPSIGNAL term",
    "FROM node\nSTOPSIGNAL 9",
    "FROM node\nSTOPSIGNAL SIGRTMIN+3",
    "FROM node\nSTOPSIGNAL RTMAX-14",
    "FROM node\nSTOPSIGNAL $X",
    'FROM node\nSTOPSIGNAL "SIGTERM"',
    "FROM node\nSTOPSIGNAL",
  ],
} satisfies Cases;
