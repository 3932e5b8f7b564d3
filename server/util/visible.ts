/**
 * A text in which nothing tells a terminal what to do: control characters stand as their pictures, marks of the writing
 * direction as replacement characters. Tabs and ends of lines stay; no character becomes longer or shorter.
 */
export function visible(text: string): string {
  return text.replace(hidden, (found) => {
    const code = found.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "\u2421" : "\uFFFD";
  });
}

const hidden = /\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
