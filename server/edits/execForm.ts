/** How CMD, ENTRYPOINT, HEALTHCHECK and SHELL are written as words. */

/** `["node", "server.js"]`. */
export function execForm(argv: readonly string[]): string {
  return `[${argv.map((word) => JSON.stringify(word)).join(", ")}]`;
}
