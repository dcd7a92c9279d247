import { defineRuntime, type Json } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { isObject } from "../is-object.ts";
import { nameOfType } from "../name-of-type.ts";

interface McpToolConfig {
  readonly server: string;
  readonly tool: string;
  readonly args: Json;
  readonly timeoutMs: number;
}

const shownOfError = 2_000;

/**
 * Calls the tool through `ctx.callTool`. Gives what the tool's `outputSchema` says where it has one, else
 * `{ text, content }`. Fails with `MCP_TOOL_FAILED` where the tool says that it failed, `MCP_ARGS` where the arguments are
 * no object, and with what the call throws (`MCP_…`, `EGRESS_…`).
 */
export const mcpToolRuntime = defineRuntime<McpToolConfig>({
  type: "mcp-tool",
  async run(ctx, { config }) {
    const { server, tool, timeoutMs } = config;
    const args: Json = config.args === "" || config.args === null ? {} : config.args;
    if (!isObject(args)) return permanent("MCP_ARGS", `The arguments must be an object, not ${nameOfType(args)}.`);
    const answer = await ctx.callTool({
      server,
      tool,
      args,
      timeoutMs,
      idempotencyKey: ctx.idempotencyKey,
      signal: ctx.signal,
      onProgress: (said) => ctx.stream(`${said}\n`),
    });
    if (answer.isError) {
      const why = answer.text.trim().slice(0, shownOfError);
      return permanent(
        "MCP_TOOL_FAILED",
        `${tool} of ${server} failed${why === "" ? " without saying why." : `: ${why}`}`,
      );
    }
    return { kind: "done", output: answer.structured ?? { text: answer.text, content: answer.content } };
  },
});
