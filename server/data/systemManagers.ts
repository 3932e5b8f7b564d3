/** The package managers of distributions: a row for each family, whose programs take the same words. Sources: their manuals. */

interface SystemManager {
  /** The first is the one to propose. */
  readonly programs: readonly string[];
  /** What installs packages that are named. */
  readonly install: readonly string[];
}

const rows = {
  apt: { programs: ["apt-get", "apt", "aptitude"], install: ["install"] },
  apk: { programs: ["apk"], install: ["add"] },
  yum: { programs: ["yum"], install: ["install"] },
  // They took yum's place; their words differ from its own in the name alone. dnf5 is what dnf is from Fedora 41 on.
  dnf: { programs: ["dnf", "dnf5", "microdnf", "tdnf"], install: ["install", "in"] },
  zypper: { programs: ["zypper"], install: ["install", "in"] },
} satisfies Record<string, SystemManager>;

type Family = keyof typeof rows;

/** The programs that install packages of Debian. */
export const aptPrograms: readonly string[] = rows.apt.programs;

/** The programs that took yum's place. */
export const dnfPrograms: readonly string[] = rows.dnf.programs;

/** yum and the programs that took its place. */
export const rpmPrograms: readonly string[] = [...rows.yum.programs, ...dnfPrograms];

/** The programs of all families. */
export const systemManagers: ReadonlySet<string> = new Set(Object.values(rows).flatMap(({ programs }) => programs));

/** The calls that install packages, of these families or of all: "apt-get install", "apk add". */
export function systemInstalls(...families: readonly Family[]): string[] {
  const chosen: readonly SystemManager[] = (families.length > 0 ? families : (Object.keys(rows) as Family[])).map(
    (family) => rows[family],
  );
  return chosen.flatMap(({ programs, install }) =>
    programs.flatMap((program) => install.map((verb) => `${program} ${verb}`)),
  );
}
