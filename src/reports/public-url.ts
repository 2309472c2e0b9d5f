/**
 * An address from outside as a link that may be shown: http or https, no credentials in it, and a host that others
 * can reach, because Bitbucket refuses a whole report for a link to `localhost`
 * (mc1arke/sonarqube-community-branch-plugin#182). Undefined where it is none of that.
 */
export function publicUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 1000 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  return isPublicHost(url.hostname) ? url.href : undefined;
}

function isPublicHost(host: string): boolean {
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return false;
  return host.includes('.') && !/\.(?:local|localhost|internal|test|invalid)\.?$/.test(host);
}
