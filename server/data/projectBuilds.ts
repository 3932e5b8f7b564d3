/**
 * What builds programs in images that are not of Node.js, and what of it stays in a stage that builds and ships.
 * Sources: maven.apache.org, docs.gradle.org, learn.microsoft.com/dotnet, doc.rust-lang.org/cargo, pkg.go.dev/cmd/go,
 * getcomposer.org/doc, bundler.io/man, swift.org, docs.haskellstack.org, cabal.readthedocs.io, hexdocs.pm/mix, gcc.gnu.org.
 */

export interface ProjectBuild {
  /** The programs that build. */
  readonly programs: readonly string[];
  /** Programs of the project itself that load what builds. */
  readonly wrappers?: readonly string[];
  /** What one of their operands is when they build; undefined: anything. */
  readonly verbs?: RegExp;
  /** What one of their operands is when they build the program to start it at once. */
  readonly starts?: RegExp;
  /** What their first operand is when they only start a program that is there: `bundle exec`. */
  readonly launches?: RegExp;
  /** The images that bring them, by canonical name. */
  readonly images: RegExp;
  /** Tags of variants that do not. */
  readonly without?: RegExp;
  /** It builds with the compilers that a RUN installs, where the image has none. */
  readonly compiles?: true;
  /** What stays, as the subject of a sentence. */
  readonly tools: string;
  /** What the image alone brings, as an object, where that is less. */
  readonly kit?: string;
  /** What is enough to run what is built. */
  readonly instead: string;
}

export const projectBuilds: readonly ProjectBuild[] = [
  {
    programs: ["mvn"],
    wrappers: ["mvnw"],
    verbs: /^(?:compile|package|verify|install|deploy|[\w.-]+:repackage|[\w.-]+:single)$/,
    starts:
      /^(?:spring-boot:run|exec:(?:java|exec)|quarkus:(?:dev|run)|mn:run|jetty:run|liberty:(?:run|dev)|tomcat7:run)$/,
    images: /^maven$/,
    tools: "Maven, the JDK and what they have downloaded",
    kit: "Maven and the JDK",
    instead: "an image with a JRE",
  },
  {
    programs: ["gradle"],
    wrappers: ["gradlew"],
    verbs:
      /(?:^|:)(?:build|assemble|bootJar|bootWar|jar|war|shadowJar|installDist|distTar|distZip|nativeCompile|buildFatJar)$/,
    starts: /^(?:[\w:-]*:)?(?:bootRun|run|quarkusDev|quarkusRun|appRun|jettyRun)$/,
    images: /^gradle$/,
    tools: "Gradle, the JDK and what they have downloaded",
    kit: "Gradle and the JDK",
    instead: "an image with a JRE",
  },
  {
    programs: ["dotnet"],
    verbs: /^(?:build|publish|restore|pack|msbuild)$/,
    starts: /^(?:run|watch)$/,
    images: /^mcr\.microsoft\.com\/dotnet\/(?:nightly\/|core\/)?sdk$/,
    tools: "The .NET SDK, the sources and the packages of NuGet",
    kit: "the .NET SDK",
    instead: "the image aspnet or runtime of the same version",
  },
  {
    programs: ["cargo", "rustc"],
    verbs: /^(?:build|b|install|rustc|[^-].*\.rs)$/,
    starts: /^(?:run|r|watch)$/,
    images: /^(?:rust|rustlang\/rust)$/,
    tools: "The Rust compiler, the sources and the crates",
    kit: "the Rust compiler",
    instead: "a slim image of the same distribution",
  },
  {
    programs: ["go"],
    verbs: /^(?:build|install)$/,
    images: /^golang$/,
    tools: "The Go compiler and the sources",
    kit: "the Go compiler",
    instead: "an image with little else",
  },
  {
    programs: ["swift", "swiftc"],
    verbs: /^(?:build|[^-].*\.swift)$/,
    images: /^swift$/,
    without: /slim/,
    tools: "The Swift compiler and the sources",
    kit: "the Swift compiler",
    instead: "the slim variant of the image",
  },
  {
    programs: ["composer", "composer.phar"],
    verbs: /^(?:install|i|update|require|create-project)$/,
    images: /^composer$/,
    tools: "Composer and what it unpacks with",
    kit: "Composer",
    instead: "an image of PHP without Composer",
  },
  {
    programs: ["bundle", "bundler"],
    verbs: /^install$/,
    launches: /^exec$/,
    images: /^ruby$/,
    without: /slim|alpine/,
    compiles: true,
    tools: "The compilers and headers that gems are built with",
    kit: "compilers and headers",
    instead: "the slim variant of the image",
  },
  {
    programs: ["stack", "cabal", "ghc"],
    verbs: /^(?:build|install|[^-].*\.hs)$/,
    images: /^haskell$/,
    tools: "The Haskell compiler and the sources",
    kit: "the Haskell compiler",
    instead: "a slim image of the same distribution",
  },
  {
    programs: ["mix"],
    verbs: /^(?:release|compile|deps\.get|deps\.compile)$/,
    images: /^elixir$/,
    tools: "Elixir's build tools and the sources",
    kit: "Elixir's build tools",
    instead: "a slim image, with the release alone",
  },
  { programs: ["sbt"], images: /^sbtscala\/scala-sbt$/, tools: "sbt and the JDK", instead: "an image with a JRE" },
  { programs: ["lein"], images: /^clojure$/, tools: "Leiningen and the JDK", instead: "an image with a JRE" },
  {
    programs: "gcc g++ cc c++ make cmake ninja meson".split(" "),
    images: /^gcc$/,
    tools: "The compiler and the sources",
    kit: "the compiler",
    instead: "a slim image of the same distribution",
  },
];
