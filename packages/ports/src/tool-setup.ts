import type { Effect, ToolAnswer, ToolFace, ToolRequest } from "@orrery/node-kit";

/** A server of tools that a workspace has set up; it speaks MCP over HTTP. */
export interface ToolServer {
  readonly handle: string;
  readonly url: string;
  /** Nothing; a credential by its handle, a token or a header; or what a person's sign-in there gave. */
  readonly auth:
    | { readonly kind: "none" }
    | { readonly kind: "credential"; readonly credential: string }
    | { readonly kind: "oauth" };
}

/** What a sign-in gave, and what a later one of the same server goes on from. Sealed as credentials are. */
export interface ToolSignIn {
  /** What the program was registered as: the client's id, and its secret where it got one. As JSON. */
  readonly client?: string;
  /** The server that signs in, as it describes itself: its issuer, its addresses. As JSON. */
  readonly authority?: string;
  /** Access and refresh token and their terms, as JSON. */
  readonly tokens?: string;
  /** Epoch ms; absent: it never ends, or nobody says when. */
  readonly expiresAt?: number;
}

/** What workspaces have set up of tools, for the process that calls them. */
export interface ToolSetup {
  /** Null where the workspace has no server of this handle. */
  server(workspaceId: string, handle: string): Promise<ToolServer | null>;
  /** The tool as it was approved; null where it was not. */
  approved(workspaceId: string, server: string, tool: string): Promise<ToolFace | null>;
  /** Null where nobody has signed in there. What it gives is known to the workspace's mask from then on. */
  signIn(workspaceId: string, server: string): Promise<ToolSignIn | null>;
  /** After the tokens were renewed. */
  keepSignIn(workspaceId: string, server: string, signIn: ToolSignIn): Promise<void>;
}

/** What one step may do with a tool. */
export interface ToolGrant {
  readonly workspaceId: string;
  readonly hosts: readonly string[];
  /** What its plan takes a repeated call for. */
  readonly effect: Effect;
}

/** How the runner reaches tools. Throws `StepFailure` with `MCP_…` or `EGRESS_…`. */
export interface ToolClient {
  call(request: ToolRequest, grant: ToolGrant): Promise<ToolAnswer>;
}

export interface ListedTool {
  readonly name: string;
  readonly face: ToolFace;
  /** Why it cannot be approved; null where it can. */
  readonly problem: string | null;
}

/** What a server answered when it was asked for its tools. `signIn`: it wants a person to sign in there first. */
export type ToolListing =
  | { readonly ok: true; readonly server: string; readonly tools: readonly ListedTool[] }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly signIn: boolean };

/** A sign-in that has begun: where the person goes, and what is needed when they come back. */
export interface BegunSignIn {
  readonly url: string;
  readonly signIn: ToolSignIn;
  readonly verifier: string;
  readonly redirectUrl: string;
}

/** What the settings ask of servers of tools. */
export interface ToolDirectory {
  /** Never rejects. */
  list(workspaceId: string, server: ToolServer): Promise<ToolListing>;
  /** Finds out who signs in for this server and registers there where needed. Throws `StepFailure` in words. */
  beginSignIn(
    server: ToolServer,
    by: { readonly redirectUrl: string; readonly state: string; readonly known: ToolSignIn | null },
  ): Promise<BegunSignIn>;
  /** Turns what the person came back with into tokens. Throws `StepFailure` in words. */
  finishSignIn(
    server: ToolServer,
    by: { readonly begun: BegunSignIn; readonly code: string; readonly issuer: string | null },
  ): Promise<ToolSignIn>;
}
