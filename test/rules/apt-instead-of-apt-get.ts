import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM ubuntu\nRUN [|apt|] install python", "FROM ubuntu\nRUN apt-get install python"],
    [
      "FROM ubuntu\nRUN [|/usr/bin/apt|] -q update && sudo [|apt|] upgrade -y \\\n && [|apt|] full-upgrade",
      "FROM ubuntu\nRUN /usr/bin/apt-get -q update && sudo apt-get upgrade --with-new-pkgs -y \\\n && apt-get dist-upgrade",
    ],
    ['ONBUILD RUN [[|"apt"|], "show", "x"]', 'ONBUILD RUN ["apt-cache", "show", "x"]'],
    ["FROM ubuntu\nRUN [|apt|] list --installed", undefined],
    ["FROM ubuntu\nRUN [|apt|] $X", undefined],
    ["FROM ubuntu\nRUN bash -c '[|apt|] update'", "FROM ubuntu\nRUN bash -c 'apt-get update'"],
  ],
  valid: [
    "FROM ubuntu\nRUN apt-get update && apt-cache show x && apt-key add y && ls /etc/apt",
    "FROM ubuntu\nCMD apt",
  ],
} satisfies Cases;
