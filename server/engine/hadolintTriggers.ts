/**
 * What hadolint's rules look at, wider than they are: an ignore comment above it may be needed there although our own
 * rule, which knows more of the image, finds nothing. Source: github.com/hadolint/hadolint/wiki
 */

/** Whether hadolint may report something in a text by one of its codes, in lower case; undefined for codes not listed. */
export function mayTrigger(code: string, text: string): boolean | undefined {
  if (triggers.has(code)) return triggers.get(code)?.test(text);
  const [program, action] = installs.get(code) ?? [];
  if (!program || !action) return undefined;
  return text.split(/[&|;]/).some((command) => {
    const at = command.search(program);
    return at >= 0 && action.test(command.slice(at));
  });
}

/** A program, and behind it in the same command what it is told to do. */
const installs: ReadonlyMap<string, readonly [program: RegExp, action: RegExp]> = new Map([
  ["dl3008", [/\bapt-get\b/, /\binstall\b/]],
  ["dl3013", [/\bpip[\d.]*\b/, /\binstall\b/]],
  ["dl3014", [/\bapt-get\b/, /\binstall\b/]],
  ["dl3015", [/\bapt-get\b/, /\binstall\b/]],
  ["dl3018", [/\bapk\b/, /\badd\b/]],
  ["dl3019", [/\bapk\b/, /\badd\b/]],
  ["dl3042", [/\bpip[\d.]*\b/, /\binstall\b/]],
]);

const triggers: ReadonlyMap<string, RegExp> = new Map([
  ["dl3000", /\bworkdir\b/i],
  ["dl3001", /\b(?:ssh|vim|shutdown|service|ps|free|top|kill|mount|ifconfig|nano)\b/],
  ["dl3003", /\bcd\b/],
  ["dl3004", /\bsudo\b/],
  ["dl3009", /\bapt-get\b/],
  ["dl3010", /\.(?:tar|gz|bz2|xz|tgz|tbz2?|txz|Z|lz|lzma|zip)\b/],
  ["dl3016", /\bnpm\b/],
  ["dl3020", /\badd\b/i],
  ["dl3022", /--from=/],
  ["dl3025", /\b(?:cmd|entrypoint)\b/i],
  ["dl3027", /\bapt\b/],
  ["dl3028", /\bgem\b/],
  ["dl3032", /\byum\b/],
  ["dl3033", /\byum\b/],
  ["dl3040", /\b(?:micro)?dnf\b/],
  ["dl3041", /\b(?:micro)?dnf\b/],
  ["dl3045", /\bcopy\b/i],
  ["dl3047", /\bwget\b/],
  ["dl3059", /\brun\b/i],
  ["dl3060", /\byarn\b/],
  ["dl3062", /\bgo\s+(?:install|get|run)\b/],
  ["dl4001", /\b(?:wget|curl)\b/],
  ["dl4006", /\|/],
]);
