/** Programs of .NET with naive Dockerfiles, and what *Harden Dockerfile* makes of them. */

import type { Shape } from "../cases";

const ignored = ".git\nbin\nobj\n";
const web = {
  ".dockerignore": ignored,
  "Shop.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  "Program.cs": "WebApplication.Create(args).Run();\n",
  "appsettings.json": "{}",
  "wwwroot/site.css": "",
};

export const dotnetServers: readonly Shape[] = [
  {
    title: ".NET: what is published lies where the program looks for its settings",
    files: { ...web, "seed/products.csv": "" },
    before: `FROM mcr.microsoft.com/dotnet/sdk:8.0
WORKDIR /app
COPY . .
RUN dotnet publish -c Release -o out
EXPOSE 8080
ENTRYPOINT ["dotnet", "out/Shop.dll"]
`,
    after: `FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
WORKDIR /app
COPY Shop.csproj ./
RUN dotnet restore
COPY . .
RUN dotnet publish -c Release -o out

FROM mcr.microsoft.com/dotnet/aspnet:8.0
WORKDIR /app
COPY --from=build /app/out ./
COPY --chown=app:app seed ./seed
EXPOSE 8080
USER app
ENTRYPOINT ["dotnet", "Shop.dll"]
`,
  },
  {
    title: ".NET on Alpine: one project of a solution is published to a folder of its own",
    files: {
      ".dockerignore": ignored,
      "Shop.sln": "",
      "src/Api/Api.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
      "src/Api/Program.cs": "",
      "src/Api/appsettings.json": "{}",
      "src/Data/Data.csproj": '<Project Sdk="Microsoft.NET.Sdk"></Project>',
    },
    before: `FROM mcr.microsoft.com/dotnet/sdk:8.0-alpine
WORKDIR /source
COPY . .
WORKDIR /source/src/Api
RUN dotnet publish --configuration Release --output /app

# What runs
WORKDIR /app
ENV ASPNETCORE_URLS=http://+:5000
ENTRYPOINT ["dotnet", "Api.dll"]
`,
    after: `FROM mcr.microsoft.com/dotnet/sdk:8.0-alpine AS build
WORKDIR /source
COPY . .
WORKDIR /source/src/Api
RUN --mount=type=cache,target=/root/.nuget/packages dotnet publish --configuration Release --output /app

# What runs
FROM mcr.microsoft.com/dotnet/aspnet:8.0-alpine
RUN apk add --no-cache icu-data-full icu-libs tzdata
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
WORKDIR /app
COPY --from=build /app ./
ENV ASPNETCORE_URLS=http://+:5000
USER app
ENTRYPOINT ["dotnet", "Api.dll"]
`,
  },
];
