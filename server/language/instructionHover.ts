/** What the keyword, flag or mount option at a place does. */

import { flagAbout, instructionForms, referenceTo } from "../data/instructionForms";
import { mountForms, mountOptionAbout } from "../instructions/mountForms";
import { firstKeyword } from "../syntax/keywords";
import type { Dockerfile, Instruction, Span } from "../types";
import { instructionAt } from "./typedPlaces";

/** As markdown; undefined where there is nothing to be told. */
export function instructionHover(file: Dockerfile, offset: number): { span: Span; markdown: string } | undefined {
  const instruction = instructionAt(file, offset);
  if (!instruction) return undefined;
  const first = firstKeyword(file, instruction);
  if (contains(first, offset)) return aboutKeyword(first.text.toUpperCase(), first);
  if (contains(instruction.name, offset)) return aboutKeyword(instruction.keyword, instruction.name);
  return aboutFlag(instruction, offset) ?? aboutMount(instruction, offset);
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function aboutKeyword(keyword: string, { start, end }: Span): { span: Span; markdown: string } | undefined {
  const about = Object.hasOwn(instructionForms, keyword) ? instructionForms[keyword] : undefined;
  if (!about) return undefined;
  const forms = about.forms.map(({ label }) => label).join("\n");
  const markdown = `${about.text}\n\n\`\`\`dockerfile\n${forms}\n\`\`\`\n\n${link(about.anchor)}`;
  return { span: { start, end }, markdown };
}

function aboutFlag({ flags, keyword }: Instruction, offset: number): { span: Span; markdown: string } | undefined {
  const flag = flags.find(({ start, name }) => start <= offset && offset <= start + 2 + name.length);
  const about = flag && flagAbout(keyword, flag.name);
  if (!flag || !about) return undefined;
  const anchor = about.anchor ?? instructionForms[keyword]?.anchor ?? "";
  return {
    span: { start: flag.start, end: flag.start + 2 + flag.name.length },
    markdown: `\`--${flag.name}\`: ${about.text}\n\n${link(anchor)}`,
  };
}

function aboutMount({ mounts }: Instruction, offset: number): { span: Span; markdown: string } | undefined {
  for (const mount of mounts) {
    if (!contains(mount, offset)) continue;
    for (const [name, span] of mount.optionSpans) {
      if (!contains(span, offset) || span === mount) continue;
      const about = mountOptionAbout(name);
      const type = name === "type" && Object.hasOwn(mountForms, mount.type) ? mountForms[mount.type] : undefined;
      const text = type ? `\`type=${mount.type}\`: ${type.text}` : about && `\`${name}\`: ${about.text}`;
      if (text === undefined) return undefined;
      return { span: { start: span.start, end: span.end }, markdown: `${text}\n\n${link("run---mount")}` };
    }
  }
  return undefined;
}

function link(anchor: string): string {
  const address = referenceTo(anchor);
  return `[${address.replace("https://", "")}](${address})`;
}
