import { isWhole, replace } from "../edits/edits";
import { type BuiltJars, builtJars } from "../projects/builtJars";
import { folderAfter } from "../stage/folders";
import { mainProcess, programName } from "../stage/process";
import { baseFacts } from "../stage/users";
import { findStage, resolvePath } from "../syntax/dockerfile";
import { copiesOf, flagOf } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import type { DockerfileRule, Facts, Finding, Fix, Stage, Word } from "../types";
import { baseName, folderOf } from "../util/paths";

export default {
  on: "Dockerfile",
  needs: [".jar"],
  id: "ambiguous-jar",
  title: "The pattern finds more than one jar",
  severity: "warning",
  category: "correctness",
  ofContext: true,
  breaks: true,
  why:
    "`gradle build` of a Spring Boot project leaves `app-plain.jar` beside `app.jar`, and Maven's plugins leave `-sources`, `original-` or `-exec` jars. " +
    "`java -jar *.jar` starts the first one that is found and hands the others to it as arguments; `COPY *.jar app.jar` leaves the last one, and other builders than BuildKit refuse it. " +
    "Have the build make one jar, or name it.",
  sources: [
    "https://docs.spring.io/spring-boot/gradle-plugin/packaging.html#packaging-executable.and-plain-archives",
    "https://docs.docker.com/reference/dockerfile/#copy",
  ],
  bad: 'FROM gradle:9-jdk21\nWORKDIR /app\nCOPY . .\nRUN gradle build\nCMD ["sh", "-c", "exec java -jar build/libs/*.jar"]',
  good: 'FROM gradle:9-jdk21\nWORKDIR /app\nCOPY . .\nRUN gradle check bootJar\nCMD ["sh", "-c", "exec java -jar build/libs/*.jar"]',
  files: {
    "build.gradle": 'plugins {\n  id "java"\n  id "org.springframework.boot" version "4.0.1"\n}\nversion = "1.0"\n',
    "settings.gradle": 'rootProject.name = "shop"\n',
  },

  *check(file, facts) {
    for (const instruction of copiesOf(file)) {
      const [source, target, ...more] = instruction.words;
      const from = flagOf(instruction, "from")?.value?.value;
      const stage = from === undefined || instruction.onbuild ? undefined : findStage(file, from, instruction.stage);
      if (!stage || !source?.value || !target?.value || more.length > 0 || flagOf(instruction, "exclude")) continue;
      // Into a folder all of them go.
      const found = /\.jar$/.test(target.value) ? foundBy(resolvePath("/", source.value), stage, facts) : undefined;
      if (!found) continue;
      const last = found.names.at(-1);
      const isRight = last === found.program;
      yield {
        ...about(source, found, instruction.exec ? JSON.stringify : String),
        severity: isRight ? "info" : undefined,
        message: isRight
          ? `${baseName(source.value)} finds ${list(found)}, of which BuildKit leaves ${last}; other builders refuse that`
          : `${baseName(source.value)} finds ${list(found)}, and ${last}, which BuildKit leaves of them, is not the program`,
      };
    }
    const { final } = file;
    const word = final && startedPattern(final);
    const found = word && foundBy(resolvePath(folderAfter(final), word.value ?? word.text), final, facts);
    if (!found || found.names[0] === found.program) return;
    const message = `${baseName(word.text)} finds ${list(found)}, and java starts the first of them, which is not the program`;
    yield { ...about(word, found, undefined), message };
  },
} satisfies DockerfileRule;

/** The jars that a pattern finds in a stage; undefined where that is one, or not known. */
function foundBy(path: string | undefined, stage: Stage, facts: Facts): BuiltJars | undefined {
  const built = path?.includes("*") ? builtJars(facts, stage) : undefined;
  if (path === undefined || !built || folderOf(path) !== built.folder) return undefined;
  const pattern = baseName(path);
  if (!/^[\w.*-]+$/.test(pattern) || (!built.isNamed && pattern !== "*.jar")) return undefined;
  const names = built.names.filter((name) => matches(name, pattern));
  return names.length > 1 && names.includes(built.program) ? { ...built, names } : undefined;
}

/** Whether a name is what a pattern with stars stands for. */
function matches(name: string, pattern: string): boolean {
  const parts = pattern.split("*");
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const next = name.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return at <= name.length - last.length;
}

/** The word with a star behind `-jar` that a shell expands as the container starts. */
function startedPattern(stage: Stage): Word | undefined {
  const main = mainProcess(stage);
  const { family } = baseFacts(stage) ?? {};
  // Another shell may order names as its language does.
  const isPlain = family === "debian" || family === "ubuntu" || family === "alpine";
  const isBash = main?.starts.exec && main.argv.some(({ value = "" }) => /(?:^|\/)(?:bash|zsh)$/.test(value));
  if (!main?.isShell || !isPlain || isBash || main.starts.before.shell) return undefined;
  const java = commandsIn(main.starts).findLast(({ name }) => programName(name) === "java");
  const at = java?.words.findIndex(({ value }) => value === "-jar") ?? -1;
  const word = at < 0 ? undefined : java?.words[at + 1];
  return word && /^[\w./*-]+\.jar$/.test(word.text) ? word : undefined;
}

function about(word: Word, { alone, program, isNamed }: BuiltJars, write?: (text: string) => string): Finding {
  const named = `${folderOf(word.value ?? word.text)}/${program}`;
  const isReplaced = isNamed && isWhole(word);
  const name: Fix[] = isReplaced
    ? [{ title: `Name ${program}`, safe: false, isFirst: true, edits: [replace(word, write ? write(named) : named)] }]
    : [];
  return { span: word, fixes: alone ? [{ ...alone, safe: false, isFirst: true }, ...name] : name };
}

function list({ names, isNamed }: BuiltJars): string {
  return isNamed ? names.join(" and ") : names.map((name) => name.replace("app-1.0", "…")).join(" and ");
}
