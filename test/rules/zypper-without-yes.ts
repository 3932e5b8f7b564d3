import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN zypper [|install|] a=1 && zypper clean", "RUN zypper --non-interactive install a=1 && zypper clean"],
    ["ONBUILD RUN zypper -q [|in|] a", "ONBUILD RUN zypper --non-interactive -q in a"],
    [
      "FROM opensuse/leap\nRUN zypper ref && zypper [|dup|]",
      "FROM opensuse/leap\nRUN zypper ref && zypper --non-interactive dup",
    ],
  ],
  valid: [
    "FROM opensuse/leap\nRUN zypper install -n a && zypper -n in b && zypper in -y c && zypper rm --no-confirm d",
    "FROM opensuse/leap\nRUN zypper --non-interactive up && zypper refresh && zypper clean",
    "FROM opensuse/leap\nRUN zypper $ZYPPER_OPTS in a",
  ],
} satisfies Cases;
