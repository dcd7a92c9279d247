"use client";
import type { AppRouter } from "@orrery/api";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from "@trpc/client";
import { type ReactNode, useEffect, useState } from "react";
import { createLiveHub, type LiveHub } from "../live/live-hub.ts";
import { LiveProvider } from "../live/live-provider.tsx";
import { leaveWhenSignedOut } from "./leave-when-signed-out.ts";
import { createTroubleStore, type TroubleStore } from "./trouble.ts";
import { troubleLink } from "./trouble-link.ts";
import { TRPCProvider } from "./trpc.ts";
import { TroubleContext } from "./use-trouble.ts";

const url = "/api/trpc";

function createClient(trouble: TroubleStore): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      troubleLink(trouble),
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url }),
        false: httpBatchLink({ url }),
      }),
    ],
  });
}

function createQueries(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: { queries: { staleTime: 5_000, retry: 2 } },
  });
}

/** The cache of what the server said, the client that asks it, and the one stream of news. */
export function DataProvider({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueries);
  const [trouble] = useState(createTroubleStore);
  const [client] = useState(() => createClient(trouble));
  const [hub, setHub] = useState<LiveHub | null>(null);
  useEffect(() => setHub(createLiveHub(client)), [client]);
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        <TroubleContext value={trouble}>
          <LiveProvider hub={hub}>{children}</LiveProvider>
        </TroubleContext>
      </TRPCProvider>
    </QueryClientProvider>
  );
}
