"use client";
import { applyStyleNonce } from "@orrery/ui";
import { useEffect } from "react";

/** Hands the page's nonce to the libraries that add style elements while one works. */
export function StyleNonce() {
  useEffect(applyStyleNonce, []);
  return null;
}
