/** The vulnerability scanners that are known: what they are started with, and what their exit codes mean. */

import type { ScannerName } from "../types";

export interface Scanner {
  readonly name: ScannerName;
  readonly program: string;
  /** Before the image. */
  readonly words: readonly string[];
  /** Exit codes of a report, besides 0: some say so that they have found something. */
  readonly codes: readonly number[];
  /**
   * What follows `words` in place of an image of a registry: one that a builder has made and keeps, of which only what a fix
   * is there for is asked. undefined where the scanner cannot reach the images of that builder; absent where it can reach none.
   */
  readonly fixable?: (image: string, builder: string) => readonly string[] | undefined;
}

/** In the order in which they are looked for. */
export const scanners: readonly Scanner[] = [
  // Variables of the environment may have them end with 1, and Grype with 2, when they find something.
  {
    name: "Trivy",
    program: "trivy",
    words: ["image", "--quiet", "--scanners", "vuln", "--format", "json"],
    codes: [1],
    fixable: (image, builder) => {
      const source = { docker: "docker", podman: "podman", nerdctl: "containerd" }[builder];
      return ["--ignore-unfixed", ...(source === undefined ? [] : ["--image-src", source]), image];
    },
  },
  {
    name: "Grype",
    program: "grype",
    words: ["--quiet", "--output", "json"],
    codes: [1, 2],
    fixable: (image, builder) => (builder === "nerdctl" ? undefined : ["--only-fixed", `${builder}:${image}`]),
  },
  { name: "Snyk", program: "snyk", words: ["container", "test", "--json"], codes: [1] },
  { name: "Docker Scout", program: "docker", words: ["scout", "cves", "--format", "sarif"], codes: [2] },
];
