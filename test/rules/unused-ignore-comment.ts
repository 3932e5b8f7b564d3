import type { Cases } from "../cases";

export default {
  others: [
    "root-user",
    "untagged-image",
    "latest-tag",
    "missing-dockerignore",
    "untrusted-registry",
    "duplicate-stage-name",
  ],
  removesComments: true,
  invalid: [
    [
      "FROM node:24\n# drydock ignore=[|root-user|] -- why\nUSER node\n",
      "FROM node:24\nUSER node\n",
      { message: "root-user finds nothing here" },
    ],
    [
      "# drydock ignore-file=[|DL3002|]\nFROM node:24\nUSER node",
      "FROM node:24\nUSER node",
      { message: "DL3002 (root-user) finds nothing in this file" },
    ],
    // Of several names only those that are used stay.
    [
      "# drydock ignore=untagged-image, [|latest-tag|] -- why\nFROM node",
      "# drydock ignore=untagged-image -- why\nFROM node",
    ],
    [
      "# drydock ignore=[|latest-tag|], untagged-image -- why\nFROM node",
      "# drydock ignore=untagged-image -- why\nFROM node",
    ],
    ["# drydock ignore=[|latest-tag|],[|root-user|]\nFROM node:24", "FROM node:24"],
    // One below the other, inside of an instruction, and above nothing.
    [
      "# drydock ignore=untagged-image\n# drydock ignore=[|latest-tag|]\nFROM node",
      "# drydock ignore=untagged-image\nFROM node",
    ],
    ["FROM a\nRUN a \\\n  # drydock ignore=[|root-user|]\n  && b\nUSER root", "FROM a\nRUN a \\\n  && b\nUSER root"],
    ["FROM a:1\n# drydock ignore=[|untagged-image|]", "FROM a:1"],
    // The line below must not become a directive.
    ["# drydock ignore=[|latest-tag|]\n# check=skip=all\nFROM a:1\n", "#\n# check=skip=all\nFROM a:1\n"],
    // Names of no rule.
    [
      "# drydock ignore=[|untaged-image|]\nFROM node",
      "# drydock ignore=untagged-image\nFROM node",
      { message: 'There is no rule "untaged-image"; did you mean "untagged-image"?' },
    ],
    [
      "# drydock ignore=[|whatever-this-is|]\nFROM node",
      "FROM node",
      { message: 'There is no rule "whatever-this-is"' },
    ],
    ["# hadolint ignore=[|DL306|]\nFROM node", "FROM node", { message: 'There is no rule "DL306"' }],
    [
      "FROM node\n# check=skip=[|MaintainerDeprecatd|]\nMAINTAINER x",
      "FROM node\n# check=skip=MaintainerDeprecated\nMAINTAINER x",
    ],
    // Comments for other tools.
    ["FROM a:1\n# hadolint ignore=[|DL3002|] # why\nUSER node\n", "FROM a:1\nUSER node\n"],
    [
      "FROM a:1\n# hadolint stage ignore=[|DL3002|]\nFROM b:1\nUSER c\n",
      "FROM a:1\nFROM b:1\nUSER c\n",
      { message: "DL3002 (root-user) finds nothing in this stage" },
    ],
    [
      "FROM a:1\n# check=skip=[|DuplicateStageName|]\nFROM b:1 AS c",
      "FROM a:1\nFROM b:1 AS c",
      { message: "DuplicateStageName is skipped by a check comment at the top of the file only" },
    ],
    // With a build context at hand.
    ["# drydock ignore-file=[|missing-dockerignore|]\nFROM a:1\n", "FROM a:1\n", { files: {} }],
  ],
  valid: [
    "FROM a:1\n# hadolint ignore=DL3003,DL4006\nRUN (cd /x && y) && echo z | sha256sum -c -",
    "# hadolint global ignore=DL3003\nFROM a:1\nRUN (cd /x && y)",
    "# drydock ignore=untagged-image\nFROM node\n# hadolint ignore=DL3002\nUSER root",
    "# drydock ignore-file=untagged-image\nFROM node\n# drydock ignore=all\nUSER node",
    // Rules that are off, or that know too little.
    "# drydock ignore=missing-user,missing-dockerignore,untrusted-registry\nFROM a:1",
    // Names that only other tools know.
    "# hadolint ignore=DL3005,SC2086\nFROM a:1\n# check=skip=all,SomethingNew\nUSER b\n# drydock ignore=SC2086\nRUN c",
    // Half-typed.
    "# drydock ignore=latest-tag\nFROM a:1\nRUN <<EOF\nb",
    "# drydock ignore-file=unused-ignore-comment\n# drydock ignore=latest-tag\nFROM a:1",
    "FROM a:1\n# drydock ignore=unused-ignore-comment\nUSER b",
    "# drydock ignore=\n# hadolint ignore=\n# check=skip=\n# check=\nFROM a:1",
  ],
} satisfies Cases;
