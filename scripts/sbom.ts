import { createHash } from 'node:crypto';

/** An SPDX identifier, an SPDX expression, or whatever somebody wrote. */
type Licence =
  | { readonly license: { readonly id: string } | { readonly name: string } }
  | { readonly expression: string };

/** A part of what is passed on, as https://cyclonedx.org/docs/1.6/json/#components describes it. */
export interface Component {
  readonly type: 'application' | 'library' | 'container' | 'operating-system' | 'platform';
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly licenses?: readonly Licence[];
  readonly hashes?: readonly { readonly alg: 'SHA-256' | 'SHA-512'; readonly content: string }[];
  readonly externalReferences?: readonly { readonly type: 'vcs' | 'website'; readonly url: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/**
 * A software bill of materials as CycloneDX 1.6. The same components give the same bytes: it has no time stamp, and its
 * serial number is made of its content.
 */
export function cycloneDx(subject: Component, components: readonly Component[]): string {
  const named = components.map((component) => ({ 'bom-ref': referenceOf(component), ...component }));
  const content = {
    metadata: { component: { 'bom-ref': referenceOf(subject), ...subject } },
    components: named,
    dependencies: [{ ref: referenceOf(subject), dependsOn: named.map((component) => component['bom-ref']) }],
  };
  const head = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    version: 1,
  };
  return `${JSON.stringify({ ...head, ...content }, null, 2)}\n`;
}

function referenceOf({ purl, type, name, version }: Component): string {
  return purl ?? `${type}:${name}@${version}`;
}

/** Version 8, for content of one's own making: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
function uuidOf(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
