"use client";
import dynamic from "next/dynamic";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";
import { loadPatiently } from "../frame/load-patiently.ts";

/** The run page draws in the browser only; until it is there, its place is held. */
export const RunLoader = dynamic(() => loadPatiently(async () => (await import("./run-screen.tsx")).RunScreen), {
  ssr: false,
  loading: () => <CanvasSkeleton label="Opening the run" />,
});
