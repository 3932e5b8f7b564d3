/** RUN instructions for generated Dockerfiles. */

import path from "node:path/posix";
import { baseFolders, type Draft, newPlace, note, spelled } from "./draft";

/** The lines of one RUN: commands in a row, in a heredoc, or continued on lines of their own. */
export function makeRun(draft: Draft): string[] {
  const { random } = draft;
  const accountRun = draft.user.uid === 0 && random.chance(0.2) ? makeAccount(draft) : undefined;
  const commands = accountRun ? [accountRun] : [];
  const inside = { ...draft };
  const count = 1 + random.below(4);
  for (let index = 0; index < count; index++) {
    const command = random.pick(makers)(inside);
    if (command !== undefined) commands.push(command);
  }
  if (commands.length === 0) return [];
  const roll = random.below(10);
  if (roll === 0) return ["RUN <<EOF", "set -e", ...commands, "EOF"];
  if (roll === 1) return [`RUN ${commands.join("; ")}`];
  if (roll === 2) return [`RUN --mount=type=cache,target=/var/cache/sample ${commands.join(" && ")}`];
  if (roll < 6) return [`RUN ${commands.join(" \\\n  && ")}`];
  return [`RUN ${commands.join(" && ")}`];
}

function makeAccount(draft: Draft): string | undefined {
  const { random, accounts, base } = draft;
  const name = random.pick(["app", "web", "svc"]);
  if (accounts.some((account) => account.name === name)) return undefined;
  if (isBusyBox(draft)) return undefined;
  const uid = random.pick([1500, 1600, 2000]) + accounts.length;
  const isAlpine = /^alpine/.test(base);
  const hasHome = random.chance(0.6);
  const forms = isAlpine
    ? [`adduser -D -u ${uid} ${hasHome ? "" : "-H "}${name}`, `addgroup -g ${uid} ${name} && adduser -D ${hasHome ? "" : "-H "}-u ${uid} -G ${name} ${name}`]
    : [
        `useradd ${hasHome ? "-m " : ""}-u ${uid} ${name}`,
        `useradd --uid ${uid} ${hasHome ? "--create-home " : ""}--shell /bin/sh ${name}`,
        `groupadd -g ${uid} ${name} && useradd ${hasHome ? "-m " : ""}-u ${uid} -g ${name} ${name}`,
        `useradd ${hasHome ? "-m " : "-M "}-u ${uid} -U ${name}`,
      ];
  accounts.push({ name, uid, group: name });
  if (hasHome) note(draft, `/home/${name}`, "folder", uid);
  else draft.paths.add(`/home/${name}`);
  return random.pick(forms);
}

/** Some builds of BusyBox have neither `install` nor `adduser`. */
function isBusyBox({ base }: Draft): boolean {
  return base.startsWith("busybox");
}

type Maker = (draft: Draft) => string | undefined;

/** Something that is there, which the user in force may change. */
function existing(draft: Draft, kind?: "file" | "folder"): string | undefined {
  const { random, files, user, paths } = draft;
  const mine = [...files].flatMap(([place, entry]) =>
    place !== "/" && paths.has(place) && (kind === undefined || entry.kind === kind) && (user.uid === 0 || entry.uid === user.uid) ? [place] : [],
  );
  return mine.length > 0 ? random.pick(mine) : undefined;
}

function readable(draft: Draft, kind: "file" | "folder"): string | undefined {
  const { random, files, paths } = draft;
  const all = [...files].flatMap(([place, entry]) => (place !== "/" && paths.has(place) && !baseFolders.has(place) && entry.kind === kind ? [place] : []));
  return all.length > 0 ? random.pick(all) : undefined;
}

function owner({ random, accounts }: Draft): { readonly text: string; readonly uid: number } {
  const account = accounts.length > 0 ? random.pick(accounts) : undefined;
  if (!account) return random.pick([{ text: "1234:1234", uid: 1234 }, { text: "1500", uid: 1500 }, { text: "root:root", uid: 0 }]);
  const { name, uid, group } = account;
  return { text: random.pick([name, `${name}:${group}`, `${name}:`, `${uid}:${uid}`]), uid };
}

function forget(draft: Draft, place: string): void {
  for (const known of [...draft.files.keys()]) if (known === place || known.startsWith(`${place}/`)) draft.files.delete(known);
  draft.paths.add(place);
}

function give(draft: Draft, place: string, uid: number, isDeep: boolean): void {
  for (const [known, entry] of draft.files) {
    if (known === place || (isDeep && known.startsWith(`${place}/`))) draft.files.set(known, { ...entry, uid });
  }
}

const mkdir: Maker = (draft) => {
  const { random, user } = draft;
  const place = newPlace(draft);
  const parentIsThere = draft.files.has(path.dirname(place));
  const isThere = draft.files.has(place);
  if (isThere && draft.files.get(place)?.kind !== "folder") return undefined;
  const deep = random.chance(0.3) ? path.join(place, random.pick(["one", "two/three"])) : place;
  if (deep === place && parentIsThere && !isThere && random.chance(0.4)) {
    note(draft, place, "folder", user.uid);
    return random.pick([`mkdir ${spelled(draft, place)}`, `mkdir -m 700 ${spelled(draft, place)}`, `mkdir --mode=0750 ${spelled(draft, place)}`]);
  }
  note(draft, deep, "folder", user.uid);
  const more = random.chance(0.2) ? newPlace(draft) : undefined;
  if (more !== undefined && draft.files.get(more)?.kind !== "file") {
    note(draft, more, "folder", user.uid);
    return `mkdir -p ${spelled(draft, deep)} ${spelled(draft, more)}`;
  }
  return random.pick([`mkdir -p ${spelled(draft, deep)}`, `mkdir -p ${spelled(draft, deep)}`, `mkdir -p -m 700 ${spelled(draft, deep)}`, ...(isBusyBox(draft) ? [] : [`install -d ${spelled(draft, deep)}`, `install -d -m 0750 ${spelled(draft, deep)}`])]);
};

const installOwned: Maker = (draft) => {
  if (draft.user.uid !== 0 || isBusyBox(draft)) return undefined;
  const place = newPlace(draft);
  if (draft.files.get(place)?.kind === "file") return undefined;
  const account = draft.accounts[0];
  const file = draft.random.chance(0.3) ? readable(draft, "file") : undefined;
  if (file !== undefined && draft.files.has(path.dirname(place)) && !draft.files.has(place)) {
    note(draft, place, "file", 0);
    return `install -m 755 ${file} ${spelled(draft, place)}`;
  }
  note(draft, place, "folder", account?.uid ?? 1500);
  return `install -d -o ${account?.name ?? "1500"} -g ${account?.group ?? "1500"} ${spelled(draft, place)}`;
};

const write: Maker = (draft) => {
  const { random, files, user } = draft;
  const place = newPlace(draft);
  const isThere = files.has(place);
  if ((isThere && files.get(place)?.kind !== "file") || !files.has(path.dirname(place))) return undefined;
  if (isThere && files.get(place)?.uid !== user.uid && user.uid !== 0) return undefined;
  note(draft, place, "file", isThere ? (files.get(place)?.uid ?? 0) : user.uid);
  const text = spelled(draft, place);
  return random.pick([`touch ${text}`, `echo hi > ${text}`, `echo hi >> ${text}`, `printf 'a\\n' > ${text}`, `: > ${text}`, `echo hi | tee ${text} > /dev/null`, `cat /etc/passwd > ${text}`]);
};

const copy: Maker = (draft) => {
  const { random, files, user } = draft;
  const kind = random.pick(["file", "folder"] as const);
  const source = readable(draft, kind);
  const place = newPlace(draft);
  if (source === undefined || !files.has(path.dirname(place)) || place.startsWith(`${source}/`) || source.startsWith(`${place}/`) || place === source) return undefined;
  const target = files.get(place);
  if (kind === "file") {
    if (target?.kind === "folder") note(draft, path.join(place, path.basename(source)), "file", user.uid);
    else if (!target) note(draft, place, "file", user.uid);
    else return undefined;
    return `cp ${random.chance(0.2) ? "-p " : ""}${spelled(draft, source)} ${spelled(draft, place)}${target && random.chance(0.5) ? "/" : ""}`;
  }
  if (target && target.kind !== "folder") return undefined;
  const flag = random.pick(["-r", "-R", "-a", "-rp"]);
  const isContent = random.chance(0.2);
  const top = target && !isContent ? path.join(place, path.basename(source)) : place;
  const inner = [...files].filter(([inside]) => inside.startsWith(`${source}/`));
  note(draft, top, "folder", user.uid);
  for (const [inside, entry] of inner) note(draft, top + inside.slice(source.length), entry.kind, user.uid);
  return `cp ${flag} ${spelled(draft, source)}${isContent ? "/." : ""} ${spelled(draft, place)}`;
};

const move: Maker = (draft) => {
  const { random, files, user, workdir } = draft;
  const source = existing(draft);
  const place = newPlace(draft);
  if (source === undefined || baseFolders.has(source) || !files.has(path.dirname(place)) || `${place}/`.startsWith(`${source}/`) || `${workdir}/`.startsWith(`${source}/`)) return undefined;
  if (user.uid !== 0 && files.get(path.dirname(source))?.uid !== user.uid) return undefined;
  if (["/", "/home", "/tmp"].includes(path.dirname(source)) && random.chance(0.7)) return undefined;
  const target = files.get(place);
  if (target && target.kind !== "folder") return undefined;
  const top = target ? path.join(place, path.basename(source)) : place;
  if (files.has(top)) return undefined;
  const moved = [...files].filter(([inside]) => inside === source || inside.startsWith(`${source}/`));
  const text = `mv ${spelled(draft, source)} ${spelled(draft, place)}`;
  forget(draft, source);
  for (const [inside, { kind, uid }] of moved) note(draft, top + inside.slice(source.length), kind, uid);
  return text;
};

const link: Maker = (draft) => {
  const { random, files, user } = draft;
  const source = random.chance(0.85) ? readable(draft, random.pick(["file", "folder"] as const)) : "/nowhere";
  const place = newPlace(draft);
  if (source === undefined || !files.has(path.dirname(place)) || files.has(place)) return undefined;
  note(draft, place, "link", user.uid);
  if (files.get(source)?.kind === "folder") draft.links.set(place, source);
  const target = random.chance(0.2) && path.dirname(source) === path.dirname(place) ? path.basename(source) : source;
  return `ln ${random.pick(["-s", "-s", "-sf", "-sfn"])} ${target} ${spelled(draft, place)}`;
};

const remove: Maker = (draft) => {
  const { random, files, user, workdir } = draft;
  const place = existing(draft);
  if (place === undefined || `${workdir}/`.startsWith(`${place}/`) || baseFolders.has(place)) return undefined;
  if (user.uid !== 0 && files.get(path.dirname(place))?.uid !== user.uid) return undefined;
  const text = spelled(draft, place);
  if (random.chance(0.2) && files.get(place)?.kind === "folder") {
    for (const inside of [...files.keys()]) if (inside.startsWith(`${place}/`)) forget(draft, inside);
    return `rm -rf ${text}/*`;
  }
  const isFile = files.get(place)?.kind !== "folder";
  forget(draft, place);
  return isFile ? random.pick([`rm ${text}`, `rm -f ${text}`, `rm -f ${text} /not/there`]) : `rm -rf ${text}`;
};

const chown: Maker = (draft) => {
  const { random, user } = draft;
  const place = existing(draft);
  if (place === undefined || user.uid !== 0 || place === "/") return undefined;
  const { text, uid } = owner(draft);
  const isDeep = random.chance(0.5);
  if (random.chance(0.1)) return `chgrp ${isDeep ? "-R " : ""}1500 ${spelled(draft, place)}`;
  give(draft, place, uid, isDeep);
  return `chown ${isDeep ? random.pick(["-R ", "--recursive "]) : ""}${text} ${spelled(draft, place)}`;
};

const chmod: Maker = (draft) => {
  const { random } = draft;
  const place = existing(draft);
  if (place === undefined || place === "/") return undefined;
  const kind = draft.files.get(place)?.kind;
  if (kind === "link" && !draft.links.has(place)) return undefined;
  const bits = random.pick(kind === "folder" ? ["755", "775", "0770", "g+w", "a+rX", "1777", "u=rwx,go=rx", "o-rx", "g+s"] : ["644", "+x", "0755", "u+x", "a+x", "go-rwx", "ug=rw,o=r", "4755", "a-w"]);
  return `chmod ${random.chance(0.2) ? "-R " : ""}${bits} ${spelled(draft, place)}`;
};

const throughLink: Maker = (draft) => {
  const { random, links, user } = draft;
  if (links.size === 0 || user.uid !== 0) return undefined;
  const [link, target] = random.pick([...links]);
  draft.paths.add(target).add(path.join(target, "behind")).add(path.join(link, "behind"));
  return random.pick([`touch ${link}/behind`, `chmod 700 ${link}`, `chown 1500 ${link}`, `mkdir -p ${link}/behind/deep`, `chown -h 1500 ${link}`]);
};

const within: Maker = (draft) => {
  const { random, user } = draft;
  const place = existing(draft, "folder");
  if (place === undefined) return undefined;
  const name = random.pick(["made-here", "note.txt", "sub"]);
  const inside = path.join(place, name);
  if (draft.files.has(inside)) return undefined;
  if (random.chance(0.4)) {
    note(draft, inside, "file", user.uid);
    return `(cd ${spelled(draft, place)} && touch ${name})`;
  }
  note(draft, inside, "folder", user.uid);
  const text = `cd ${spelled(draft, place)} && mkdir -p ${name}`;
  // What follows in this RUN starts there.
  draft.workdir = place;
  return text;
};

const odd: Maker = (draft) => {
  const { random, user } = draft;
  const place = newPlace(draft);
  if (draft.files.has(place) || !draft.files.has(path.dirname(place))) return undefined;
  const made = (text: string, kind: "file" | "folder" = "folder") => {
    note(draft, place, kind, user.uid);
    return text;
  };
  return random.pick<() => string>([
    () => made(`[ -d ${place} ] || mkdir ${place}`),
    () => made(`for name in a b; do mkdir -p ${place}/$name; done`),
    () => made(`D=${place}; mkdir -p "$D"`),
    () => made(`if true; then mkdir ${place}; fi`),
    () => made(`(umask 077 && mkdir ${place})`),
    () => made(`mkdir ${place} || true`),
    () => made(`mkdir "${place}"`),
    () => made(`touch '${place}'`, "file"),
    () => made(`echo a > ${place} 2>&1`, "file"),
    () => made(`head -c 10 /dev/zero > ${place}`, "file"),
    () => made(`tar cf ${place} -C /etc passwd`, "file"),
    () => made(`mkdir ${place} && echo a > ${place}/one && sed -i s/a/b/ ${place}/one`),
    () => made(`mkdir ${place} && touch ${place}/a ${place}/b && rm -r ${place}/a`),
    () => "true",
    () => `test ! -e ${place}`,
    () => "ls -la /",
  ])();
};

const makers: readonly Maker[] = [mkdir, mkdir, mkdir, installOwned, write, write, write, copy, copy, move, link, remove, chown, chown, chmod, chmod, throughLink, within, odd];
