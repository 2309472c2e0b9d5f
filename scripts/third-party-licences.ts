import type { BundledPackage } from './bundled-packages.ts';

/** The licence texts of all packages that are passed on. */
export function thirdPartyLicences(packages: readonly BundledPackage[]): string {
  return packages
    .map(({ name, version, license, text = license }) => `${name} ${version} (${license})\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}
