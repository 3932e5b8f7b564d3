import type { Cases } from "../cases";

export default {
  invalid: [
    ["# escape=[|x|]\nFROM node", undefined],
    ["# escape=`\n[|# escape=`|]\nFROM node", undefined],
    ["# syntax=docker/dockerfile:1\n[|# syntax=docker/dockerfile:1|]\nFROM node", undefined],
    ["# check=[|foo=1|]\nFROM node", undefined],
    ["# check=[|error=maybe|]\nFROM node", undefined],
    ["# check=[|skip|]\nFROM node", undefined],
    ["# syntax=[|docker/dockerfile:|]\nFROM node", undefined],
  ],
  valid: [
    "# syntax=docker/dockerfile:1.7-labs\nFROM node",
    "# syntax=docker.io/docker/dockerfile:1@sha256:0123456789012345678901234567890123456789012345678901234567890123\nFROM node",
    "# escape=`\nFROM node",
    "# check=skip=all;error=true\nFROM node",
    "# check=skip=JSONArgsRecommended\nFROM node",
    "# escape=\nFROM node",
    "# comment\n# escape=x\nFROM node",
    "#!/x\n# escape=x\nFROM node",
  ],
} satisfies Cases;
