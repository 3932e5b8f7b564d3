import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN zypper --non-interactive in -y [|tomcat|] 'a>=1' b\\<=2 c=3 x.rpm && zypper install [|y|]", undefined],
  ],
  valid: ["FROM opensuse/leap\nRUN zypper in -t pattern devel_basis && zypper up && zypper in https://x/y.rpm"],
} satisfies Cases;
