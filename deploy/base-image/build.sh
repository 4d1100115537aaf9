#!/usr/bin/env bash
# Builds a base image without Docker and without a registry: a Java 25 runtime, made by jlink from the JDK in use, and this
# machine's C library. Nothing else: no shell, no package manager. The same JDK and C library give the same bytes.
# usage: JAVA_HOME=... build.sh OUT.tar     (a docker-archive; Jib reads it as tar://OUT.tar)
set -euo pipefail
umask 022

# what Quarkus, the operator, ZooKeeper and its launcher need
MODULES=java.base,java.compiler,java.instrument,java.logging,java.management,java.naming,java.net.http,java.rmi,java.security.jgss
MODULES+=,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent
MODULES+=,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

fail() { echo "base image: $*" >&2; exit 1; }

[ $# -eq 1 ] || fail "usage: build.sh OUT.tar"
[ "$(uname -s)" = Linux ] || fail "needs Linux; elsewhere take a published base: -Dbase.image=eclipse-temurin:25-jre"
[ -x "${JAVA_HOME:-}/bin/jlink" ] || fail "JAVA_HOME=${JAVA_HOME:-} has no jlink: set it to a JDK 25"
case $(uname -m) in
  x86_64) arch=amd64 ;;
  aarch64) arch=arm64 ;;
  *) fail "$(uname -m) is not supported: take a published base by -Dbase.image=" ;;
esac

out=$1 work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root java=$work/root/opt/java
mkdir -p "$root"/{app,etc,opt} "$root/tmp"
chmod 1777 "$root/tmp"

"$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --strip-debug --no-man-pages --no-header-files --compress zip-0 --output "$java"
rm -rf "$java/legal"

# the shared libraries that the runtime needs and does not bring, each at its own place
find "$java" \( -name '*.so' -o -path '*/bin/*' \) -type f -exec ldd {} + 2>/dev/null |
  awk '$2 == "=>" && $3 ~ "^/" {print $3} $1 ~ "^/.*ld-linux" {print $1}' | grep -v "^$work" | sort -u |
  while read -r library; do
    install -D -m 755 "$(readlink -f "$library")" "$root$library"
  done

printf 'root:x:0:0:root:/:/sbin/nologin\nmesos:x:10001:10001:mesos:/tmp:/sbin/nologin\n' > "$root/etc/passwd"
printf 'root:x:0:\nmesos:x:10001:\n' > "$root/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' > "$root/etc/nsswitch.conf"

# class data for fast starts, with the flags of the images and without
for flags in -XX:-UseCompactObjectHeaders -XX:+UseCompactObjectHeaders; do
  "$java/bin/java" -Xshare:dump -XX:+UseSerialGC "$flags" > /dev/null 2>&1 || fail "no class data archive with $flags"
done

pack() { tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=gnu "$@"; }

pack -C "$root" -cf "$work/layer.tar" .
layer=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
printf '{"architecture":"%s","os":"linux","created":"1970-01-01T00:00:00Z","config":{"User":"10001:10001","Env":%s,"WorkingDir":"/app"},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"1970-01-01T00:00:00Z"}]}' \
  "$arch" '["PATH=/opt/java/bin","JAVA_HOME=/opt/java","LANG=C.UTF-8"]' "$layer" > "$work/config.json"
config=$(sha256sum "$work/config.json" | cut -d' ' -f1)
mkdir "$work/$layer"
mv "$work/layer.tar" "$work/$layer/layer.tar"
mv "$work/config.json" "$work/$config.json"
printf '[{"Config":"%s.json","RepoTags":["mesos-base:25"],"Layers":["%s/layer.tar"]}]\n' "$config" "$layer" > "$work/manifest.json"

mkdir -p "$(dirname "$out")"
pack -C "$work" -cf "$out.new" manifest.json "$config.json" "$layer/layer.tar"
mv "$out.new" "$out"
echo "base image: $out sha256=$(sha256sum "$out" | cut -d' ' -f1)"
