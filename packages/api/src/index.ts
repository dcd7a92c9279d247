export type { AppRouter } from "./app-router.ts";
export { appRouter } from "./app-router.ts";
export { retryAfterHeaders } from "./retry-after-headers.ts";
