"use client";
import dynamic from "next/dynamic";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";

/** The editor draws in the browser only; until it is there, its place is held. */
export const EditorLoader = dynamic(async () => (await import("./editor-screen.tsx")).EditorScreen, {
  ssr: false,
  loading: () => <CanvasSkeleton label="Opening the workflow" />,
});
