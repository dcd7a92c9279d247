"use client";
import dynamic from "next/dynamic";
import { loadPatiently } from "../frame/load-patiently.ts";

/** Fetched when somebody wants to start something: lists do without the code of its form. */
export const LazyStartDialog = dynamic(
  () => loadPatiently(async () => (await import("./start-dialog.tsx")).StartDialog),
  {
    ssr: false,
  },
);
