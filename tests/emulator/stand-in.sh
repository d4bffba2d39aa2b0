#!/usr/bin/env bash
# Makes a Docker image that stands in for LocalStack's where that cannot be pulled: Debian, Python,
# MiniStack and a Java runtime, all from package registries, with what Testcontainers expects of
# LocalStack: /usr/local/bin/docker-entrypoint.sh, port 4566, and a line "Ready." in the log.
# Usage: stand-in.sh [IMAGE], as root, with Docker, debootstrap, Python 3.11's pip and a JDK 25 in
# JAVA_HOME. DEBIAN_MIRROR and DEBIAN_KEYRING name other places than Debian's own.
set -euo pipefail

image=${1:-stint/localstack-stand-in:1}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! docker image inspect stint/debian:bookworm > /dev/null 2>&1; then
  debootstrap --variant=minbase --include=bash,ca-certificates,python3 \
    ${DEBIAN_KEYRING:+--keyring="$DEBIAN_KEYRING"} \
    bookworm "$work/debian" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" > "$work/debootstrap.log" ||
    { tail "$work/debootstrap.log" >&2 && exit 1; }
  rm -rf "$work"/debian/var/cache/apt/archives/*.deb "$work"/debian/var/lib/apt/lists/*
  tar -C "$work/debian" -c . | docker import - stint/debian:bookworm > /dev/null
fi

mkdir "$work/image"
python3 -m pip install --quiet --target "$work/image/python" --python-version 3.11 \
  --only-binary=:all: --require-hashes -r "$here/requirements.txt"
"$JAVA_HOME/bin/jlink" --add-modules java.se,jdk.charsets,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs \
  --strip-java-debug-attributes --no-header-files --no-man-pages --generate-cds-archive \
  --output "$work/image/java" > /dev/null
cat > "$work/image/docker-entrypoint.sh" << 'END'
#!/bin/bash
python3 -c 'import sys; from importlib.metadata import entry_points; sys.exit([e for e in entry_points(group="console_scripts") if e.name == "ministack"][0].load()())' &
server=$!
trap 'kill $server' TERM INT
until (exec 3<> /dev/tcp/127.0.0.1/4566) 2> /dev/null; do
  kill -0 $server || exit 1
  sleep 0.1
done
echo Ready.
wait $server
END
chmod +x "$work/image/docker-entrypoint.sh"
cat > "$work/image/Dockerfile" << 'END'
FROM stint/debian:bookworm
COPY python /opt/python
COPY java /usr/lib/jvm/java-25
COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENV PYTHONPATH=/opt/python JAVA_HOME=/usr/lib/jvm/java-25 GATEWAY_PORT=4566 BIND_HOST=0.0.0.0
ENV AWS_ENDPOINT_URL=http://127.0.0.1:4566
EXPOSE 4566
ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
END
DOCKER_BUILDKIT=0 docker build --quiet --tag "$image" "$work/image" > /dev/null
docker image inspect --format "$image, {{.Size}} bytes" "$image"
