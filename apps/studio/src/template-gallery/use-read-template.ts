"use client";
import type { WorkflowContent } from "../new-workflow/use-open-workflow.ts";
import { useTRPCClient } from "../trpc/trpc.ts";
import { readTemplateFile } from "./read-template-file.ts";
import type { TemplateSource } from "./template-source.ts";

/** Gives what fetches what a workflow is made of, which the gallery itself is not sent; it throws what the studio refuses. */
export function useReadTemplate(): (source: TemplateSource, id: string) => Promise<WorkflowContent> {
  const client = useTRPCClient();
  return async (source, id) => {
    if (source.kind === "orrery") return readTemplateFile(id);
    const { graph, about } =
      source.kind === "own"
        ? await client.template.get.query({ id })
        : await client.template.fromGallery.query({ galleryId: source.galleryId, id });
    return { graph, sampleInput: about.sampleInput };
  };
}
