"use client";
import { plainName } from "@orrery/graph";
import { useEffect, useRef, useState } from "react";

export interface WorkflowNameProps {
  name: string;
  onRename: (name: string) => void;
}

const LONGEST = 200;

/** The workflow's name in the top bar; pressing it makes it a field, Enter keeps, Escape leaves it. */
export function WorkflowName({ name, onRename }: WorkflowNameProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const editing = draft !== null;
  useEffect(() => {
    if (editing) field.current?.select();
  }, [editing]);

  function keep() {
    const wanted = plainName(draft ?? "");
    setDraft(null);
    if (wanted !== "" && wanted !== name) onRename(wanted);
  }

  if (draft === null) {
    return (
      <h1 className="min-w-0 text-sm">
        <button
          type="button"
          title={name}
          aria-label={`${name}, rename`}
          onClick={() => setDraft(name)}
          className="block max-w-full truncate rounded-chip px-1.5 py-0.5 font-semibold hover:bg-raised"
        >
          <bdi>{name}</bdi>
        </button>
      </h1>
    );
  }
  return (
    <input
      ref={field}
      aria-label="Name of the workflow"
      value={draft}
      maxLength={LONGEST}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
        if (event.key === "Escape") setDraft(null);
      }}
      className="w-72 max-w-full rounded-chip border border-brass-line bg-field px-1.5 py-0.5 font-semibold outline-none"
    />
  );
}
