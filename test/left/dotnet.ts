/** Programs of .NET that stay in one stage, and why. */

import type { Left } from "../compiled.test";

const files = {
  "Shop.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  "Program.cs": "WebApplication.Create(args).Run();\n",
  "appsettings.json": "{}",
};
const text = `FROM mcr.microsoft.com/dotnet/sdk:9.0
WORKDIR /app
COPY . .
RUN dotnet publish -c Release -o out
CMD ["dotnet", "out/Shop.dll"]
`;

function other(
  title: string,
  reason: string | undefined,
  from: string,
  to: string,
  more: Readonly<Record<string, string>> = {},
): Left {
  return { title, reason, files: { ...files, ...more }, text: text.replace(from, to) };
}

export const dotnetLeft: readonly Left[] = [
  other("in shell form", undefined, '["dotnet", "out/Shop.dll"]', "dotnet out/Shop.dll"),
  other("by an absolute path", undefined, '"out/', '"/app/out/'),
  other("the usual folder", undefined, '-o out\nCMD ["dotnet", "out/', '\nCMD ["dotnet", "bin/Release/net9.0/publish/'),
  other("of a version of the SDK", undefined, "9.0", "9.0.203-bookworm-slim"),
  other("a tag without a version", "which runtime", "9.0", "latest"),
  other("another system", "which runtime", "9.0", "9.0-azurelinux3.0"),
  other("what is only built", 'no "dotnet publish"', "publish", "build"),
  other("another folder", 'no "dotnet publish"', '"out/', '"bin/'),
  other("a runtime of its own", "a runtime of its own", "-o out", "-o out --self-contained"),
  other("a program without dotnet", "does not start an assembly", '"dotnet", "out/Shop.dll"', '"./out/Shop"'),
  other("the build at each start", "in a stage of its own", '"out/Shop.dll"', '"run"'),
  other("tools at run time", '"dotnet tool"', "CMD", "RUN dotnet tool install -g dotnet-ef\nCMD"),
  other("a program of the system", "Process.Start", "", "", { "Git.cs": 'Process.Start("git");' }),
  other("pages that are compiled at run time", "RazorRuntimeCompilation", "", "", {
    "Shop.csproj":
      '<Project Sdk="Microsoft.NET.Sdk.Web"><PackageReference Include="Microsoft.AspNetCore.Mvc.Razor.RuntimeCompilation"/>AddRazorRuntimeCompilation</Project>',
  }),
  other("an account of both images", undefined, "CMD", "USER app\nCMD"),
  other("an account by its number", undefined, "CMD", "USER $APP_UID\nCMD"),
  other("an account of nobody", "names shop", "CMD", "USER shop\nCMD"),
];
