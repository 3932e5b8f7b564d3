import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN dnf [|install|] httpd && dnf clean all", "RUN dnf install -y httpd && dnf clean all"],
    ["RUN dnf5 [|install|] httpd", "RUN dnf5 install -y httpd"],
    ["ONBUILD RUN microdnf [|install|] a", "ONBUILD RUN microdnf install -y a"],
    ["FROM photon\nRUN tdnf [|upgrade|]", "FROM photon\nRUN tdnf upgrade -y"],
    [
      'FROM fedora\nRUN ["dnf", [|"module"|], "install", "a"]',
      'FROM fedora\nRUN ["dnf", "module", "-y", "install", "a"]',
    ],
  ],
  valid: [
    "FROM fedora\nRUN dnf install -y a && dnf -y up && dnf makecache && dnf clean all && yum install a",
    "FROM fedora\nRUN dnf install --assumeno a && dnf repolist",
  ],
} satisfies Cases;
