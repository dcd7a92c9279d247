"use client";
import type { RouteRow } from "@orrery/services";
import { Button, Dialog, Field, NumberField, Select, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPC } from "../../trpc/trpc.ts";
import { type RouteMember, RouteMembers } from "./route-members.tsx";
import { FALLBACKS, MODES } from "./route-words.ts";

const FORM = "route-form";

export interface RouteDialogProps {
  /** Null: a new one. */
  route: RouteRow | null;
  models: readonly string[];
  onClose: () => void;
}

/** Makes a route, or changes one. */
export function RouteDialog({ route, models, onClose }: RouteDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState(route?.name ?? "");
  const [mode, setMode] = useState<RouteRow["mode"]>(route?.mode ?? "ordered");
  const [members, setMembers] = useState<readonly RouteMember[]>(
    route?.members.map(({ model, weight }) => ({ model, weight })) ??
      models.slice(0, 2).map((model) => ({ model, weight: 1 })),
  );
  const [fallbackOn, setFallbackOn] = useState<RouteRow["fallbackOn"]>(route?.fallbackOn ?? "any");
  const [timeoutMs, setTimeoutMs] = useState(route?.timeoutMs ?? null);
  const [hedgeAfterMs, setHedgeAfterMs] = useState(route?.hedgeAfterMs ?? null);
  const save = useMutation(
    trpc.models.saveRoute.mutationOptions({
      onSuccess: () => {
        router.refresh();
        onClose();
      },
    }),
  );
  const isComplete = name !== "" && members.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || save.isPending) return;
    save.mutate({
      ...{ name, mode, members: [...members], fallbackOn, timeoutMs, isNew: route === null },
      hedgeAfterMs: members.length > 1 ? hedgeAfterMs : null,
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={route === null ? "Add a route" : `Edit the route ${route.name}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!isComplete} busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        {route === null && (
          <Field label="Name" hint="By which steps ask for it: fast, smart, default, or your own.">
            <TextField value={name} onValueChange={(text) => setName(text.toLowerCase())} maxLength={64} mono />
          </Field>
        )}
        <Field label="Which is asked first">
          <Select value={mode} onValueChange={setMode} options={MODES} />
        </Field>
        <RouteMembers members={members} models={models} hasWeights={mode !== "ordered"} onChange={setMembers} />
        <Field label="When the next is asked">
          <Select value={fallbackOn} onValueChange={setFallbackOn} options={FALLBACKS} />
        </Field>
        <Field label="The longest that one may take" hint="Then the next is asked. Empty: as long as the step.">
          <Seconds value={timeoutMs} onChange={setTimeoutMs} />
        </Field>
        {members.length > 1 && (
          <Field
            label="Ask the next beside it after"
            hint="Whichever answers first is taken; both are paid for. Empty: never."
          >
            <Seconds value={hedgeAfterMs} onChange={setHedgeAfterMs} />
          </Field>
        )}
        {save.isError && (
          <p role="alert" className="text-failed text-sm">
            {explainError(save.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}

/** Milliseconds, shown as seconds. */
function Seconds({ value, onChange }: { value: number | null; onChange: (ms: number | null) => void }) {
  return (
    <NumberField
      value={value === null ? null : value / 1_000}
      onValueChange={(seconds) => onChange(seconds === null ? null : Math.round(seconds * 1_000))}
      unit="s"
      min={0.1}
      max={600}
    />
  );
}
