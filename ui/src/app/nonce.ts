/** The nonce of this page's content policy, for the few style elements that components add. */
export const styleNonce: string =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// Read by get-nonce, which react-remove-scroll (Mantine's scroll lock) uses.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
