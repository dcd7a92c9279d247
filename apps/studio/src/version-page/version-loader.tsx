"use client";
import dynamic from "next/dynamic";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";
import { loadPatiently } from "../frame/load-patiently.ts";

/** A version is drawn in the browser only; until it is there, its place is held. */
export const VersionLoader = dynamic(
  () => loadPatiently(async () => (await import("./version-screen.tsx")).VersionScreen),
  { ssr: false, loading: () => <CanvasSkeleton label="Opening the version" /> },
);
