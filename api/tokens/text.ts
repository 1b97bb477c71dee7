/** How an API token is written: a word that scanners for lost secrets can look for, and 256 random bits. */
import { randomBytes } from 'node:crypto';

const form = /^muster_[A-Za-z0-9_-]{43}$/;
const hintLength = 'muster_'.length + 4;

export const isTokenText = (text: string): boolean => form.test(text);

export const newTokenText = (): string => `muster_${randomBytes(32).toString('base64url')}`;

/** What people see of it later: too little to guess the rest. */
export const hintOf = (text: string): string => text.slice(0, hintLength);
