"use client";
import dynamic from "next/dynamic";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";
import { loadPatiently } from "../frame/load-patiently.ts";

/** The canvas draws in the browser only; until it is there, its place is held. */
export const ReadOnlyLoader = dynamic(
  () => loadPatiently(async () => (await import("./read-only-screen.tsx")).ReadOnlyScreen),
  {
    ssr: false,
    loading: () => <CanvasSkeleton label="Opening the workflow" />,
  },
);
