import type { Node } from 'yaml';
import type { PipelinesFile } from './pipelines-file.ts';
import type { PipelineRule, Report } from './rule.ts';

interface ImageUse {
  readonly name: string;
  readonly node: Node;
}

/** Names that move on: what runs tomorrow is not what ran today. */
const movingTags = new Set([
  'latest',
  'master',
  'main',
  'develop',
  'dev',
  'edge',
  'nightly',
  'stable',
  'next',
]);

export const imageRules: readonly PipelineRule[] = [
  {
    id: 'image-without-version',
    title: 'Image without a fixed version',
    severity: 'medium',
    cwe: 829,
    help:
      'Without a tag, or with one like `latest`, every build runs whatever was pushed last under that name, with all ' +
      'secured variables of the step. Write a version, such as `node:22.14`, or better a digest, `node@sha256:…`.',
    check({ view, root, steps }, report) {
      reportMovingImages(imagesOf(view, [root, ...steps.map(({ node }) => node)]), report);
    },
  },
  {
    id: 'service-without-version',
    title: 'Service without a fixed version',
    severity: 'low',
    cwe: 829,
    help:
      'Without a tag, or with one like `latest`, the service is whatever was pushed last under that name. It sees what the ' +
      'step sends it, not its variables. Write a version, such as `postgres:17.2`.',
    check({ view, root }, report) {
      reportMovingImages(imagesOf(view, servicesOf({ view, root })), report);
    },
  },
  {
    id: 'image-without-digest',
    title: 'Image of a third party without a digest',
    severity: 'low',
    cwe: 829,
    help:
      'A tag of somebody else’s image can be pushed again with other content. A digest cannot: write ' +
      '`owner/image:1.2.3@sha256:…`. The official images and those of Atlassian are left out here.',
    check({ view, root, steps }, report) {
      const holders = [root, ...steps.map(({ node }) => node), ...servicesOf({ view, root })];
      for (const { name, node } of imagesOf(view, holders)) {
        const { path, tag, digest } = splitImage(name);
        if (digest !== undefined || tag === undefined || movingTags.has(tag) || isVariable(name)) continue;
        if (!isThirdParty(path)) continue;
        report(
          node,
          `Whoever owns ${path} can put other content under the tag ${tag}. Add the digest: ${name}@sha256:<digest>.`,
        );
      }
    },
  },
  {
    id: 'no-image',
    title: 'No image chosen',
    severity: 'low',
    cwe: 829,
    help:
      'Without `image`, Bitbucket takes `atlassian/default-image:latest`: an old, large image that changes without ' +
      'notice. Name the image that the build needs, with its version.',
    check({ view, root, steps }, report) {
      if (view.get(root, 'image') !== undefined) return;
      const without = steps.find(
        (step) => step.commands.length > 0 && view.get(step.node, 'image') === undefined,
      );
      if (without === undefined || view.get(without.node, 'runs-on') !== undefined) return;
      report(
        without.keyNode,
        'No image is named, so this runs in atlassian/default-image:latest. Name one with its version, such as image: node:22.14.',
      );
    },
  },
  {
    id: 'pipe-without-version',
    title: 'Pipe without a fixed version',
    severity: 'medium',
    cwe: 829,
    help:
      'A pipe sees the variables that are passed to it and the clone. Without a version, or on a branch, its next ' +
      'change runs here unseen. Write a version: `atlassian/ssh-run:0.8.1`, `docker://owner/pipe:1.4.2`.',
    check({ steps }, report) {
      for (const { name, node } of steps.flatMap((step) => step.pipes)) {
        const { tag, digest } = splitImage(name.replace(/^docker:\/\//, ''));
        if (digest !== undefined || isVariable(name)) continue;
        if (tag === undefined) {
          report(
            node,
            `The pipe ${name} has no version, so each build takes the newest one. Write ${name}:<version>.`,
          );
        } else if (movingTags.has(tag)) {
          report(
            node,
            `${tag} of this pipe moves on by itself. Write a version instead: ${name.slice(0, -tag.length)}<version>.`,
          );
        }
      }
    },
  },
  {
    id: 'shared-pipeline-on-branch',
    title: 'Shared pipeline from a branch',
    severity: 'medium',
    cwe: 829,
    help:
      '`import` runs a pipeline of another repository with this one’s variables. On a branch, everybody who can push ' +
      'there decides what runs here. Import from a tag.',
    check({ view, root, pipelines }, report) {
      const sources = [
        ...pipelines.map(({ node }) => view.get(node, 'import')),
        // Named once and imported by that name: https://support.atlassian.com/bitbucket-cloud/docs/yaml-sharing/
        ...view.entries(view.get(root, 'definitions', 'imports')).map(({ value }) => value),
      ];
      for (const source of sources) {
        const [repository, reference = '', name] = view.text(source)?.split(':') ?? [];
        if (source === undefined || !movingTags.has(reference)) continue;
        report(
          source,
          `This takes the pipeline from the branch ${reference}. Take it from a tag: ${repository}:<tag>:${name}.`,
        );
      }
    },
  },
  {
    id: 'docker-service-image',
    title: 'Docker service from an image of one’s own choice',
    severity: 'medium',
    cwe: 250,
    help:
      'The service of `type: docker` runs with privileges on the build host. An image named there gets them. Leave ' +
      '`image` out to take Bitbucket’s own, or pin the official `docker:<version>-dind` by its digest.',
    check({ view, root }, report) {
      for (const { value } of view.entries(view.get(root, 'definitions', 'services'))) {
        if (view.text(view.get(value, 'type')) !== 'docker') continue;
        const image = view.get(value, 'image', 'name') ?? view.get(value, 'image');
        const name = view.text(image);
        if (image === undefined || name === undefined || splitImage(name).digest !== undefined) continue;
        report(
          image,
          `This image runs as the Docker service, with privileges. Leave image out, or pin it: ${name}@sha256:<digest>.`,
        );
      }
    },
  },
];

function reportMovingImages(images: readonly ImageUse[], report: Report): void {
  for (const { name, node } of images) {
    const { tag, digest } = splitImage(name);
    if (digest !== undefined || isVariable(tag ?? name)) continue;
    if (tag === undefined) {
      report(
        node,
        `The image ${name} has no tag, so each build takes the newest one. Write a version: ${name}:<version>.`,
      );
    } else if (movingTags.has(tag)) {
      report(
        node,
        `The tag ${tag} of this image moves on by itself. Write a version instead: ${name.slice(0, -tag.length)}<version>.`,
      );
    }
  }
}

function servicesOf({ view, root }: Pick<PipelinesFile, 'view' | 'root'>): (Node | undefined)[] {
  return view.entries(view.get(root, 'definitions', 'services')).map(({ value }) => value);
}

/** Each image once, at its first place: one change of it, or one anchor, mends all. */
function imagesOf(view: PipelinesFile['view'], holders: readonly (Node | undefined)[]): ImageUse[] {
  const found = new Map<string, ImageUse>();
  for (const holder of holders) {
    const image = view.get(holder, 'image');
    const node = view.isMap(image) ? view.get(image, 'name') : image;
    const name = view.text(node);
    if (node !== undefined && name !== undefined && !found.has(name)) found.set(name, { name, node });
  }
  return [...found.values()];
}

/** A registry's port is no tag: `host:5000/image`. */
function splitImage(name: string): { path: string; tag?: string; digest?: string } {
  const [reference = '', digest] = name.split('@');
  const colon = reference.lastIndexOf(':');
  const tagged = colon > reference.lastIndexOf('/');
  return {
    path: tagged ? reference.slice(0, colon) : reference,
    ...(tagged && { tag: reference.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

/** One word is an official image; a dot or a port in the first part is a registry of somebody's own. */
function isThirdParty(path: string): boolean {
  const [owner = '', ...rest] = path.replace(/^(docker\.io|index\.docker\.io)\//, '').split('/');
  return (
    rest.length === 1 &&
    !owner.includes('.') &&
    !owner.includes(':') &&
    !['library', 'atlassian'].includes(owner)
  );
}

function isVariable(text: string): boolean {
  return text.includes('$');
}
