import { appRouter, retryAfterHeaders } from "@orrery/api";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { refuseForeignPost } from "../../../../security/refuse-foreign-post.ts";
import { contextOf } from "../../../../server/request-context.server.ts";

export const dynamic = "force-dynamic";

function handle(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => contextOf(request.headers),
    responseMeta: ({ errors }) => ({ headers: retryAfterHeaders(errors) }),
    onError({ error, path }) {
      if (error.code !== "INTERNAL_SERVER_ERROR") return;
      console.error(`tRPC ${path ?? ""} failed: ${error.cause?.message ?? error.message}`);
    },
  });
}

export const GET = handle;

export async function POST(request: Request): Promise<Response> {
  return refuseForeignPost(request) ?? handle(request);
}
