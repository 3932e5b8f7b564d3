import type { Cases } from "../cases";

const maven = "WORKDIR /src\nCOPY . .\nRUN ";

/** Two stages, of which the second only runs what the first has built. */
const sdk = "mcr.microsoft.com/dotnet/sdk:10.0";
const published = `FROM ${sdk} AS build\nRUN dotnet publish -o /out\nFROM `;
const packaged = "FROM maven:3.9 AS build\nRUN mvn package\nFROM ";
const web = { "Shop.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>', "Program.cs": "" };
const java = { "pom.xml": "<project><artifactId>a</artifactId></project>", "src/main/java/A.java": "class A {}" };
const runsJar = '\nCOPY --from=build /a.jar /a.jar\nCMD ["java", "-jar", "/a.jar"]';

export default {
  invalid: [
    // What runs is built in another stage.
    [
      `${published}[|${sdk}|]\nCOPY --from=build /out /app\nCMD ["dotnet", "/app/Shop.dll"]`,
      `${published}mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY --from=build /out /app\nCMD ["dotnet", "/app/Shop.dll"]`,
      { files: web, message: "which brings the .NET SDK" },
    ],
    [
      `${published}[|${sdk}|]\nCOPY --from=build /out /app\nCMD ["dotnet", "/app/Shop.dll"]`,
      undefined,
      { files: { ...web, "Program.cs": 'Process.Start("git");' } },
    ],
    [
      `${published}[|${sdk}|]\nRUN dotnet tool install -g a\nCOPY --from=build /out /app\nCMD ["dotnet", "/app/Shop.dll"]`,
      undefined,
      { files: web },
    ],
    [
      `${published}[|${sdk}|]\nHEALTHCHECK CMD curl -f localhost\nCOPY --from=build /out /app\nCMD ["dotnet", "/app/Shop.dll"]`,
      undefined,
      { files: web },
    ],
    [`${packaged}[|eclipse-temurin:21-jdk|]${runsJar}`, `${packaged}eclipse-temurin:21-jre${runsJar}`, { files: java }],
    [
      `${packaged}[|maven:3.9-eclipse-temurin-21|]\nUSER 1000${runsJar}`,
      `${packaged}eclipse-temurin:21-jre\nUSER 1000${runsJar}`,
      { files: java },
    ],
    [`${packaged}[|gradle:8-jdk21|]\nUSER gradle${runsJar}`, undefined, { files: java }],
    [
      `FROM maven:3.9\n${maven}[|mvn -B clean package -DskipTests|]\nCMD ["java", "-jar", "target/a.jar"]`,
      undefined,
      { message: "Maven, the JDK and what they have downloaded ship with the program" },
    ],
    [`FROM eclipse-temurin:21\n${maven}[|./mvnw -q package|]\nCMD ["java", "-jar", "target/a.jar"]`, undefined],
    [`FROM gradle:8\n${maven}[|gradle :app:bootJar|]\nENTRYPOINT ["java", "-jar", "a.jar"]`, undefined],
    [`FROM eclipse-temurin:21\n${maven}[|./gradlew build|]\nENTRYPOINT ["java", "-jar", "a.jar"]`, undefined],
    [
      `FROM mcr.microsoft.com/dotnet/sdk:10.0\n${maven}[|dotnet publish -c Release -o out|]\nENTRYPOINT ["dotnet", "out/a.dll"]`,
      undefined,
    ],
    [`FROM rust:1.90\n${maven}[|cargo install --locked --path .|]\nCMD ["tool"]`, undefined],
    [
      `FROM rust:1.90-slim AS build\n${maven}[|cargo build --release|]\nFROM build\nCMD ["/src/target/release/a"]`,
      undefined,
    ],
    // Nothing is built there, and yet it is an image to build with.
    [
      'FROM golang:1.26 AS build\nRUN go build -o /a .\nFROM [|golang:1.26|]\nCOPY --from=build /a /a\nCMD ["/a"]',
      undefined,
    ],
    [
      `FROM php:8.4-fpm\nCOPY --from=composer:2.8 /usr/bin/composer /usr/bin/composer\n${maven}[|composer install --no-dev|]`,
      undefined,
    ],
    // It is built again whenever a container starts.
    [`FROM maven:3.9\n${maven}mvn package\nCMD [[|"mvn", "spring-boot:run"]|]`, undefined],
    [`FROM rust:1.90\n${maven}cargo build\nCMD [|cargo run --release|]`, undefined],
    ['FROM mcr.microsoft.com/dotnet/sdk:10.0\nCOPY . .\nENTRYPOINT [[|"dotnet", "run"]|]', undefined],
    [`FROM ruby:3.4\n${maven}[|bundle install|]\nCMD ["ruby", "a.rb"]`, undefined],
    [`FROM swift:6.1\n${maven}[|swift build -c release|]\nCMD [".build/release/a"]`, undefined],
  ],
  valid: [
    // Judges sources with the compiler.
    'FROM golang:1.26 AS build\nRUN go build -o /lint ./lint\nFROM golang:1.26\nCOPY --from=build /lint /usr/bin/golangci-lint\nENTRYPOINT ["golangci-lint"]\nCMD ["run"]',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /src\nCOPY . .\nRUN dotnet publish\nCMD ["bash"]',
    [`${packaged}eclipse-temurin:21-jre${runsJar}`, { files: java }],
    [
      `${packaged}eclipse-temurin:21\nCOPY --from=build /a.jar /a.jar\nCMD ["java", "-javaagent:b.jar", "-cp", "/a.jar", "A"]`,
      { files: java },
    ],
    // Built elsewhere.
    'FROM rust:1.90 AS build\nRUN cargo build --release\nFROM debian:13-slim\nCOPY --from=build /a /a\nCMD ["/a"]',
    // Tools for others to build with, or to work with.
    `FROM maven:3.9\n${maven}mvn -B package`,
    `FROM rust:1.90\nRUN cargo install cargo-audit\nENTRYPOINT ["cargo", "audit"]`,
    [`FROM maven:3.9\n${maven}mvn package\nCMD ["java", "-jar", "a.jar"]`, { path: "Dockerfile.dev" }],
    // The rule on images of Go says so.
    `FROM golang:1.26\n${maven}go build -o /a .\nCMD ["/a"]`,
    // Nobody knows what stays.
    'FROM debian:13\nRUN apt-get install -y gcc && make && apt-get purge -y gcc\nCMD ["/a"]',
    `FROM php:8.4-fpm\nCOPY --from=composer:2.8 /usr/bin/composer /usr/bin/composer\n${maven}composer install && rm /usr/bin/composer`,
    `FROM ruby:3.4-slim\n${maven}bundle install\nCMD ["ruby", "a.rb"]`,
    'FROM eclipse-temurin:21\nCOPY target/a.jar /a.jar\nCMD ["java", "-jar", "/a.jar"]',
    "FROM php:8.4-fpm\nCOPY . /var/www/html",
  ],
} satisfies Cases;
