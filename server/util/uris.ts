/** Addresses of files (URIs) and paths below a folder, which are written with `/`. */

/**
 * URI of the file at `path` from the folder `root`; "" is the root itself, "../x" lies beside it. Half a surrogate pair,
 * which no address can hold, becomes U+FFFD, so that nothing is found there.
 */
export function uriOf(root: string, path: string): string {
  let folder = root;
  let rest = path;
  for (; rest === ".." || rest.startsWith("../"); rest = rest.slice(3)) folder = parent(folder);
  return rest === "" ? folder : `${folder}/${rest.split("/").map(escapeName).join("/")}`;
}

function escapeName(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** Editors and folder listings escape addresses differently; only what they mean counts. */
export function sameUri(a: string, b: string): boolean {
  return a === b || plain(a) === plain(b);
}

/** URI of the folder that a file or folder stands in. */
export function parent(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf("/")));
}

export function isBelow(uri: string, folder: string): boolean {
  return plain(uri).startsWith(`${plain(folder)}/`);
}

/** The path of `uri` from `folder`; undefined when it lies elsewhere. */
export function pathBelow(uri: string, folder: string): string | undefined {
  return isBelow(uri, folder) ? plain(uri).slice(plain(folder).length + 1) : undefined;
}

/** The path of `uri` from `folder`, "../x" for what lies beside it; undefined when no path leads there. */
export function pathFrom(folder: string, uri: string): string | undefined {
  const start = plain(folder).split("/");
  const end = plain(uri).split("/");
  const common = commonLength(start, end);
  // The parts before the path are the scheme and the host.
  return common < 3 ? undefined : [...start.slice(common).fill(".."), ...end.slice(common)].join("/");
}

/** How many folders lie between two: up and down again. */
export function folderDistance(folder: string, other: string): number {
  const [a, b] = [plain(folder).split("/"), plain(other).split("/")];
  return a.length + b.length - 2 * commonLength(a, b);
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** A URI as people write it, without a slash at the end. */
export function plain(uri: string): string {
  const trimmed = uri.replace(/(?<!\/)\/+$/, "");
  try {
    return decodeURIComponent(trimmed);
  } catch {
    return trimmed; // A per cent sign that begins no escape sequence.
  }
}

export function depth(path: string): number {
  return path.split("/").length;
}
