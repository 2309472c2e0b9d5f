#!/bin/sh
# collect-programs.sh BEFORE TARGET: copies the programs that the pipe calls to TARGET, with the shared libraries that
# were not in the base image. BEFORE lists the files of the base image.
set -eu
before=$1
target=$2

copy() { # keeps the path, follows no link
  mkdir -p "$target$(dirname "$1")"
  cp -a "$1" "$target$1"
}

programs='/usr/bin/git /usr/bin/shellcheck /usr/bin/tini /usr/lib/git-core/git-remote-http'
for program in $programs; do
  copy "$program"
  ldd "$program" 2>/dev/null | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p'
done | sort -u | while read -r library; do
  for path in "$library" "$(readlink -f "$library")"; do
    real=$(readlink -f "$(dirname "$path")")/$(basename "$path")
    grep -qxF "$real" "$before" || copy "$real"
  done
done
ln -s git-remote-http "$target/usr/lib/git-core/git-remote-https"
mkdir -p "$target/etc/ssl/certs" "$target/usr/share/doc"
cp -L /etc/ssl/certs/ca-certificates.crt "$target/etc/ssl/certs/"
for package in git shellcheck tini; do
  mkdir -p "$target/usr/share/doc/$package"
  cp -L "/usr/share/doc/$package/copyright" "$target/usr/share/doc/$package/"
done
