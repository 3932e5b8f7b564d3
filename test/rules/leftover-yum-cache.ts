import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN [|yum|] install -y a", "RUN yum install -y a && yum clean all"],
    [
      "FROM centos:7\nRUN yum -y update \\\n && [|yum|] install -y a \\\n # x\n && b\n",
      "FROM centos:7\nRUN yum -y update \\\n && yum install -y a \\\n # x\n && b \\\n && yum clean all\n",
    ],
    ["FROM centos:7\nRUN sudo [|yum|] install -y a", "FROM centos:7\nRUN sudo yum install -y a && sudo yum clean all"],
    [
      "FROM centos:7\nRUN [|yum|] install -y a",
      "FROM centos:7\nRUN --mount=type=cache,target=/var/cache/yum yum install -y a",
      { fix: "Keep the files in a cache mount" },
    ],
    [
      "FROM rockylinux:9\nRUN [|yum|] install -y a || true",
      "FROM rockylinux:9\nRUN --mount=type=cache,target=/var/cache/dnf yum install -y a || true",
    ],
    [
      "FROM centos:7\nRUN yum clean all && [|yum|] install -y a",
      "FROM centos:7\nRUN yum clean all && yum install -y a && yum clean all",
    ],
    ["FROM x\nUSER y\nRUN [|yum|] install -y a # b", undefined],
    ["FROM x\nUSER y\nRUN [|yum|] install -y a; b || c", undefined],
  ],
  valid: [
    "ONBUILD RUN yum install -y a && rm -rf /var/cache/yum/*",
    "FROM centos:7\nRUN yum install -y a && yum clean all && rm -rf /var/cache/yum",
    "FROM centos:7\nRUN yum install -y a; rm -rf /var/cache/*",
    "FROM centos:7\nRUN --mount=type=cache,target=/var/cache yum install -y a",
    "FROM centos:7 AS build\nRUN yum install -y a\nFROM scratch\nCOPY --from=build /a /a",
    "FROM centos:7\nRUN yum repolist && yum remove -y a",
  ],
} satisfies Cases;
