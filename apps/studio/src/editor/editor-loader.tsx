"use client";
import dynamic from "next/dynamic";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";
import { loadPatiently } from "../frame/load-patiently.ts";

/** The editor draws in the browser only; until it is there, its place is held. */
export const EditorLoader = dynamic(
  () => loadPatiently(async () => (await import("./editor-screen.tsx")).EditorScreen),
  {
    ssr: false,
    loading: () => <CanvasSkeleton label="Opening the workflow" />,
  },
);
