/** What scanners for vulnerabilities say of an image: packages that a fix is there for. */

/** A scanner, by the words that have it look through an image of a builder, and how its JSON is read. */
export interface Scanner {
  readonly program: string;
  /** undefined where it cannot reach the images of that builder. */
  words(image: string, builder: string): readonly string[] | undefined;
  /** The names of packages, each once, in order; undefined for what is no report. */
  read(json: string): readonly string[] | undefined;
}

/** In the order in which they are looked for. */
export const scanners: readonly Scanner[] = [
  {
    program: "trivy",
    words: (image, builder) => {
      const source = { docker: "docker", podman: "podman", nerdctl: "containerd" }[builder];
      const from = source === undefined ? [] : ["--image-src", source];
      return ["image", "--quiet", "--scanners", "vuln", "--ignore-unfixed", "--format", "json", ...from, image];
    },
    read: (json) =>
      namesIn(json, "Results", (result) =>
        listOf(result.Vulnerabilities).flatMap(({ PkgName, FixedVersion }) => (FixedVersion ? [PkgName] : [])),
      ),
  },
  {
    program: "grype",
    words: (image, builder) =>
      builder === "nerdctl" ? undefined : [`${builder}:${image}`, "--quiet", "--only-fixed", "--output", "json"],
    read: (json) => namesIn(json, "matches", ({ artifact }) => listOf([artifact]).map(({ name }) => name)),
  },
];

type Data = Readonly<Record<string, unknown>>;

function namesIn(json: string, key: string, names: (entry: Data) => readonly unknown[]): readonly string[] | undefined {
  try {
    const [report] = listOf([JSON.parse(json)]);
    if (!report) return undefined;
    const found = listOf(report[key]).flatMap(names);
    return [...new Set(found.filter((name) => typeof name === "string"))].sort();
  } catch {
    return undefined;
  }
}

/** The objects of a list; none where it is no list. */
function listOf(value: unknown): readonly Data[] {
  return Array.isArray(value) ? value.filter((it): it is Data => typeof it === "object" && it !== null) : [];
}
