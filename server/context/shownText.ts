/**
 * Texts as they may be shown: in an editor, a log, a report. Whoever looks over a shoulder, or reads the log of a build, must
 * not learn a secret from us. Rather too much is hidden than too little: who wrote it knows it.
 */

import { parseDockerfile } from "../syntax/dockerfile";
import type { Dockerfile } from "../types";
import { memoize } from "../util/memoize";
import { isHarmless, isSecretName, namesNoSecret, tokenKind } from "./secrets";

/** What stands for a secret: "…", or as many dots as it has letters. */
type Mask = (secret: string) => string;

const short: Mask = () => "…";
const asLong: Mask = (secret) => "•".repeat(secret.length);

/**
 * A text from a file, or a sentence about one, with an ellipsis for each secret: values of variables, options and settings
 * by their names, credentials in addresses and headers, and tokens by their form.
 */
export function withoutSecrets(text: string, mask: Mask = short): string {
  if (!mayHold.test(text)) return text;
  const texts = remembered.get(mask);
  if (!texts || text.length > longestSentence) return masked(text, mask);
  let known = texts.get(text);
  if (known === undefined) {
    known = masked(text, mask);
    if (texts.size >= mostTexts) texts.clear();
    texts.set(text, known);
  }
  return known;
}

/** The same is said of one file after the other, and again with each key that is pressed; many have the same lines. */
const remembered: ReadonlyMap<Mask, Map<string, string>> = new Map([
  [short, new Map()],
  [asLong, new Map()],
]);
const mostTexts = 2000;
const longestSentence = 500;

function masked(text: string, mask: Mask): string {
  return forms.reduce((result, [form, replace]) => result.replace(form, replace(mask)), withoutAssigned(text, mask));
}

/**
 * Lines of a text, or of a difference from it, with dots for secrets, so that they are as long as they were.
 * @param values what is secret in it, where that is known.
 */
export function lineMaskOf(text: string, values = secretValuesOf(parseDockerfile(text))): (line: string) => string {
  return (line) => {
    const [, lead = "", name = "", gap = "", value = ""] = legacy.exec(line) ?? [];
    const shown = value !== "" && isShownAsSecret(name, value) ? `${lead}${name}${gap}${asLong(value)}` : line;
    return withoutValues(withoutSecrets(shown, asLong), values, asLong);
  };
}

/** For what is said about a Dockerfile: values of its secret variables are hidden wherever they come again. */
export function maskOf(file: Dockerfile): (text: string) => string {
  const values = secretValuesOf(file);
  return (text) => withoutValues(withoutSecrets(text), values, short);
}

function withoutValues(text: string, values: readonly string[], mask: Mask): string {
  return values.reduce((result, value) => result.replaceAll(value, mask), text);
}

/** Whether a variable is to be shown as a secret: by its name, more of which count than for a finding, or by its value. */
export function isShownAsSecret(name: string, value: string): boolean {
  if (withoutSecrets(value) !== value) return true;
  if (value === "" || /^["']?\$/.test(value)) return false;
  if (isSecretName(name)) return true;
  return mayNameSecret(name) && !isHarmless(value);
}

// ---------------------------------------------------------------- names

/** Whether a name may be that of a secret: `PASS`, `PW`, `DBPASS`, `password`. */
function mayNameSecret(name: string): boolean {
  const words = name.replace(/([a-z\d])(?=[A-Z][a-z])/g, "$1_").split(/[^A-Za-z\d]+/);
  return words.some((word) => secretWord.test(word) && !otherWord.test(word)) && !namesNoSecret(name);
}

const secretWord =
  /^(?:pw|pass|pwd|pat|psw|pin|auth|key|creds?|credentials?|passphrase)$|(?:pass|passw|passwd|password|passphrase|pwd|secret|secrets|token|apikey|accesskey|accountkey)$/i;
const otherWord = /(?:by|com|tres|sur|over|under|encom|im|tras)pass$|^(?:old)?pwd$/i;

// ---------------------------------------------------------------- forms

/** Without any of these there is nothing to hide. */
const mayHold = /[=@:]|-----|\b(?:basic|bearer|bot)\s|[\w-]{16}|\s-u|--[a-z]/i;

const legacy = /^([+-]?[ \t]*(?:ENV|ARG)[ \t]{1,99})([A-Za-z_]\w{0,99})([ \t]{1,99})(?![=\s])(.*)/i;

type Replace = (mask: Mask) => (found: string, ...groups: string[]) => string;

const forms: readonly (readonly [form: RegExp, replace: Replace])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*/g, (mask) => (found) => mask(found)],
  // https://user:password@host, and no docker-image://alpine:3.20@sha256:…
  [
    /\b([a-z][a-z\d+.-]{0,20}:\/\/)([^\s/@"'`]{1,300})@/gi,
    (mask) => (found, scheme, user) =>
      scheme === "docker-image://" || isPlainUser(user) ? found : `${scheme}${mask(user)}@`,
  ],
  [
    /\b(basic|bearer|bot)([ \t]{1,9})([A-Za-z\d+/=._~-]{6,})/gi,
    (mask) => (found, scheme, gap, sent) => (isSent(sent) ? `${scheme}${gap}${mask(sent)}` : found),
  ],
  // X-Api-Key: abc, "password": "abc"
  [
    /\b((?:proxy-)?authorization|(?:x-)?[a-z]{1,20}-(?:key|token)|private-token)(:[ \t]{0,9})([^\s"'`$]{4,})/gi,
    (mask) => (found, name, colon, sent) =>
      /^(?:basic|bearer|bot|token)$/i.test(sent) ? found : `${name}${colon}${mask(sent)}`,
  ],
  [
    /(["'])([A-Za-z_][\w.-]{0,99})(["'][ \t]{0,9}:[ \t]{0,9}["'])([^"'\n]+)/g,
    (mask) => (found, quote, name, colon, value) =>
      isNamedSecret(name, value) ? `${quote}${name}${colon}${mask(value)}` : found,
  ],
  [
    /(--?)([a-z][a-z-]{0,40})([ \t]{1,9}["']?)([^\s"'=-][^\s"'=]{2,})/gi,
    (mask) => (found, dashes, name, gap, value) =>
      mayNameSecret(name) && isSent(value) ? `${dashes}${name}${gap}${mask(value)}` : found,
  ],
  // curl -u name:password
  [
    /(\s(?:-u|--user)[= \t]{0,9}["']?[^\s:"'$]{1,99}:)([^\s"'$]{1,400})/g,
    (mask) => (found, lead, password) => (/^\d+$/.test(password) ? found : `${lead}${mask(password)}`),
  ],
  [
    /\b([\w.-]{1,40}:)([^\s"'|$]{1,200})(["']?[ \t]{0,9}\|[ \t]{0,9}(?:[\w/]{0,40}\/)?chpasswd)/g,
    (mask) => (_, account, password, rest) => `${account}${mask(password)}${rest}`,
  ],
  // me:password@tcp(host:3306)/name
  [
    /\b([\w.-]{1,60}:)([^\s:@$`<{"']{1,200})(@(?:tcp|unix)\()/g,
    (mask) => (_, user, password, rest) => `${user}${mask(password)}${rest}`,
  ],
  // Whoever knows the address of a webhook may write there.
  [
    /(\bhttps:\/\/(?:hooks\.slack\.com\/services|discord(?:app)?\.com\/api\/webhooks)\/)([\w/-]{8,200})/g,
    (mask) => (_, lead, rest) => `${lead}${mask(rest)}`,
  ],
  [/[\w.-]{16,}/g, (mask) => (word) => (tokenKind(word) ? mask(word) : word)],
];

/** Hides what secret names are set to: `PASS=abc`, `--password="a b"`, `Password = abc;`. */
function withoutAssigned(text: string, mask: Mask): string {
  let result = "";
  let from = 0;
  for (const { index, 0: written, 1: name = "" } of text.matchAll(assigned)) {
    const start = index + written.length;
    if (index < from || !(isSecretName(name) || mayNameSecret(name))) continue;
    assignedValue.lastIndex = start;
    const [, quote = "", value = ""] = assignedValue.exec(text) ?? [];
    if (!isNamedSecret(name, value)) continue;
    result += text.slice(from, start) + quote + mask(value);
    from = start + quote.length + value.length;
  }
  return result + text.slice(from);
}

const assigned = /\b([A-Za-z_][\w.-]{0,99}|[A-Z][a-z]{1,20} [A-Z][a-z]{1,20})[ \t]{0,3}=[ \t]{0,3}/g;
const assignedValue = /((?=")"|(?=')'|)((?<=")[^"\n]+|(?<=')[^'\n]+|[^\s"';&,|)}\]]+)/y;

/** `git@`, `$USER:$PASSWORD@`: nothing that opens a door. */
function isPlainUser(user: string): boolean {
  return /^[a-z][a-z_-]{0,15}$/.test(user) || /^(?:\$\{?\w{1,99}\}?:?)+$/.test(user);
}

/** Whether a word is none of a sentence: it has digits, signs or capitals within. */
function isSent(word: string): boolean {
  return /[\d+/=_~]|.[A-Z]/.test(word) && !/^\$/.test(word);
}

function isNamedSecret(name: string, value: string): boolean {
  if (value === "" || /^[$<{…•*]/.test(value)) return false;
  return isSecretName(name) || (mayNameSecret(name) && !isHarmless(value));
}

// ---------------------------------------------------------------- values

const shortestValue = 6;
const mostValues = 20;

/** Words of our own sentences, which anybody guesses: without them `PASSWORD=secret` makes a riddle of "looks like a secret". */
const ordinary = new Set("secret secrets password passwords passwd username default changeme docker".split(" "));

/** The values of variables that are secrets by their names, the longest first. */
export const secretValuesOf = memoize((file: Dockerfile): readonly string[] => {
  const values: string[] = [];
  for (const { name, value } of file.instructions.flatMap(({ assignments }) => assignments)) {
    const literal = value?.value ?? "";
    if (isNamedSecret(name.value ?? "", literal)) values.push(literal);
    else
      withoutSecrets(literal, (secret) => {
        values.push(secret);
        return "";
      });
  }
  const images = new Set(file.stages.flatMap(({ from }) => from.argumentText.toLowerCase().split(/[\s/:@]+/)));
  const isSaidAnyway = (value: string): boolean => ordinary.has(value.toLowerCase()) || images.has(value.toLowerCase());
  const long = values.filter(
    (value) => value.length >= shortestValue && !value.includes("$") && !isHarmless(value) && !isSaidAnyway(value),
  );
  return [...new Set(long)].sort((one, other) => other.length - one.length).slice(0, mostValues);
});
