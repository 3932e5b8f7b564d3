import { replace } from "../edits/edits";
import { runtimeMismatch } from "../projects/builtFor";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "mismatched-runtime",
  title: "The runtime of the image cannot start what is built for it",
  severity: "warning",
  category: "stages",
  ofContext: true,
  why:
    "A program for .NET 9 does not start with the runtime of .NET 8 nor of .NET 10, a web project needs `aspnet` and not `runtime`, and class files of Java 21 do not load in Java 17. " +
    "The build succeeds, and the container ends at once: ship the runtime of what the project is compiled for.",
  sources: [
    "https://learn.microsoft.com/dotnet/core/versions/selection",
    "https://learn.microsoft.com/dotnet/core/docker/container-images",
  ],
  bad: 'FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -o /app\n\nFROM mcr.microsoft.com/dotnet/runtime:10.0\nWORKDIR /app\nCOPY --from=build /app .\nENTRYPOINT ["dotnet", "web.dll"]',
  good: 'FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -o /app\n\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY --from=build /app .\nENTRYPOINT ["dotnet", "web.dll"]',
  files: {
    "web.csproj":
      '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>',
  },

  *check(file, facts) {
    for (const stage of file.stages) {
      const mismatch = runtimeMismatch(file, stage, facts);
      const word = stage.image;
      if (!mismatch || !word) continue;
      const { message, image } = mismatch;
      const isPlain = image !== undefined && stage.base?.spans !== undefined;
      const fixes = isPlain ? [{ title: `Use ${image}`, safe: false, edits: [replace(word, image)] }] : [];
      yield { span: word, message, fixes };
    }
  },
} satisfies DockerfileRule;
