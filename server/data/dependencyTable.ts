/**
 * What installs or downloads the dependencies of a project in other languages than JavaScript: a row for each tool.
 * Sources: pip.pypa.io, python-poetry.org/docs, docs.astral.sh/uv, pipenv.pypa.io, maven.apache.org, docs.gradle.org, go.dev/ref/mod,
 * bundler.io, doc.rust-lang.org/cargo, learn.microsoft.com/dotnet, getcomposer.org/doc, pdm-project.org, docs.conda.io, scala-sbt.org,
 * hexdocs.pm/mix, dart.dev/tools/pub, docs.swift.org/package-manager.
 */

export interface DependencyTool {
  /** The program, with those that stand for it in a project: "mvnw". */
  readonly programs: readonly string[];
  /** The verbs that install dependencies, "mod download" with two words. */
  readonly verbs: readonly string[];
  /** No install where one of these words is given as well: it builds along with it, and needs the source. */
  readonly builds?: RegExp;
  /** Options that name what is installed; without one of them it is no install of the project. */
  readonly lists?: readonly string[];
  /** How a COPY looks that brings what the install reads. */
  readonly copied: RegExp;
  /** The file that says what the project depends on, by its name; a fix needs exactly one, at the root. */
  readonly manifest: RegExp;
  /** Files and folders beside it that the install reads as well, by their names. */
  readonly beside: RegExp;
  /** Files anywhere that show that the install reads the source, too. */
  readonly sources?: RegExp;
  /** Options without all of one list it reads the source; undefined: it never does. */
  readonly alone?: readonly (readonly string[])[];
  /** Lines of the manifest that name other files; where none is told, the manifest is not read. */
  readonly leadsOn?: RegExp;
  /** It puts nothing but downloads into a cache, which a cache mount keeps as well. */
  readonly downloads?: true;
}

export const dependencyTools: readonly DependencyTool[] = [
  {
    programs: ["pip", "uv"],
    verbs: ["install"],
    lists: ["-r", "--requirement"],
    copied: /requirement|constraint|\.txt\b/,
    manifest: /^requirements\.txt$/,
    beside: /^(?:constraints\.txt|pip\.conf)$/,
    leadsOn: /^[ \t]*(?:-[rc]|--requirement|--constraint)\b/m,
  },
  {
    programs: ["poetry"],
    verbs: ["install", "sync"],
    copied: /pyproject|poetry/,
    manifest: /^pyproject\.toml$/,
    beside: /^poetry\.(?:lock|toml)$/,
    alone: [["--no-root"]],
  },
  {
    programs: ["uv"],
    verbs: ["sync"],
    copied: /pyproject|uv\.lock/,
    manifest: /^pyproject\.toml$/,
    beside: /^(?:uv\.(?:lock|toml)|\.python-version)$/,
    alone: [["--no-install-project"], ["--no-install-workspace"]],
  },
  {
    programs: ["pipenv"],
    verbs: ["install", "sync"],
    copied: /Pipfile/,
    manifest: /^Pipfile$/,
    beside: /^Pipfile\.lock$/,
  },
  {
    programs: ["pdm"],
    verbs: ["install", "sync"],
    copied: /pyproject|pdm\.lock/,
    manifest: /^pyproject\.toml$/,
    beside: /^pdm\.(?:lock|toml)$/,
    alone: [["--no-self"]],
  },
  {
    programs: ["conda", "mamba", "micromamba"],
    verbs: ["env create", "env update"],
    lists: ["-f", "--file"],
    copied: /\.ya?ml\b|environment/,
    manifest: /^environment\.ya?ml$/,
    beside: /^\.condarc$/,
    leadsOn: /^[ \t]*-[ \t]*["']?(?:-[rc] ?|--requirement|\.{1,2}\/)/m,
  },
  {
    programs: ["mvn", "mvnw"],
    verbs: ["dependency:go-offline", "dependency:resolve", "dependency:resolve-plugins"],
    builds: /^(?:compile|test|package|verify|install|deploy)$/,
    copied: /\bpom\b|\.xml\b/,
    manifest: /^pom\.xml$/,
    beside: /^(?:mvnw|\.mvn)$/,
    downloads: true,
  },
  {
    programs: ["gradle", "gradlew"],
    verbs: ["dependencies", "downloadDependencies", "resolveDependencies"],
    builds: /^(?:build|assemble|classes|bootJar|jar|shadowJar|test|check|installDist)$/,
    copied: /\.gradle\b|gradle\*|\.kts\b/,
    manifest: /^build\.gradle(?:\.kts)?$/,
    beside: /^(?:settings\.gradle(?:\.kts)?|gradle\.properties|gradle\.lockfile|gradlew|gradle)$/,
    sources: /^(?:buildSrc|build-logic)\//,
    downloads: true,
  },
  {
    programs: ["sbt"],
    verbs: ["update"],
    builds: /^(?:compile|test|package|assembly|stage|dist|publish\w*)$|^[uU]niversal/,
    copied: /\.sbt\b|\bproject\b/,
    manifest: /^build\.sbt$/,
    beside: /^project$/,
    downloads: true,
  },
  {
    programs: ["mix"],
    verbs: ["deps.get"],
    copied: /\bmix\.|mix\*/,
    manifest: /^mix\.exs$/,
    beside: /^mix\.lock$/,
    // The applications of an umbrella have a file of their own each.
    sources: /^apps\/[^/]+\/mix\.exs$/,
    leadsOn: /\bpath:[ \t]*"/,
  },
  {
    programs: ["dart", "flutter"],
    verbs: ["pub get"],
    copied: /pubspec/,
    manifest: /^pubspec\.yaml$/,
    beside: /^pubspec\.lock$/,
    leadsOn: /^[ \t]+path:/m,
  },
  {
    programs: ["swift"],
    verbs: ["package resolve"],
    copied: /Package\.|Package\*/,
    manifest: /^Package\.swift$/,
    beside: /^Package\.resolved$/,
    leadsOn: /\bpath:[ \t]*"/,
    downloads: true,
  },
  {
    programs: ["go"],
    verbs: ["mod download"],
    copied: /\bgo\.(?:mod|su|\*|work)|\bgo\.\[/,
    manifest: /^go\.(?:mod|work)$/,
    beside: /^go\.sum$/,
    leadsOn: /=>[ \t]*\.{1,2}\//,
    downloads: true,
  },
  {
    programs: ["bundle"],
    verbs: ["install"],
    copied: /Gemfile|gems\.(?:rb|locked)|\.gemspec/,
    manifest: /^Gemfile$/,
    beside: /^(?:Gemfile\.lock|\.ruby-version)$/,
    sources: /\.gemspec$/,
  },
  {
    programs: ["cargo"],
    verbs: ["fetch"],
    copied: /Cargo\.|Cargo\*/,
    manifest: /^Cargo\.toml$/,
    beside: /^Cargo\.lock$/,
    // It stops where Cargo.toml names nothing that is there to build.
    alone: [],
    downloads: true,
  },
  {
    programs: ["dotnet"],
    verbs: ["restore"],
    copied: /(?:proj|sln|slnx|\.props)\b|proj\*/,
    manifest: /\.(?:cs|fs|vb)proj$/,
    beside:
      /^(?:[^/]+\.slnx?|[Nn]u[Gg]et\.[Cc]onfig|Directory\.[\w.]+\.(?:props|targets)|global\.json|packages\.lock\.json)$/,
    downloads: true,
  },
  {
    programs: ["composer"],
    verbs: ["install"],
    copied: /composer\.|composer\*/,
    manifest: /^composer\.json$/,
    beside: /^(?:composer|symfony)\.lock$/,
    alone: [["--no-scripts", "--no-autoloader"]],
  },
];
