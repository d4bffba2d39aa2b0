#!/usr/bin/env bash
# Makes the distribution that users download: a trimmed Java runtime, the launcher, all jars of the
# command line, the functions' zips, and an archive of the classes that a small demo loads.
# Usage: distribution.sh ROOT VERSION FOLDER, when Stint is built below ROOT; JAVA_HOME is a JDK 25.
set -euo pipefail

root=$1 version=$2 folder=$3

# What jdeps finds in all jars, but for java.desktop, which nothing that runs here loads; and
# character sets.
modules=java.base,java.compiler,java.management,java.naming,java.net.http,java.rmi,java.scripting
modules+=,java.security.jgss,java.security.sasl,java.sql,jdk.charsets,jdk.httpserver,jdk.management
modules+=,jdk.net,jdk.unsupported,jdk.zipfs

case $(uname -sm) in
  "Linux x86_64") platform=linux-x64 ;;
  "Linux aarch64") platform=linux-aarch64 ;;
  *) echo "distributions are made on Linux, not on $(uname -sm)" >&2 && exit 1 ;;
esac
name=stint-$version-$platform
home=$folder/$name

rm -rf "$home"
mkdir -p "$home/functions"
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes \
  --no-header-files --no-man-pages --generate-cds-archive --output "$home/runtime" \
  > "$folder/jlink.log" || { cat "$folder/jlink.log" >&2 && exit 1; }
cp -p "$root/stint" "$root/LICENSE" "$root/README.md" "$home"
cp -rp "$root/docs" "$home/docs"
cp -rp "$root/coordinator/target/lib" "$home/lib"
cp -p "$root/function-executor/target/stint-function.zip" \
  "$root/coordinator/target/stint-coordinator.zip" "$home/functions"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Without an archive the first demo says so, and is the test that the runtime has all modules.
STINT_HOME=$scratch STINT_JAVA_OPTIONS=-XX:ArchiveClassesAtExit=$home/stint.jsa \
  "$home/stint" demo --rows 2000 -q > "$folder/demo.log" 2>&1 < /dev/null ||
  { cat "$folder/demo.log" >&2 && exit 1; }
[[ -s $home/stint.jsa ]] || { echo "no class archive was made" >&2 && exit 1; }

# Java takes the archive for jars of the very same times, so tar keeps them.
tar -C "$folder" --owner=0 --group=0 --sort=name -cf - "$name" |
  gzip > "$folder/$name.tar.gz"
du -h "$folder/$name.tar.gz"
