/**
 * True for an address of these pages, by its path: one slash and no more, nothing that a browser leaves out or turns
 * into a slash. Anything else could lead to another site after a sign-in.
 */
export const isOwnPath = (text: string): boolean => /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text);
