"use client";
import type { McpServerRow } from "@orrery/services";
import { Button, Dialog } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPC } from "../../trpc/trpc.ts";

/** Removes a server, after saying what calls it. */
export function RemoveMcpServer({ server }: { server: McpServerRow }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [isAsked, setAsked] = useState(false);
  const { handle, id, tools } = server;
  const remove = useMutation(trpc.mcp.remove.mutationOptions({ onSuccess: () => router.refresh() }));
  const uses = [...new Set(tools.flatMap(({ usedBy }) => usedBy))];
  return (
    <>
      <Button size="sm" variant="danger" aria-label={`Remove ${handle}`} onClick={() => setAsked(true)}>
        Remove
      </Button>
      <Dialog
        open={isAsked}
        onOpenChange={setAsked}
        title={`Remove ${handle}?`}
        description={
          uses.length === 0
            ? "No published workflow uses it. What was approved of it is forgotten."
            : `Used by ${uses.join(", ")}: these will fail. What was approved of it is forgotten.`
        }
        actions={
          <>
            <Button onClick={() => setAsked(false)}>Cancel</Button>
            <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ id })}>
              Remove
            </Button>
          </>
        }
      >
        {remove.isError && (
          <p role="alert" className="text-failed text-sm">
            {explainError(remove.error).message}
          </p>
        )}
      </Dialog>
    </>
  );
}
