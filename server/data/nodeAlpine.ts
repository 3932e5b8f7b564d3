/**
 * Which versions of Node.js have an image on which release of Alpine: the newest of each line that was ever built on it.
 * Source: the history of github.com/docker-library/official-images up to 2026-08-21.
 */

const words = (list: string): readonly string[] => list.split(" ");

const newest: Readonly<Record<string, readonly string[]>> = {
  "3.9": words("8.17.0 10.23.1 12.20.1"),
  "3.10": words("8.17.0 10.24.1 12.22.1 13.14.0 14.17.0 15.14.0"),
  "3.11": words("8.17.0 10.24.1 12.22.7 13.14.0 14.18.1 15.14.0 16.13.0"),
  "3.12": words("12.22.8 14.18.2 15.14.0 16.13.1 17.3.0"),
  "3.13": words("12.22.8 14.18.2 15.14.0 16.13.1 17.3.0"),
  "3.14": words("12.22.12 14.19.3 16.15.1 17.9.1 18.3.0"),
  "3.15": words("12.22.12 14.21.1 16.18.1 17.9.1 18.12.1 19.2.0"),
  "3.16": words("14.21.3 16.20.0 18.16.0 19.9.0 20.2.0"),
  "3.17": words("14.21.3 16.20.2 18.19.0 19.9.0 20.10.0 21.4.0"),
  "3.18": words("16.20.2 18.20.3 19.9.0 20.13.1 21.7.3 22.2.0"),
  "3.19": words("18.20.5 20.18.1 21.7.3 22.12.0 23.3.0"),
  "3.20": words("18.20.8 20.19.2 21.7.3 22.16.0 23.11.1 24.1.0"),
  "3.21": words("18.20.8 20.19.6 22.21.1 23.11.1 24.11.1 25.2.1"),
  "3.22": words("20.20.2 22.22.3 23.11.1 24.16.0 25.9.0 26.3.0"),
  "3.23": words("20.20.2 22.23.2 24.19.0 25.9.0 26.7.0"),
  "3.24": words("22.23.2 24.19.0 26.7.0"),
};

/** The newest version of a line that has an image on a release of Alpine; undefined where there is none, or it is not known. */
export function nodeOnAlpine(release: string, major: number): string | undefined {
  return newest[release]?.find((version) => version.startsWith(`${major}.`));
}

/** Whether the images of a release of Alpine are known. */
export function isAlpineKnown(release: string): boolean {
  return Object.hasOwn(newest, release);
}

/** The releases of Alpine with known images that came out after another one, oldest first. */
export function alpinesAfter(release: string): readonly string[] {
  const all = Object.keys(newest);
  return isAlpineKnown(release) ? all.slice(all.indexOf(release) + 1) : [];
}
