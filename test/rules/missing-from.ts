import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|ARG|] A=1", undefined],
    ["[|ARG|] A\nARG B", undefined],
  ],
  valid: ["", "# nothing yet", "ARG A\nFROM a", "ENV A=1", "ARG A\nRUN x"],
} satisfies Cases;
