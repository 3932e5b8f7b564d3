import * as vscode from "vscode";

type Entry = Map<string, Entry> | { bytes: Uint8Array; changed: number };

/** A file system in memory, with a root for each authority: `x://a`, `x:/`. Links and watching of single files it has none. */
export function memoryFiles(): vscode.FileSystemProvider {
  const roots = new Map<string, Map<string, Entry>>();
  const events = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const tell = (type: vscode.FileChangeType, uri: vscode.Uri) => events.fire([{ type, uri }]);

  function find({ authority, path }: vscode.Uri): Entry | undefined {
    let entry: Entry | undefined = roots.get(authority);
    for (const name of namesOf(path)) entry = entry instanceof Map ? entry.get(name) : undefined;
    return entry;
  }

  /** The folder that holds an entry, made with all above it if it is missing. */
  function parentOf({ authority, path }: vscode.Uri): Map<string, Entry> {
    let folder = roots.get(authority) ?? new Map<string, Entry>();
    roots.set(authority, folder);
    for (const name of namesOf(path).slice(0, -1)) {
      const next = folder.get(name) ?? new Map<string, Entry>();
      if (!(next instanceof Map)) throw vscode.FileSystemError.FileNotADirectory(path);
      folder.set(name, next);
      folder = next;
    }
    return folder;
  }

  function existing(uri: vscode.Uri): Entry {
    const entry = find(uri);
    if (entry === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }

  return {
    onDidChangeFile: events.event,
    watch: () => ({ dispose: () => {} }),
    stat: (uri) => statOf(existing(uri)),
    readDirectory: (uri) => {
      const entry = existing(uri);
      if (!(entry instanceof Map)) throw vscode.FileSystemError.FileNotADirectory(uri);
      return [...entry].map(([name, child]) => [name, statOf(child).type]);
    },
    createDirectory: (uri) => {
      parentOf(uri.with({ path: `${uri.path}/x` }));
      tell(vscode.FileChangeType.Created, uri);
    },
    readFile: (uri) => {
      const entry = existing(uri);
      if (entry instanceof Map) throw vscode.FileSystemError.FileIsADirectory(uri);
      return entry.bytes;
    },
    writeFile: (uri, bytes) => {
      const isThere = find(uri) !== undefined;
      parentOf(uri).set(nameOf(uri), { bytes, changed: Date.now() });
      tell(isThere ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created, uri);
    },
    delete: (uri) => {
      existing(uri);
      parentOf(uri).delete(nameOf(uri));
      tell(vscode.FileChangeType.Deleted, uri);
    },
    rename: (from, to) => {
      parentOf(to).set(nameOf(to), existing(from));
      parentOf(from).delete(nameOf(from));
      tell(vscode.FileChangeType.Deleted, from);
      tell(vscode.FileChangeType.Created, to);
    },
  };
}

function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "");
}

function nameOf({ path }: vscode.Uri): string {
  return namesOf(path).at(-1) ?? "";
}

function statOf(entry: Entry): vscode.FileStat {
  if (entry instanceof Map) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  return { type: vscode.FileType.File, ctime: 0, mtime: entry.changed, size: entry.bytes.length };
}
