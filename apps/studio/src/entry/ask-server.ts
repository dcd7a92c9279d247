import type { AppRouter } from "@orrery/api";
import { createTRPCClient, httpLink } from "@trpc/client";

/** The server for pages outside the frame: asked once, remembered nowhere. */
export const askServer = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });
