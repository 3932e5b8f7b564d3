import type { Cases } from "../cases";

export default {
  invalid: [
    // Up to Enterprise Linux 9 each of the two has a cache of its own.
    [
      "FROM almalinux:9\nRUN [|dnf|] install -y a && microdnf clean all",
      "FROM almalinux:9\nRUN dnf install -y a && microdnf clean all && dnf clean all",
    ],
    // The dnf of Enterprise Linux 8 and 9 keeps nothing below /var/cache/yum.
    [
      "FROM almalinux:9\nRUN [|dnf|] install -y a && rm -rf /var/cache/yum",
      "FROM almalinux:9\nRUN dnf install -y a && rm -rf /var/cache/yum && dnf clean all",
    ],
    ["RUN [|dnf|] in -y a", "RUN dnf in -y a && dnf clean all"],
    [
      "ONBUILD RUN [|microdnf|] install -y a",
      "ONBUILD RUN microdnf install -y a && microdnf clean all",
      { message: "microdnf" },
    ],
    [
      "FROM fedora\nRUN rm -rf /var/cache/libdnf5 && [|dnf|] -y up-min",
      "FROM fedora\nRUN rm -rf /var/cache/libdnf5 && dnf -y up-min && dnf clean all",
    ],
    [
      "FROM fedora:43\nRUN [|dnf|] module install -y a",
      "FROM fedora:43\nRUN --mount=type=cache,target=/var/cache/libdnf5 dnf module install -y a",
      { fix: "Keep the files in a cache mount" },
    ],
    [
      "FROM mcr.microsoft.com/azurelinux/base/core:3.0\nRUN [|tdnf|] makecache",
      "FROM mcr.microsoft.com/azurelinux/base/core:3.0\nRUN --mount=type=cache,target=/var/cache/tdnf tdnf makecache",
      { fix: "Keep the files in a cache mount" },
    ],
    [
      "FROM fedora:43\nRUN <<EOF\n[|dnf|] -y upgrade\nEOF\n",
      "FROM fedora:43\nRUN <<EOF\ndnf -y upgrade\ndnf clean all\nEOF\n",
    ],
  ],
  valid: [
    "FROM almalinux:9\nRUN dnf install -y a && rm -rf /var/cache/dnf",
    "FROM almalinux:9\nRUN dnf install -y a && rm -rf /var/cache",
    "FROM example\nRUN dnf install -y a && rm -rf /var/cache/yum",
    "FROM almalinux:10\nRUN dnf install -y a && microdnf clean all",
    "FROM almalinux:9\nRUN dnf install -y a && yum clean all",
    "RUN dnf install -y a && rm -rf /var/cache/yum/*",
    "FROM fedora\nRUN dnf install -y a && yum clean all",
    "FROM fedora\nRUN --mount=type=tmpfs,target=/var/cache/libdnf5 dnf install -y a",
    "FROM fedora\nRUN --mount=type=cache,target=/var/cache/dnf/ dnf install -y a",
    "FROM mcr.microsoft.com/cbl-mariner/base/core:2.0\nRUN --mount=type=cache,target=/var/cache/tdnf tdnf install -y less",
    "FROM fedora AS a\nRUN dnf install -y a\nFROM fedora",
    "FROM fedora\nRUN yum install -y a",
  ],
} satisfies Cases;
