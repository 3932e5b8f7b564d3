import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "ARG V=1\n# Why.\n[|LABEL|] a=b\n[|ENV|] c=d\nFROM e:$V AS f\nRUN x\n",
      "ARG V=1\nFROM e:$V AS f\n# Why.\nLABEL a=b\nENV c=d\nRUN x\n",
    ],
    ["[|RUN|] x\nCMD y", undefined, { message: "has none" }],
    ["[|ENV|] a=b\nARG V=1\nFROM e:$V", undefined],
    ["[|ONBUILD|] RUN x\nFROM a", "FROM a\nONBUILD RUN x"],
  ],
  valid: [
    // The FROM that is being typed.
    "FRO\nRUN a\nRUN b\n",
    "FRO\nRUN a\nFROM b\n",
    "# syntax=x\n# A comment.\nARG A=1\nFROM a\nRUN x",
    "INCLUDE+ Dockerfile.base\nFROM a",
    "",
  ],
} satisfies Cases;
