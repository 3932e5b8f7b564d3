import type { Cases } from "../cases";

const project = (sdk: string, version: string, more = "") => ({
  files: {
    "web.csproj": `<Project Sdk="Microsoft.NET.${sdk}"><PropertyGroup><TargetFramework>net${version}</TargetFramework>${more}</PropertyGroup></Project>`,
  },
});
const dotnet = (image: string, more = "", options = "") =>
  `FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nCOPY . .\nRUN dotnet publish -o /app${options}\nFROM ${image}\nWORKDIR /app\nCOPY --from=build /app .\n${more}ENTRYPOINT ["dotnet", "web.dll"]`;
const own = "mcr.microsoft.com/dotnet/";
const pom = (line: number) => ({
  files: {
    "pom.xml": `<project><properties><maven.compiler.release>${line}</maven.compiler.release></properties></project>`,
  },
});
const java = (image: string, options = "") =>
  `FROM maven:3.9-eclipse-temurin-21 AS build\nCOPY . .\nRUN mvn -B package${options}\nFROM ${image}\nCOPY --from=build /target/a.jar /a.jar\nCMD ["java", "-jar", "/a.jar"]`;

export default {
  invalid: [
    [
      dotnet(`[|${own}runtime:9.0|]`),
      dotnet(`${own}aspnet:9.0`),
      { ...project("Sdk.Web", "9.0"), message: "needs ASP.NET Core" },
    ],
    [dotnet(`[|${own}runtime:9.0-alpine|]`), dotnet(`${own}aspnet:9.0-alpine`), project("Sdk.Web", "9.0")],
    [dotnet(`[|${own}aspnet:8.0|]`), dotnet(`${own}aspnet:9.0`), project("Sdk.Web", "9.0")],
    // Another major version is never taken.
    [dotnet(`[|${own}runtime:9.0|]`), dotnet(`${own}runtime:8.0`), project("Sdk", "8.0")],
    [dotnet(`[|${own}aspnet:8.0-jammy|]`), undefined, project("Sdk.Web", "9.0")],
    [java("[|eclipse-temurin:17-jre-alpine|]"), java("eclipse-temurin:21-jre-alpine"), pom(21)],
    [java("[|gcr.io/distroless/java17-debian12|]"), undefined, pom(21)],
  ],
  valid: [
    // A second runtime beside that of the image.
    [
      dotnet(`${own}aspnet:9.0`, `COPY --from=${own}aspnet:8.0 /usr/share/dotnet/shared /usr/share/dotnet/shared\n`),
      project("Sdk.Web", "8.0"),
    ],
    [
      dotnet(`${own}aspnet:9.0`, "RUN bash dotnet-install.sh --runtime aspnetcore --channel 8.0\n"),
      project("Sdk.Web", "8.0"),
    ],
    [
      dotnet(`${own}aspnet:9.0`),
      {
        files: {
          "web.csproj":
            '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
          "runtimeconfig.template.json": '{ "rollForward": "Major" }',
        },
      },
    ],
    [dotnet(`${own}aspnet:9.0`), project("Sdk.Web", "9.0")],
    [dotnet(`${own}runtime:9.0`), project("Sdk", "9.0")],
    [dotnet(`${own}aspnet:9.0`), project("Sdk.Web", "8.0", "<RollForward>Major</RollForward>")],
    [dotnet(`${own}aspnet:9.0`, "ENV DOTNET_ROLL_FORWARD=Major\n"), project("Sdk.Web", "8.0")],
    [dotnet(`${own}runtime:9.0`, "", " --self-contained"), project("Sdk.Web", "9.0")],
    [dotnet(`${own}runtime:9.0`), { files: { "a.csproj": "<Project/>" } }],
    [java("eclipse-temurin:21-jre"), pom(17)],
    [java("eclipse-temurin:17-jre", " -Dmaven.compiler.release=17"), pom(21)],
    dotnet(`${own}runtime:9.0`),
  ],
} satisfies Cases;
