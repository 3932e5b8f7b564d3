/**
 * Packages that stop working with a line of Node.js: from there on a move is no matter of course.
 * Sources: nodejs.org/en/blog/release/v17.0.0 (OpenSSL 3 has no MD4, which webpack 4 hashes with), and what the packages
 * say of themselves.
 */

export interface NodeLimit {
  readonly name: string;
  /** Versions of the package that are concerned, as a range. */
  readonly versions: string;
  /** The first line on which they fail. */
  readonly failsOn: number;
}

export const nodeLimits: readonly NodeLimit[] = [
  { name: "webpack", versions: "<5", failsOn: 17 },
  { name: "react-scripts", versions: "<5", failsOn: 17 },
  { name: "@vue/cli-service", versions: "<5", failsOn: 17 },
  { name: "@angular-devkit/build-angular", versions: "<12", failsOn: 17 },
  { name: "@nrwl/web", versions: "<13", failsOn: 17 },
  { name: "gatsby", versions: "<3", failsOn: 17 },
  { name: "nuxt", versions: "<3", failsOn: 17 },
  { name: "next", versions: "<12", failsOn: 17 },
  // Each release of it is made for a few lines alone.
  { name: "node-sass", versions: "<8", failsOn: 17 },
  { name: "node-sass", versions: "*", failsOn: 21 },
  { name: "fibers", versions: "*", failsOn: 16 },
  { name: "grpc", versions: "*", failsOn: 15 },
];
