import type { Cases } from "../cases";

const gradle = (more = "") => ({
  "build.gradle": `plugins {\n  id 'java'\n  id 'org.springframework.boot' version '3.4.1'\n}\nversion = '1.0'\n${more}`,
  "settings.gradle": "rootProject.name = 'shop'\n",
});
const pom = (plugins: string, more = "") => ({
  "pom.xml":
    "<project><parent><artifactId>spring-boot-starter-parent</artifactId><version>3.4.1</version></parent>" +
    `<artifactId>shop</artifactId><version>1.0</version>${more}<build><plugins>${plugins}</plugins></build></project>`,
});
const plugin = (name: string, goal: string, more = "") =>
  `<plugin><artifactId>${name}</artifactId>${more}<executions><execution><goals><goal>${goal}</goal></goals></execution></executions></plugin>`;
const sources = plugin("maven-source-plugin", "jar-no-fork");

const built = (run: string, start = 'CMD ["sh", "-c", "java -jar [|build/libs/*.jar|]"]') =>
  `FROM gradle:8.14-jdk21\nWORKDIR /app\nCOPY . .\nRUN ${run}\n${start}`;
const two = (run: string, source: string, target = "app.jar", image = "gradle:8.14-jdk21") =>
  `FROM ${image} AS build\nWORKDIR /app\nCOPY . .\nRUN ${run}\n\nFROM eclipse-temurin:21-jre\nWORKDIR /app\n` +
  `COPY --from=build ${source} ${target}\nCMD ["java", "-jar", "app.jar"]`;
const maven = (source: string, target?: string) =>
  two("mvn -B package -DskipTests", source, target, "maven:3.9-eclipse-temurin-21");
const plain = (text: string) => text.replace("[|", "").replace("|]", "");

export default {
  invalid: [
    ...(
      [
        ["gradle build", "gradle check bootJar"],
        ["./gradlew clean build -x test --no-daemon", "./gradlew clean bootJar --no-daemon"],
        ["gradle -x test build", "gradle bootJar"],
        ["gradle build --info -x test", "gradle bootJar --info"],
        ["cd /app && gradle assemble", "cd /app && gradle bootJar"],
      ] as const
    ).map(([run, alone]): Cases["invalid"][number] => [built(run), plain(built(alone)), { files: gradle() }]),
    [
      built("gradle build", "CMD java -jar [|build/libs/*.jar|]"),
      plain(built("gradle build", "CMD java -jar build/libs/shop-1.0.jar")),
      { files: gradle(), fix: "Name shop-1.0.jar" },
    ],
    [
      two("gradle build", "[|/app/build/libs/*.jar|]"),
      two("gradle check bootJar", "/app/build/libs/*.jar"),
      { files: gradle(), severity: "info", message: "of which BuildKit leaves shop-1.0.jar" },
    ],
    // The names are not known, and yet which of them is first.
    [
      built("gradle build"),
      plain(built("gradle check bootJar")),
      {
        files: { "build.gradle.kts": 'plugins {\n    java\n    id("org.springframework.boot") version "2.5.0"\n}\n' },
        message: "*.jar finds …-plain.jar and ….jar",
      },
    ],
    [maven("[|/app/target/*.jar|]"), maven("/app/target/shop-1.0.jar"), { files: pom(sources), severity: "info" }],
    [
      maven("[|/app/target/*.jar|]"),
      maven("/app/target/web-exec.jar"),
      {
        files: pom(
          plugin(
            "spring-boot-maven-plugin",
            "repackage",
            "<configuration><classifier>exec</classifier></configuration>",
          ),
          "<!-- --><finalName>web</finalName>",
        ),
        message: "web.jar, which BuildKit leaves of them, is not the program",
      },
    ],
    [
      maven("[|target/*.jar|]").replace("target/", "/app/target/"),
      maven("/app/target/shop-1.0.jar"),
      {
        files: pom(plugin("maven-shade-plugin", "shade")),
        message: "*.jar finds original-shop-1.0.jar and shop-1.0.jar",
        severity: "info",
      },
    ],
    [
      maven("[|/app/target/*.jar|]"),
      maven("/app/target/agent.jar"),
      {
        files: pom(plugin("maven-shade-plugin", "shade"), "<finalName>agent</finalName>"),
        message: "original-agent.jar, which BuildKit leaves of them",
      },
    ],
  ],
  valid: [
    ...[
      "jar { enabled = false }",
      'tasks.named("jar") { enabled = false }',
      "bootJar { archiveClassifier = 'boot' }",
      "bootJar { archiveFileName = 'app.jar' }",
      "apply plugin: 'war'",
    ].map((more) => [plain(built("gradle build")), { files: gradle(more) }] as const),
    ...[
      "gradle bootJar",
      "gradle build -x jar",
      "gradle build && rm build/libs/*-plain.jar",
      "gradle -p web build",
    ].map((run) => [plain(built(run)), { files: gradle() }] as const),
    [two("gradle build", "/app/build/libs/*1.0.jar"), { files: gradle() }],
    [two("gradle build", "/app/build/libs/*.jar", "./libs/"), { files: gradle() }],
    [two("gradle build", "/app/build/libs/shop-1.0.jar"), { files: gradle() }],
    [plain(built("gradle build")), { files: { ...gradle(), "settings.gradle": "include 'web'" } }],
    [
      plain(built("gradle build")),
      { files: { "build.gradle": "plugins { id 'java'\n id 'org.springframework.boot' version '2.4.9' }" } },
    ],
    [
      plain(built("gradle build")),
      {
        files: { "build.gradle": "plugins { id 'java'\n id 'org.springframework.boot' version '3.4.1' apply false }" },
      },
    ],
    [plain(built("gradle build")), {}],
    [maven("/app/target/*.jar"), { files: pom("") }],
    [maven("/app/target/*.jar"), { files: pom(plugin("spring-boot-maven-plugin", "repackage")) }],
    [maven("/app/target/*.jar"), { files: pom(`<!-- ${sources} -->`) }],
    [maven("/app/target/*.jar"), { files: pom(sources, "<profiles><profile></profile></profiles>") }],
    [
      maven("/app/target/*.jar"),
      {
        files: pom(
          plugin("maven-source-plugin", "jar", "<configuration><skipSource>true</skipSource></configuration>"),
        ),
      },
    ],
    // The shell of RUN and COPY find none of them.
    [plain(built("gradle build", 'CMD ["bash", "-c", "java -jar build/libs/*.jar"]')), { files: gradle() }],
  ],
} satisfies Cases;
