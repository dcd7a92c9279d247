"use client";
import { Button, Select, TextField } from "@orrery/ui";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { LONGEST_TEXT, ORIGINS, ownTimes, RANGES, type RunFilter, runFilterAddress } from "./run-filter.ts";

const ANY = "any";
const OWN = "own";

export interface RunSearchBarProps {
  filter: RunFilter;
  workflows: readonly { id: string; name: string }[];
  onFilter: (filter: RunFilter) => void;
}

/** Words to find runs by, and the choices of workflow, origin and time. */
export function RunSearchBar({ filter, workflows, onFilter }: RunSearchBarProps) {
  const [text, setText] = useState(filter.text ?? "");
  const form = useRef<HTMLFormElement>(null);
  // What was typed before this page could listen stands in the field and nowhere else.
  useEffect(() => {
    const typed = form.current && new FormData(form.current).get("q");
    if (typeof typed === "string" && typed !== "") setText(typed);
  }, []);
  const { cursor: _, text: _asked, whole: _whole, ...choices } = filter;
  const chosen = new URLSearchParams(runFilterAddress(choices).split("?")[1]);
  // Words that are typed and not sent yet go along with any choice.
  const first: RunFilter = { ...choices, ...(text.trim() !== "" && { text: text.trim() }) };
  const own = ownTimes(first);
  const isListed = first.workflowId === undefined || workflows.some(({ id }) => id === first.workflowId);
  return (
    <search className="grid w-full grid-cols-2 gap-2 lg:grid-cols-[1fr_11rem_10rem_10rem]">
      <form
        ref={form}
        action="/runs"
        className="col-span-2 flex gap-2 lg:col-span-1"
        onSubmit={(event) => {
          event.preventDefault();
          onFilter(first);
        }}
      >
        {[...chosen].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="min-w-0 flex-1">
          <TextField
            name="q"
            label="Words in inputs, outputs and errors"
            placeholder="Words in inputs, outputs, errors"
            type="search"
            maxLength={LONGEST_TEXT}
            icon={<Search aria-hidden size={14} strokeWidth={1.75} />}
            value={text}
            onValueChange={setText}
          />
        </div>
        <Button type="submit">Find</Button>
      </form>
      <div className="col-span-2 min-w-0 lg:col-span-1">
        <Select
          label="Workflow"
          value={first.workflowId ?? ANY}
          onValueChange={(chosen) => {
            const { workflowId: _old, ...others } = first;
            onFilter({ ...others, ...(chosen !== ANY && { workflowId: chosen }) });
          }}
          options={[
            { value: ANY, label: "Any workflow" },
            ...workflows.map(({ id, name }) => ({ value: id, label: name || "Without a name" })),
            ...(isListed ? [] : [{ value: first.workflowId ?? ANY, label: "Another workflow" }]),
          ]}
        />
      </div>
      <Select
        label="Started by"
        value={first.origin ?? ANY}
        onValueChange={(chosen) => {
          const { origin: _old, ...others } = first;
          const found = ORIGINS.find(({ origin }) => origin === chosen);
          onFilter({ ...others, ...(found && { origin: found.origin }) });
        }}
        options={[
          { value: ANY, label: "Any origin" },
          ...ORIGINS.map(({ origin, word }) => ({ value: origin, label: word })),
        ]}
      />
      <Select
        label="Time"
        value={first.within ?? (own === null ? ANY : OWN)}
        onValueChange={(chosen) => {
          const { within: _within, from: _from, to: _to, ...others } = first;
          const within = RANGES.find((range) => range.within === chosen)?.within;
          if (chosen !== OWN) onFilter({ ...others, ...(within && { within }) });
        }}
        options={[
          { value: ANY, label: "Any time" },
          ...RANGES.map(({ within, label }) => ({ value: within, label })),
          ...(own === null ? [] : [{ value: OWN, label: own }]),
        ]}
      />
    </search>
  );
}
