/**
 * What installs or downloads the dependencies of a project in other languages than JavaScript: a row for each tool.
 * Sources: pip.pypa.io, python-poetry.org/docs, docs.astral.sh/uv, pipenv.pypa.io, maven.apache.org, docs.gradle.org, go.dev/ref/mod,
 * bundler.io, doc.rust-lang.org/cargo, learn.microsoft.com/dotnet, getcomposer.org/doc.
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
