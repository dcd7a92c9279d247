"use client";
import type { TargetLimitRow } from "@orrery/services";
import { Button, TextField, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

export interface TargetLimitsProps {
  limits: readonly TargetLimitRow[];
}

/** The most that hosts and models are asked by all executors together. */
export function TargetLimits({ limits }: TargetLimitsProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [name, setName] = useState("");
  const [rate, setRate] = useState("");
  const [most, setMost] = useState("");
  const set = useMutation(
    trpc.fleet.setLimit.mutationOptions({
      onError: (error: unknown) =>
        toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
      onSuccess: () => router.refresh(),
    }),
  );
  const [perSecond, atOnce] = [numberOf(rate), numberOf(most)];
  const isReady =
    name.trim() !== "" && perSecond !== undefined && atOnce !== undefined && (perSecond ?? atOnce) !== null;
  return (
    <section aria-labelledby="target-limits" className="flex flex-col gap-3">
      <div>
        <h2 id="target-limits" className="font-semibold text-md">
          Limits on hosts and models
        </h2>
        <p className="text-muted text-sm">
          The most that all executors together ask a host, or one model of it (“models.example.com gpt-large”). Steps
          wait their turn. A change holds within seconds; what is left empty is as much as the host answers well.
        </p>
      </div>
      <form
        className="flex flex-col gap-2 sm:flex-row sm:flex-wrap sm:items-end"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          const clear = () => {
            setName("");
            setRate("");
            setMost("");
          };
          set.mutate({ name: name.trim(), perSecond, atOnce }, { onSuccess: clear });
        }}
      >
        <div className="sm:min-w-48 sm:flex-1">
          <TextField label="Host or model" placeholder="api.example.com" value={name} onValueChange={setName} />
        </div>
        <div className="sm:w-32">
          <TextField label="Requests a second" placeholder="a second" value={rate} onValueChange={setRate} />
        </div>
        <div className="sm:w-32">
          <TextField label="Requests at a time" placeholder="at a time" value={most} onValueChange={setMost} />
        </div>
        <Button type="submit" busy={set.isPending} disabled={!isReady}>
          Set the limit
        </Button>
      </form>
      {limits.length === 0 ? (
        <p className="rounded-card border border-dashed px-4 py-6 text-center text-muted text-sm">
          No host has a limit of yours.
        </p>
      ) : (
        <ul aria-label="Limits on hosts and models" className="flex flex-col rounded-card border">
          {limits.map((limit) => (
            <li key={limit.name} className="flex items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
              <div className="min-w-0 flex-1">
                <p className="truncate font-mono text-code">
                  <bdi>{limit.name}</bdi>
                </p>
                <p className="text-dim text-xs">{inWords(limit)}</p>
              </div>
              <Button
                size="sm"
                aria-label={`Lift the limit of ${limit.name}`}
                onClick={() => set.mutate({ name: limit.name, perSecond: null, atOnce: null })}
              >
                Lift
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Null where nothing was written, undefined where it is no number. */
function numberOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const value = Number(text.trim().replace(",", "."));
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

function inWords({ perSecond, atOnce }: TargetLimitRow): string {
  return [
    ...(perSecond === null ? [] : [`at most ${perSecond} a second`]),
    ...(atOnce === null ? [] : [`at most ${atOnce} at a time`]),
  ].join(", ");
}
