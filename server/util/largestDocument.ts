/** Larger files are not looked at, in bytes of UTF-8. No Dockerfile is a thousandth of that. */
export const largestDocument = 5_000_000;

/** The same in words: "it is larger than 5 MB". */
export const tooLarge = `it is larger than ${largestDocument / 1e6} MB`;

/** Whether a text is larger than that. */
export function isTooLarge(text: string): boolean {
  if (text.length > largestDocument) return true;
  // No code unit takes more than three bytes, so that hardly any text has to be encoded.
  return text.length * 3 > largestDocument && new TextEncoder().encode(text).length > largestDocument;
}
