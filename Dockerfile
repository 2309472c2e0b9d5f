# By tag for a build at one's desk; the release gives it with the digest of base-image: see docs/image.md.
ARG BASE_IMAGE=node:24-trixie-slim

# The programs of Debian that the pipe calls. Only what is called is kept: git without Perl, Python and its
# documentation is a tenth of the package.
FROM ${BASE_IMAGE} AS debian
COPY scripts/image/collect-debian.sh scripts/image/shellcheck.sha256 /collect/
RUN sh /collect/collect-debian.sh /layers

# The bundle and ast-grep, from the lock file.
FROM ${BASE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
# Install scripts stay off: the packages' own binaries come with them, and Node.js is the image's.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY pipe.yml tsconfig.json LICENSE README.md ./
COPY scripts scripts
COPY src src
COPY rules rules
RUN node scripts/build.ts
COPY --from=debian /layers/packages /layers/packages
RUN node scripts/image/assemble.ts /layers/packages /layers

# What changes least comes first: a new version of the pipe re-pulls only the last layer. All files have the same time,
# so that the same files are the same layer.
FROM ${BASE_IMAGE}
COPY --from=debian /layers/git /
COPY --from=debian /layers/shellcheck /
COPY --from=build /layers/ast-grep /
COPY --from=build /layers/pipe /
ENTRYPOINT ["tini", "--", "node", "/opt/code-scan/main.js"]
ARG BASE_NAME=docker.io/library/node:24-trixie-slim
ARG BASE_DIGEST=unknown
ARG VERSION=unreleased
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="Code Scan" \
  org.opencontainers.image.description="Code scanning for Bitbucket: reports only what a pull request adds" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.source="https://bitbucket.org/codescan/code-scan-pipe" \
  org.opencontainers.image.documentation="https://bitbucket.org/codescan/code-scan-pipe/src/HEAD/README.md" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.created="${CREATED}" \
  org.opencontainers.image.base.name="${BASE_NAME}" \
  org.opencontainers.image.base.digest="${BASE_DIGEST}"
