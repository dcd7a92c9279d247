import { setNonce } from "get-nonce";

/** The nonce with which this document may add style elements, from any script of it; undefined without a strict policy. */
export function styleNonce(): string | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce || undefined;
}

/** Tells the libraries under Dialog, Menu and Select that nonce. Call once in the browser before one of them opens. */
export function applyStyleNonce(): void {
  const nonce = styleNonce();
  if (nonce) setNonce(nonce);
}
