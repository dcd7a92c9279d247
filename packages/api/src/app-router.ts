import { countExecutors, listTargetLimits, setTargetLimit, showDashboard, showFleet } from "@orrery/services";
import { z } from "zod";
import { accountRouter } from "./account-router.ts";
import { alertRouter } from "./alert-router.ts";
import { auditRouter } from "./audit-router.ts";
import { commentRouter } from "./comment-router.ts";
import { credentialRouter } from "./credential-router.ts";
import { fileRouter } from "./file-router.ts";
import { joinRouter } from "./join-router.ts";
import { keyRouter } from "./key-router.ts";
import { liveRouter } from "./live-router.ts";
import { mcpRouter } from "./mcp-router.ts";
import { memberRouter } from "./member-router.ts";
import { memoryRouter } from "./memory-router.ts";
import { modelRouter } from "./model-router.ts";
import { presenceRouter } from "./presence-router.ts";
import { runRouter } from "./run-router.ts";
import { shareRouter } from "./share-router.ts";
import { templateRouter } from "./template-router.ts";
import { triggerRouter } from "./trigger-router.ts";
import { procedure, router } from "./trpc.ts";
import { viewRouter } from "./view-router.ts";
import { workflowRouter } from "./workflow-router.ts";

/** Everything a browser may ask of Orrery. */
export const appRouter = router({
  workflow: workflowRouter,
  run: runRouter,
  view: viewRouter,
  comment: commentRouter,
  presence: presenceRouter,
  share: shareRouter,
  template: templateRouter,
  live: liveRouter,
  trigger: triggerRouter,
  key: keyRouter,
  account: accountRouter,
  member: memberRouter,
  join: joinRouter,
  audit: auditRouter,
  alert: alertRouter,
  credential: credentialRouter,
  file: fileRouter,
  models: modelRouter,
  memory: memoryRouter,
  mcp: mcpRouter,
  dashboard: router({
    show: procedure
      .input(
        z.object({
          workflowId: z.uuid().exactOptional(),
          from: z.int().min(0).max(253_402_300_799_000),
          to: z.int().min(0).max(253_402_300_799_000),
        }),
      )
      .query(({ ctx, input }) => showDashboard({ ctx, input })),
  }),
  fleet: router({
    count: procedure.query(({ ctx }) => countExecutors({ ctx })),
    show: procedure.query(({ ctx }) => showFleet({ ctx })),
    limits: procedure.query(({ ctx }) => listTargetLimits({ ctx })),
    setLimit: procedure
      .input(z.object({ name: z.string().max(500), perSecond: z.number().nullable(), atOnce: z.number().nullable() }))
      .mutation(({ ctx, input }) => setTargetLimit({ ctx, input })),
  }),
});

export type AppRouter = typeof appRouter;
