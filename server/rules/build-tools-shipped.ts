import { type RuntimeImage, runtimeImageOf } from "../bases/runtimeImage";
import { replace } from "../edits/edits";
import { isReportedBySingleStage, twoStages } from "../multistage/singleStage";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { buildAtStart, buildImageOf, isWorkbench, shippedBuild, startsBuildTool } from "../stage/shippedBuilds";
import { baseFacts } from "../stage/users";
import type { DockerfileRule, Fix, Stage } from "../types";
import { isReason, type Reason } from "../util/reason";

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
    if (process && isWorkbench(process.argv)) return;
    if (argv ? startsBuildTool(argv) : !baseFacts(final)?.entrypointDropsRoot) return;
    const found = shippedBuild(file);
    const build = found?.staysThere ? found.build : argv && buildImageOf(final);
    const runtime = found?.staysThere ? undefined : runtimeImageOf(file, facts);
    const image = runtime && !isReason(runtime) ? runtime.image : undefined;
    if (file.stages.length > 1 && !found?.staysThere && (build || image !== undefined)) {
      const { kit = "the JDK", instead = "an image with a JRE" } = build ?? {};
      yield {
        span: final.image ?? final.from.name,
        message: `What runs is built already, and ships in an image to build with, which brings ${kit}`,
        note: noteOf(runtime, instead),
        fixes: fixesOf(final, runtime),
      };
      return;
    }
    if (!build) return;
    yield {
      span: found?.staysThere ? found.command : (final.image ?? final.from.name),
      message: `${build.tools} ship with the program`,
      note: `Build it in a stage of its own, and copy what runs into ${build.instead}.`,
      ...(file.stages.length === 1 ? twoStages("build-tools-shipped", file, facts) : {}),
    };
  },
} satisfies DockerfileRule;

function noteOf(runtime: RuntimeImage | Reason | undefined, instead: string): string | undefined {
  if (runtime && isReason(runtime)) return `Another image is left to you because ${runtime.reason}.`;
  return runtime ? runtime.note : `Start this stage from ${instead}.`;
}

function fixesOf({ base }: Stage, runtime: RuntimeImage | Reason | undefined): Fix[] {
  const { spans } = base ?? {};
  if (!spans || !runtime || isReason(runtime)) return [];
  const { image, isDoubtful } = runtime;
  const edits = [replace({ start: spans.name.start, end: spans.tag?.end ?? spans.name.end }, image)];
  // Who may run it, for one, is another question in another image.
  return [{ title: `Start from ${image}`, safe: false, optional: isDoubtful || undefined, isFirst: true, edits }];
}
