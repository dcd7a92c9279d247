import {
  addMcpServer,
  approveMcpTool,
  beginMcpSignIn,
  getOffer,
  listMcpServers,
  listTools,
  lookAtMcpServer,
  offerWorkflow,
  removeMcpServer,
  withdrawMcpTool,
} from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const id = z.object({ id: z.uuid() });
const tool = id.extend({ tool: z.string().min(1).max(200) });

export const mcpRouter = router({
  servers: procedure.query(({ ctx }) => listMcpServers({ ctx })),
  tools: procedure.query(({ ctx }) => listTools({ ctx })),
  add: procedure
    .input(
      z.object({
        handle: z.string().max(64),
        url: z.string().max(500),
        auth: z.enum(["none", "credential", "oauth"]),
        credential: z.string().min(1).max(64).exactOptional(),
      }),
    )
    .mutation(({ ctx, input }) => addMcpServer({ ctx, input })),
  remove: procedure.input(id).mutation(({ ctx, input }) => removeMcpServer({ ctx, input })),
  // A mutation: it asks a server outside, and is not to be asked again by itself.
  look: procedure.input(id).mutation(({ ctx, input }) => lookAtMcpServer({ ctx, input })),
  approve: procedure
    .input(tool.extend({ hash: z.string().length(64) }))
    .mutation(({ ctx, input }) => approveMcpTool({ ctx, input })),
  withdraw: procedure.input(tool).mutation(({ ctx, input }) => withdrawMcpTool({ ctx, input })),
  offer: procedure.input(z.object({ workflowId: z.uuid() })).query(({ ctx, input }) => getOffer({ ctx, input })),
  setOffer: procedure
    .input(z.object({ workflowId: z.uuid(), name: z.string().max(64).nullable() }))
    .mutation(({ ctx, input }) => offerWorkflow({ ctx, input })),
  signIn: procedure
    .input(id.extend({ redirectUrl: z.url().max(500).endsWith("/settings/mcp/callback") }))
    .mutation(({ ctx, input }) => beginMcpSignIn({ ctx, input })),
});
