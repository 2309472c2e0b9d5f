# Build stage: the bundle and the scanners, from the lock file.
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
RUN mkdir /scanners \
  && cp node_modules/@ast-grep/cli-linux-$(node -p process.arch)-gnu/ast-grep /scanners/ast-grep

FROM node:24-trixie-slim
LABEL org.opencontainers.image.title="Code Scan" \
  org.opencontainers.image.description="Code scanning for Bitbucket: reports only what a pull request adds" \
  org.opencontainers.image.licenses="Apache-2.0"
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git shellcheck tini \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/log/apt /var/log/dpkg.log
# What changes least comes first: a new version of the pipe re-pulls only the last layers.
COPY --from=build /scanners /opt/code-scan/bin
COPY LICENSE README.md pipe.yml /
COPY --from=build /build/dist /opt/code-scan
ENTRYPOINT ["tini", "--", "node", "/opt/code-scan/main.js"]
