"use client";
import type { ProviderRow } from "@orrery/services";
import { Button, formatCount, formatDuration, formatUsd, TextField, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

/** One model: its price, which the owner may say, what it did since yesterday, and a try. */
export function ModelLine({ model, canChange }: { model: ProviderRow["models"][number]; canChange: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const { id, price } = model;
  const [text, setText] = useState(price === null || price.isBuiltIn ? "" : `${price.input}/${price.output}`);
  const onError = (error: unknown) =>
    toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" });
  const test = useMutation(trpc.models.test.mutationOptions({ onError, onSuccess: () => router.refresh() }));
  const save = useMutation(trpc.models.setPrice.mutationOptions({ onError, onSuccess: () => router.refresh() }));
  const typed = /^\s*(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)\s*$/.exec(text);
  const isGood = typed !== null || text.trim() === "";
  return (
    <li className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-48 flex-1">
        <p className="break-all font-mono text-code">{id}</p>
        <p className="text-dim text-xs">
          {model.calls === 0
            ? "no calls since yesterday"
            : `${formatCount(model.calls)} ${model.calls === 1 ? "call" : "calls"} since yesterday, ${formatCount(model.failed)} failed · ${formatCount(model.tokens)} tokens · ${formatUsd(model.usd)}`}
          {price?.isBuiltIn && ` · $${price.input}/$${price.output} by the list of ${price.asOf}`}
          {model.latencyMs !== null && ` · ${formatDuration(model.latencyMs)} each`}
        </p>
        {test.data !== undefined && (
          <p role="status" className={test.data.ok ? "text-done text-xs" : "text-failed text-xs"}>
            {test.data.ok
              ? `${test.data.model} answered in ${formatDuration(test.data.latencyMs)}.`
              : `${test.data.message}`}
          </p>
        )}
      </div>
      {canChange && (
        <div className="flex flex-wrap items-center gap-2">
          <form
            className="flex items-center gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (!isGood) return;
              const said = typed === null ? null : { input: Number(typed[1]), output: Number(typed[2]) };
              save.mutate({ model: id, price: said });
            }}
          >
            <TextField
              label={`Price of ${id}, dollars for a million tokens in and out`}
              title={price === null ? "Not known" : `As of ${price.asOf}`}
              placeholder={price === null ? "$ in/out" : `${price.input}/${price.output}`}
              value={text}
              onValueChange={setText}
              className="w-24"
              mono
            />
            <Button
              size="sm"
              type="submit"
              aria-label={`Save the price of ${id}`}
              disabled={!isGood}
              busy={save.isPending}
            >
              Save
            </Button>
          </form>
          <Button size="sm" aria-label={`Try ${id}`} busy={test.isPending} onClick={() => test.mutate({ model: id })}>
            Try
          </Button>
        </div>
      )}
    </li>
  );
}
