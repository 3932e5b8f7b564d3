import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN dnf -y in [|tomcat|] httpd-2.4.6 && microdnf install [|a|] && tdnf install [|b|]", undefined],
    ["FROM fedora\nRUN dnf -y install [|git-${version}|]", undefined],
  ],
  valid: [
    "FROM fedora\nENV version=2.51.0\nRUN dnf -y install git-${version}",
    "FROM fedora\nRUN read version < x && dnf -y install git-${version}",
    "FROM fedora\nRUN dnf -y install 'dnf-command(builddep)-1' && dnf group install x",
  ],
} satisfies Cases;
