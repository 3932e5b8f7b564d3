/** Texts of what is drawn without VS Code's own interface, and tested without it. */

/** A text with what is filled in at `{0}`, `{1}` and so on. */
type Translate = (text: string, ...values: (string | number)[]) => string;

const english: Translate = (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => String(values[index] ?? ""));

export const l10n: { t: Translate } = { t: english };

/** Has everything told in another language from now on: that of the editor. */
export function speak(translate: Translate): void {
  l10n.t = translate;
}
