# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
WORKDIR C:\app
COPY . C:\app
RUN Invoke-WebRequest -Uri https://example.com/a.zip -OutFile a.zip; `
    Expand-Archive a.zip; `
    Remove-Item a.zip
CMD ["C:\\app\\server.exe"]
