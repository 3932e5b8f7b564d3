/** Programs of Java that stay in one stage, and why. */

import type { Left } from "../compiled.test";

const pom = "<project><artifactId>shop</artifactId></project>";
const files = { "pom.xml": pom, "src/main/java/App.java": "class App {}\n" };
const text = `FROM maven:3.9-eclipse-temurin-21
WORKDIR /app
COPY . .
RUN mvn package
CMD ["java", "-jar", "target/shop.jar"]
`;

function other(
  title: string,
  reason: string | undefined,
  more: Readonly<Record<string, string>>,
  ...edits: string[]
): Left {
  const [from = "", to = ""] = edits;
  return { title, reason, files: { ...files, ...more }, text: text.replace(from, to) };
}

export const javaLeft: readonly Left[] = [
  other("a plain jar", undefined, {}),
  other("of a parent that is here", undefined, {
    "pom.xml": "<project><artifactId>root</artifactId></project>",
    "api/pom.xml": "<project><parent><artifactId>root</artifactId></parent><artifactId>api</artifactId></project>",
  }),
  other("of a parent that is not", "the parent of pom.xml", {
    "pom.xml": "<project><parent><artifactId>corporate</artifactId></parent><artifactId>shop</artifactId></project>",
  }),
  other("libraries beside the jar", "addClasspath", {
    "pom.xml": pom.replace("<art", "<addClasspath>true</addClasspath><art"),
  }),
  other("only in a comment", undefined, { "pom.xml": pom.replace("<art", "<!-- addClasspath --><art") }),
  other("a program of the system", "ProcessBuilder", { "src/main/java/Git.java": 'new ProcessBuilder("git")' }),
  other("sources as files", "src/main/", { "src/main/java/Git.java": 'new File("src/main/resources/x.json")' }),
  other("settings that name sources", "file:src/", {
    "src/main/resources/application.yml": "logging.config: file:src/main/resources/logback.xml",
  }),
  other("in a test", undefined, { "src/test/java/Git.java": 'new ProcessBuilder("git")' }),
  other(
    "a newer line than that of the image",
    "pom.xml asks for Java 25, which is newer than that of maven:3.9-eclipse-temurin-21",
    { "pom.xml": pom.replace("<art", "<properties><java.version>25</java.version></properties><art") },
  ),
  other("a line that the tag does not name", 'the JRE of "maven:3.9"', {}, "3.9-eclipse-temurin-21", "3.9"),
  other(
    "a line that the project names in its place",
    undefined,
    { "pom.xml": pom.replace("<art", "<properties><java.version>21</java.version></properties><art") },
    "3.9-eclipse-temurin-21",
    "3.9",
  ),
  other(
    "lines that the projects do not agree on",
    'the JRE of "maven:3.9"',
    {
      "pom.xml": pom.replace("<art", "<java.version>21</java.version><art"),
      "b/pom.xml": pom.replace("<art", "<java.version>17</java.version><art"),
    },
    "3.9-eclipse-temurin-21",
    "3.9",
  ),
  other("Corretto", undefined, {}, "eclipse-temurin", "amazoncorretto"),
  other("Corretto on Alpine, without a JRE", "amazoncorretto", {}, "eclipse-temurin-21", "amazoncorretto-21-alpine"),
  other(
    "Semeru",
    undefined,
    { mvnw: "" },
    "maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn",
    "ibm-semeru-runtimes:open-21-jdk\nWORKDIR /app\nCOPY . .\nRUN ./mvnw",
  ),
  other("a line without a JRE", "the JRE of", {}, "temurin-21", "temurin-16"),
  other("the retired name", undefined, {}, "eclipse-temurin-21", "openjdk-17"),
  other(
    "a variable in the tag",
    "a variable",
    {},
    "FROM maven:3.9-eclipse-temurin-21",
    "ARG V=21\nFROM maven:3.9-eclipse-temurin-$V",
  ),
  other("a name", "a name", {}, "21", "21 AS app"),
  other("no folder", "no WORKDIR", {}, "WORKDIR /app\n", ""),
  other("classes", "does not start a jar", {}, '"-jar", "target/shop.jar"', '"-cp", "target/classes", "App"'),
  other("a class path beside the jar", '"-cp"', {}, '"-jar"', '"-cp", "lib", "-jar"'),
  other("an agent of the build", "target/agent.jar", {}, '"-jar"', '"-javaagent:target/agent.jar", "-jar"'),
  other("a jar from elsewhere", "may not be what makes", {}, "target/shop.jar", "lib/shop.jar"),
  other("a jar of Quarkus with libraries beside it", "beside the jar", {}, "shop.jar", "shop-runner.jar"),
  other(
    "the build at each start",
    "in a stage of its own",
    {},
    '"java", "-jar", "target/shop.jar"',
    '"mvn", "spring-boot:run"',
  ),
  other("what nobody knows", '"make-it so"', {}, "mvn package", "mvn package && make-it so"),
  other("packages of another release", "other packages", {}, "WORKDIR", "RUN apt-get install -y ffmpeg\nWORKDIR"),
  other("of the same release", undefined, {}, "21\n", "21-noble\nRUN apt-get install -y ffmpeg\n"),
  other(
    "a check by a program that may not be there",
    "starts python3",
    {},
    "CMD",
    "HEALTHCHECK CMD python3 check.py\nCMD",
  ),
  other("a user before the build", "comes before the build", {}, "WORKDIR", "USER 1000\nWORKDIR"),
  other("an account of the build image", "names nobody", {}, "CMD", "USER nobody\nCMD"),
  other("a number is no account", undefined, {}, "CMD", "USER 1000\nCMD"),
  other("another JAVA_HOME", "says where programs are", {}, "WORKDIR", "ENV JAVA_HOME=/usr/lib/jvm\nWORKDIR"),
  other("another shell", "there is SHELL", {}, "WORKDIR", 'SHELL ["/bin/bash", "-c"]\nWORKDIR'),
  other("a service that starts something else", "by another command", {
    "compose.yaml": "services:\n  app:\n    build: .\n    command: mvn spring-boot:run\n",
  }),
  other(
    "many files that it may read",
    "many files",
    Object.fromEntries("abcdefgh".split("").map((name) => [`${name}.csv`, ""])),
  ),
  other("a key that it may read", "better left out", { "server.key": "" }),
];
