import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN [|zypper|] install -y a", "RUN zypper install -y a && zypper clean --all"],
    [
      "FROM opensuse/leap\nRUN [|zypper|] -n in a && b",
      "FROM opensuse/leap\nRUN --mount=type=cache,target=/var/cache/zypp zypper -n in a && b",
      { fix: "Keep the files in a cache mount" },
    ],
    ["ONBUILD RUN zypper cc; [|zypper|] up -y", "ONBUILD RUN zypper cc; zypper up -y && zypper clean --all"],
  ],
  valid: [
    "RUN zypper install -y a && zypper clean",
    "ONBUILD RUN zypper in -y a && zypper cc -a",
    "RUN --mount=type=cache,target=/var/cache/zypp zypper in -y a",
    "RUN zypper ref",
  ],
} satisfies Cases;
