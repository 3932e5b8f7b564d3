import type { Cases } from "../cases";

export default {
  invalid: [
    ["RUN yum [|install|] httpd && yum clean all", "RUN yum install -y httpd && yum clean all"],
    ["FROM centos:7\nRUN sudo yum -q [|update|]", "FROM centos:7\nRUN sudo yum -q update -y"],
    [
      "FROM centos:7\nRUN yum [|groupinstall|] $PACKAGES \\\n  a",
      "FROM centos:7\nRUN yum groupinstall -y $PACKAGES \\\n  a",
    ],
    ["ONBUILD RUN yum [|group|] install x", "ONBUILD RUN yum group -y install x"],
    ["FROM centos:7\nRUN sh -c 'yum [|install|] a'", undefined],
  ],
  valid: [
    "FROM centos:7\nRUN yum install -y a && yum -qy b && yum --assumeyes install c && yum list && dnf install a",
    "FROM centos:7\nRUN yes | yum install a; yum --setopt=assumeyes=1 install b",
    "FROM centos:7\nRUN yum install $YUM_OPTIONS a && yum install $@",
    'FROM centos:7\nENV A="-y -q"\nRUN yum $A install a',
    "FROM centos:7\nRUN echo assumeyes=1 >> /etc/yum.conf\nRUN yum install a",
  ],
} satisfies Cases;
