/** Programs of Java with naive Dockerfiles, and what *Harden Dockerfile* makes of them. */

import type { Shape } from "../cases";

const ignored = ".git\n.env*\ntarget\nbuild\n";

const maven = {
  ".dockerignore": ignored,
  "pom.xml":
    "<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId></parent>" +
    "<artifactId>shop</artifactId></project>",
  "src/main/java/App.java": "class App {}\n",
  "src/main/resources/application.yml": "server:\n  port: 8080\n",
  "README.md": "",
};

const gradle = {
  ".dockerignore": ignored,
  "build.gradle.kts": 'plugins { id("org.springframework.boot") version "4.0.1" }\n',
  "settings.gradle.kts": 'rootProject.name = "shop"\n',
  gradlew: "",
  "gradle/wrapper/gradle-wrapper.properties": "",
  "src/main/kotlin/App.kt": "fun main() {}\n",
};

export const javaServers: readonly Shape[] = [
  {
    title: "Maven: the jar stays where it was, found by a wildcard",
    files: maven,
    before: `FROM maven:3.9-eclipse-temurin-21
WORKDIR /app
COPY . .
RUN mvn clean package -DskipTests
EXPOSE 8080
CMD java -jar target/*.jar
`,
    after: `FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn clean package -DskipTests

FROM eclipse-temurin:21-jre
RUN groupadd --system app && useradd --system --create-home --gid app app
WORKDIR /app
COPY --from=build /app/target/*.jar ./target/
EXPOSE 8080
USER app
CMD ["sh", "-c", "exec java -jar target/*.jar"]
`,
  },
  {
    title: "Maven: a layer for the dependencies is kept, and so are an account and what it needs",
    files: { ...maven, "config/application-prod.yml": "a: b\n" },
    before: `FROM maven:3.9.9-eclipse-temurin-21-alpine
# Who runs it
RUN addgroup -S app && adduser -S -G app app
WORKDIR /shop
COPY pom.xml .
RUN mvn dependency:go-offline
COPY . .
# The jar
RUN mvn -q package && cp target/*.jar app.jar
ENV SPRING_PROFILES_ACTIVE=prod
USER app
HEALTHCHECK CMD wget -qO- http://localhost:8080/actuator/health || exit 1
ENTRYPOINT ["java", "-Djava.security.egd=file:/dev/./urandom", "-jar", "/shop/app.jar"]
`,
    after: `FROM maven:3.9.9-eclipse-temurin-21-alpine AS build
WORKDIR /shop
COPY pom.xml .
RUN mvn dependency:go-offline
COPY . .
# The jar
RUN mvn -q package && cp target/*.jar app.jar

FROM eclipse-temurin:21-jre-alpine
# Who runs it
RUN addgroup -S app && adduser -S -G app app
WORKDIR /shop
COPY --from=build /shop/app.jar ./app.jar
COPY config ./config
ENV SPRING_PROFILES_ACTIVE=prod
USER app
HEALTHCHECK CMD wget -qO- http://localhost:8080/actuator/health || exit 1
ENTRYPOINT ["java", "-Djava.security.egd=file:/dev/./urandom", "-jar", "/shop/app.jar"]
`,
  },
  {
    title: "Gradle by its wrapper in an image of a JDK",
    files: gradle,
    before: `FROM eclipse-temurin:21-jdk-noble
WORKDIR /app
COPY . .
RUN chmod +x gradlew && ./gradlew bootJar
CMD ["java", "-jar", "build/libs/shop.jar"]
`,
    after: `FROM eclipse-temurin:21-jdk-noble AS build
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.gradle,sharing=locked chmod +x gradlew && ./gradlew bootJar

FROM eclipse-temurin:21-jre-noble
RUN groupadd --system app && useradd --system --create-home --gid app app
WORKDIR /app
COPY --from=build /app/build/libs/shop.jar ./build/libs/shop.jar
USER app
CMD ["java", "-jar", "build/libs/shop.jar"]
`,
  },
];
