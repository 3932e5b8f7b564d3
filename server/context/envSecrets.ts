/** Files of environment values that their names alone do not give away: `.env.production`, `config/prod.env`. */

import { ignores } from "../syntax/dockerignore";
import type { Dockerfile, Facts } from "../types";
import { filterOnce } from "../util/listing";
import { baseName } from "../util/paths";
import { among } from "../util/reads";
import { connectionPassword } from "./connectionPasswords";
import { type ContextSource, contextSourcesOf } from "./contextSources";
import { isEnvFile, isFixture } from "./secretFiles";
import { credentialKind, isHarmless, isSecretName, looksReal, tokenKindWithin } from "./secrets";
import { isNoun, isStandIn } from "./standIns";
import { takes } from "./takenFiles";

/** Whether a name says that values of the environment are in it; templates of such files are none. */
export function isSettingsEnv(path: string): boolean {
  const name = baseName(path).toLowerCase();
  if (
    isFixture(path) ||
    /(?:^|[._-])(?:example|sample|template|tpl|dist|defaults?|schema|tests?|ci)(?:[._-]|$)/.test(name)
  )
    return false;
  return /^\.env\.[\w.-]+$|^[\w-][\w.-]*\.env$/.test(name);
}

const settingsEnvs = filterOnce(isSettingsEnv);

/** Their texts tell whether they hold secrets, as does that of `.env`. */
export const envSecretReads = among(
  20,
  filterOnce((path) => isSettingsEnv(path) || baseName(path) === ".env"),
);

/**
 * Whether nothing in a file of environment values can be a secret, by its text: it sets something, and nothing by a name
 * or of a form that secrets have. False where it is not known.
 */
export function setsNoSecret(path: string, { contents }: Pick<Facts, "contents">): boolean {
  const isEnv = isEnvFile(path) || isSettingsEnv(path);
  const lines = isEnv ? (contents?.get(path)?.split("\n", mostLines + 1) ?? []) : [];
  const pairs = lines.flatMap((line) => {
    const [, name, written = ""] = assignment.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: valueOf(written) }];
  });
  if (pairs.length === 0 || lines.length > mostLines) return false;
  return pairs.every(
    ({ name, value }) =>
      value === "" ||
      (!mayNameSecret.test(name) &&
        tokenKindWithin(value) === undefined &&
        !looksReal(value) &&
        !connectionPassword(value)),
  );
}

/** In whatever word: here, who is in doubt takes it for a secret. */
const mayNameSecret = /secret|token|pass|pwd|key|auth|cred|private|dsn|salt|signature|cert|login|account/i;

const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=(.*)/;

function valueOf(written: string): string {
  return written.trim().replace(/^(["'])(.*)\1$/, "$2");
}

/** Those that set a secret and are sent to the build. */
export function secretEnvFiles(facts: Facts): readonly string[] {
  const { files = [], ignore } = facts;
  return settingsEnvs(files).filter((path) => secretInEnv(path, facts) !== undefined && !ignores(ignore, path));
}

/** Such files that a COPY or an ADD names, one for each source, and a secret that each sets. */
export function copiedEnvFiles(
  file: Dockerfile,
  facts: Facts,
): { readonly path: string; readonly source: ContextSource; readonly name: string }[] {
  const found = secretEnvFiles(facts);
  if (found.length === 0) return [];
  return contextSourcesOf(file).flatMap((source) => {
    // What comes along with a folder, sensitive-files-copied tells.
    const path = found.find(
      (each) => each === source.path || (source.isGlob && source.path !== "*" && takes(source, each)),
    );
    const name = path && !source.isMount && !credentialKind(path) ? secretInEnv(path, facts) : undefined;
    return path && name ? [{ path, source, name }] : [];
  });
}

/** The name of the first variable that such a file sets to a secret; undefined where it sets none or is not known. */
export function secretInEnv(path: string, { contents }: Facts): string | undefined {
  for (const line of contents?.get(path)?.split("\n", mostLines) ?? []) {
    const [, name = "", written = ""] = assignment.exec(line) ?? [];
    const value = valueOf(written);
    if (!isSecretName(name) || /^\$|^$/.test(value)) continue;
    if (!isHarmless(value) && !isStandIn(value) && !isNoun(value)) return name;
  }
  return undefined;
}

/** More are no settings. */
const mostLines = 2000;
