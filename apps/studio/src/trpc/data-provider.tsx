"use client";
import type { AppRouter } from "@orrery/api";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
  TRPCClientError,
} from "@trpc/client";
import { type ReactNode, useEffect, useState } from "react";
import { createLiveHub, type LiveHub } from "../live/live-hub.ts";
import { LiveProvider } from "../live/live-provider.tsx";
import { createTroubleStore, type TroubleStore } from "./trouble.ts";
import { troubleLink } from "./trouble-link.ts";
import { TRPCProvider } from "./trpc.ts";
import { TroubleContext } from "./use-trouble.ts";

const url = "/api/trpc";

/** A session that has ended sends to the sign-in page; everything else is for the screen that asked. */
function leaveWhenSignedOut(error: unknown) {
  if (!(error instanceof TRPCClientError)) return;
  if (error.data?.code === "UNAUTHORIZED") window.location.assign("/sign-in");
}

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
