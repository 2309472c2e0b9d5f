/**
 * A link that the server gave, as an address below our own origin; undefined where it leads elsewhere. Only path and
 * query are taken over. `http` and `https` of one host on their usual ports count as the same: behind a proxy that
 * speaks for us our own scheme is `http` while links say `https`. What is sent goes to our origin in any case.
 */
export function ownUrl(base: URL, link: string): URL | undefined {
  if (!URL.canParse(link, base.href)) return undefined;
  const target = new URL(link, base);
  const sameHost = target.hostname === base.hostname && target.port === base.port;
  if (!sameHost || !/^https?:$/.test(target.protocol)) return undefined;
  // As one text: resolved against the origin, a path such as `//elsewhere` would be a host.
  return new URL(`${base.origin}${target.pathname}${target.search}`);
}
