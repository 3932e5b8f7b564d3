/**
 * `lint --cache`: findings of the run before, for files of which nothing has changed that they rest on. All that is asked
 * of the disk is kept as a digest and asked again, so that no finding is older than what it says.
 */

import { readFileSync, statSync } from "node:fs";
import { version } from "../../package.json";
import { rules } from "../rules";
import type { Host, Problem, Rule, Span } from "../types";
import { memoize } from "../util/memoize";
import { today } from "../workspace/facts";
import { keep, keptPlace, sha } from "./keptFiles";
import type { Report } from "./report";

/** What a report tells of one file. */
export type Findings = Pick<Report, "problems" | "secrets">;

/** Remembers findings from one run to the next. */
export interface LintCache {
  /** What is asked of the files around must be asked of this one. */
  readonly host: Host;
  /**
   * The findings in one file of the run before, when all is as it was.
   * @param key all that they depend on besides what the host says.
   */
  recall(name: string, key: readonly unknown[]): Promise<Findings | undefined>;
  /** What `find` makes out, which is kept. One file at a time: what is asked of the host meanwhile counts for this one. */
  find(name: string, key: readonly unknown[], find: () => Promise<Findings>): Promise<Findings>;
  /** Keeps the findings of this run. */
  save(): void;
}

type Question = "read" | "list" | "folder" | "mode";

/** What was asked, and the digest of the answer. */
type Asked = readonly [question: Question, uri: string, digest: string];

interface Entry {
  readonly key: string;
  /** Places in the list of all that was asked. */
  readonly asked: readonly number[];
  /** As JSON, which is read only where it is wanted. */
  readonly problems: string;
  /** Secrets themselves are not kept. */
  readonly hasNoSecrets: boolean;
}

interface Kept {
  readonly program: string;
  readonly asked: readonly Asked[];
  readonly entries: Readonly<Record<string, Entry>>;
}

/**
 * Opens what an earlier run has kept. What is missing, broken or of another program counts as nothing.
 * @param location path of the file; undefined for the usual one of the current folder.
 */
export function openCache(host: Host, location: string | undefined): LintCache {
  const file = location ?? keptPlace(`lint-${sha(process.cwd()).slice(0, 16)}.json`);
  const program = programNow();
  const before = readKept(file, program);
  const after = new Map<string, Entry>(Object.entries(before?.entries ?? {}));
  const asked: Asked[] = [...(before?.asked ?? [])];
  const known = new Map(asked.map((it, index) => [it.join("\n"), index]));
  const answers = new Map<string, Promise<string>>();
  let tape: Set<number> | undefined;
  let isChanged = false;

  const digestNow = (question: Question, uri: string) => {
    const name = `${question}\n${uri}`;
    const answer = answers.get(name) ?? Promise.resolve(host[question]?.(uri)).then(digestOf);
    answers.set(name, answer);
    return answer;
  };
  const noted = async <Answer>(question: Question, uri: string, answer: Promise<Answer>): Promise<Answer> => {
    const current = tape;
    const item: Asked = [question, uri, digestOf(await answer)];
    const name = item.join("\n");
    const at = known.get(name) ?? asked.push(item) - 1;
    known.set(name, at);
    current?.add(at);
    return answer;
  };
  const isAsItWas = async (entry: Entry) => {
    for (const at of entry.asked) {
      const item = asked[at];
      if (!item || (await digestNow(item[0], item[1])) !== item[2]) return false;
    }
    return true;
  };
  const { mode } = host;
  return {
    host: {
      ...host,
      read: (uri) => noted("read", uri, host.read(uri)),
      list: (uri) => noted("list", uri, host.list(uri)),
      folder: (uri) => noted("folder", uri, host.folder(uri)),
      ...(mode && { mode: (uri: string) => noted("mode", uri, mode(uri)) }),
    },
    async recall(name, key) {
      const entry = before?.entries[name];
      return entry?.key === digestOfKey(key) && (await isAsItWas(entry)) ? findingsOf(entry) : undefined;
    },
    async find(name, key, find) {
      tape = new Set();
      isChanged = true;
      const found = await find();
      after.set(name, {
        key: digestOfKey(key),
        asked: [...tape],
        problems: JSON.stringify(found.problems.map(plainOf)),
        hasNoSecrets: found.secrets?.length === 0,
      });
      return found;
    },
    save() {
      if (!isChanged) return;
      const used = new Map<number, number>();
      const place = (at: number) => {
        const known = used.get(at) ?? used.size;
        used.set(at, known);
        return known;
      };
      const entries = Object.fromEntries(
        [...after].map(([name, entry]) => [name, { ...entry, asked: entry.asked.map(place) }]),
      );
      const text = JSON.stringify({ program, asked: [...used.keys()].map((at) => asked[at]), entries });
      keep(file, text, "findings");
    },
  };
}

function digestOfKey(key: readonly unknown[]): string {
  return sha(JSON.stringify([...key.map(briefly), today()]));
}

/** The same configuration goes for many files. */
function briefly(part: unknown): unknown {
  return typeof part === "object" && part !== null ? digestOfObject(part) : part;
}

/** Tells one build of the program from every other. */
function programNow(): string {
  const { size, mtimeMs } = statSync(__filename);
  return [version, size, mtimeMs, process.version, process.platform].join(" ");
}

function readKept(file: string, program: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8"));
    const isWhole =
      kept.program === program && [kept.asked, ...Object.values(kept.entries).map(askedBy)].every(Array.isArray);
    return isWhole ? kept : undefined;
  } catch {
    return undefined;
  }
}

function askedBy(entry: unknown): unknown {
  return (entry as Partial<Entry>).asked;
}

function digestOf(answer: unknown): string {
  if (answer === undefined) return "";
  return typeof answer === "object" && answer !== null ? digestOfObject(answer) : sha(String(answer));
}

/** Thousands of files may ask for the same listing. */
const digestOfObject = memoize((answer: object) => sha(JSON.stringify(answer)));

/** Without what spans may carry along: words and instructions are spans, too. */
function plainOf({ rule, span, related, ignoredAt, fixes, ...rest }: Problem) {
  return {
    ...rest,
    rule: rule.id,
    span: spanOf(span),
    ignoredAt: ignoredAt && spanOf(ignoredAt),
    related: related?.map(({ start, end, message, file }) => ({ start, end, message, file })),
    fixes: fixes?.map((fix) => ({
      ...fix,
      edits: fix.edits.map(({ start, end, text, file }) => ({ start, end, text, file })),
      after: fix.after?.map((it) => ({ ...it, span: it.span && spanOf(it.span) })),
    })),
  };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** Undefined when they are not what we have written. */
function findingsOf({ problems, hasNoSecrets }: Entry): Findings | undefined {
  try {
    return { problems: JSON.parse(problems).map(revived), secrets: hasNoSecrets ? [] : undefined };
  } catch {
    return undefined;
  }
}

const rulesById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

function revived({ rule, ...rest }: Omit<Problem, "rule"> & { readonly rule: string }): Problem {
  const known = rulesById.get(rule);
  if (!known) throw new Error(`there is no rule ${rule}`);
  return { ...rest, rule: known };
}
