/** Images of the .NET SDK: what is published ships with the runtime of the same version. */

import { dependencyTools } from "../data/dependencyTable";
import { dependencyCopies } from "../packages/dependencyInstalls";
import { type DotnetProject, dotnetProject, namesAddress } from "../projects/dotnetProject";
import { isProjectCommand } from "../projects/projectCommands";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { flagValue, hasFlag, runs } from "../syntax/shell";
import type { Command, Dockerfile, Facts, ImageReference, Instruction, Stage, Word } from "../types";
import { folderOf } from "../util/paths";
import { isReason, type Reason } from "../util/reason";
import { type Added, withFlag } from "./assemble";
import type { Language } from "./classify";
import { planCompiled, projectFolder, startWords } from "./compiledPlan";
import type { Policy } from "./policy";

export const dotnetPolicy: Policy = {
  rule: "build-tools-shipped",
  images: /^mcr\.microsoft\.com\/dotnet\/(?:nightly\/|core\/)?sdk$/,
  title: "Publish in a stage of its own and ship that with the runtime",

  plan(file, stage, facts) {
    const { base } = stage;
    if (!base?.spans || base.digest !== undefined || stage.name)
      return { reason: "the stage has a name, or its image a variable or a digest" };
    const project = dotnetProject(facts);
    if (isReason(project)) return project;
    const image = dotnetRuntime(base, project);
    if (image === undefined) return { reason: `which runtime goes with "${base.text}" is not known` };
    const program = programOf(stage);
    if (isReason(program)) return program;

    const { word, folder, target } = program;
    const isWeb = image.includes("/aspnet:");
    const plan = planCompiled(file, stage, facts, {
      language: languageOf(projectFolder(file, program.publish.instruction.before.workdir)),
      image,
      isSameSystem: true,
      accounts: dotnetAccounts(base),
      copies: [[folder, target]],
      isSource: (path) => ofBuild.test(path) || ((project.publishesContent || folder === target) && content.test(path)),
      variables: /^(?:NUGET_|MSBUILD|DOTNET_(?:CLI_|NOLOGO|SKIP_|GENERATE_))/,
      folders: /^\/root\/\.(?:nuget|dotnet)(?:\/|$)/,
      ...(/-alpine/.test(image) && !project.isInvariant ? cultures : {}),
      change: (instruction) => changes(stage, instruction, program, facts),
      replaced: folder === target ? new Map() : started(file, stage, word, folder, target),
      note: isWeb ? otherAddress(stage, base, facts) : undefined,
      isDoubtful: !project.isRead,
    });
    return plan;
  },
};

/** Sources, projects, and what earlier builds have left behind. */
const ofBuild =
  /(?:^|\/)(?:bin|obj|Properties)\/|\.(?:cs|fs|vb|csproj|fsproj|vbproj|sln|slnx|slnf|props|targets|user|resx|proto|cshtml|razor|pubxml|runsettings|dcproj|http|editorconfig|ruleset)$|(?:^|\/)(?:global\.json|[Nn]u[Gg]et\.[Cc]onfig|packages\.lock\.json|launchSettings\.json|bundleconfig\.json|libman\.json|dotnet-tools\.json)$/;

/** What web projects publish besides what they compile. */
const content = /(?:^|\/)wwwroot\/|\.(?:json|config)$/;

function languageOf(folder: string | undefined): Language {
  return {
    folder,
    isManifest: (path) => /(?:proj|\.slnx?|\.props|\.targets|\.config|global\.json|packages\.lock\.json)$/.test(path),
    purposesOf: (command) =>
      runs(command, ...builds.map((verb) => `dotnet ${verb}`)) || isProjectCommand(command) ? ["build"] : [],
  };
}

const builds = ["restore", "build", "publish", "test", "clean", "tool restore", "nuget add", "workload restore"];

// --------------------------------------------------------------------------- image

/** The image with the runtime of the same version and variant; undefined where the tag does not tell. */
export function dotnetRuntime({ name, tag = "" }: ImageReference, { isPlain }: DotnetProject): string | undefined {
  const [, version, variant = ""] =
    /^(\d+\.\d+)(?:\.[1-9]\d\d)?(-(?:(?:bullseye|bookworm|trixie)-slim|focal|jammy|noble|resolute|alpine(?:3\.\d+)?)(?:-(?:amd64|arm64v8|arm32v7))?)?$/.exec(
      tag,
    ) ?? [];
  return version && `${name.replace(/sdk$/, isPlain ? "runtime" : "aspnet")}:${version}${variant}`;
}

/** The accounts that the images of a version have, besides root. */
export function dotnetAccounts({ tag = "" }: ImageReference): readonly string[] {
  return Number.parseInt(tag, 10) >= 8 ? ["app", "$APP_UID"] : [];
}

/** The SDK on Alpine has what cultures need, and the runtime has not. Source: github.com/dotnet/dotnet-docker. */
const cultures = {
  packages: ["icu-data-full", "icu-libs", "tzdata"],
  environment: ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false"],
};

// ------------------------------------------------------------------------- program

interface Program {
  /** The word of the start that names the assembly. */
  readonly word: Word;
  readonly publish: { readonly instruction: Instruction; readonly command: Command };
  /** What is published, and where that goes: where it was, or to the folder that the program starts in. */
  readonly folder: string;
  readonly target: string;
}

function programOf(stage: Stage): Program | Reason {
  const { workdir } = stage.after;
  if (workdir === undefined) return { reason: "no WORKDIR says where the project is" };
  const [program, word] = startWords(stage) ?? [];
  const path = resolvePath(workdir, word?.value);
  if (program?.value !== "dotnet" || !word || !path?.endsWith(".dll"))
    return { reason: "the container does not start an assembly with dotnet" };
  const all = stage.instructions.flatMap((instruction) =>
    instruction.keyword === "RUN" ? commandsIn(instruction).map((command) => ({ instruction, command })) : [],
  );
  const folder = folderOf(path);
  const publish = all.findLast((it) => runs(it.command, "dotnet publish") && outputOf(it) === folder);
  const usual = all.findLast(({ command }) => runs(command, "dotnet publish") && !hasFlag(command, "-o", "--output"));
  const found = publish ?? (/\/bin\/\w+\/net[\w.]+\/(?:[\w.-]+\/)?publish$/.test(folder) ? usual : undefined);
  if (!found) return { reason: `no "dotnet publish" is known to make ${path}` };
  if (found.command.words.some(({ value }) => /^(?:--self-contained|--sc|-p:PublishSingleFile.*)$/.test(value ?? "")))
    return { reason: "what is published brings a runtime of its own" };
  // Settings and pages are looked for where the program starts.
  const isHere = publishedFolder(found) === workdir && folder.startsWith(`${workdir}/`);
  return { word, publish: found, folder, target: isHere ? workdir : folder };
}

function outputOf({ instruction, command }: Program["publish"]): string | undefined {
  return resolvePath(instruction.before.workdir, flagValue(command, "-o", "--output"));
}

/** The folder of the project that is published. */
function publishedFolder({ instruction, command }: Program["publish"]): string | undefined {
  const named = namedProject(command);
  const path = resolvePath(instruction.before.workdir, named ?? ".");
  return path !== undefined && /proj$|\.slnx?$/.test(path) ? folderOf(path) : path;
}

/** The project that a command names. */
function namedProject({ words }: Command): string | undefined {
  return words.slice(2).find(({ value }, index) => {
    const before = words[index + 1]?.value ?? "";
    return value?.startsWith("-") === false && !valued.test(before);
  })?.value;
}

/** Options with a value of their own. */
const valued =
  /^(?:-[corfav]|--(?:configuration|output|runtime|framework|arch|verbosity|os|version-suffix|source|manifest))$/;

/** The start, with the assembly where it is now. */
function started(file: Dockerfile, stage: Stage, word: Word, folder: string, target: string): Map<Instruction, string> {
  const owner = stage.instructions.find(({ start, end }) => start <= word.start && word.end <= end);
  const written = file.text.slice(word.start, word.end);
  const isAbsolute = word.value?.startsWith("/");
  const name = (word.value ?? "").slice((word.value ?? "").lastIndexOf("/") + 1);
  const next = written.replace(word.value ?? written, isAbsolute ? `${target}/${name}` : name);
  if (!owner || folder === target) return new Map();
  return new Map([[owner, file.text.slice(owner.start, word.start) + next + file.text.slice(word.end, owner.end)]]);
}

// ---------------------------------------------------------------------------- cache

/** A layer for the packages before the sources are copied, where the project is one; else a cache mount. */
function changes(stage: Stage, instruction: Instruction, { publish }: Program, facts: Facts) {
  const own = stage.instructions.filter((each) => each.keyword === "RUN" && commandsIn(each, "dotnet").length > 0);
  const isAlone = own.length === 1 && commandsIn(publish.instruction, "dotnet").length === 1;
  const tool = dependencyTools.find(({ programs }) => programs.includes("dotnet"));
  if (!isAlone || !tool || hasFlag(publish.command, "--no-restore")) return {};
  const { workdir } = publish.instruction.before;
  const copies = dependencyCopies({ tool, ...publish, listed: [] }, facts);
  const whole = stage.instructions.find(
    ({ keyword, words, before }) =>
      keyword === "COPY" &&
      words.length === 2 &&
      words[0]?.value === "." &&
      resolvePath(before.workdir, words[1]?.value) === workdir,
  );
  const isLayer =
    copies !== undefined &&
    whole !== undefined &&
    whole.before.workdir === workdir &&
    namedProject(publish.command) === undefined;
  if (!isLayer) {
    const isBare = instruction === publish.instruction && instruction.mounts.length === 0;
    return { edits: withFlag(instruction, isBare ? "--mount=type=cache,target=/root/.nuget/packages" : undefined) };
  }
  if (instruction !== whole) return {};
  const lines = copies.flatMap(({ sources, folder }): Added[] => [
    { keyword: "COPY", argument: `${sources.join(" ")} ./${folder}` },
  ]);
  return { before: [...lines, { keyword: "RUN", argument: "dotnet restore" }] };
}

// -------------------------------------------------------------------------- address

/** What a person has to know where a web project listens by the image's own settings; undefined where its own say. */
export function otherAddress(stage: Stage, base: ImageReference, facts: Facts): string | undefined {
  return choosesAddress(stage, facts) ? undefined : addressNote(base);
}

function choosesAddress(stage: Stage, facts: Facts): boolean {
  const names = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "DOTNET_URLS", "URLS"];
  const isSet = names.some((name) =>
    stage.instructions.some(({ assignments }) => assignments.some((it) => it.name.value === name)),
  );
  return isSet || (startWords(stage) ?? []).some(({ value }) => /^--urls\b/.test(value ?? "")) || namesAddress(facts);
}

/** The SDK leaves ASP.NET Core at localhost:5000, the runtime says where containers listen. */
function addressNote({ tag = "" }: ImageReference): string {
  const port = Number.parseInt(tag, 10) >= 8 ? 8080 : 80;
  return `The image aspnet listens on port ${port} of every address, the SDK on localhost:5000 alone.`;
}
