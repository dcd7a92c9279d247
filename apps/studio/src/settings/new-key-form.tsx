"use client";
import type { KeyScope, Role } from "@orrery/services";
import { Button, Checkbox, Field, Select, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { SCOPES } from "../access/role-words.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

export interface NewKeyFormProps {
  role: Role;
  /** Gets the key itself, which is told this once. */
  onMade: (key: string) => void;
}

const DAYS = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "Until revoked" },
] as const;

/** What a role can hand on; the server has the word. */
const OFFERED: Readonly<Record<Role, readonly KeyScope[]>> = {
  owner: ["read", "run", "edit", "admin"],
  editor: ["read", "run", "edit"],
  runner: ["read", "run"],
  viewer: [],
};

/** Makes a key: what it is for, what it may, how long it is good. */
export function NewKeyForm({ role, onMade }: NewKeyFormProps) {
  const trpc = useTRPC();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<ReadonlySet<KeyScope>>(new Set(["read", "run"]));
  const [days, setDays] = useState<(typeof DAYS)[number]["value"]>("90");
  const create = useMutation(
    trpc.key.create.mutationOptions({
      onSuccess: ({ key }) => {
        setName("");
        onMade(key);
      },
    }),
  );
  const canMake = name.trim() !== "" && scopes.size > 0;
  const toggle = (scope: KeyScope, isOn: boolean) => {
    const next = new Set(scopes);
    if (isOn) next.add(scope);
    else next.delete(scope);
    setScopes(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!canMake || create.isPending) return;
    create.mutate({ name, scopes: [...scopes], ...(days !== "never" && { days: Number(days) }) });
  };
  return (
    <form className="flex flex-col gap-3 rounded-card border p-4" onSubmit={submit}>
      <div className="flex flex-wrap gap-3">
        <div className="min-w-48 flex-1">
          <Field label="What the key is for">
            <TextField placeholder="Nightly import" value={name} onValueChange={setName} maxLength={100} />
          </Field>
        </div>
        <div className="w-36">
          <Field label="Good for">
            <Select value={days} onValueChange={setDays} options={DAYS} />
          </Field>
        </div>
      </div>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 text-muted text-xs">What it may</legend>
        {SCOPES.filter(({ value }) => OFFERED[role].includes(value)).map(({ value, label, means }) => (
          <Checkbox
            key={value}
            checked={scopes.has(value)}
            onCheckedChange={(isOn) => toggle(value, isOn)}
            label={
              <>
                {label} <span className="text-dim">· {means}</span>
              </>
            }
          />
        ))}
      </fieldset>
      {create.error && (
        <p role="alert" className="break-words text-failed text-sm">
          {explainError(create.error).message}
        </p>
      )}
      <div>
        <Button type="submit" variant="primary" busy={create.isPending} disabled={!canMake}>
          Make a key
        </Button>
      </div>
    </form>
  );
}
