import type { PipelineRule } from './rule.ts';

/** Environments whose loss hurts; Bitbucket's own names are test, staging and production. */
const productionName = /prod|live|release/i;
/** Environments that are there for what nobody has reviewed yet. */
const trialName =
  /(^|[-_ ])(test(ing)?|dev(elop(ment)?)?|preview|review|pr|sandbox|feature|ephemeral|qa|ci)([-_ \d]|$)|dry.?run/i;
/** Pipes of Atlassian that bring something to where it runs. */
const deployPipe =
  /^(docker:\/\/)?atlassian\/(aws-(s3-deploy|ecs-deploy|eks-kubectl-run|lambda-deploy|elasticbeanstalk-deploy|cloudformation-deploy|code-deploy|cloudfront-invalidate|sam-deploy)|azure-(web-apps-deploy|functions-deploy|aks-deploy|storage-deploy|static-web-apps-deploy)|google-(app-engine-deploy|gke-kubectl-run|cloud-storage-deploy|cloud-run-deploy|cloud-functions-deploy)|kubectl-run|heroku-deploy|firebase-deploy|netlify-deploy|ftp-deploy|sftp-deploy|scp-deploy|rsync-deploy|ssh-run)(:|@|$)/;

export const deploymentRules: readonly PipelineRule[] = [
  {
    id: 'deployment-in-pull-request',
    title: 'Deployment from a pull request',
    severity: 'high',
    cwe: 668,
    help:
      'A step with `deployment` gets the secrets of that environment, and in a pull request it runs code that nobody has ' +
      'reviewed, including this file as the pull request changes it. Deploy from the branch after the merge.',
    check({ steps, view }, report) {
      for (const { deployment, place, manual } of steps) {
        const name = view.text(deployment);
        if (deployment === undefined || name === undefined || place.kind !== 'pull-requests') continue;
        if (manual || trialName.test(name)) continue;
        report(
          deployment,
          `Unreviewed code of a pull request gets the secrets of ${name} here. Deploy from the branch after the merge.`,
        );
      }
    },
  },
  {
    id: 'production-from-any-branch',
    title: 'Production deployed from any branch',
    severity: 'medium',
    cwe: 284,
    help:
      'In `default`, or under a pattern such as `**`, everybody who can push a branch deploys to production. Move the step ' +
      'under the protected branch or a tag, or set `trigger: manual` and restrict the environment to admins or branches.',
    check({ steps, view }, report) {
      for (const { deployment, place, manual } of steps) {
        const name = view.text(deployment);
        if (deployment === undefined || name === undefined || manual || !productionName.test(name)) continue;
        const anyBranch =
          place.kind === 'default' || (place.kind === 'branches' && /^[*{},]+$/.test(place.pattern));
        if (anyBranch)
          report(
            deployment,
            `Every pushed branch deploys to ${name}. Move the step under the protected branch or a tag, or set trigger: manual.`,
          );
      }
    },
  },
  {
    id: 'deployment-outside-environment',
    title: 'Deployment without an environment',
    severity: 'low',
    cwe: 272,
    help:
      'Without `deployment`, the credentials have to be repository variables, which every step of every branch can read. Name ' +
      'an environment (`deployment: production`) and move the variables there.',
    check({ steps }, report) {
      for (const { deployment, pipes } of steps) {
        const pipe = pipes.find(({ name }) => deployPipe.test(name));
        if (deployment !== undefined || pipe === undefined) continue;
        report(
          pipe.node,
          'This deploys with variables that every step can read. Name an environment, such as deployment: staging, and move them there.',
        );
      }
    },
  },
  {
    id: 'cache-in-deployment',
    title: 'Deployment built on a shared cache',
    severity: 'low',
    cwe: 349,
    help:
      'All branches share one cache: what a build of any branch leaves in it is used here, next to production’s secrets. ' +
      'Leave `caches` out of the step that deploys, and hand the build over as an artifact.',
    check({ steps, view }, report) {
      for (const { node, deployment } of steps) {
        const name = view.text(deployment);
        const caches = view.entry(node, 'caches');
        if (name === undefined || caches === undefined || !productionName.test(name)) continue;
        const [first, ...others] = view.items(caches.value).map((item) => view.text(item));
        if (first === undefined || (first === 'docker' && others.length === 0)) continue;
        report(
          caches.keyNode,
          `Any branch can fill this cache, and ${name} is deployed with it. Take the build from an artifact, and leave caches out here.`,
        );
      }
    },
  },
];
