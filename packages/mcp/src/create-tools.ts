import type { Egress } from "@orrery/egress";
import { StepFailure, type ToolFace } from "@orrery/node-kit";
import type { ListedTool, SecretMask, Secrets, ToolClient, ToolDirectory, ToolServer, ToolSetup } from "@orrery/ports";
import { accessToken, isOver } from "./kept-token.ts";
import { refused, wantsSignIn } from "./refusals.ts";
import { hostOfServer, serverPlace } from "./server-place.ts";
import { listedTool } from "./tool-face.ts";

export interface ToolsOptions {
  readonly egress: Egress;
  readonly setup: ToolSetup;
  readonly secrets?: Secrets;
  /** Epoch ms. */
  readonly now?: () => number;
}

/** Loaded at the first need: a process that asks no server has nothing of the protocol in memory. */
const protocol = () => import("./protocol.ts");

const listMs = 30_000;
/** The listing and the answer, with what the protocol puts around them, and what is said in between. */
const mostBytes = 12 * 1024 * 1024;
/** A plan may take a call for harmless that is not so any more; the other way round costs nothing. */
const strictness = ["pure", "repeatable", "keyed", "once"];

/** The tools of the servers that workspaces have set up, over MCP's Streamable HTTP. */
export function createTools({ egress, setup, secrets, now = Date.now }: ToolsOptions): ToolClient & ToolDirectory {
  /** Renewals under way by server: a refresh token often works only once. */
  const renewals = new Map<string, Promise<string>>();

  async function token(workspaceId: string, server: ToolServer): Promise<string> {
    const host = hostOfServer(server.url);
    if (server.auth.kind !== "oauth") throw wantsSignIn(host);
    const found = await setup.signIn(workspaceId, server.handle);
    const present = found === null ? null : accessToken(found);
    if (found === null || present === null) throw wantsSignIn(host);
    if (!isOver(found, now())) return present;
    const key = `${workspaceId} ${server.handle}`;
    const renewal = renewals.get(key) ?? renew(workspaceId, server);
    renewals.set(key, renewal);
    try {
      return await renewal;
    } finally {
      renewals.delete(key);
    }
  }

  async function renew(workspaceId: string, server: ToolServer): Promise<string> {
    const host = hostOfServer(server.url);
    const signIn = await setup.signIn(workspaceId, server.handle);
    if (signIn === null) throw wantsSignIn(host);
    const kept = accessToken(signIn);
    if (kept !== null && !isOver(signIn, now())) return kept;
    try {
      const { renewSignIn } = await protocol();
      const renewed = await renewSignIn(egress, server, { signIn, now: now() });
      await setup.keepSignIn(workspaceId, server.handle, renewed);
      return accessToken(renewed) ?? "";
    } catch (cause) {
      // Another process may have been first.
      const other = await setup.signIn(workspaceId, server.handle);
      const theirs = other === null || isOver(other, now()) ? null : accessToken(other);
      if (theirs !== null) return theirs;
      throw cause;
    }
  }

  const placeOf = (server: ToolServer, workspaceId: string, hosts: readonly string[]) =>
    serverPlace(server, { workspaceId, hosts, secrets, token: () => token(workspaceId, server) });

  return {
    async call(request, { workspaceId, hosts, effect }) {
      const { server: handle, tool, timeoutMs, signal } = request;
      const [server, approved] = await Promise.all([
        setup.server(workspaceId, handle),
        setup.approved(workspaceId, handle, tool),
      ]);
      if (server === null) throw refused("MCP_SERVER_UNKNOWN", `There is no MCP server “${handle}” here.`);
      if (approved === null) {
        const message = `Nobody has approved the tool “${tool}” of “${handle}”. Look at it in Settings, under MCP servers.`;
        throw refused("MCP_NOT_APPROVED", message);
      }
      if (strictness.indexOf(approved.effect) > strictness.indexOf(effect)) {
        const message = `The tool “${tool}” of “${handle}” was approved again since this workflow was published, and does more now. Publish it again.`;
        throw refused("MCP_TOOL_CHANGED", message);
      }
      const place = await placeOf(server, workspaceId, hosts);
      const { callTool, withSession } = await protocol();
      return withSession(egress, { place, limits: { timeoutMs, maxBytes: mostBytes, signal } }, (client, options) =>
        callTool(client, { request, approved, host: place.host }, options),
      );
    },

    async list(workspaceId, server) {
      const host = hostOfServer(server.url);
      const hidden = (text: string) => secrets?.mask(workspaceId).text(text) ?? text;
      try {
        const place = await placeOf(server, workspaceId, [host]);
        const limits = { timeoutMs: listMs, maxBytes: mostBytes, signal: new AbortController().signal };
        const { listTools, withSession } = await protocol();
        return await withSession(egress, { place, limits }, async (client, options) => {
          const tools = await listTools(client, host, options);
          const name = client.getServerVersion()?.title ?? client.getServerVersion()?.name ?? host;
          const listed = tools.map((tool) => withoutSecrets(listedTool(tool, host), secrets?.mask(workspaceId)));
          return { ok: true, server: hidden(name.slice(0, 200)), tools: onlyOnce(listed) };
        });
      } catch (cause) {
        if (!(cause instanceof StepFailure))
          return { ok: false, code: "MCP_PROTOCOL", message: "The server could not be asked.", signIn: false };
        const { code, message } = cause.error;
        return { ok: false, code, message: hidden(message), signIn: code === "MCP_SIGN_IN" };
      }
    },

    beginSignIn: async (server, by) => (await protocol()).beginSignIn(egress, server, by),
    finishSignIn: async (server, by) => (await protocol()).finishSignIn(egress, server, { ...by, now: now() }),
  };
}

/** A tool that says a credential back is shown without it, and never approved: what is approved is kept. */
function withoutSecrets(tool: ListedTool, mask: SecretMask | undefined): ListedTool {
  const said = JSON.stringify(tool.face);
  const shown = mask?.text(said) ?? said;
  if (shown === said) return tool;
  return { ...tool, face: JSON.parse(shown) as ToolFace, problem: "It repeats a credential of this workspace." };
}

/** Which of two tools of one name would be called, nobody could say. */
function onlyOnce<T extends { readonly name: string; readonly problem: string | null }>(
  tools: readonly T[],
): readonly T[] {
  const counts = new Map<string, number>();
  for (const { name } of tools) counts.set(name, (counts.get(name) ?? 0) + 1);
  return tools.map((tool) =>
    (counts.get(tool.name) ?? 0) > 1 ? { ...tool, problem: "The server has several tools of this name." } : tool,
  );
}
