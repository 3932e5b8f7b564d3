/** COPY and ADD for generated Dockerfiles. */

import path from "node:path/posix";
import { baseFolders, type Draft, note, spelled } from "./draft";

/** `--chown` and `--chmod`, as the stage may take them. */
function rights(draft: Draft): { readonly flags: string; readonly uid: number } {
  const { random, accounts } = draft;
  let flags = "";
  let uid = 0;
  if (random.chance(0.35)) {
    const account = accounts.length > 0 ? random.pick(accounts) : undefined;
    const words = [
      ["1234", 1234],
      ["1500:1600", 1500],
      ["0:0", 0],
    ] as [string, number][];
    if (account)
      words.push(
        [account.name, account.uid],
        [`${account.name}:${account.group}`, account.uid],
        [account.name, account.uid],
      );
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

export function addCopy(draft: Draft): void {
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
  const there = (source: string) =>
    /[*?]/.test(source) || source === "." || context.some((entry) => entry.path === source.replace(/^\.?\/|\/$/g, ""));
  if (!sources.every(there)) return;
  const { flags, uid } = rights(draft);
  const isFolder = sources.length > 1 || /[*?]/.test(sources[0] ?? "");
  const { text, place } = destination(draft, isFolder);
  const words = [...sources, text];
  const keyword = random.chance(0.05) && !flags.includes("--link") ? "ADD" : "COPY";
  lines.push(
    random.chance(0.1)
      ? `${keyword} ${flags}${JSON.stringify(words).replaceAll(",", ", ")}`
      : `${keyword} ${flags}${words.join(" ")}`,
  );
  for (const source of sources) noteCopy(draft, source, text, place, uid);
}

function noteCopy(draft: Draft, source: string, text: string, place: string, uid: number): void {
  const { context, files } = draft;
  const name = source.replace(/^\.?\/|\/$/g, "");
  const isFile = context.some((entry) => entry.path === name && (entry.kind === "file" || entry.target === "a.txt"));
  const isInto = text.endsWith("/") || text === "." || files.get(place)?.kind === "folder";
  if (isFile) {
    note(draft, isInto ? path.join(place, path.basename(name)) : place, "file", uid);
    return;
  }
  note(draft, place, "folder", uid);
  if (/[*?]/.test(name)) {
    for (const guess of ["a.txt", "helpers", "index.js", "app.conf", "start.sh", "util.js", "package.json"])
      draft.paths.add(path.join(place, guess));
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

export function addCopyFrom(draft: Draft, drafts: readonly Draft[], names: readonly string[]): void {
  const { random, lines } = draft;
  const index = random.below(drafts.length);
  const stage = drafts[index] as Draft;
  const made = [...stage.files].filter(([place]) => stage.paths.has(place) && place !== "/" && !baseFolders.has(place));
  if (made.length === 0) return;
  const [source, { kind }] = random.pick(made);
  const { flags, uid } = rights(draft);
  const { text, place } = destination(draft, false);
  const spelling = random.pick([
    source,
    source,
    source.slice(1),
    kind === "folder" ? `${source}/` : source,
    kind === "folder" ? `${source}/.` : source,
  ]);
  lines.push(`COPY --from=${random.chance(0.8) ? names[index] : index} ${flags}${spelling} ${text}`);
  if (kind !== "folder") {
    const isInto = text.endsWith("/") || text === "." || draft.files.get(place)?.kind === "folder";
    note(draft, isInto ? path.join(place, path.basename(source)) : place, "file", uid);
    return;
  }
  note(draft, place, "folder", uid);
  for (const [inside, entry] of stage.files) {
    if (inside.startsWith(`${source}/`))
      note(
        draft,
        path.join(place, inside.slice(source.length + 1)),
        entry.kind,
        flags.includes("--chown") ? uid : entry.uid,
      );
  }
  draft.paths.add(path.join(place, path.basename(source)));
}

export function addHeredoc(draft: Draft): void {
  const { random, lines } = draft;
  const { flags, uid } = rights(draft);
  const place = random.pick(["/etc/app.conf", "/opt/start.sh", path.join(draft.workdir, "settings.ini"), "/a/b/c.txt"]);
  if (random.chance(0.7)) {
    lines.push(`COPY ${flags}<<EOF ${spelled(draft, place)}`, "one", "two", "EOF");
    note(draft, place, "file", uid);
    return;
  }
  lines.push(`COPY ${flags}<<one.txt <<two.txt /opt/texts/`, "1", "one.txt", "2", "two.txt");
  note(draft, "/opt/texts/one.txt", "file", uid);
  note(draft, "/opt/texts/two.txt", "file", uid);
}

export function addArchive(draft: Draft): void {
  const { random, lines, context } = draft;
  const archive = context.find((entry) => /\.tar/.test(entry.path));
  if (!archive) return;
  const { flags, uid } = rights(draft);
  const { text, place } = destination(draft, false);
  if (draft.files.get(place)?.kind === "file") return;
  const keyword = random.chance(0.8) ? "ADD" : "COPY";
  lines.push(`${keyword} ${flags}${archive.path} ${text}`);
  for (const inside of ["pkg", "pkg/tool", "pkg/etc", "pkg/etc/tool.conf", archive.path])
    draft.paths.add(path.join(place, inside));
  draft.paths.add(place);
  if (keyword === "ADD") note(draft, place, "folder", uid);
}
