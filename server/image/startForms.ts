/** How CMD, ENTRYPOINT and HEALTHCHECK are written. */

/** `["node", "server.js"]`. */
export function execForm(argv: readonly string[]): string {
  return `[${argv.map((word) => JSON.stringify(word)).join(", ")}]`;
}
