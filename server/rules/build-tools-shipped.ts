import { isReportedBySingleStage, twoStages } from "../multistage/singleStage";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { buildAtStart, buildImageOf, shippedBuild, startsBuildTool } from "../stage/shippedBuilds";
import { baseFacts } from "../stage/users";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "build-tools-shipped",
  title: "What builds the program ships with it",
  severity: "info",
  category: "stages",
  practice: "multi-stage",
  why:
    "Compilers, build tools, sources and downloads are of no use once the program is built: they make the image larger, by hundreds of megabytes often, and give intruders tools. " +
    "Build in one stage, and copy what runs into a stage that starts from an image made to run it.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  bad: `FROM maven:3.9-eclipse-temurin-21
WORKDIR /src
COPY . .
RUN mvn -B package
CMD ["java", "-jar", "target/app.jar"]`,
  good: `FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B package

FROM eclipse-temurin:21-jre
WORKDIR /src
COPY --from=build /src/target/app.jar ./target/app.jar
CMD ["java", "-jar", "target/app.jar"]`,
  files: { "pom.xml": "<project><artifactId>app</artifactId></project>", "src/main/java/App.java": "" },

  *check(file, facts) {
    const { final } = file;
    if (!final || isForDevelopment(file, facts) || isReportedBySingleStage(file)) return;
    const process = mainProcess(final);
    const argv = process?.argv.map(({ value }) => value);
    const again = argv && buildAtStart(argv);
    if (process && again) {
      const { argument } = process.starts;
      yield {
        span: process.argv[0] ? { start: process.argv[0].start, end: argument.end } : argument,
        message: `${again.tools} ship with the program, which is built anew at each start`,
        note: `Build it once, in a stage of its own, and copy what runs into ${again.instead}.`,
      };
      return;
    }
    // What starts nothing is there to build with, and so is what starts the tools themselves.
    if (argv ? startsBuildTool(argv) : !baseFacts(final)?.entrypointDropsRoot) return;
    const found = shippedBuild(file);
    const build = found?.staysThere ? found.build : argv && buildImageOf(final);
    if (!build) return;
    yield {
      span: found?.staysThere ? found.command : (final.image ?? final.from.name),
      message: `${build.tools} ship with the program`,
      note: `Build it in a stage of its own, and copy what runs into ${build.instead}.`,
      ...(file.stages.length === 1 ? twoStages("build-tools-shipped", file, facts) : {}),
    };
  },
} satisfies DockerfileRule;
