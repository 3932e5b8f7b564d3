/** What can be typed in an instruction: keywords, flags and their values, mounts, stages, images, accounts, signals. */

import { flagAbout, instructionForms, referenceTo } from "../data/instructionForms";
import { mountForms, mountOptionAbout, usualOption } from "../instructions/mountForms";
import { baseFacts, createdAccounts } from "../stage/users";
import { platformArguments } from "../syntax/definitions";
import { flagsFor } from "../syntax/flags";
import { flagOf } from "../syntax/instructions";
import { keywords } from "../syntax/keywords";
import type { Dockerfile, Instruction, Span } from "../types";
import { imageOffers } from "./imageCompletion";
import type { Offer, Offers } from "./offers";
import { isInBody, typedInstruction, typedWord } from "./typedPlaces";
import { completeVariable } from "./variableCompletion";

/**
 * What can be typed at an offset; undefined where that is for others to say: paths, shell text.
 * @param today as an ISO date, for what is said of the support of images.
 */
export function completeInstruction(file: Dockerfile, offset: number, today: string): Offers | undefined {
  const instruction = typedInstruction(file, offset);
  const variable = instruction && completeVariable(file, instruction, offset);
  if (variable) return variable;
  if (!instruction || offset <= instruction.name.end) return keywordOffers(file, offset, instruction);
  if (isInBody(instruction, offset)) return undefined;
  const word = typedWord(file, offset, instruction.name.end);
  const isFirst = instruction.words.every(({ start }) => start >= word.start);
  if (isFirst && word.text.startsWith("-")) return flagOffers(file, instruction, word, today);
  return argumentOffers(file, instruction, word, isFirst, today);
}

// ------------------------------------------------------------------ keywords

function keywordOffers(file: Dockerfile, offset: number, instruction: Instruction | undefined): Offers | undefined {
  const word = typedWord(file, offset);
  const lineStart = file.text.lastIndexOf("\n", offset - 1) + 1;
  const isInner = instruction?.onbuild === true && instruction.name.start <= offset;
  const before = file.text.slice(lineStart, word.start).replace(/^\uFEFF/, "");
  if (!/^[A-Za-z]*$/.test(word.text.replace(/^\uFEFF/, "")) || (!isInner && before.trim() !== "")) return undefined;
  return { span: widened(file, word, /\w/), offers: keywordsFor(file, isInner) };
}

function keywordsFor({ text, instructions, stages }: Dockerfile, isInner: boolean): Offer[] {
  const written = instructions.filter(({ keyword }) => keywords.has(keyword));
  const names = written.map(({ name }) => text.slice(name.start, name.end));
  // As the others are written.
  const isSmall = names.length > 0 && names.every((name) => name === name.toLowerCase());
  const possible = [...keywords].filter(
    (keyword) => keyword !== "MAINTAINER" && !(isInner && (keyword === "FROM" || keyword === "ONBUILD")),
  );
  const rank = (keyword: string) => (keyword === "FROM" ? 0 : keyword === "ARG" ? 1 : 2);
  if (stages.length === 0 && !isInner) possible.sort((one, other) => rank(one) - rank(other));
  return possible.map((keyword) => {
    const about = instructionForms[keyword];
    const label = isSmall ? keyword.toLowerCase() : keyword;
    return {
      label,
      kind: "keyword",
      detail: about?.forms[0]?.label,
      about: about && `${about.text}\n\n[Reference](${referenceTo(about.anchor)})`,
      insert: `${label} `,
      goesOn: true,
    };
  });
}

// --------------------------------------------------------------------- flags

function flagOffers(file: Dockerfile, instruction: Instruction, word: Word, today: string): Offers | undefined {
  const equals = word.text.indexOf("=");
  const { keyword } = instruction;
  if (equals < 0) {
    const known = Object.entries(flagsFor(instruction) ?? {});
    const typed = word.text.slice(2).toLowerCase();
    const open = known.filter(
      ([name, { mayRepeat }]) => mayRepeat || name === typed || flagOf(instruction, name) === undefined,
    );
    const offers = open.map(([name, { isBoolean, isLabs, since }]): Offer => {
      const needed = isLabs
        ? "docker/dockerfile:1-labs"
        : since === undefined
          ? undefined
          : `docker/dockerfile:1.${since}`;
      const about = flagAbout(keyword, name)?.text;
      const label = `--${name}`;
      return {
        label,
        kind: "flag",
        detail: needed,
        about,
        insert: isBoolean ? label : `${label}=`,
        goesOn: !isBoolean,
      };
    });
    return { span: widened(file, word, /[\w-]/), offers };
  }
  const name = word.text.slice(2, equals).toLowerCase();
  const value = { start: word.start + equals + 1, end: word.end, text: word.text.slice(equals + 1) };
  if (name === "mount") return mountOffers(file, instruction, value, today);
  if (name === "from") return sourceOffers(file, instruction, value, today);
  if (name === "chown") return accountOffers(file, instruction, value);
  const values = flagAbout(keyword, name)?.values;
  return (
    values && { span: widened(file, value, /[\w./+-]/), offers: values.map((label) => ({ label, kind: "value" })) }
  );
}

function mountOffers(file: Dockerfile, instruction: Instruction, value: Word, today: string): Offers | undefined {
  const start = value.start + value.text.lastIndexOf(",") + 1;
  const option = file.text.slice(start, value.end);
  const equals = option.indexOf("=");
  const options = value.text.split(",").map((it) => it.split("=", 2));
  const type = options.find(([name]) => name === "type")?.[1] ?? "bind";
  if (equals < 0) {
    const about = Object.hasOwn(mountForms, type) ? mountForms[type] : undefined;
    const given = new Set(options.slice(0, -1).map(([name = ""]) => usualOption(name)));
    const names = [...(given.has("type") || options.length > 1 ? [] : ["type"]), ...(about?.options ?? [])];
    const offers = names
      .filter((name) => !given.has(name))
      .map((name): Offer => {
        const it = mountOptionAbout(name);
        const insert = it?.isSwitch ? name : `${name}=`;
        return { label: name, kind: "flag", about: it?.text, insert, goesOn: !it?.isSwitch };
      });
    return { span: widened(file, { start, end: value.end }, /\w/), offers };
  }
  const name = usualOption(option.slice(0, equals).toLowerCase());
  const typed = { start: start + equals + 1, end: value.end, text: option.slice(equals + 1) };
  if (name === "from") return sourceOffers(file, instruction, typed, today);
  const about = (label: string) => (name === "type" ? mountForms[label]?.text : undefined);
  const values = mountOptionAbout(name)?.values;
  return (
    values && {
      span: widened(file, typed, /\w/),
      offers: values.map((label) => ({ label, kind: "value", about: about(label) })),
    }
  );
}

/** The stages above, the nearest first, and then images. */
function sourceOffers(file: Dockerfile, instruction: Instruction, typed: Word, today: string): Offers {
  const images = imageOffers(typed.text, widened(file, typed, /[\w./:@-]/), today);
  if (/[:/]/.test(typed.text)) return images;
  return { span: images.span, offers: [...stageOffers(file, instruction), ...images.offers] };
}

function stageOffers({ stages }: Dockerfile, { stage }: Instruction): Offer[] {
  const above = stages.slice(0, stage?.index ?? stages.length).toReversed();
  return above.flatMap(({ name, image, from }): Offer[] => {
    if (name?.value === undefined) return [];
    return [{ label: name.text, kind: "stage", detail: `stage from ${image?.text ?? "?"}, line ${from.line + 1}` }];
  });
}

function accountOffers(file: Dockerfile, { stage }: Instruction, typed: Word): Offers | undefined {
  const made = stage ? createdAccounts(stage).map(({ name }) => name) : [];
  const shipped = stage && baseFacts(stage)?.appUser?.name;
  const names = [...new Set([...made, ...(shipped === undefined ? [] : [shipped]), "root"])];
  if (typed.text.includes(":")) return undefined;
  return { span: widened(file, typed, /[\w-]/), offers: names.map((label) => ({ label, kind: "value" })) };
}

// ----------------------------------------------------------------- arguments

type Word = Span & { readonly text: string };

function argumentOffers(
  file: Dockerfile,
  instruction: Instruction,
  word: Word,
  isFirst: boolean,
  today: string,
): Offers | undefined {
  const { keyword, stage } = instruction;
  const plain = (offers: readonly string[], kind: Offer["kind"] = "value") => ({
    span: widened(file, word, /[\w-]/),
    offers: offers.map((label): Offer => ({ label, kind })),
  });
  switch (keyword) {
    case "FROM":
      if (isFirst) return sourceOffers(file, instruction, word, today);
      return instruction.words.filter(({ end }) => end < word.start).length === 1
        ? plain(["AS"], "keyword")
        : undefined;
    case "ONBUILD":
      return isFirst ? { span: widened(file, word, /\w/), offers: keywordsFor(file, true) } : undefined;
    case "HEALTHCHECK":
      return isFirst ? plain(["CMD", "NONE"], "keyword") : undefined;
    case "STOPSIGNAL":
      return isFirst ? plain(["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGWINCH"]) : undefined;
    case "USER":
      return isFirst ? accountOffers(file, instruction, word) : undefined;
    case "ARG":
      return stage && !word.text.includes("=")
        ? plain([...globalArguments(file), ...platformArguments.keys()], "variable")
        : undefined;
    default:
      return undefined;
  }
}

/** What stands above the first FROM, and counts in a stage once that names it. */
function globalArguments({ instructions }: Dockerfile): string[] {
  const above = instructions.filter(({ stage, keyword }) => !stage && keyword === "ARG");
  return [...new Set(above.flatMap(({ assignments }) => assignments.map(({ name }) => name.text)))];
}

/** What is typed, with what stands right behind it and belongs to the same word. */
function widened({ text }: Dockerfile, { start, end }: Span, letters: RegExp): Span {
  let to = end;
  while (to < text.length && letters.test(text[to] as string)) to++;
  return { start, end: to };
}
