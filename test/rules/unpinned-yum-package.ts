import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "RUN yum -y install [|tomcat|] httpd-2.4.6 [|rpm-sign|] gcc-c++-1.1 openssl-1:1.1.1k @group ./x.rpm https://x/y.rpm",
      undefined,
    ],
    ["ONBUILD RUN yum module install -y [|tomcat|] nodejs:20", undefined],
  ],
  valid: [
    "FROM centos:7\nRUN yum groupinstall -y Tools && yum group install x && yum update -y && yum remove x",
    "ARG version=2.51.0-2.fc42\nRUN yum -y install git-core-$version",
    "FROM centos:7\nARG V\nRUN yum -y install git-$V kernel-devel-$(uname -r)",
  ],
} satisfies Cases;
