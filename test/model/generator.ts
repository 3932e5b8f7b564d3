/**
 * Writes small Dockerfiles that do what real ones do to files, by a seed. It keeps in mind what should be where, so that
 * most of them can be built; what it thinks is asked for and never believed.
 */

import path from "node:path/posix";
import { type ContextEntry, makeContext } from "./context";
import { makeRun } from "./commands";
import { baseFolders, type Draft, note, spelled } from "./draft";
import { type Random, randomFrom } from "./random";

/** A Dockerfile with its context, and what to ask about its image. */
export interface Sample {
  readonly seed: number;
  readonly text: string;
  readonly context: readonly ContextEntry[];
  /** The base image of the stage that ships. */
  readonly base: string;
  /** Absolute paths that it is about, there or not. */
  readonly paths: readonly string[];
  /** Users in the words of USER. */
  readonly users: readonly string[];
}

const root = { text: "root", uid: 0, home: "/root" };

/** @param images to build upon. */
export function makeSample(seed: number, images: readonly string[]): Sample {
  const random = randomFrom(seed);
  const context = makeContext(random);
  const drafts: Draft[] = [];
  const names: string[] = [];
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  const lines: string[] = random.chance(0.1) ? ["ARG TARGET=/opt/target"] : [];
  for (let index = 0; index < count; index++) {
    const parent = index > 0 && random.chance(0.35) ? random.below(index) : undefined;
    const draft = startStage(random, context, parent === undefined ? random.pick(images) : (drafts[parent] as Draft), parent !== undefined);
    const name = random.pick(["build", "deps", "tools"]) + index;
    const from = parent === undefined ? draft.base : names[parent];
    lines.push(random.chance(0.8) || index < count - 1 ? `FROM ${from} AS ${name}` : `FROM ${from}`);
    const steps = 2 + random.below(count === 1 ? 4 : 3);
    for (let step = 0; step < steps; step++) addStep(draft, drafts, names);
    // Docker does not save an image that holds nothing.
    if (draft.files.size === 1) addWorkdir(draft);
    if (index === count - 1) addStart(draft);
    lines.push(...draft.lines);
    drafts.push(draft);
    names.push(name);
  }
  const last = drafts[count - 1] as Draft;
  const users = ["root", "1234", ...last.accounts.map(({ name }) => name), last.user.text];
  return { seed, text: `${lines.join("\n")}\n`, context, base: last.base, paths: [...last.paths], users: [...new Set(users)] };
}

function startStage(random: Random, context: readonly ContextEntry[], from: string | Draft, isChild: boolean): Draft {
  if (typeof from === "string" || !isChild) {
    const base = from as string;
    const accounts = /(?:^|\/)node:/.test(base) ? [{ name: "node", uid: 1000, group: "node" }] : [];
    const files: Draft["files"] = new Map([["/", { kind: "folder", uid: 0 }]]);
    if (base !== "scratch") for (const place of base.startsWith("busybox") ? ["/tmp", "/home"] : ["/tmp", "/opt", "/srv", "/home", "/var/lib"]) files.set(place, { kind: "folder", uid: 0 });
    for (const { name, uid } of accounts) files.set(`/home/${name}`, { kind: "folder", uid });
    return { random, base, lines: [], context, files, accounts, links: new Map(), paths: new Set(), workdir: "/", user: root };
  }
  return { ...from, lines: [], files: new Map(from.files), accounts: [...from.accounts], links: new Map(from.links), paths: new Set(from.paths) };
}

function addStep(draft: Draft, drafts: readonly Draft[], names: readonly string[]): void {
  const { random, base } = draft;
  const roll = random.below(100);
  if (roll < 14) addWorkdir(draft);
  else if (roll < 40) addCopy(draft);
  else if (roll < 52) {
    if (drafts.length > 0) addCopyFrom(draft, drafts, names);
    else addCopy(draft);
  } else if (roll < 57) addHeredoc(draft);
  else if (roll < 62) addArchive(draft);
  else if (roll < 72) addUser(draft);
  else if (roll < 75) addPath(draft);
  else if (base === "scratch") addCopy(draft);
  else addRun(draft);
}

function addRun(draft: Draft): void {
  draft.lines.push(...makeRun(draft));
}

function addWorkdir(draft: Draft): void {
  const { random, workdir } = draft;
  const text = random.pick(["/app", "/srv/app", "/usr/src/app", "/opt/w/x", "/data/", "sub", "./rel/deep", "..", "/home/app/w", "/app", "/work"]);
  const place = path.resolve(workdir, text);
  if (draft.files.get(place)?.kind === "file") return;
  draft.lines.push(`WORKDIR ${text}`);
  draft.workdir = place;
  note(draft, place, "folder", draft.user.uid);
}

function addUser(draft: Draft): void {
  const { random, accounts, base } = draft;
  const account = accounts.length > 0 && random.chance(0.8) ? random.pick(accounts) : undefined;
  const numbers = [{ text: "1234", uid: 1234, home: undefined }, { text: "1500:0", uid: 1500, home: undefined }];
  if (draft.user.uid !== 0 && random.chance(0.6)) draft.user = root;
  else if (account) {
    const home = `/home/${account.name}`;
    const { name, uid, group } = account;
    draft.user = { text: random.pick([name, name, name, `${name}:${group}`, ...(uid > 0 && base !== "busybox" ? [String(uid)] : [])]), uid, home };
  } else if (random.chance(0.4)) draft.user = random.pick(numbers);
  else return;
  draft.lines.push(`USER ${draft.user.text}`);
}

function addPath(draft: Draft): void {
  const { random, lines, workdir } = draft;
  lines.push(random.pick([`ENV PATH=${path.join(workdir, "bin")}:$PATH`, 'ENV PATH="$PATH:/opt/tool/bin"', "ENV TARGET=/opt/target", "ARG PLACE=/opt/place"]));
}

/** `--chown` and `--chmod`, as the stage may take them. */
function rights(draft: Draft): { readonly flags: string; readonly uid: number } {
  const { random, accounts } = draft;
  let flags = "";
  let uid = 0;
  if (random.chance(0.35)) {
    const account = accounts.length > 0 ? random.pick(accounts) : undefined;
    const words = [["1234", 1234], ["1500:1600", 1500], ["0:0", 0]] as [string, number][];
    if (account) words.push([account.name, account.uid], [`${account.name}:${account.group}`, account.uid], [account.name, account.uid]);
    const [text, number] = random.pick(words);
    flags += `--chown=${text} `;
    uid = number;
  }
  if (random.chance(0.2)) flags += `--chmod=${random.pick(["755", "0644", "700", "775", "0555"])} `;
  if (random.chance(0.1)) flags += "--link ";
  return { flags, uid };
}

/** Where a copy goes, in the words of the instruction; several sources want a folder. */
function destination(draft: Draft, isFolder: boolean): { readonly text: string; readonly place: string } {
  const { random, files, workdir } = draft;
  const folders = [...files].flatMap(([place, { kind }]) => (kind === "folder" && place !== "/" ? [place] : []));
  const place = random.pick([
    workdir,
    workdir,
    path.join(workdir, random.pick(["dest", "helpers", "conf", "out/deep"])),
    random.pick(["/app", "/opt/tool/bin", "/data", "/etc/app", "/usr/local/bin", "/srv/www"]),
    ...(folders.length > 0 ? [random.pick(folders)] : []),
    ...(draft.links.size > 0 ? [random.pick([...draft.links.keys()])] : []),
  ]);
  if (place === workdir && random.chance(0.8)) return { text: random.pick([".", "./"]), place };
  const text = spelled(draft, place);
  return { text: isFolder || random.chance(0.4) ? (text.endsWith("/") ? text : `${text}/`) : text, place };
}

function addCopy(draft: Draft): void {
  const { random, context, lines } = draft;
  const sources = random.pick<readonly string[]>([
    ["."],
    ["src"],
    ["src/"],
    ["./src/helpers"],
    ["package.json"],
    ["package.json", "a.txt"],
    ["package*.json"],
    ["run.sh"],
    ["conf/start.sh"],
    ["src", "public"],
    ["*.txt"],
    ["src/*"],
    ["src/h*"],
    ["conf/*.*"],
    ["public/index.htm?"],
    ["/a.txt", "conf"],
    ["source"],
    ["link.txt"],
    ["public/.hidden", "run.sh"],
  ]);
  const there = (source: string) => /[*?]/.test(source) || source === "." || context.some((entry) => entry.path === source.replace(/^\.?\/|\/$/g, ""));
  if (!sources.every(there)) return;
  const { flags, uid } = rights(draft);
  const isFolder = sources.length > 1 || /[*?]/.test(sources[0] ?? "");
  const { text, place } = destination(draft, isFolder);
  const words = [...sources, text];
  const keyword = random.chance(0.05) && !flags.includes("--link") ? "ADD" : "COPY";
  lines.push(random.chance(0.1) ? `${keyword} ${flags}${JSON.stringify(words).replaceAll(",", ", ")}` : `${keyword} ${flags}${words.join(" ")}`);
  for (const source of sources) noteCopy(draft, source, text, place, uid);
}

function noteCopy(draft: Draft, source: string, text: string, place: string, uid: number): void {
  const { context, files } = draft;
  const name = source.replace(/^\.?\/|\/$/g, "");
  const isFile = context.some((entry) => entry.path === name && (entry.kind === "file" || entry.target === "a.txt"));
  const isInto = text.endsWith("/") || text === "." || files.get(place)?.kind === "folder";
  if (isFile) return note(draft, isInto ? path.join(place, path.basename(name)) : place, "file", uid);
  note(draft, place, "folder", uid);
  if (/[*?]/.test(name)) {
    for (const guess of ["a.txt", "helpers", "index.js", "app.conf", "start.sh", "util.js", "package.json"]) draft.paths.add(path.join(place, guess));
    return;
  }
  for (const entry of context) {
    if (name !== "." && !entry.path.startsWith(`${name}/`)) continue;
    const inside = path.join(place, name === "." ? entry.path : entry.path.slice(name.length + 1));
    note(draft, inside, entry.kind, uid);
  }
  // A folder's own name, where people expect it.
  draft.paths.add(path.join(place, path.basename(name)));
}

function addCopyFrom(draft: Draft, drafts: readonly Draft[], names: readonly string[]): void {
  const { random, lines } = draft;
  const index = random.below(drafts.length);
  const stage = drafts[index] as Draft;
  const made = [...stage.files].filter(([place]) => stage.paths.has(place) && place !== "/" && !baseFolders.has(place));
  if (made.length === 0) return;
  const [source, { kind }] = random.pick(made);
  const { flags, uid } = rights(draft);
  const { text, place } = destination(draft, false);
  const spelling = random.pick([source, source, source.slice(1), kind === "folder" ? `${source}/` : source, kind === "folder" ? `${source}/.` : source]);
  lines.push(`COPY --from=${random.chance(0.8) ? names[index] : index} ${flags}${spelling} ${text}`);
  if (kind !== "folder") {
    const isInto = text.endsWith("/") || text === "." || draft.files.get(place)?.kind === "folder";
    return note(draft, isInto ? path.join(place, path.basename(source)) : place, "file", uid);
  }
  note(draft, place, "folder", uid);
  for (const [inside, entry] of stage.files) {
    if (inside.startsWith(`${source}/`)) note(draft, path.join(place, inside.slice(source.length + 1)), entry.kind, flags.includes("--chown") ? uid : entry.uid);
  }
  draft.paths.add(path.join(place, path.basename(source)));
}

function addHeredoc(draft: Draft): void {
  const { random, lines } = draft;
  const { flags, uid } = rights(draft);
  const place = random.pick(["/etc/app.conf", "/opt/start.sh", path.join(draft.workdir, "settings.ini"), "/a/b/c.txt"]);
  if (random.chance(0.7)) {
    lines.push(`COPY ${flags}<<EOF ${spelled(draft, place)}`, "one", "two", "EOF");
    return note(draft, place, "file", uid);
  }
  lines.push(`COPY ${flags}<<one.txt <<two.txt /opt/texts/`, "1", "one.txt", "2", "two.txt");
  note(draft, "/opt/texts/one.txt", "file", uid);
  note(draft, "/opt/texts/two.txt", "file", uid);
}

function addArchive(draft: Draft): void {
  const { random, lines, context } = draft;
  const archive = context.find((entry) => /\.tar/.test(entry.path));
  if (!archive) return;
  const { flags, uid } = rights(draft);
  const { text, place } = destination(draft, false);
  if (draft.files.get(place)?.kind === "file") return;
  const keyword = random.chance(0.8) ? "ADD" : "COPY";
  lines.push(`${keyword} ${flags}${archive.path} ${text}`);
  for (const inside of ["pkg", "pkg/tool", "pkg/etc", "pkg/etc/tool.conf", archive.path]) draft.paths.add(path.join(place, inside));
  draft.paths.add(place);
  if (keyword === "ADD") note(draft, place, "folder", uid);
}

function addStart(draft: Draft): void {
  const { random, lines } = draft;
  const cmd = ['CMD ["node", "src/index.js"]', "CMD node src/index.js", 'CMD ["sh", "-c", "echo hi"]', "CMD ./run.sh --port 80", "CMD exec node . \"a b\"", 'CMD ["--help"]', "CMD [\"a\",]", "CMD []"];
  const entry = ['ENTRYPOINT ["/opt/start.sh"]', "ENTRYPOINT node", 'ENTRYPOINT ["sh", "-c"]', 'ENTRYPOINT ["docker-entrypoint.sh", "x y"]', "ENTRYPOINT []"];
  if (random.chance(0.1)) lines.push('SHELL ["/bin/sh", "-ec"]');
  if (random.chance(0.3)) lines.push(random.pick(entry));
  if (random.chance(0.6)) lines.push(random.pick(cmd));
  if (random.chance(0.1)) lines.push(random.pick(entry));
}
