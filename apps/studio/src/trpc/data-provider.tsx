"use client";
import type { AppRouter } from "@orrery/api";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import { type ReactNode, useState } from "react";
import { TRPCProvider } from "./trpc.ts";

/** A session that has ended sends to the sign-in page; everything else is for the screen that asked. */
function leaveWhenSignedOut(error: unknown) {
  if (!(error instanceof TRPCClientError)) return;
  if (error.data?.code === "UNAUTHORIZED") window.location.assign("/sign-in");
}

/** The cache of what the server said, and the client that asks it. */
export function DataProvider({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
        mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
        defaultOptions: { queries: { staleTime: 5_000, retry: 2 } },
      }),
  );
  const [client] = useState(() => createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/api/trpc" })] }));
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
