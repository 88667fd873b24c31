/**
 * Is a request meant for this station, from its own page?
 *
 * Listening on the loopback address keeps other machines out, not other pages: a page whose name is made to point at
 * 127.0.0.1 (DNS rebinding) sends its own name as `Host`, and a foreign page its own address as `Origin`.
 */
const loopbackNames = ['127.0.0.1', 'localhost'];

/** Under which addresses the station is reached; the first name is the one that people are told. */
export interface OwnAddress {
  readonly scheme: 'http' | 'https';
  readonly names: readonly string[];
  readonly port: number;
}

export function loopback(port: number): OwnAddress {
  return { scheme: 'http', names: loopbackNames, port };
}

/** What is wrong with it as a sentence, or null. */
export function foreignRequest(
  headers: { readonly host?: string | undefined; readonly origin?: string | undefined },
  { scheme, names, port }: OwnAddress,
): string | null {
  // At the scheme's own port browsers leave the number out.
  const isUsualPort = port === { http: 80, https: 443 }[scheme];
  const hosts = names.flatMap((name) => (isUsualPort ? [`${name}:${port}`, name] : [`${name}:${port}`]));
  if (headers.host === undefined || !hosts.includes(headers.host.toLowerCase())) {
    return `this station answers to ${hosts[0]} only, not to "${headers.host ?? ''}"`;
  }
  const origins = hosts.map((host) => `${scheme}://${host}`);
  if (headers.origin !== undefined && !origins.includes(headers.origin.toLowerCase())) {
    return `a page of "${headers.origin}" may not use this station`;
  }
  return null;
}
