import { springLayers } from "../projects/springLayers";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: [".jar"],
  id: "unlayered-jar",
  title: "The jar of Spring Boot is one layer, dependencies and all",
  severity: "hint",
  category: "layers",
  ofContext: true,
  why:
    "A jar of Spring Boot holds all of its dependencies, so that every changed class is pushed and pulled with all of them. " +
    "It can take itself apart into folders that are copied one by one: the layer with the dependencies stays as it was. It starts faster from there, too.",
  sources: ["https://docs.spring.io/spring-boot/reference/packaging/container-images/dockerfiles.html"],
  bad: 'FROM maven:3.9-eclipse-temurin-21 AS build\nWORKDIR /src\nCOPY . .\nRUN mvn -B package\n\nFROM eclipse-temurin:21-jre\nWORKDIR /app\nCOPY --from=build /src/target/shop-1.0.jar app.jar\nCMD ["java", "-jar", "app.jar"]',
  good: 'FROM maven:3.9-eclipse-temurin-21 AS build\nWORKDIR /src\nCOPY . .\nRUN mvn -B package\nRUN cp target/shop-1.0.jar app.jar && java -Djarmode=tools -jar app.jar extract --layers --destination extracted\n\nFROM eclipse-temurin:21-jre\nWORKDIR /app\nCOPY --from=build /src/extracted/dependencies/ ./\nCOPY --from=build /src/extracted/spring-boot-loader/ ./\nCOPY --from=build /src/extracted/snapshot-dependencies/ ./\nCOPY --from=build /src/extracted/application/ ./\nCMD ["java", "-jar", "app.jar"]',
  files: {
    "pom.xml":
      "<project><parent><artifactId>spring-boot-starter-parent</artifactId><version>4.0.1</version></parent><artifactId>shop</artifactId><version>1.0</version></project>",
  },

  *check(file, facts) {
    const layers = springLayers(file, facts);
    if (!layers) return;
    yield {
      span: layers.copy.argument,
      fixes: [
        {
          title: "Copy it as layers",
          safe: false,
          optional: true,
          doubt: "it pays where images are pushed often, and a program may look for its own jar",
          edits: layers.edits,
        },
      ],
    };
  },
} satisfies DockerfileRule;
