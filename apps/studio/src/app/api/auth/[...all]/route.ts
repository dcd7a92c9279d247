import { isDatabaseAway } from "@orrery/db";
import { isOpenAuthPath } from "../../../../security/open-auth-path.ts";
import { refuseForeignPost } from "../../../../security/refuse-foreign-post.ts";
import { installation } from "../../../../server/installation.server.ts";

export const dynamic = "force-dynamic";

async function post(request: Request): Promise<Response> {
  return refuseForeignPost(request) ?? handle(request);
}

async function handle(request: Request): Promise<Response> {
  if (!isOpenAuthPath(new URL(request.url).pathname)) return new Response(null, { status: 404 });
  try {
    return await (await installation().auth()).handler(request);
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    if (request.method === "GET") return redirectTo("/sign-in?error=DATABASE_AWAY");
    return Response.json(
      { error: { code: "DATABASE_AWAY", message: "The database does not answer." } },
      { status: 503 },
    );
  }
}

function redirectTo(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path } });
}

export { handle as GET, post as POST };
