/** What a Go program needs besides itself, as far as its sources tell. */

import type { Facts } from "../types";
import { filterOnce } from "../util/listing";
import { folderOf, pathIn } from "../util/paths";
import { among, atRoot } from "../util/reads";
import { isUnread } from "./unreadFiles";

export const goModuleReads = atRoot("go.mod");
export const goSourceReads = among(
  20,
  filterOnce((path) => path.endsWith(".go")),
);

/** The sources of the program, tests left out. */
export function sourcesOf({ files = [] }: Facts): string[] {
  return files.filter((path) => path.endsWith(".go") && !path.endsWith("_test.go") && !/(?:^|\/)testdata\//.test(path));
}

/** Modules that are nothing without a C compiler. */
const cgoModules =
  /^[ \t]*(?:require\s+)?((?:github\.com\/(?:mattn\/go-sqlite3|mutecomm\/go-sqlcipher|confluentinc\/confluent-kafka-go|google\/gopacket|gopacket\/gopacket|go-gl\/|veandco\/go-sdl2|h2non\/bimg|davidbyttow\/govips|hajimehoshi\/ebiten|linxGnu\/grocksdb|tecbot\/gorocksdb|valyala\/gozstd|DataDog\/zstd|bytecodealliance\/wasmtime-go|wasmerio\/wasmer-go|duckdb\/|marcboeker\/go-duckdb|libgit2\/git2go|pebbe\/zmq4|zeromq\/goczmq|godror\/godror|mattn\/go-oci8|ibmdb\/go_ibm_db|alexbrainman\/odbc|webview\/|tursodatabase\/go-libsql|tree-sitter\/|smacker\/go-tree-sitter|rakyll\/portmidi|gordonklaus\/portaudio|jmoiron\/sqlx-oracle|yalue\/onnxruntime_go|knights-analytics\/|otiai10\/gosseract|karalabe\/hid|google\/gousb|msteinert\/pam|miekg\/pkcs11|ThalesIgnite\/crypto11)|gocv\.io\/|fyne\.io\/|gopkg\.in\/gographics\/|gorm\.io\/driver\/sqlite|rsc\.io\/qr-cgo|gonum\.org\/v1\/netlib)\S*)\s/m;

/** Why the program may need C, in a clause; undefined when nothing speaks for it. */
export function cgoIn({ files = [], contents }: Facts): string | undefined {
  const manifest = contents?.get("go.mod");
  if (manifest === undefined) return "go.mod is not known";
  const [, minor] = /^go\s+1\.(\d+)/m.exec(manifest) ?? [];
  // Before, go.mod did not list what dependencies depend on.
  if (/^[ \t]*require\b/m.test(manifest) && Number(minor ?? 0) < 17) return "go.mod does not list all modules";
  const module = cgoModules.exec(manifest)?.[1];
  if (module !== undefined) return `${module} needs C`;
  const source = files.find((path) => /\.(?:c|cc|cpp|cxx|h|hpp|m)$/.test(path));
  if (source !== undefined) return `${source} is a source in C`;
  const user = [...(contents ?? [])].find(([path, text]) => path.endsWith(".go") && /^[ \t]*import\s+"C"/m.test(text));
  return user && `${user[0]} imports C`;
}

/** Those that bring their sources in C, and link with nothing but the libraries that every image with a libc has. */
const selfContained =
  /^(?:github\.com\/(?:mattn\/go-sqlite3|mutecomm\/go-sqlcipher|DataDog\/zstd|valyala\/gozstd|tree-sitter\/|smacker\/go-tree-sitter)|gorm\.io\/driver\/sqlite)/;

/** Why the program may need libraries of the image that it is built in, in a clause; undefined when nothing speaks for it. */
export function librariesIn(facts: Facts): string | undefined {
  const manifest = facts.contents?.get("go.mod");
  if (manifest === undefined) return "go.mod is not known";
  const modules = manifest.split("\n").flatMap((line) => cgoModules.exec(line)?.[1] ?? []);
  const other = modules.find((module) => !selfContained.test(module));
  if (other !== undefined) return `${other} needs C`;
  return modules.length > 0 ? cgoIn({ ...facts, contents: withoutModules(facts) }) : cgoIn(facts);
}

/** The texts, with a go.mod that names no module which is nothing without C. */
function withoutModules({ contents }: Facts): ReadonlyMap<string, string> {
  const text = contents?.get("go.mod") ?? "";
  const lines = text.split("\n").filter((line) => !cgoModules.test(line));
  return new Map([...(contents ?? []), ["go.mod", lines.join("\n")]]);
}

/** Programs and plugins of the system that the program starts, in a clause; undefined when nothing speaks for it. */
export function startsOf({ contents, ...facts }: Facts): string | undefined {
  for (const path of sourcesOf(facts)) {
    const found = /\bexec\.(?:Command|LookPath)|\bplugin\.Open/.exec(contents?.get(path) ?? "")?.[0];
    if (found !== undefined) return `${path} uses ${found}`;
  }
  return undefined;
}

/** Whether a file of the context is of use to the build alone. */
export function isGoSource(path: string): boolean {
  return /\.(?:go|mod|sum|work|proto)$|(?:^|\/)(?:testdata|vendor)\//.test(path);
}

/** What programs read, write and start. */
const touches =
  /\bos\.(?:Create|CreateTemp|Open|OpenFile|ReadFile|ReadDir|WriteFile|Mkdir\w*|Rename|Remove\w*|DirFS)\b|\bioutil\.|\bexec\.Command|\bhttp\.(?:Dir|ServeFile|ListenAndServeTLS)\b|\.(?:ParseFiles|ParseGlob|LoadHTMLGlob|LoadHTMLFiles|SaveUploadedFile)\(|\.Static(?:File|FS)?\(|\bgodotenv\.|\bviper\.|\bplugin\.Open|sql\.Open\("sqlite|\blumberjack\./;

/**
 * What `//go:embed` puts into the program: files, and folders with all in them, where a `*` stands for a part of a name.
 * Source: pkg.go.dev/embed
 */
function embeddedIn(facts: Facts): (path: string) => boolean {
  const patterns = sourcesOf(facts).flatMap((source) =>
    [...(facts.contents?.get(source) ?? "").matchAll(/^\/\/go:embed[ \t]([^\n]{1,400})/gm)].flatMap(([, words = ""]) =>
      words.split(/\s+/).map((word) => pathIn(folderOf(source), word.replace(/^all:/, ""))),
    ),
  );
  const plain = patterns.filter((pattern) => !/[?[\]"`\\]/.test(pattern));
  return (path) => plain.slice(0, mostPatterns).some((pattern) => isEmbedded(path, pattern));
}

/** More than a program has. */
const mostPatterns = 50;

function isEmbedded(path: string, pattern: string): boolean {
  const depth = pattern.split("/").length;
  const own = path.split("/").slice(0, depth).join("/");
  const [head = "", tail, ...more] = pattern.split("*");
  if (more.length > 0 || path.split("/").length < depth) return false;
  if (tail === undefined) return own === pattern;
  return own.length >= head.length + tail.length && own.startsWith(head) && own.endsWith(tail);
}

/** Why the program may need files besides itself, in a clause; undefined when nothing speaks for it. */
export function filesOf(facts: Facts): string | undefined {
  const { files, contents, isPartial } = facts;
  if (!files || isPartial) return "the files of the project are not known";
  const embedded = embeddedIn(facts);
  const other = files.find((path) => !isUnread(path) && !isGoSource(path) && !embedded(path));
  if (other !== undefined) return `the program may read ${other}`;
  for (const path of sourcesOf(facts)) {
    const found = touches.exec(contents?.get(path) ?? "")?.[0];
    if (found !== undefined) return `${path} uses ${found.replace(/\($/, "")}, and may need files or programs`;
  }
  return undefined;
}
