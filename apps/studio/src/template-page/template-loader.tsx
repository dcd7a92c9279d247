"use client";
import dynamic from "next/dynamic";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";
import { loadPatiently } from "../frame/load-patiently.ts";

/** A template is drawn in the browser only; until it is there, its place is held. */
export const TemplateLoader = dynamic(
  () => loadPatiently(async () => (await import("./template-screen.tsx")).TemplateScreen),
  { ssr: false, loading: () => <CanvasSkeleton label="Opening the template" /> },
);
