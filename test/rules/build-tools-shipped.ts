import type { Cases } from "../cases";

const maven = "WORKDIR /src\nCOPY . .\nRUN ";

export default {
  invalid: [
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
