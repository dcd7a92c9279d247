"use client";
import { useEffect, useState } from "react";

/** By then a page that is being opened has asked for what it needs itself. */
const SETTLED_MS = 3_000;

/** Whether the page has been open for a while, and what can wait may be done beside it. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  return settled;
}
