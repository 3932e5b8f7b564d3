/**
 * Images without a shell or a package manager that take the place of official ones, and where their program lies.
 * Sources: github.com/GoogleContainerTools/distroless; images.chainguard.dev; hub.docker.com/hardened-images/catalog.
 */

export interface BareImage {
  readonly kind: "distroless" | "Chainguard" | "Docker Hardened";
  readonly image: string;
  /** How the program is written in exec form; undefined when the entrypoint of the image is the program. */
  readonly program: string | undefined;
  /** Its path, for where the entrypoint does not reach: health checks. */
  readonly path: string;
  /** Accounts that may be named. */
  readonly users: readonly string[];
  /** The account that does what the one of the official image did. */
  readonly user: string;
  /** The release of Debian that it is made of; undefined when its C library is newer than all of them. */
  readonly debian: string | undefined;
  readonly costs: string;
}

/** Lines of Node.js and of Java, and the releases of Debian on which distroless has them. */
const distroless: Readonly<Record<string, readonly (readonly [major: number, debian: readonly string[]])[]>> = {
  node: [
    [20, ["bookworm"]],
    [22, ["bookworm", "trixie"]],
    [24, ["bookworm", "trixie"]],
  ],
  "eclipse-temurin": [
    [17, ["bookworm"]],
    [21, ["bookworm", "trixie"]],
  ],
};

const numbers: Readonly<Record<string, string>> = { bookworm: "12", trixie: "13" };

/** Lines of Node.js of which there are hardened images for certain. */
const hardenedLines: readonly number[] = [22, 24];

/** Those for a line of an official image; none for images of which nothing is known. */
export function bareImages(name: string, major: number): readonly BareImage[] {
  const java = name === "eclipse-temurin";
  if (name !== "node" && !java) return [];
  const releases = distroless[name]?.find(([line]) => line === major)?.[1] ?? [];
  const google = releases.map((debian): BareImage => {
    const image = `gcr.io/distroless/${java ? "java" : "nodejs"}${major}-debian${numbers[debian]}:nonroot`;
    const path = java ? "/usr/bin/java" : "/nodejs/bin/node";
    const users = ["root", "nonroot", "nobody"];
    const costs = "no shell to look around with, and what the program itself starts by a shell fails";
    return { kind: "distroless", image, program: undefined, path, users, user: "nonroot", debian, costs };
  });
  if (java || !hardenedLines.includes(major)) return google;
  return [
    ...google,
    {
      kind: "Chainguard",
      image: "cgr.dev/chainguard/node:latest",
      program: "node",
      path: "/usr/bin/node",
      users: ["root", "node"],
      user: "node",
      debian: undefined,
      costs:
        "no shell, and without a subscription only the newest line, so that the line of Node.js moves on by itself",
    },
    {
      kind: "Docker Hardened",
      image: `dhi.io/node:${major}-debian13`,
      program: "node",
      path: "node",
      users: ["root", "node"],
      user: "node",
      debian: "trixie",
      costs: "no shell, and builds have to log in at dhi.io",
    },
  ];
}

/** The one to build in, and the programs that it has beside those of every shell. */
export function hardenedBuilder(name: string, major: number) {
  if (name !== "node" || !hardenedLines.includes(major)) return undefined;
  return { image: `dhi.io/node:${major}-debian13-dev`, debian: "trixie", programs: new Set(["node", "npm", "npx"]) };
}
