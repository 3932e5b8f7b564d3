import type { Cases } from "../cases";

export default {
  invalid: [["FROM a\n[|# hadolint ignore=DL3003, SC1090|]\nRUN b", undefined, { message: "DL3003, SC1090" }]],
  valid: [
    "# hadolint shell=powershell\n# hadolint global ignore=DL3003\n# hadolint stage ignore=DL3003\nFROM a\n# ignore=DL3003\nRUN b",
  ],
} satisfies Cases;
