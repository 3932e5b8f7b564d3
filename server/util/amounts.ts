/** How many of something, and how many bytes, for people. */

/** "12,431 files, 210 MB". */
export function formatAmount({ files, bytes }: { readonly files: number; readonly bytes: number }): string {
  return `${formatFiles(files)}, ${formatBytes(bytes)}`;
}

/** "1 step", "12431 steps". @param noun in the singular, of which the plural ends with an s. */
export function counted(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** "1 file", "12,431 files". */
export function formatFiles(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "file" : "files"}`;
}

/** In units of 1000, with a decimal only below 10: "999 B", "1.5 kB", "210 MB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let amount = bytes;
  let unit = 0;
  for (; 1000 <= Math.round(amount) && unit < units.length - 1; unit++) amount /= 1000;
  return `${amount.toFixed(unit === 0 || 9.95 <= amount ? 0 : 1)} ${units[unit]}`;
}
