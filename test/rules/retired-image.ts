import type { Cases } from "../cases";

export default {
  invalid: [
    ["FROM [|openjdk|]:17-jdk-slim", "FROM eclipse-temurin:17-jdk", { message: "use eclipse-temurin" }],
    ["FROM [|openjdk|]:8-jre-alpine", undefined],
    ["FROM [|openjdk|]:12", undefined],
    ["FROM [|docker.io/library/openjdk|]:11-jre", "FROM eclipse-temurin:11-jre"],
    ["ARG V=17\nFROM [|openjdk:${V}-jdk-slim|]", undefined],
    ["FROM [|maven|]:3.8-openjdk-17-slim AS build\nFROM debian:13", undefined],
    ["FROM [|maven|]:3-jdk-8", undefined],
    ["FROM [|tomcat|]:9.0-jdk11-openjdk-slim", undefined],
    ["FROM [|amazonlinux|]:1", undefined],
    ["FROM [|node|]:8-onbuild", undefined],
    ["FROM [|bitnami/node|]:18", "FROM bitnamilegacy/node:18"],
    ["FROM [|microsoft/dotnet|]:2.1-sdk", undefined, { message: "use mcr.microsoft.com/dotnet/sdk (" }],
    [
      "FROM [|microsoft/dotnet|]:2.1-aspnetcore-runtime",
      undefined,
      { message: "use mcr.microsoft.com/dotnet/aspnet (" },
    ],
    ["FROM [|microsoft/dotnet|]:2.1-runtime-alpine", undefined, { message: "use mcr.microsoft.com/dotnet/runtime (" }],
    ["FROM [|microsoft/dotnet|]", undefined, { message: "use mcr.microsoft.com/dotnet/sdk, aspnet or runtime (" }],
    ["FROM [|microsoft/mssql-server-linux|]", undefined, { message: "use mcr.microsoft.com/mssql/server (" }],
    ["FROM [|microsoft/windowsservercore|]:1709", undefined, { message: "use mcr.microsoft.com/windows/servercore (" }],
    // No more is known than that it is not kept up there.
    [
      "FROM [|microsoft/mssql-server-windows-express|]",
      undefined,
      { message: "(Microsoft publishes at mcr.microsoft.com and no longer on Docker Hub): look for another image" },
    ],
    ["FROM [|k8s.gcr.io/pause|]:3.2", "FROM registry.k8s.io/pause:3.2"],
    ["FROM [|vault|]:1.13.3", "FROM hashicorp/vault:1.13.3"],
    ["FROM [|gcr.io/google_appengine/nodejs|]", undefined, { severity: "info" }],
    ["FROM [|gcr.io/google-appengine/python|]:latest", undefined, { severity: "info" }],
    // At least what the project asks for.
    [
      "FROM [|openjdk|]:11-jre-slim",
      "FROM eclipse-temurin:17-jre",
      {
        message: "use eclipse-temurin",
        files: { "pom.xml": "<properties><maven.compiler.release>17</maven.compiler.release></properties>" },
      },
    ],
    [
      "FROM [|openjdk|]:8",
      undefined,
      { files: { "build.gradle": "java { toolchain { languageVersion = JavaLanguageVersion.of(26) } }" } },
    ],
    [
      "FROM [|openjdk|]:17",
      "FROM eclipse-temurin:17-jdk",
      { files: { "pom.xml": "<properties><java.version>11</java.version></properties>" } },
    ],
    // Files are taken from it.
    [
      "FROM debian:13\nCOPY --from=[|adoptopenjdk|]:11-jre-hotspot /opt/java /opt/java\n",
      "FROM debian:13\nCOPY --from=eclipse-temurin:11-jre /opt/java /opt/java\n",
    ],
    [
      "FROM debian:13\nRUN --mount=type=bind,from=[|java|]:8,target=/j ls /j\n",
      "FROM debian:13\nRUN --mount=type=bind,from=eclipse-temurin:8-jdk,target=/j ls /j\n",
    ],
    // Hearsay.
    ["FROM [|mailhog/mailhog|]:v1.0.1", undefined, { message: "is said to be" }],
  ],
  valid: [
    "FROM openjdk:27-ea-jdk-slim",
    "FROM openjdk:28-rc",
    "FROM registry.example.com/team/openjdk:17",
    "FROM example/openjdk:17",
    "FROM maven:3.9-eclipse-temurin-21",
    "FROM tomcat:10-jdk21-temurin",
    "FROM amazonlinux:2023",
    "FROM bitnami/node",
    "FROM bitnami/node:latest",
    "FROM public.ecr.aws/bitnami/node:18",
    "FROM gcr.io/distroless/base",
    "FROM debian:13 AS java\nFROM java",
    // end-of-life-image tells of it.
    "FROM centos:7",
    ["FROM openjdk:17", { today: "2022-01-01" }],
  ],
} satisfies Cases;
