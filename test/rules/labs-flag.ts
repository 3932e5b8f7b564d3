import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM node\nCOPY [|--parents|] a b", "# syntax=docker/dockerfile:1\nFROM node\nCOPY --parents a b"],
    [
      "FROM node\nCOPY [|--exclude|]=x [|--exclude|]=y a b",
      "# syntax=docker/dockerfile:1\nFROM node\nCOPY --exclude=x --exclude=y a b",
    ],
    ["FROM node\nRUN [|--security|]=insecure x", "# syntax=docker/dockerfile:1\nFROM node\nRUN --security=insecure x"],
    ["FROM node\nRUN [|--device|]=x y", "# syntax=docker/dockerfile:1-labs\nFROM node\nRUN --device=x y"],
    ["FROM node\nADD [|--unpack|] a b", "# syntax=docker/dockerfile:1\nFROM node\nADD --unpack a b"],
    [
      "# syntax=docker/dockerfile:1.7\nFROM node\nCOPY [|--parents|] a b",
      "# syntax=docker/dockerfile:1\nFROM node\nCOPY --parents a b",
    ],
    [
      "# syntax=docker/dockerfile:1\nFROM node\nRUN [|--device|]=x y",
      "# syntax=docker/dockerfile:1-labs\nFROM node\nRUN --device=x y",
    ],
    [
      "# escape=\\\nFROM node\nCOPY [|--parents|] a b",
      "# syntax=docker/dockerfile:1\n# escape=\\\nFROM node\nCOPY --parents a b",
    ],
  ],
  valid: [
    "# syntax=docker/dockerfile:1-labs\nFROM node\nRUN --device=x y",
    "# syntax=docker/dockerfile:1.7-labs\nFROM node\nCOPY --parents a b",
    "# syntax=docker/dockerfile:1\nFROM node\nCOPY --parents a b",
    "# syntax=docker/dockerfile:1.20\nFROM node\nCOPY --parents a b",
    "# syntax=example/x\nFROM node\nCOPY --parents a b",
    "FROM node\nCOPY --link a b",
    "FROM node\nCOPY --parnets a b",
  ],
} satisfies Cases;
