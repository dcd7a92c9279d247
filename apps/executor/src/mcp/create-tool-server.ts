import { ProtocolError, ProtocolErrorCode, Server, type ServerContext, type Tool } from "@modelcontextprotocol/server";
import type { ServiceContext } from "@orrery/services";
import { listOffered } from "@orrery/services";
import { runAsTool, type ToolServerMeans } from "./run-as-tool.ts";

/** The workspace's offered workflows as tools: listed as they are now, each call a durable run. */
export function createToolServer(means: ToolServerMeans): Server {
  const server = new Server(
    { name: "orrery", title: "Orrery", version: "0.1.0" },
    { capabilities: { tools: {} }, instructions: "Each tool runs a workflow. A run that waits for a person says so." },
  );
  server.setRequestHandler("tools/list", async (_request, ctx) => {
    const offered = await listOffered({ ctx: callerOf(ctx) });
    return {
      tools: offered.map(
        ({ toolName, name, description, inputSchema }): Tool => ({
          name: toolName,
          title: name,
          description: description === "" ? name : description,
          inputSchema: { ...inputSchema, type: "object" },
        }),
      ),
    };
  });
  server.setRequestHandler("tools/call", async ({ params }, ctx) => {
    const caller = callerOf(ctx);
    const offered = await listOffered({ ctx: caller });
    const tool = offered.find(({ toolName }) => toolName === params.name);
    if (tool === undefined)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${params.name.slice(0, 80)}.`);
    return runAsTool({ ...means, caller, workflowId: tool.workflowId }, params.arguments ?? {}, ctx);
  });
  return server;
}

/** `answerMcp` puts it there with every call. */
function callerOf(ctx: ServerContext): ServiceContext {
  const { authInfo } = ctx.http ?? {};
  return authInfo?.extra?.ctx as ServiceContext;
}
