/**
 * Every noun of Drydock. All of it is plain, readonly data; positions are UTF-16 offsets into the parsed text.
 * Text becomes a `Dockerfile` or an `IgnoreFile`, rules turn that into `Finding`s, fixes into `Edit`s, edits into text.
 */

import type { VulnerabilityLevel } from "./data/node";
import type { PackageManager } from "./data/packageManagers";

export type { PackageManager } from "./data/packageManagers";

/** A half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces a span by text; `start === end` inserts. */
export interface Edit extends Span {
  readonly text: string;
  /** Path from the root of the build context of another file to edit, which is created when it does not exist. Default: the linted file. */
  readonly file?: string;
}

/** One way to mend a finding: disjoint edits against the linted text, applied all or none. */
export interface Fix {
  /** A verb phrase: "Add --no-install-recommends". */
  readonly title: string;
  /** The built image cannot differ in behaviour, so that fix-on-save may apply it. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
  /** A matter of judgement that only a person should decide: *Harden Dockerfile* leaves it alone. */
  readonly optional?: boolean;
  /** Why it is such a matter, as a clause: "which npm this image has is not known". */
  readonly doubt?: string;
  /** What a person has to see to once it is taken: "the comment names Node.js 18". */
  readonly after?: readonly Aftermath[];
  /** It fits what stands there at the end, so that *Harden Dockerfile* takes it once nothing else would change that. */
  readonly waits?: true;
  /** It writes anew what its edits span: *Harden Dockerfile* leaves out fixes that would only improve what stands there now. */
  readonly rewrites?: true;
  /** It is for what other fixes may take away: *Harden Dockerfile* takes it when there is nothing else to do. */
  readonly isLast?: true;
  /** What others find depends on what it makes: *Harden Dockerfile* takes it in a round of its own. */
  readonly isFirst?: true;
}

/** What a fix leaves behind that it cannot edit itself. */
export interface Aftermath {
  /** A sentence without its full stop. */
  readonly message: string;
  /** Where in the linted text; undefined for what stands in another file. */
  readonly span?: Span | undefined;
}

/** Another place that belongs to a finding, shown as related information. */
export interface Related extends Span {
  readonly message: string;
  /** Path from the root of the build context. Default: the linted file. */
  readonly file?: string;
}

/** What a rule yields. The first fix is the preferred one. */
export interface Finding {
  readonly span: Span;
  /** One sentence that says what is wrong and why. Default: the rule's title. */
  readonly message?: string;
  /** Only when this finding weighs less or more than the rule's default. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly Related[];
  /** Markdown for this very case, shown at the end of the hover: a command to run, say. */
  readonly note?: string;
  /** Its names in hadolint and BuildKit, when they are not those of the rule: a check of theirs that misses this case. */
  readonly aliases?: readonly string[];
  /** Where ignore comments of hadolint and BuildKit are looked for, when not at `span`. */
  readonly ignoredAt?: Span;
  /** What its practice asks for holds all the same, so that the score has nothing against it. */
  readonly holds?: true;
}

/** A finding after severity, settings and ignore comments have been applied. */
export interface Problem extends Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: string;
  readonly aliases: readonly string[];
}

/** The gravest first. */
export const severities = ["error", "warning", "info", "hint"] as const;
export type Severity = (typeof severities)[number];

/** What a rule can be set to. */
export const ruleSeverities = [...severities, "off"] as const;

/** From which severity on the command line fails. */
export const failLimits = [...severities, "none"] as const;
export type FailLimit = (typeof failLimits)[number];

export type Category =
  | "base-image"
  | "node"
  | "user"
  | "signals"
  | "secrets"
  | "stages"
  | "build-context"
  | "packages"
  | "layers"
  | "shell"
  | "metadata"
  | "correctness";

/** What a good image is judged by, in the order in which people are told. */
export type Practice =
  | "pinned-base"
  | "production-dependencies"
  | "production-mode"
  | "unprivileged-user"
  | "signals"
  | "graceful-shutdown"
  | "supported-versions"
  | "multi-stage"
  | "ignored-files"
  | "mounted-secrets";

/** The files of a build context by path ("package.json", "src/server.js") with their texts. */
export type Files = Readonly<Record<string, string>>;

interface Documented {
  /** Kebab-case and names the problem, so that "ignore=root-user" reads well. Also the name of the rule's file. */
  readonly id: string;
  /** What is wrong, in one line without a full stop; the default message. */
  readonly title: string;
  /** The default. */
  readonly severity: Severity | "off";
  readonly category: Category;
  /** The practice that is missing while this rule reports anything: see `score`. */
  readonly practice?: Practice;
  /** What it only hints at keeps the practice from being met as well: one may live with it, but it is not done. */
  readonly hintsCount?: true;
  /** An error of syntax, which the extensions of Docker and Microsoft report as well. */
  readonly syntax?: true;
  /** Is about an image itself, whatever a Dockerfile does with it: said of images that other files name as well. */
  readonly ofImage?: true;
  /** What it reports ends the build, or the container as it starts: what a running container does is not known then, see `doubts`. */
  readonly breaks?: true;
  /** Is true of one build context only: where that is but a guess, the finding is information at most. */
  readonly ofContext?: true;
  /** Its fixes end a heredoc that never ends. Those of other rules are not offered behind the start of one: they would become part of its body. */
  readonly endsHeredocs?: true;
  /** Its fixes mend what the shell cannot parse. Those of other rules are not offered there: they would rest on a guess. */
  readonly mendsShell?: true;
  /** Is about ignore comments that suppress nothing, which is known when all other rules have run: `engine/unused.ts` finds them, for it and for both kinds of files. */
  readonly ofIgnoreComments?: true;
  /** Names of the same practice in hadolint (DL3002) and BuildKit (JSONArgsRecommended), honoured in their ignore comments. */
  readonly aliases?: readonly string[];
  /** Markdown, at most three sentences, shown on hover: why it matters and what to do. */
  readonly why: string;
  /** Links shown on hover. */
  readonly sources?: readonly string[];
  /** Is reported; fixing it by the first fix gives `good`. */
  readonly bad: string;
  /** Is not reported. */
  readonly good: string;
  /** The build context that `bad` and `good` need, if any. */
  readonly files?: Files;
  /** What `files` are after the fix, when it edits another file than the linted one. */
  readonly filesAfter?: Files;
  /** The policy that `bad` and `good` need, if any. */
  readonly policy?: Policy;
  /** What registries have said, if `bad` and `good` need that. */
  readonly registry?: OnlineImages;
}

export interface DockerfileRule extends Documented {
  readonly on: "Dockerfile";
  /**
   * Judges each instruction by itself and by what is set above it (FROM, ARG, ENV, USER, WORKDIR, SHELL): whatever other
   * instructions say, it finds the same there. While one is being typed, these rules look at that one alone.
   */
  readonly judgesEach?: true;
  /**
   * Words of which at least one stands in every file where it finds something: keywords of instructions, in upper case, or
   * any text, in lower case. In files with none of them it is not asked.
   */
  readonly needs?: readonly string[];
  check(file: Dockerfile, facts: Facts): Iterable<Finding>;
}

export interface IgnoreRule extends Documented {
  readonly on: ".dockerignore";
  check(file: IgnoreFile, facts: Facts): Iterable<Finding>;
}

export type Rule = DockerfileRule | IgnoreRule;

/** What the user chose: rule id or alias to severity. `all` turns on what is off by default. */
export interface Settings {
  readonly rules: Readonly<Record<string, Severity | "off">>;
  readonly all?: boolean;
  /** Leaves out errors of syntax, unless `rules` names them. */
  readonly withoutSyntax?: boolean;
  /** Nobody may ignore anything by a comment for hadolint. */
  readonly disableIgnorePragma?: boolean;
}

// ---------------------------------------------------------------- Dockerfile

export interface Dockerfile {
  readonly text: string;
  readonly eol: "\n" | "\r\n";
  /** The escape character, chosen by the `escape` directive. */
  readonly escape: "\\" | "`";
  readonly directives: readonly Directive[];
  /** Every comment line outside heredocs, in order, those inside continued instructions included. */
  readonly comments: readonly Comment[];
  /** In order. `ONBUILD RUN x` is one instruction with keyword RUN and `onbuild` true. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** The stage that ships: the last one, which `docker build` without `--target` makes, or the target that was asked for. */
  readonly final: Stage | undefined;
  /** Lines that no instruction can be made of, and heredocs without an end. */
  readonly errors: readonly ParseError[];
  /** Empty lines where a continued line is expected, each with its line end. */
  readonly emptyContinuations: readonly Span[];
  /** What was known of its images from their registries. */
  readonly described?: Described | undefined;
}

export interface ParseError extends Span {
  readonly message: string;
}

/** `# name=value` at the top of the file. */
export interface Directive extends Span {
  readonly name: string;
  readonly value: string;
  readonly valueSpan: Span;
}

/** From `#` to the end of the line. */
export interface Comment extends Span {
  /** Without `#`, trimmed. */
  readonly text: string;
  /** 0-based. */
  readonly line: number;
  /** The instruction whose continued lines it stands between, if any. */
  readonly inside: boolean;
}

/** A word as the instruction or the shell sees it. */
export interface Word extends Span {
  /** As written, without line continuations. */
  readonly text: string;
  /** Without quotes and with variables replaced; undefined when it depends on something unknown. */
  readonly value: string | undefined;
}

/** `--name=value` before the arguments of an instruction. */
export interface Flag extends Span {
  /** Lower-case, without the dashes. */
  readonly name: string;
  readonly value: Word | undefined;
}

/** `RUN --mount=…` taken apart. */
export interface Mount extends Span {
  /** bind when not given. */
  readonly type: string;
  readonly target: string | undefined;
  readonly source: string | undefined;
  readonly from: string | undefined;
  readonly id: string | undefined;
  /** Every option by lower-case name; options without a value hold "". */
  readonly options: ReadonlyMap<string, string>;
  readonly optionSpans: ReadonlyMap<string, Span>;
}

/** One `name=value` of ENV, ARG or LABEL. */
export interface Assignment extends Span {
  readonly name: Word;
  /** undefined in `ARG NAME`. */
  readonly value: Word | undefined;
  /** The form without `=`: `ENV NAME some value`. */
  readonly legacy: boolean;
}

export interface Heredoc {
  readonly name: string;
  /** Variables are expanded in its body: the delimiter is not quoted. */
  readonly expand: boolean;
  /** `<<-`: leading tabs are removed. */
  readonly chomp: boolean;
  /** The operator with its delimiter: `<<EOF`. */
  readonly operator: Span;
  /** The lines between, their line ends included. */
  readonly body: Span;
  /** Those lines, as written. */
  readonly text: string;
}

/** What the instructions before have set; undefined: not set in this file, so that the base image decides. */
export interface State {
  /** The USER in force and the instruction that set it; `value` as in `Word`. */
  readonly user: { readonly value: string | undefined; readonly set: Instruction } | undefined;
  /** Absolute path; undefined when unknown or left to the base image. */
  readonly workdir: string | undefined;
  /** Set by SHELL. */
  readonly shell: readonly string[] | undefined;
  /** The program that a comment `# hadolint shell=` after that SHELL names, for those who read the script. */
  readonly shellComment: string | undefined;
}

export interface Instruction extends Span {
  /** Upper-case: RUN. May be no keyword that Docker knows. */
  readonly keyword: string;
  /** The keyword as written; for ONBUILD the inner one. */
  readonly name: Span;
  readonly onbuild: boolean;
  /** 0-based line of the keyword, and of the last line, heredocs included. */
  readonly line: number;
  readonly endLine: number;
  readonly flags: readonly Flag[];
  /** The arguments after the flags; the elements for exec form. */
  readonly words: readonly Word[];
  /** Everything after the flags, without trailing white space; heredoc bodies excluded. */
  readonly argument: Span;
  /** The same as joined text: continuations, comment lines between and heredoc bodies removed. */
  readonly argumentText: string;
  /** Arguments are a JSON array of strings, and the instruction takes that as exec form (or list). */
  readonly exec: boolean;
  /** ENV, ARG and LABEL only; else empty. */
  readonly assignments: readonly Assignment[];
  readonly mounts: readonly Mount[];
  readonly heredocs: readonly Heredoc[];
  /** undefined before the first FROM. */
  readonly stage: Stage | undefined;
  readonly before: State;
  /** What runs: RUN, CMD, ENTRYPOINT, HEALTHCHECK CMD in any form. Parsed when first asked for. */
  readonly script: Script | undefined;
  /** Value of a variable as this instruction sees it (ARG defaults and ENV, stages inherited); undefined when not known. */
  variable(name: string): string | undefined;
}

export interface Stage extends Span {
  readonly index: number;
  readonly from: Instruction;
  /** As written in FROM; undefined in a half-typed FROM. */
  readonly image: Word | undefined;
  /** The name after AS. */
  readonly name: Word | undefined;
  /** The earlier stage that FROM names, if it does; undefined, as `base` is, above a hundred stages that stand on one another. */
  readonly parent: Stage | undefined;
  /** The image that this stage and its parents start from; undefined when unknown, a variable without default, say. */
  readonly base: ImageReference | undefined;
  readonly instructions: readonly Instruction[];
  /** The stage that ships, see `Dockerfile.final`. */
  readonly isFinal: boolean;
  /** Its layers are in the final image: the stage that ships and its parents. */
  readonly ships: boolean;
  /** What holds after its last instruction. */
  readonly after: State;
  /** Value of a variable after the last instruction. */
  variable(name: string): string | undefined;
  /** The stage that a `--from` in this one names, by name or index; undefined when it names an image or a later stage. */
  earlier(reference: string): Stage | undefined;
}

export interface ImageReference {
  /** As Docker sees it, variables replaced. */
  readonly text: string;
  /** "node" for node, library/node, docker.io/library/node; else registry and path as written. */
  readonly name: string;
  readonly registry: string | undefined;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Where the parts stand in the document: only when the reference is written without variables. */
  readonly spans:
    | { readonly name: Span; readonly tag: Span | undefined; readonly digest: Span | undefined }
    | undefined;
  /** What is malformed, in words. */
  readonly error: string | undefined;
  /** What its registry has said of it, where that was known before the parse. */
  readonly described?: ImageDescription | undefined;
}

/** What registries have said of images, by their names and tags (`onlineKey`). */
export type Described = ReadonlyMap<string, Told<ImageDescription>>;

/** Tags of an image, in the order of its registry. */
export interface TagList {
  readonly tags: readonly string[];
  /** There are no others: the list has been read to its end. */
  readonly isComplete: boolean;
}

/** All tags that images have, by their names (`ImageReference.name`). */
export type TagLists = ReadonlyMap<string, readonly string[]>;

// --------------------------------------------------------------------- shell

export type ShellLanguage = "sh" | "bash" | "powershell" | "cmd" | "unknown";

/** Shell text and where it stands in the document. */
export interface ShellText {
  /** Line continuations already removed; for a heredoc its raw body. */
  readonly text: string;
  /** From an offset in `text` to one in the document; never decreases. */
  toDocument(offset: number): number;
}

/** What an instruction runs. Positions are document offsets. */
export interface Script extends Span {
  readonly instruction: Instruction;
  readonly form: "shell" | "exec" | "heredoc";
  /** The program that reads it, without its folder: "sh", "bash", "pwsh". */
  readonly shell: string;
  /** Those of a shell that is handed a heredoc, as `-e` in `RUN bash -e <<EOF`; undefined: it is the shell of the instruction. */
  readonly options?: readonly string[] | undefined;
  readonly language: ShellLanguage;
  /** What that program reads; undefined in exec form. */
  readonly source: ShellText | undefined;
  /** Every simple command in order of appearance, nested ones included. */
  readonly commands: readonly Command[];
  /** The shell cannot parse it; commands hold what could be made out. */
  readonly errors: readonly ParseError[];
}

/** How a command is joined to the one before it in its list; undefined for the first. */
export type Operator = "&&" | "||" | ";" | "|" | "&" | "\n";

export interface Command extends Span {
  /** The program without its folder, after sudo, env, exec, time and the like; undefined when it depends on a variable. */
  readonly name: string | undefined;
  /** The program and its arguments; redirections left out. */
  readonly words: readonly Word[];
  /** Words before the program that only wrap it: `sudo -E`, `exec`, `env`. */
  readonly wrappers: readonly Word[];
  /** `NAME=value` before the program. */
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirect[];
  readonly operator: Operator | undefined;
  /** The operator after it in its list, if any. */
  readonly next: Operator | undefined;
  /** What it is nested in, outermost first; empty at top level. */
  readonly within: readonly ("subshell" | "group" | "if" | "loop" | "case" | "function" | "substitution" | "sh -c")[];
}

export interface Redirect extends Span {
  readonly operator: string;
  readonly target: Word | undefined;
}

// -------------------------------------------------------------- .dockerignore

export interface IgnoreFile {
  readonly text: string;
  readonly eol: "\n" | "\r\n";
  readonly patterns: readonly IgnorePattern[];
  readonly comments: readonly Comment[];
}

export interface IgnorePattern extends Span {
  /** As written, trimmed, `!` included. */
  readonly text: string;
  /** Cleaned as Docker does: without `!`, leading and trailing slash, `.` and `..` resolved. */
  readonly pattern: string;
  readonly negated: boolean;
  /** 0-based. */
  readonly line: number;
  /** Docker refuses the whole file because of it. */
  readonly error: string | undefined;
}

// ---------------------------------------------------------------------- facts

/** What is known beyond the text. Gathered before linting; rules never wait. Absent means unknown: then rules stay silent. */
export interface Facts {
  /** ISO date, "2026-11-23": what has reached its end of life depends on it. */
  readonly today: string;
  /** Path of the linted file from the context root; undefined for a text without a file. */
  readonly path?: string;
  /** The same from the workspace folder, whose folders say what it is for; undefined where it lies elsewhere. */
  readonly place?: string;
  /** The ignore file in force for the linted Dockerfile, and its path from the context root; undefined when there is none. */
  readonly ignore?: IgnoreFile & { readonly path: string };
  /** Which folder the build context is, and how that is known; undefined for a text without a file. */
  readonly context?: ContextChoice;
  /** Paths of all files of the build context (what is in node_modules and .git is left out, the folder itself stands as "node_modules/"). */
  readonly files?: readonly string[];
  /** There are more files than `files` names: those furthest down are left out. */
  readonly isPartial?: boolean;
  /** Texts of those few files of the context that rules ask about, by path: package.json, start file, entry script. */
  readonly contents?: ReadonlyMap<string, string>;
  /** Permission bits (0o755) of files that may be started, and of files and folders that COPY takes, as far as the disk tells them; `linkMode` for links. */
  readonly modes?: ReadonlyMap<string, number>;
  /** The Node project at the root of the context. */
  readonly project?: Project;
  /** For an ignore file: the Dockerfiles that it serves. */
  readonly dockerfiles?: readonly (Dockerfile & { readonly path: string })[];
  /** What the project demands of its images, as configured. */
  readonly policy?: Policy;
  /** The stage that ships by its name or index, as configured; undefined or empty when it must be found out. */
  readonly target?: string;
  /** What ShellCheck has said of scripts so far, by their `key`. */
  readonly shellcheck?: ReadonlyMap<string, readonly ShellcheckComment[]>;
  /** What registries have said of images so far. */
  readonly registry?: Described;
  /** The tags that registries have told, by the names of images (`ImageReference.name`). */
  readonly tags?: TagLists;
}

/**
 * What those who read texts of the build context want of it. Each declares that beside the code that reads, and the
 * gathering asks for nothing else: a text that nobody has declared is in no `Facts.contents`.
 */
export interface Reads {
  /** So many files at most, and as many more that `next` leads to. */
  readonly most: number;
  /**
   * Paths from the context root, the most important first; those that are not there do no harm. Asked again whenever
   * something has been read.
   */
  paths(facts: Facts, named: Named): Iterable<string>;
  /** Paths that a text wanted by it leads to, asked once for each. */
  next?(path: string, text: string, facts: Facts): Iterable<string>;
}

/** The files that a Dockerfile and package scripts name, mostly by their place in the image. */
export interface Named {
  /** Sources of COPY and ADD that lie in the build context, as written. */
  readonly copied: readonly string[];
  /** The words of CMD and ENTRYPOINT that may name a script or a start file, and those of the scripts that they call. */
  readonly started: readonly string[];
  /** What commands are given to read: `pip install -r FILE`, `tsc -p FILE`. */
  readonly given: readonly string[];
}

/** Why a folder is taken for the build context of a Dockerfile. */
export interface ContextChoice {
  /**
   * What says so: a setting or command-line option, a file that defines builds, where most of what is copied is found,
   * or nothing but the folder of the Dockerfile.
   */
  readonly by: "setting" | "definition" | "sources" | "folder";
  /** Rules may rely on it. */
  readonly isCertain: boolean;
  /** The builds of this Dockerfile in this context that files of the workspace define; empty when none does. */
  readonly builds: readonly BuildDefinition[];
}

/**
 * A build that a compose file, a bake file or a devcontainer.json defines, or that a command starts: of continuous
 * integration, of make, of a package script. Paths start at the workspace folder.
 */
export interface BuildDefinition {
  readonly kind: "compose" | "bake" | "devcontainer" | "ci" | "make" | "package";
  /** Path of the file that defines it. */
  readonly file: string;
  /** The service, target, job or script, or the name of the dev container. */
  readonly name: string;
  /** The folder; "" is the workspace folder itself. */
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string | undefined;
  /** It names a target that cannot be told: a variable without a default. */
  readonly isTargetUnknown?: true;
  /** What it makes is no image to run: files, or nothing but a cache. */
  readonly isNoImage?: true;
  /** A command hands it to a registry. */
  readonly isPushed?: true;
  /** Names of files and folders that the commands around it may make before. */
  readonly made?: readonly string[];
  /** Build arguments; undefined where the value is not known, taken from the environment, say. */
  readonly args: Readonly<Record<string, string | undefined>>;
  /** Names of additional build contexts, which FROM and COPY --from may use. */
  readonly contexts: readonly string[];
  /** How a service of compose runs the image; absent where it says nothing about that. */
  readonly service?: ServiceSettings;
}

/** What a service of compose says over its image. What is absent it does not say; a value that cannot be told is undefined. */
export interface ServiceSettings {
  /** An init that the engine puts before the program. */
  readonly init?: Setting<boolean>;
  readonly user?: Setting<string>;
  /** The folder that it works in, in place of that of WORKDIR. */
  readonly workingDir?: Setting<string>;
  /** In place of CMD, in words; none: that is taken away. */
  readonly command?: Setting<readonly string[]>;
  /** In place of ENTRYPOINT, and of CMD as well. */
  readonly entrypoint?: Setting<readonly string[]>;
  /** Whether the program is asked how it does. */
  readonly healthcheck?: Setting<boolean>;
  /** The command of that question in words; a shell and its text where a shell is to read it. */
  readonly check?: Setting<readonly string[]>;
  /** Whether no program in it gets more rights than what starts it has: setuid does nothing. */
  readonly keepsPrivileges?: Setting<boolean>;
  /** What it has in place of a network of its own: that of the host, or of another service. */
  readonly network?: Setting<string>;
  /** Whether another service of the file shares its network, so that it reaches what listens on 127.0.0.1. */
  readonly lendsNetwork?: true;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Whether it has variables from a file. */
  readonly envFile?: Setting<true>;
  /** What it mounts where, as far as that can be told. */
  readonly mounts?: readonly ServiceMount[];
}

/** A folder or file that a service has instead of what its image has there. */
export interface ServiceMount {
  /** In the container, as written. */
  readonly target: string;
  /** The file or folder of the host; undefined for a volume, which begins as what the image has there. */
  readonly host: string | undefined;
  readonly isReadOnly?: true;
}

/** What a file sets; undefined when the value cannot be told: a variable decides. */
export interface Setting<Value> {
  readonly value: Value | undefined;
}

/** Demands that only a project can make; rules that need one are silent without it. */
export interface Policy {
  /** Registry hosts that images may come from; `*` stands for any beginning or end. Docker Hub is docker.io. */
  readonly trustedRegistries?: readonly string[];
  /** The labels that an image must have, and what their values must be. */
  readonly labelSchema?: Readonly<Record<string, LabelKind>>;
  /** No other labels than those. */
  readonly strictLabels?: boolean;
  /** The files of the application stay root's, so that the program can only read them. */
  readonly readOnlyFiles?: boolean;
}

export type LabelKind = "text" | "rfc3339" | "semver" | "url" | "hash" | "email" | "spdx";

export interface Project {
  /** Path of package.json from the context root. */
  readonly manifest: string;
  readonly name: string | undefined;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** `engines.node`. */
  readonly node: string | undefined;
  /** The version that it is developed with, as .nvmrc, .node-version or volta says: "20.11.1", "lts/iron". */
  readonly nodeVersion: string | undefined;
  readonly main: string | undefined;
  readonly isModule: boolean;
  /** By the packageManager field, else by the one lock file; undefined when neither says. */
  readonly manager: PackageManager | undefined;
  /** Of the package manager, from the packageManager field or the file of Yarn that the project brings: "4.5.0". */
  readonly managerVersion: string | undefined;
  /** Folders of its workspaces, from the context root; empty when it has none, undefined when they cannot be told. */
  readonly workspaces: readonly string[] | undefined;
  /** Lock files beside package.json, by path. */
  readonly lockfiles: readonly string[];
}

// ----------------------------------------------------------------- ShellCheck

/** What ShellCheck is given to read. */
export interface ShellcheckScript {
  /** Equal scripts have equal keys. */
  readonly key: string;
  readonly text: string;
  readonly dialect: "sh" | "bash" | "dash" | "ksh";
}

/** What it answers, in its own form (`--format json1`): lines and columns count from 1, columns in code points. */
export interface ShellcheckComment extends ShellcheckPlace {
  readonly code: number;
  readonly level: "error" | "warning" | "info" | "style";
  readonly message: string;
  readonly replacements: readonly ShellcheckReplacement[];
}

export interface ShellcheckReplacement extends ShellcheckPlace {
  readonly replacement: string;
  /** The higher, the nearer to the code that it is put around. */
  readonly precedence: number;
  /** How it stands to others at the same place: what opens comes "afterEnd", what closes "beforeStart". */
  readonly insertionPoint: "beforeStart" | "afterEnd";
}

export interface ShellcheckPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Undefined when there is no answer: it took too long, was called off, or the program failed. */
export type AskShellcheck = (
  script: ShellcheckScript,
  signal?: AbortSignal,
) => Promise<readonly ShellcheckComment[] | undefined>;

/** The files below a folder. */
export interface Listing {
  /** As in `Facts.files`, sorted. */
  readonly paths: readonly string[];
  /** False when there are more than are listed. */
  readonly isComplete: boolean;
}

/** A file or folder in a folder. Links are files: they are not followed. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** 0 for a folder. */
  readonly bytes: number;
}

/** How much some files are together. */
export interface Amount {
  readonly files: number;
  readonly bytes: number;
}

/** A file or folder of the build context, and what becomes of what is in it. */
export interface ContextEntry {
  readonly name: string;
  /** From the root of the build context, without a slash at the end. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly sent: Amount;
  readonly ignored: Amount;
  /** How many files that hold secrets by their names are sent. */
  readonly secrets: number;
  /** The pattern that decides about it, as written, and its 0-based line; null when none does. */
  readonly pattern: { readonly text: string; readonly line: number } | null;
}

/**
 * Runs work that does not wait for anything, and gives what comes of it. Throws `tooSlow` (util/limit.ts) when it takes too
 * long.
 * @param work gets what it calls between its steps: where nothing else can end it, that does.
 * @param times how often the usual time it may take.
 */
export type Limit = <Result>(work: (step: () => void) => Result, times?: number) => Result;

/** How registries are asked. */
export interface RegistryAccess {
  /** With what `docker login` has kept. */
  readonly login: boolean;
  /** Addresses of mirrors of Docker Hub; where there are none, those of docker's daemon.json. */
  readonly mirrors: readonly string[];
}

/** What a registry says: only a clear 404 is "absent". */
export type Told<Value> =
  | { readonly state: "found"; readonly value: Value }
  | { readonly state: "absent" }
  /** In words, as the end of a sentence; no secret is in them. */
  | { readonly state: "unknown"; readonly reason: string };

/** What registries say of images by name and tag, as far as it matters: for documentation and tests. */
export type OnlineImages = Readonly<Record<string, Partial<ImageDescription> | "absent">>;

/** An image as its registry describes it. What it does not say is undefined. */
export interface ImageDescription {
  /** Of the index where there is one. */
  readonly digest: string;
  /** "linux/amd64", "linux/arm64/v8"; empty when unknown. */
  readonly platforms: readonly string[];
  /** Whether the tag stands for several platforms; else it has one, whatever is asked for. */
  readonly isIndex: boolean;
  /** The rest is of one of its platforms. ISO time. */
  readonly created: string | undefined;
  /** Bytes of all layers, compressed. */
  readonly size: number | undefined;
  readonly user: string | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly cmd: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, string>> | undefined;
}

export type ScannerName = "Trivy" | "Grype" | "Snyk" | "Docker Scout";

export interface Vulnerability {
  readonly id: string;
  readonly level: VulnerabilityLevel;
  readonly package: string;
  readonly installed: string | undefined;
  /** Where there is none, nobody has mended it yet, or the scanner does not know. */
  readonly fixed: string | undefined;
}

/** What a scanner has found in an image. */
export interface Scan {
  readonly scanner: ScannerName;
  readonly image: string;
  /** Of what was scanned, where the report says it. */
  readonly digest: string | undefined;
  /** All, the worst first; of equals those that can be mended. */
  readonly found: readonly Vulnerability[];
}

/**
 * What the engine cannot do itself. It is made at the rim, of the disk (`host/disk.ts`) or of what a client answers
 * (`lsp/convert.ts`); others wrap one, to keep answers or to show texts that are not saved.
 */
export interface Host {
  /** The text of a file; undefined when it is missing, unreadable, binary or outside the workspace. */
  read(uri: string): Promise<string | undefined>;
  /** All files below a folder; undefined when it cannot be listed. */
  list(uri: string): Promise<Listing | undefined>;
  /** What stands in one folder, measured; undefined when it cannot be listed. */
  folder(uri: string): Promise<readonly FolderEntry[] | undefined>;
  /** Permission bits of a regular file or a folder (0o755), `linkMode` for a link; undefined for what is not there, and where the system has none. */
  mode?(uri: string): Promise<number | undefined>;
  log(message: string): void;
  /** Where there are files: keeps a text that the user is to read while this runs, and gives its URI; undefined when it cannot. */
  show?(name: string, text: string): Promise<string | undefined>;
  /** Where work on one document can be ended that takes too long. */
  readonly limit?: Limit;
  /** Where programs can be started: the ShellCheck at a path, or on the PATH. Undefined when there is none, which is cheap to hear again. */
  shellcheck?(path: string | undefined): Promise<AskShellcheck | undefined>;
  /**
   * Where sockets can be opened: the digest behind the tag of an image, as its registry says and its text confirms.
   */
  digest?(image: ImageReference, access: RegistryAccess, signal: AbortSignal): Promise<Told<string>>;
  /** The same: what is behind the tag of an image. */
  describe?(image: ImageReference, access: RegistryAccess, signal: AbortSignal): Promise<Told<ImageDescription>>;
  /** Where programs can be started: what the scanner of the user finds in an image, or why nothing is known. */
  scan?(image: string, signal: AbortSignal): Promise<Scan | { readonly reason: string }>;
  /** Whether there is a scanner to be started. */
  hasScanner?(): Promise<boolean>;
  /** Where sockets can be opened: the tags that there are beside it, in the order of the registry. */
  tags?(image: ImageReference, access: RegistryAccess, signal: AbortSignal): Promise<Told<TagList>>;
}
