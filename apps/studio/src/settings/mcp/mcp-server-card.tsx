"use client";
import type { McpServerRow, SeenTool } from "@orrery/services";
import { Button, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPC } from "../../trpc/trpc.ts";
import { McpToolLine } from "./mcp-tool-line.tsx";
import { RemoveMcpServer } from "./remove-mcp-server.tsx";

const WAY_WORDS = { none: "without signing in", oauth: "you sign in there", credential: "with" } as const;

/** One server: what was approved of it, and, once it was looked at, all that it offers. */
export function McpServerCard({ server, canChange }: { server: McpServerRow; canChange: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const { id, handle, url, auth, credential, isSignedIn } = server;
  const onError = (error: unknown) =>
    toast({ title: "That did not work", detail: explainError(error).message, tone: "failed" });
  const look = useMutation(trpc.mcp.look.mutationOptions({ onError }));
  const signIn = useMutation(
    trpc.mcp.signIn.mutationOptions({ onError, onSuccess: (begun) => window.location.assign(begun.url) }),
  );
  const refresh = () => {
    router.refresh();
    look.mutate({ id });
  };
  const seen = look.data;
  const uses = new Map(server.tools.map(({ name, usedBy }) => [name, usedBy]));
  const tools: readonly SeenTool[] = seen?.ok
    ? seen.tools
    : server.tools.map(({ name, face }) => ({ name, now: face, approved: face, state: "approved", problem: null }));
  const way = auth === "credential" ? `${WAY_WORDS.credential} ${credential}` : WAY_WORDS[auth];
  return (
    <section aria-label={handle} className="rounded-card border">
      <header className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5">
        <div className="min-w-40 flex-1">
          <h2 className="break-all font-mono text-code">{handle}</h2>
          <p className="break-all text-dim text-xs">
            {url} · {way}
            {auth === "oauth" && (isSignedIn ? ", signed in" : ", not signed in yet")}
          </p>
        </div>
        {canChange && (
          <div className="flex flex-wrap gap-2">
            {auth === "oauth" && (
              <Button
                size="sm"
                variant={isSignedIn ? "secondary" : "primary"}
                aria-label={`${isSignedIn ? "Sign in again" : "Sign in"}: ${handle}`}
                busy={signIn.isPending}
                onClick={() => signIn.mutate({ id, redirectUrl: `${window.location.origin}/settings/mcp/callback` })}
              >
                {isSignedIn ? "Sign in again" : "Sign in"}
              </Button>
            )}
            <Button
              size="sm"
              aria-label={`Look at its tools: ${handle}`}
              busy={look.isPending}
              onClick={() => look.mutate({ id })}
            >
              Look at its tools
            </Button>
            <RemoveMcpServer server={server} />
          </div>
        )}
      </header>
      <p role="status" className="sr-only">
        {seen?.ok === true && `${seen.server} offers ${seen.tools.filter(({ now }) => now !== null).length} tools.`}
      </p>
      {seen?.ok === false && (
        <p role="alert" className="border-b px-4 py-2.5 text-failed text-sm">
          {seen.message}
        </p>
      )}
      {tools.length === 0 ? (
        <p className="px-4 py-4 text-muted text-sm">
          {seen?.ok === true ? "It offers no tools." : "Nothing approved yet. Look at its tools to approve some."}
        </p>
      ) : (
        <ul aria-label={`Tools of ${handle}`}>
          {tools.map((tool) => (
            <McpToolLine
              key={tool.name}
              serverId={id}
              tool={tool}
              usedBy={uses.get(tool.name) ?? []}
              canChange={canChange}
              onChanged={refresh}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
