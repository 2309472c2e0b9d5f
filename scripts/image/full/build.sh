#!/bin/sh
# build.sh TARGET: osv-scanner for the architecture TARGETARCH, or the one it runs on, below TARGET, of the sources that
# go.sum holds by hash and with the compiler that go.mod names, and the licences of all that is compiled into it.
# TARGET.modules lists that for the SBOM. Runs in an image of Go, from the folder of go.mod.
set -eu
target=$1
cd "$(dirname "$0")"
program=$target/opt/code-scan/bin/osv-scanner
export CGO_ENABLED=0 GOOS=linux GOTOOLCHAIN=auto GOFLAGS='-mod=readonly -trimpath -buildvcs=false'
GOARCH=${TARGETARCH:-$(go env GOHOSTARCH)}
export GOARCH

go build -ldflags='-s -w' -o "$program" github.com/google/osv-scanner/v2/cmd/osv-scanner
go version -m "$program" >"$target.modules"

licences=$target/opt/code-scan/OSV_SCANNER_LICENSES
sed -nE 's/^\t(mod|dep)\t([^\t]*)\t([^\t]*).*/\2 \3/p' "$target.modules" | while read -r module version; do
  folder=$(go list -m -f '{{.Dir}}' "$module")
  texts=$(find "$folder" -maxdepth 1 -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' \) | sort)
  [ -n "$texts" ] || { echo "$module $version brings no licence" >&2 && exit 1; }
  # What binds whoever links it has no place in the image; the other two name it among choices.
  echo "$texts" | while read -r text; do
    ! grep -qiE 'gnu (affero )?general public license' "$text" || grep -qiE '(apache|mozilla public) license' "$text" || {
      echo "$module $version is under a licence of GNU: $text" >&2 && exit 1
    }
  done
  printf '%s %s\n\n' "$module" "$version"
  echo "$texts" | while read -r text; do cat "$text" && echo; done
  printf '%080d\n\n' 0 | tr 0 -
done >"$licences"
