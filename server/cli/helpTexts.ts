/** What the commands of the command line say of themselves. */

interface CommandHelp {
  readonly name: string;
  readonly usage: string;
  /** One line for the list of commands. */
  readonly title: string;
  /** What more there is to say, between the usage and the options. */
  readonly text?: string;
  readonly options: readonly (readonly [option: string, ...lines: readonly string[]])[];
  readonly status: string;
}

const contextOption = [
  "--context DIR",
  "the build context (default: what compose, bake and devcontainer files of the repository say, or",
  "else the nearest folder that holds what is copied)",
] as const;

const place = [
  contextOption,
  ["--target STAGE", "the stage that ships (default: what those files build, or else the last one)"],
] as const;

const login = [
  "--login",
  "tell registries that ask for it what docker login has kept, in config.json or by a helper",
] as const;

const mirror = [
  "--mirror ADDRESS",
  "a mirror of Docker Hub, https://mirror.example.com, that is asked before it; may be given",
  "several times (default: registry-mirrors in docker's daemon.json)",
] as const;

const answers = [
  ["--cache-location FILE", "the file for what registries say, in place of one in the user's folder for caches"],
  ["--no-cache", "neither read nor write it"],
] as const;

const files = [
  ["--config FILE", "the configuration file (default: the nearest drydock.json or .drydock.yaml)"],
  ["--exclude PATTERN", "leave files out, as .gitignore writes it; may be given several times"],
  ["--no-gitignore", "look at what git leaves out of a folder, too"],
] as const;

const allowNone = ["--allow-no-files", "it is fine when there is nothing to look at"] as const;

const filesText =
  "A folder stands for all Dockerfiles and ignore files in it but those that git leaves out, a pattern (in quotes) for the\n" +
  "files that it matches, a compose or bake file for the Dockerfiles that it builds, with their contexts and targets, and -\n" +
  "for stdin.";

export const commandHelps: readonly CommandHelp[] = [
  {
    name: "lint",
    usage: "lint [OPTION…] FILE…",
    title: "report problems (also: drydock FILE…)",
    text: filesText,
    options: [
      ["--format FORMAT", "text (default), json, sarif, github, gitlab, junit, checkstyle, sonar, markdown or rdjson"],
      ["-o, --output FILE", "write there instead of to stdout"],
      ["--all", "run the rules that are off by default, too"],
      [
        "--fail-on SEVERITY",
        "exit with 1 from this severity on: error, warning, info, hint or none",
        "(default: what DRYDOCK_FAIL_ON, drydock.json or .hadolint.yaml says, or else warning)",
      ],
      ["--max-warnings N", "exit with 1 when there are more warnings, whatever --fail-on says"],
      ["--baseline FILE", "leave out what that file knows: see baseline"],
      ["--fix", "first mend what can be mended without changing what the image does"],
      ["--unsafe", "with --fix: also what may change it, as harden does at its usual level"],
      ["--fix-dry-run", "print what --fix would change instead"],
      ["-q, --quiet", "findings only, without a summary"],
      ["--statistics", "say how often each rule has found something, too"],
      ["-w, --watch", "look again whenever a file changes"],
      ["--cache", "take findings of the run before where nothing that they rest on has changed"],
      ["--cache-location FILE", "the file for that, in place of one in the user's folder for caches"],
      ["--no-cache", "not even when --cache or --cache-location is given before"],
      ["--color WHEN", "auto (default), always or never; NO_COLOR and FORCE_COLOR count, too"],
      ["--shellcheck", "report what ShellCheck finds, too; it must be on the PATH"],
      ["--stdin-filename FILE", "the file that stdin is to be taken for"],
      ...files,
      allowNone,
      ...place,
    ],
    status:
      "0 nothing at or above --fail-on, 1 something, 2 wrong usage, no files, or a file that cannot be read or written",
  },
  {
    name: "harden",
    usage: "harden [OPTION…] FILE…",
    title: "print the Dockerfile with everything fixed; what was done and why goes to stderr",
    text: filesText,
    options: [
      [
        "--level LEVEL",
        "safe: only what cannot change the image, recommended (default), or everything: matters of",
        "judgement, too",
      ],
      ["--skip RULE", "leave out what a rule does; may be given several times"],
      ["--include RULE", "do all that a rule can do at any level, edits of source code included; likewise"],
      ["--read-only-files", "leave the application's files to root, so that the program can only read them"],
      ["--diff", "print the changes instead, those of several files or folders, too"],
      ["--write", "change the files instead, likewise"],
      ["--json", "print texts, steps, what is left and the score instead, likewise"],
      ["--check", "only say which files would change, likewise"],
      ...files,
      allowNone,
      ...place,
    ],
    status: "0 done, 1 with --check: something would change, 2 wrong usage, or a file that cannot be read or written",
  },
  {
    name: "format",
    usage: "format [OPTION…] FILE…",
    title: "print the Dockerfile in its usual layout, without another meaning",
    options: [
      ["--check", "only say which files would change"],
      ["--diff", "print the changes instead"],
      ["--write", "change the files instead"],
      ["--indent N", "the blanks of a step, or tab (default: 4, unless drydock.json says otherwise)"],
      ["--keyword-case CASE", "upper (default), lower or keep"],
      ["--one-per-line", "each package that is installed on a line of its own"],
      ["--no-separate-stages", "no empty line has to stand above a stage"],
      ...files,
    ],
    status: "0 done, 1 with --check: something would change, 2 wrong usage, or a file that cannot be read or written",
  },
  {
    name: "prove",
    usage: "prove [OPTION…] FILE [-- ARG…]",
    title: "build and start the Dockerfile as it is and hardened, and print what differs",
    text:
      "With docker, podman or nerdctl; on a change for the worse it says which step is to blame. Nothing is written to the\n" +
      "project, no port is published, and all that is made is removed.",
    options: [
      ["--level LEVEL, --skip RULE, --include RULE", "as for harden"],
      ["--builder PROGRAM", "docker, podman or nerdctl (default: the first that answers)"],
      ["--network NETWORK", "the network of the containers (default: none)"],
      ["--with-services", "start what compose says that it depends on beside it, in a network of their own"],
      [
        "--env NAME=VALUE, --env-file FILE",
        "variables for the containers, beside those that compose files give; several times, too",
      ],
      ["--volume FOLDER", "a folder of the container that is a new volume in each; several times, too"],
      ["--port PORT, --path PATH", "ask this port (several times: whichever answers) for this path (default: all, /)"],
      ["--expect TEXT", "what the answer must have in it"],
      ["--timeout SECONDS", "how long a build may take (900)"],
      ["--wait SECONDS", "how long a container may take to answer (30)"],
      ["--keep", "leave images, containers and files behind, and say which"],
      ["--format FORMAT", "text (default) or json"],
      ["--report FILE", "write the proof there as JSON as well"],
      ["-- ARG…", "more arguments for every build: --build-arg, --secret, --network"],
      ...place,
    ],
    status: "0 not worse, 1 worse, 2 wrong usage, no builder, or it cannot be built as it is",
  },
  {
    name: "images",
    usage: "images [OPTION…] FILE…",
    title:
      "list the images that are named: where, what is newer, until when they are supported, whether they are pinned",
    text:
      "In Dockerfiles, and in the compose, bake and devcontainer files that are given or lie in a folder. By tables of ours,\n" +
      "as of the date that is printed; no registry is asked without --online.",
    options: [
      ["--online", "ask the registries, too: the digest behind each tag, its date, and whether there is the tag"],
      login,
      mirror,
      ...answers,
      ["--format FORMAT", "text (default), json or markdown"],
      [
        "--fail-on FAULT",
        "exit with 1 for an image that is end-of-life (no more security fixes), retired, unpinned (no",
        "digest) or unknown (no such tag, or nobody can tell which it is); several with commas",
      ],
      contextOption,
      ...files,
    ],
    status: "0 done, 1 an image has a fault of --fail-on, 2 wrong usage, no files, or a file that cannot be read",
  },
  {
    name: "pin",
    usage: "pin [OPTION…] FILE…",
    title: "write the digest behind the tag of each image: image:tag@sha256:…",
    text:
      "In Dockerfiles, and in the compose, bake and devcontainer files that are given or lie in a folder. The registries of\n" +
      "the images are asked. Tags and comments stay; an image that ends with an ARG is pinned in the default of that ARG,\n" +
      "where nothing else uses it. What is left is said on stderr, with the reason.",
    options: [
      ["--update", "renew digests that are not those of their tags any more, too"],
      ["--check", "only say which files would change"],
      ["--diff", "print the changes instead of writing them"],
      login,
      mirror,
      ...answers,
      contextOption,
      ...files,
    ],
    status:
      "0 done, 1 with --check: something would change, 2 wrong usage, a file that cannot be read or written, a tag that\n" +
      "there is not, or a registry that does not say",
  },
  {
    name: "scan",
    usage: "scan [OPTION…] FILE…",
    title: "tell what the vulnerability scanner on the PATH finds in the images that files name",
    text:
      "Trivy, Grype, Snyk or Docker Scout, the first that is there; it may load the images and what it knows. A comment\n" +
      "above an instruction mutes what is accepted for a while: # drydock mute=CVE-2025-1 until=2026-12-31 -- REASON",
    options: [
      ["--compare", "scan the images that could take the place of each, too"],
      ["--format FORMAT", "text (default), json or markdown"],
      [
        "--fail-on LEVEL",
        "exit with 1 for anything at or above it that is not muted: critical, high, medium, low,",
        "unknown or none (default)",
      ],
      contextOption,
      ...files,
    ],
    status:
      "0 done, 1 something at or above --fail-on, 2 wrong usage, no scanner, or an image that it does not tell of,\n" +
      "130 interrupted",
  },
  {
    name: "explain",
    usage: "explain [RULE]",
    title: "print what a rule is about; without RULE, list all",
    options: [],
    status: "0 done, 2 no such rule",
  },
  {
    name: "context",
    usage: "context [OPTION…] DIR…",
    title: 'print what "docker build" sends of a folder',
    options: [
      ["--format FORMAT", "text (default) or json"],
      ["-f, --file FILE", "the Dockerfile, which may have an ignore file of its own"],
      ["--explain PATH", "say why that path is sent or left out instead; may be given several times"],
    ],
    status: "0 done, 2 wrong usage, or a folder that cannot be read",
  },
  {
    name: "baseline",
    usage: "baseline update [OPTION…] FILE…",
    title: "accept what is found now, so that lint --baseline reports only what is new",
    text: "A finding is known by its rule and the text of its line, so that it stays known when lines move.",
    options: [
      ["--baseline FILE", "the file to write (drydock-baseline.json)"],
      ["--all, --shellcheck", "as for lint"],
      ...files,
      allowNone,
      ...place,
    ],
    status: "0 written, 2 wrong usage, or a file that cannot be read or written",
  },
  {
    name: "config",
    usage: "config [OPTION…] [FILE]",
    title: "print what is in force for a file (default: Dockerfile), and where it comes from",
    options: [
      ["--config FILE", "the configuration file (default: the nearest drydock.json or .drydock.yaml)"],
      ["--format FORMAT", "text (default) or json"],
    ],
    status: "0 done, 2 wrong usage, or a file that cannot be read",
  },
  {
    name: "init",
    usage: "init [--preset PRESET]",
    title: "write a drydock.json to begin with",
    options: [["--preset PRESET", "essential, recommended (default), strict or all"]],
    status: "0 written, 2 there is one already",
  },
  {
    name: "migrate",
    usage: "migrate [--print] [DIR]",
    title: "write a drydock.json that says what .hadolint.yaml does",
    options: [["--print", "print it instead"]],
    status: "0 done, 2 there is none, or a drydock.json already",
  },
  {
    name: "lsp",
    usage: "lsp --stdio",
    title: "start the language server",
    options: [],
    status: "0 ended as the protocol says, 1 otherwise",
  },
  {
    name: "mcp",
    usage: "mcp",
    title: "serve an agent by the Model Context Protocol, over stdio",
    text:
      "Tools: lint, explain, harden_plan, harden_apply and context. Nothing is written but by harden_apply, with write: true\n" +
      "and below the current folder.",
    options: [],
    status: "0 ended by its client, 2 wrong usage",
  },
];
