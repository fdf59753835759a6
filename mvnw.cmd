@echo off
rem Runs Maven as mvnw does, with the curl, certutil and tar that Windows has had since 2018.
setlocal
set "version=3.9.11"
set "sha512=bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978"
set "archive=apache-maven-%version%-bin.tar.gz"
if not defined MVNW_SITE set "MVNW_SITE=https://archive.apache.org/dist"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "url=%MVNW_SITE%/maven/maven-3/%version%/binaries/%archive%"
set "cache=%MAVEN_USER_HOME%\wrapper\dists"
set "unpacked=%cache%\apache-maven-%version%-mlstack"
set "aside=%cache%\unpack.%RANDOM%%RANDOM%"

set "maven=mvn"
mvn --version 2>nul | findstr /r /c:"Apache Maven 3\.[89]\." /c:"Apache Maven 3\.[1-9][0-9]\." /c:"Apache Maven [4-9]\." >nul && goto run
set "maven=%unpacked%\bin\mvn.cmd"
if exist "%maven%" goto run

mkdir "%aside%" || exit /b 1
set "problem=cannot fetch %url%; install Maven 3.8 or newer"
curl -fsSL -o "%aside%\%archive%" "%url%" || goto fail
set "problem=%url% does not have the pinned SHA-512; nothing was installed"
certutil -hashfile "%aside%\%archive%" SHA512 | findstr /i /x /l "%sha512%" >nul || goto fail
set "problem=cannot unpack into %unpacked%"
tar -xzf "%aside%\%archive%" -C "%aside%" || goto fail
move "%aside%\apache-maven-%version%" "%unpacked%" >nul || goto fail
rmdir /s /q "%aside%"

:run
endlocal & "%maven%" %*
exit /b

:fail
echo mvnw: %problem% 1>&2
rmdir /s /q "%aside%"
exit /b 1
