import type { Cases } from "../cases";

export default {
  invalid: [
    ["# a\n[|# syntax=docker/dockerfile:1|]\nFROM node", "# syntax=docker/dockerfile:1\n# a\nFROM node"],
    ["\n[|# syntax = docker/dockerfile:1|]\n\nFROM node", "# syntax = docker/dockerfile:1\n\n\nFROM node"],
    ["# a\n[|# escape=`|]\nFROM node", undefined],
    ["FROM node\n[|# escape=`|]\nRUN a `\n b", undefined],
    ["FROM node\n[|# syntax=docker/dockerfile:1|]\nRUN a", undefined],
  ],
  valid: [
    "# syntax=docker/dockerfile:1\n# escape=`\nFROM node",
    "# syntax=docker/dockerfile:1\n# syntax=docker/dockerfile:1\nFROM node",
    "FROM node\n# syntax = something to know\n",
    "FROM node\n# check=skip=all\nRUN a",
    "# escape=/\nFROM node",
    "FROM node\nRUN a \\\n# escape=`\n b",
  ],
} satisfies Cases;
