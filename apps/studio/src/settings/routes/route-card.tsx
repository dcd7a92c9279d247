"use client";
import type { RouteRow } from "@orrery/services";
import { Button, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPC } from "../../trpc/trpc.ts";
import { figureWords, reasonWords, routeWords } from "./route-words.ts";

export interface RouteCardProps {
  route: RouteRow;
  canChange: boolean;
  onEdit: () => void;
}

/** One route: its members in the order that is likeliest, with what was seen of them and the reasons. */
export function RouteCard({ route, canChange, onEdit }: RouteCardProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const { name, mode, frozenAt } = route;
  const onError = (error: unknown) =>
    toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" });
  const onSuccess = () => router.refresh();
  const freeze = useMutation(trpc.models.freezeRoute.mutationOptions({ onError, onSuccess }));
  const remove = useMutation(trpc.models.removeRoute.mutationOptions({ onError, onSuccess }));
  const isFrozen = frozenAt !== null;
  return (
    <section aria-label={`Route ${name}`} className="rounded-card border">
      <header className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5">
        <div className="min-w-40 flex-1">
          <h3 className="break-all font-mono text-code">{name}</h3>
          <p className="text-dim text-xs">{routeWords(route)}</p>
        </div>
        {canChange && (
          <div className="flex flex-wrap items-center gap-2">
            <Button size="sm" aria-label={`Edit the route ${name}`} onClick={onEdit}>
              Edit
            </Button>
            {mode === "adaptive" && (
              <Button
                size="sm"
                aria-label={isFrozen ? `Let it learn: ${name}` : `Freeze the route ${name}`}
                busy={freeze.isPending}
                onClick={() => freeze.mutate({ name, isFrozen: !isFrozen })}
              >
                {isFrozen ? "Let it learn" : "Freeze"}
              </Button>
            )}
            <Button
              size="sm"
              variant="danger"
              aria-label={`Remove the route ${name}`}
              busy={remove.isPending}
              onClick={() => remove.mutate({ name })}
            >
              Remove
            </Button>
          </div>
        )}
      </header>
      <ol aria-label={`Models of the route ${name}`}>
        {route.members.map((member) => (
          <li key={member.model} className="border-b px-4 py-2.5 last:border-b-0">
            <p className="break-all font-mono text-code">
              {member.model}
              {mode === "weighted" && <span className="text-dim"> weight {member.weight}</span>}
            </p>
            <p className="text-dim text-xs">{figureWords(member)}</p>
            {mode === "adaptive" && <p className="font-mono text-dim text-xs">{reasonWords(member)}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
