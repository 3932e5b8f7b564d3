/** Archives by their names. */

/** ADD unpacks tar archives, compressed or not. */
const tar = /\.(?:tar(?:\.\w{1,4})?|t[bglpx]z2?|tb2|tZ|tzst)$/;
const compressed = /\.(?:Z|bz2|gz|lz|lzma|xz|zst)$/;

/** Whether a path is a tar archive by its name. */
export function isTar(path: string): boolean {
  return tar.test(path);
}

/** Whether a path may be a tar archive by its name: what is compressed may be one in spite of it. */
export function mayBeTar(path: string): boolean {
  return tar.test(path) || compressed.test(path);
}

/** Whether ADD downloads it or takes it from a Git repository. */
export function isRemote(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^git@|^github\.com\//i.test(source);
}
