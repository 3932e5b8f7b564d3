/** Paths below a folder, which are written with `/`. */

/** The name of a file or folder. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder of a file or folder; "" for what stands at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The path of what stands in a folder under a name; the folder "" is the root. */
export function pathIn(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Whether a path is a folder or lies in it; both absolute. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "/" || path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The path of what stands in a listing as "node_modules/"; others stay as they are. */
export function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

/**
 * The path of what `path` names when it stands in a file in `folder`; both start at the workspace folder, "" is that
 * folder itself. Undefined for what lies outside of it or nowhere on disk: an address, an absolute path, a home folder.
 */
export function resolveInWorkspace(folder: string, path: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|[\w.-]+@[\w.-]+:|github\.com\/|[/\\~]|-$)/i.test(path)) return undefined;
  const parts = folder === "" ? [] : folder.split("/");
  // Docker on Windows takes both slashes.
  for (const part of path.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
