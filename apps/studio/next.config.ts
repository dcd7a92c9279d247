import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const repository = fileURLToPath(new URL("../..", import.meta.url));

const dataHeaders = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; sandbox" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const config: NextConfig = {
  transpilePackages: [
    "@orrery/api",
    "@orrery/canvas",
    "@orrery/db",
    "@orrery/egress",
    "@orrery/engine",
    "@orrery/expr",
    "@orrery/foreign",
    "@orrery/graph",
    "@orrery/models",
    "@orrery/node-kit",
    "@orrery/nodes",
    "@orrery/plan",
    "@orrery/ports",
    "@orrery/services",
    "@orrery/ui",
    "@orrery/viewer",
  ],
  serverExternalPackages: ["prom-client", "pg", "@resvg/resvg-wasm"],
  turbopack: { root: repository },
  outputFileTracingRoot: repository,
  images: { unoptimized: true },
  poweredByHeader: false,
  // Answers that are no pages; `proxy.ts` sees to the pages.
  headers: async () => [
    { source: "/api/trpc/:path*", headers: dataHeaders },
    { source: "/healthz", headers: dataHeaders },
  ],
  devIndicators: false,
  // Types are checked once for the whole workspace by `pnpm types`.
  typescript: { ignoreBuildErrors: true },
};

export default config;
