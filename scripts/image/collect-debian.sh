#!/bin/sh
# collect-debian.sh TARGET: installs the programs that the pipe calls and copies them to one folder for each layer below
# TARGET, with the shared libraries that the base image lacks. Of each package that anything came of, the copyright and
# the entry in dpkg's list come along, so that scanners of images see its version; TARGET/packages lists all packages
# of the image for the SBOM. Runs in the base image, from the folder that holds shellcheck.sha256.
set -eu
target=$1
here=$(dirname "$(readlink -f "$0")")
architecture=$(dpkg --print-architecture)
# shellcheck disable=SC2016 # dpkg-query fills these in
list='${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n'

mkdir -p "$target"
dpkg-query --show --showformat="$list" >"$target/packages"
find / -xdev -not -type d | sort >/tmp/base-files

apt-get update
# A scanner is taken by version and hash; git and tini as Debian has them, with its security updates.
shellcheck=$(sed -n "s/.*  \(shellcheck_.*_$architecture\.deb\)$/\1/p" "$here/shellcheck.sha256")
version=${shellcheck#*_}
(
  cd /tmp
  apt-get download "shellcheck=${version%_*}" || {
    echo "Debian has another ShellCheck now: put its version and hashes into scripts/image/shellcheck.sha256" >&2
    exit 1
  }
  grep -F "  $shellcheck" "$here/shellcheck.sha256" | sha256sum --check --strict
)
apt-get install --yes --no-install-recommends ca-certificates git tini "/tmp/$shellcheck"

owner() { # the package of a file, which dpkg may know without the /usr of the merged file system
  { dpkg-query --search "$1" || dpkg-query --search "${1#/usr}"; } 2>/dev/null | sed -n '1s/:.*//p'
}

copy() { # copy LAYER FILE: keeps the path, follows no link
  mkdir -p "$target/$1$(dirname "$2")"
  cp -a "$2" "$target/$1$2"
  owner "$2" >>"/tmp/$1-packages"
}

collect() { # collect LAYER PROGRAM...
  layer=$1
  shift
  for program in "$@"; do
    copy "$layer" "$program"
    ldd "$program" | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p'
  done | sort -u | while read -r library; do
    for path in "$library" "$(readlink -f "$library")"; do
      real=$(readlink -f "$(dirname "$path")")/$(basename "$path")
      grep -qxF "$real" /tmp/base-files || copy "$layer" "$real"
    done
  done
  sort -u "/tmp/$layer-packages" | while read -r package; do document "$layer" "$package"; done
}

document() { # document LAYER PACKAGE: what it is and what its licence is, unless the base image says so
  grep -q "^$2	" "$target/packages" && return
  mkdir -p "$target/$1/usr/share/doc/$2" "$target/$1/var/lib/dpkg/status.d"
  cp -L "/usr/share/doc/$2/copyright" "$target/$1/usr/share/doc/$2/"
  dpkg-query --status "$2" >"$target/$1/var/lib/dpkg/status.d/$2"
  dpkg-query --show --showformat="$list" "$2" >>"$target/packages"
}

collect git /usr/bin/git /usr/lib/git-core/git-remote-http /usr/bin/tini
ln -s git-remote-http "$target/git/usr/lib/git-core/git-remote-https"
mkdir -p "$target/git/etc/ssl/certs"
cp -L /etc/ssl/certs/ca-certificates.crt "$target/git/etc/ssl/certs/"
document git ca-certificates
collect shellcheck /usr/bin/shellcheck

# The same programs are the same layer, whenever it was built.
find "$target" -exec touch --no-dereference --date=@0 {} +
