"use client";
import { Button, Checkbox, Field, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import type { ProviderKind } from "./provider-kind-words.ts";

export interface ModelPickerProps {
  /** Where the list is asked for, and with which key. */
  endpoint: { readonly kind: ProviderKind; readonly baseUrl?: string; readonly credential?: string };
  /** Names with commas: what is typed and what is chosen is one. */
  text: string;
  onText: (text: string) => void;
  hint: string;
  /** Whether the list may be asked for yet. */
  canList: boolean;
}

const FILTER_FROM = 13;

/** The names in a line of text. */
export function splitNames(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((name) => name !== ""))];
}

/** The models of an endpoint: typed, or chosen from what it lists of itself. */
export function ModelPicker({ endpoint, text, onText, hint, canList }: ModelPickerProps) {
  const trpc = useTRPC();
  const [wanted, setWanted] = useState("");
  const list = useMutation(trpc.models.listOf.mutationOptions({}));
  const chosen = splitNames(text);
  const listed = list.data?.ok ? list.data.models : [];
  const part = wanted.trim().toLowerCase();
  const shown = listed.filter((name) => name.toLowerCase().includes(part));
  const problem = list.isError ? explainError(list.error).message : list.data?.ok === false ? list.data.message : null;
  const toggle = (name: string, isOn: boolean) =>
    onText((isOn ? [...chosen, name] : chosen.filter((one) => one !== name)).join(", "));
  return (
    <div className="flex flex-col gap-2">
      <Field label="Models" hint={hint}>
        <TextField value={text} onValueChange={onText} mono />
      </Field>
      <Button
        size="sm"
        className="self-start"
        busy={list.isPending}
        disabled={!canList}
        onClick={() => list.mutate(endpoint)}
      >
        List its models
      </Button>
      {problem !== null && (
        <p role="alert" className="text-failed text-sm">
          {problem}
        </p>
      )}
      {list.data?.ok && listed.length === 0 && (
        <p role="status" className="text-muted text-sm">
          It answers, and has no models.
        </p>
      )}
      {listed.length >= FILTER_FROM && (
        <TextField
          label="Find a model in the list"
          placeholder="Find a model"
          value={wanted}
          onValueChange={setWanted}
        />
      )}
      {listed.length > 0 && (
        <ul
          aria-label="Models it lists"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
          tabIndex={0}
          className="flex max-h-48 flex-col gap-1.5 overflow-y-auto rounded-control border p-2.5"
        >
          {shown.map((name) => (
            <li key={name}>
              <Checkbox
                checked={chosen.includes(name)}
                onCheckedChange={(isOn) => toggle(name, isOn)}
                label={<span className="break-all font-mono text-code">{name}</span>}
              />
            </li>
          ))}
          {shown.length === 0 && <li className="text-muted text-sm">None of them is called so.</li>}
        </ul>
      )}
    </div>
  );
}
