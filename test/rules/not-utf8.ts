import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|F\u0000R\u0000O\u0000M\u0000 \u0000x\u0000|]\n\u0000", undefined],
    ["[|��F\u0000R\u0000O\u0000M\u0000|]", undefined],
  ],
  valid: ["FROM node", "FROM node\nRUN a\u0000b", "", "﻿FROM node"],
} satisfies Cases;
