FROM maven:3.9-eclipse-temurin-21 as builder
workdir /build
copy pom.xml .
run --mount=type=cache,target=/root/.m2 mvn -B dependency:go-offline
copy src src
run --mount=type=cache,target=/root/.m2 mvn -B package -DskipTests

from eclipse-temurin:21-jre
run useradd --system app
user app
copy --from=builder /build/target/*.jar /app.jar
healthcheck --interval=30s cmd curl -f http://localhost:8080/actuator/health || exit 1
entrypoint java $JAVA_OPTS -jar /app.jar
