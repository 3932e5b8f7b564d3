import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM a\n# One.\n[|CMD|] b\nRUN x\nCMD c\n", "FROM a\n# One.\nRUN x\nCMD c\n", { message: "line 5" }],
    ['FROM a\n[|cmd|] ["b"]\n[|CMD|] ["c"]\nCMD ["d"]', 'FROM a\nCMD ["d"]'],
    ["FROM a\n[|CMD|] b \\\n  # why\n  c\nCMD d", "FROM a\n  # why\nCMD d"],
    ["FROM a\n# hadolint ignore=DL4003\n[|CMD|] b\nCMD c", "FROM a\n# hadolint ignore=DL4003\nCMD c"],
    ["[|CMD|] a\nCMD b", "CMD b"],
  ],
  valid: [
    "FROM a\nCMD b",
    "FROM a AS x\nCMD b\nFROM x\nCMD c",
    "FROM a\nCMD b\nONBUILD CMD c",
    "FROM a\nCMD b\nENTRYPOINT c",
    "FROM a\nCMD b\n# hadolint ignore=DL4003\nCMD c",
    "FROM a\nCMD b\n# check=skip=MultipleInstructionsDisallowed\nCMD c",
    "FROM a\n# drydock ignore=repeated-cmd\nCMD b\nCMD c",
  ],
} satisfies Cases;
