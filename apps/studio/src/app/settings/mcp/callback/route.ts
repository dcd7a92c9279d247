import { finishMcpSignIn, ServiceError } from "@orrery/services";
import { NextResponse } from "next/server";
import { contextOf } from "../../../../server/request-context.server.ts";

export const dynamic = "force-dynamic";

/** Where a person comes back to from signing in at a server of tools. Says by a word in the address how it went. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const state = searchParams.get("state");
  const code = searchParams.get("code");
  if (state === null || code === null) return back("refused");
  const ctx = await contextOf(request.headers);
  try {
    await finishMcpSignIn({ ctx, input: { state, code, issuer: searchParams.get("iss") } });
    return back("done");
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return back(error.reason === "MCP_SIGN_IN_OVER" ? "over" : "failed");
  }
}

/** A path alone, since only the browser knows by which name this studio is reached. */
function back(signIn: "done" | "failed" | "over" | "refused"): Response {
  return new NextResponse(null, { status: 303, headers: { location: `/settings/mcp?signIn=${signIn}` } });
}
