"use client";
import { Button, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

/** Forgets a provider. */
export function RemoveProvider({ id, handle }: { id: string; handle: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const remove = useMutation(
    trpc.models.removeProvider.mutationOptions({
      onSuccess: () => router.refresh(),
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  return (
    <Button
      size="sm"
      variant="danger"
      aria-label={`Remove ${handle}`}
      busy={remove.isPending}
      onClick={() => remove.mutate({ id })}
    >
      Remove
    </Button>
  );
}
