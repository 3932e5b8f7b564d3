import type { Cases } from "../cases";

const pom = (version: string, plugins = "") => ({
  "pom.xml": `<project><parent><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version></parent><artifactId>shop</artifactId><version>1.0</version>${plugins}</project>`,
});
const gradle = (version: string, more = "") => ({
  "build.gradle.kts": `plugins {\n  java\n  id("org.springframework.boot") version "${version}"\n}\n${more}`,
});
const build = "FROM maven:3.9-eclipse-temurin-21 AS build\nWORKDIR /src\nCOPY . .\nRUN mvn -B package\n";
const ofGradle = (tasks: string) => `FROM gradle:9-jdk21 AS build\nWORKDIR /src\nCOPY . .\nRUN gradle ${tasks}\n`;
const ship = (copy: string, start: string) =>
  `\nFROM eclipse-temurin:21-jre\nWORKDIR /app\n${copy}\nUSER 1000\n${start}`;
const layers = (target = "./", flags = "") =>
  ["dependencies", "spring-boot-loader", "snapshot-dependencies", "application"]
    .map((layer) => `COPY --from=build${flags} /src/extracted/${layer}/ ${target}`)
    .join("\n");
const start = 'ENTRYPOINT ["java", "-jar", "shop-1.0.jar"]';
const own = "[|/src/target/shop-1.0.jar ./|]";
const plain = (text: string) => text.replace("[|", "").replace("|]", "");
const written = plain(build + ship(`COPY --from=build ${own}`, start));

export default {
  invalid: [
    [
      build + ship(`COPY --from=build --chown=1000:1000 ${own}`, start),
      `${build}RUN java -Djarmode=tools -jar target/shop-1.0.jar extract --layers --destination extracted\n${ship(layers("./", " --chown=1000:1000"), start)}`,
      { files: pom("3.3.0") },
    ],
    // Beside the folder that it works in.
    [
      build +
        ship(
          "COPY --from=build [|/src/target/shop-1.0.jar target/|]",
          'CMD ["java", "-Xmx1g", "-jar", "target/shop-1.0.jar", "a"]',
        ),
      `${build}RUN java -Djarmode=tools -jar target/shop-1.0.jar extract --layers --destination extracted\n${ship(layers("/app/target/"), 'CMD ["java", "-Xmx1g", "-jar", "target/shop-1.0.jar", "a"]')}`,
      { files: pom("3.5.2") },
    ],
    // The launcher, by its name of each time.
    ...(
      [
        ["3.2.5", "org.springframework.boot.loader.launch.JarLauncher"],
        ["2.7.18", "org.springframework.boot.loader.JarLauncher"],
      ] as const
    ).map(([version, launcher]): Cases["invalid"][number] => [
      build +
        ship("COPY --from=build [|/src/target/*.jar app.jar|]", 'CMD ["java", "-Xmx1g", "-jar", "app.jar", "--a"]'),
      `${build}RUN java -Djarmode=layertools -jar target/*.jar extract --destination extracted\n${ship(layers(), `CMD ["java", "-Xmx1g", "${launcher}", "--a"]`)}`,
      { files: pom(version) },
    ]),
    [
      build + ship("COPY --from=build [|/src/target/shop-1.0.jar lib/|]", 'CMD ["java", "-jar", "lib/shop-1.0.jar"]'),
      `${build}RUN java -Djarmode=layertools -jar target/shop-1.0.jar extract --destination extracted\n${ship(layers("/app/lib/"), 'CMD ["java", "-cp", "/app/lib", "org.springframework.boot.loader.JarLauncher"]')}`,
      { files: pom("2.4.0") },
    ],
    ...["bootJar", "build"].map((task): Cases["invalid"][number] => {
      const more = task === "build" ? 'tasks.named<Jar>("jar") { enabled = false }' : "";
      const run =
        "RUN cp build/libs/*.jar app.jar && java -Djarmode=tools -jar app.jar extract --layers --destination extracted\n";
      const jar = 'CMD ["java", "-jar", "app.jar"]';
      return [
        ofGradle(task) + ship("COPY --from=build [|/src/build/libs/*.jar app.jar|]", jar),
        ofGradle(task) + run + ship(layers(), jar),
        { files: gradle("4.0.1", more) },
      ];
    }),
  ],
  valid: [
    [written, { files: pom("2.3.0") }],
    [written, { files: pom("${boot}") }],
    [written, { files: pom("3.3.0", "<build><layers><enabled>false</enabled></layers></build>") }],
    [written, { files: pom("3.3.0", "<build><executable>true</executable></build>") }],
    [written, {}],
    [written.replace("WORKDIR /app", "WORKDIR /"), { files: pom("3.3.0") }],
    [`${written}\nHEALTHCHECK CMD test -f shop-1.0.jar`, { files: pom("3.3.0") }],
    [written.replace(start, "CMD java -jar shop-1.0.jar"), { files: pom("3.3.0") }],
    [
      written.replace("mvn -B package", "mvn -B package && cp target/a.jar target/shop-1.0.jar"),
      { files: pom("3.3.0") },
    ],
    [written.replace("COPY . .\n", "COPY . .\nUSER 1000\n"), { files: pom("3.3.0") }],
    [
      written,
      {
        files: {
          ...pom("2.7.0"),
          "compose.yaml": "services:\n  a:\n    build: .\n    command: java -jar shop-1.0.jar --worker\n",
        },
      },
    ],
    [
      plain(
        ofGradle("build") + ship("COPY --from=build /src/build/libs/*.jar app.jar", 'CMD ["java", "-jar", "app.jar"]'),
      ),
      { files: gradle("4.0.1") },
    ],
  ],
} satisfies Cases;
