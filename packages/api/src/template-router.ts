import { graphLimits, plainName, templateNeeds } from "@orrery/graph";
import {
  addGallery,
  changeTemplate,
  checkTemplate,
  getGalleryTemplate,
  getTemplate,
  listGalleries,
  listTemplates,
  previewImport,
  refreshGallery,
  removeGallery,
  removeTemplate,
  saveTemplate,
} from "@orrery/services";
import { z } from "zod";
import { json } from "./json-input.ts";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();
const url = z.string().min(1).max(2_000);

/** What a person says of a template. */
const words = z.object({
  title: z.string().max(120).transform(plainName).pipe(z.string().min(1, "Give it a title.")),
  description: z.string().max(500),
  shows: z.string().max(2_000),
  task: z.string().max(40).transform(plainName),
  patterns: z.array(z.string().min(1).max(40).transform(plainName)).max(8),
});

/** A workspace's own templates, the galleries it has added, and workflows that come from outside. */
export const templateRouter = router({
  list: procedure.query(({ ctx }) => listTemplates({ ctx })),
  get: procedure.input(z.object({ id })).query(({ ctx, input }) => getTemplate({ ctx, input })),
  check: procedure.input(z.object({ workflowId: id })).query(({ ctx, input }) => checkTemplate({ ctx, input })),
  save: procedure
    .input(
      words.extend({
        workflowId: id,
        needs: z.array(z.enum(templateNeeds)).max(templateNeeds.length),
        hosts: z.array(z.string().min(1).max(300)).max(50),
        duration: z.string().max(60),
        sampleInput: json,
      }),
    )
    .mutation(({ ctx, input }) => saveTemplate({ ctx, input })),
  change: procedure.input(words.extend({ id })).mutation(({ ctx, input }) => changeTemplate({ ctx, input })),
  remove: procedure.input(z.object({ id })).mutation(({ ctx, input }) => removeTemplate({ ctx, input })),
  // Mutations: they ask a server outside, and are not to be asked again by themselves.
  previewImport: procedure
    .input(z.union([z.strictObject({ text: z.string().max(graphLimits.bytes) }), z.strictObject({ url })]))
    .mutation(({ ctx, input }) => previewImport({ ctx, input })),
  galleries: procedure.query(({ ctx }) => listGalleries({ ctx })),
  addGallery: procedure.input(z.object({ url })).mutation(({ ctx, input }) => addGallery({ ctx, input })),
  refreshGallery: procedure.input(z.object({ id })).mutation(({ ctx, input }) => refreshGallery({ ctx, input })),
  removeGallery: procedure.input(z.object({ id })).mutation(({ ctx, input }) => removeGallery({ ctx, input })),
  fromGallery: procedure
    .input(z.object({ galleryId: id, id: z.string().max(64) }))
    .query(({ ctx, input }) => getGalleryTemplate({ ctx, input })),
});
