import { createEgress } from "@orrery/egress";
import { type JsonObject, StepFailure, type ToolAnswer, type ToolFace, type ToolRequest } from "@orrery/node-kit";
import type { Secret, Secrets, ToolServer, ToolSignIn } from "@orrery/ports";
import { createSecretMask } from "@orrery/ports";
import { createTools } from "../create-tools.ts";

export interface ToolsBenchOptions {
  readonly auth?: ToolServer["auth"];
  readonly secret?: Secret;
  readonly now?: () => number;
  /** Also reached, beside the server. */
  readonly others?: readonly string[];
}

/** Tools of one real server, in a workspace that is kept in memory. */
export function createToolsBench(
  { host, url }: { readonly host: string; readonly url: string },
  options: ToolsBenchOptions = {},
) {
  const egress = createEgress({ allowPrivateHosts: [host, ...(options.others ?? [])] });
  const server: ToolServer = { handle: "library", url, auth: options.auth ?? { kind: "none" } };
  const approved = new Map<string, ToolFace>();
  const mask = createSecretMask();
  const secrets: Secrets = {
    mask: () => mask,
    async resolve() {
      for (const value of Object.values(options.secret?.values ?? {})) mask.learn(value);
      return options.secret ?? null;
    },
  };
  let signIn: ToolSignIn | null = null;
  const tools = createTools({
    egress,
    secrets,
    ...(options.now !== undefined && { now: options.now }),
    setup: {
      server: async (_workspace, handle) => (handle === server.handle ? server : null),
      approved: async (_workspace, _server, tool) => approved.get(tool) ?? null,
      signIn: async () => signIn,
      keepSignIn: async (_workspace, _server, kept) => {
        signIn = kept;
      },
    },
  });
  return {
    tools,
    server,
    approved,
    get signIn() {
      return signIn;
    },
    set signIn(next) {
      signIn = next;
    },

    async approve(...names: readonly string[]): Promise<void> {
      const listing = await tools.list("default", server);
      if (!listing.ok) throw new Error(listing.message);
      for (const { name, face } of listing.tools) if (names.includes(name)) approved.set(name, face);
    },

    call(tool: string, args: JsonObject, more: Partial<ToolRequest> & { hosts?: readonly string[] } = {}) {
      const { hosts = [host], ...rest } = more;
      const request: ToolRequest = {
        ...{ server: "library", tool, args, timeoutMs: 60_000, idempotencyKey: "key-1" },
        signal: new AbortController().signal,
        ...rest,
      };
      return tools.call(request, { workspaceId: "default", hosts, effect: "once" });
    },

    close: () => egress.close(),
  };
}

/** How a call failed, in short. */
export async function failureOf(call: Promise<ToolAnswer>): Promise<{ code: string; class: string; message: string }> {
  try {
    await call;
  } catch (cause) {
    if (!(cause instanceof StepFailure)) throw cause;
    const { code, class: kind, message } = cause.error;
    return { code, class: kind, message };
  }
  throw new Error("The call succeeded.");
}
