import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN zypper [|dup|]", "RUN zypper update"],
    ["ONBUILD RUN zypper -n [|dist-upgrade|] -y && b", "ONBUILD RUN zypper -n update -y && b"],
    ['FROM opensuse/leap\nRUN ["zypper", [|"dup"|]]', undefined],
  ],
  valid: ["RUN zypper update", "FROM opensuse/tumbleweed\nRUN zypper dup -y"],
} satisfies Cases;
