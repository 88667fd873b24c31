/**
 * Who may look at the station: whoever opened an address that it printed.
 *
 * An address carries a token that works once and becomes a cookie. Tokens and sessions live in memory only: a restart
 * of the station ends them all, and a stolen disk holds none.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';

const secretBytes = 32;

export interface Access {
  /** A fresh token for one address. */
  mintToken(): string;
  /** The session that a token is worth, once; null for an unknown or used one. */
  redeem(token: string): string | null;
  isSession(session: string): boolean;
}

export function createAccess(): Access {
  const tokens = new Set<string>();
  const sessions = new Set<string>();
  return {
    mintToken: () => {
      const token = randomSecret();
      tokens.add(token);
      return token;
    },
    redeem: (token) => {
      if (!tokens.delete(token)) return null;
      const session = randomSecret();
      sessions.add(session);
      return session;
    },
    isSession: (session) => sessions.has(session),
  };
}

export function randomSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** Compares in constant time: for secrets that do not come from a set of random ones. */
export function sameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Cookies do not know ports: with its own name each station on this machine keeps its own session. */
export function cookieName(port: number): string {
  return `sightline-${port}`;
}

export function sessionCookie(port: number, session: string): string {
  return `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`;
}

/** The value of one cookie of a `Cookie` header; null when it is not there. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
