# The bundle, from the lock file.
FROM node:24-trixie-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# Install scripts stay off: the packages' own binaries come with them, and Node.js is the image's.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY pipe.yml tsconfig.json ./
COPY scripts scripts
COPY src src
COPY rules rules
RUN node scripts/build.ts

# The programs that the pipe calls. Of Debian's packages only what is called is kept: git without Perl, Python and
# its documentation is a tenth of the package.
FROM node:24-trixie-slim AS programs
RUN find / -xdev -not -type d | sort > /before \
  && apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git shellcheck tini
COPY scripts/collect-programs.sh /
RUN sh /collect-programs.sh /before /programs
COPY --from=build /build/node_modules/@ast-grep /ast-grep
RUN mkdir -p /programs/opt/code-scan/bin \
  && cp "/ast-grep/cli-linux-$(node -p process.arch)-gnu/ast-grep" /programs/opt/code-scan/bin/

FROM node:24-trixie-slim
LABEL org.opencontainers.image.title="Code Scan" \
  org.opencontainers.image.description="Code scanning for Bitbucket: reports only what a pull request adds" \
  org.opencontainers.image.licenses="Apache-2.0"
# What changes least comes first: a new version of the pipe re-pulls only the last layers.
COPY --from=programs /programs /
COPY LICENSE README.md pipe.yml /
COPY --from=build /build/dist /opt/code-scan
ENTRYPOINT ["tini", "--", "node", "/opt/code-scan/main.js"]
