import { ownScanner } from './own-program.ts';
import { isTestCode } from './test-code.ts';

/** The auditor of `bitbucket-pipelines.yml`: what it trusts, what it shows, and what it lets others do. */
export const pipelines = ownScanner(
  { scanner: 'pipelines', file: 'pipelines.js', heapMegabytes: 200 },
  {
    kind: 'configuration',
    description:
      'bitbucket-pipelines.yml: what is not pinned, secrets, untrusted names in scripts, deployments, mistakes',
    memoryMegabytes: 120,
    looksAcrossFiles: false,
    // Bitbucket reads only the one at the root; others are templates and shared pipelines of monorepos.
    selects: (files) =>
      files.filter((file) => /(^|\/)bitbucket-pipelines\.ya?ml$/.test(file) && !isTestCode(file)),
  },
);
