"use client";
import type { SavedView } from "@orrery/services";
import { Button, Checkbox, cx, IconButton, Popover, TextField, useToast } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, PencilLine, Trash2 } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { useMay } from "../../access/access-context.tsx";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPC } from "../../trpc/trpc.ts";
import { readViewQuery } from "./read-view-query.ts";

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;
const LONGEST_NAME = 80;

/** Lists of runs that were kept under a name, and a way to keep the one that is shown. `query`: what its address says. */
export function ViewsMenu({ query }: { query: string }) {
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const views = useQuery({ ...trpc.view.list.queryOptions(), enabled: isOpen });
  const own = views.data?.filter(({ isForAll }) => !isForAll) ?? [];
  const shared = views.data?.filter(({ isForAll }) => isForAll) ?? [];
  return (
    <Popover
      label="Saved views"
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button icon={<Bookmark {...ICON} />}>Views</Button>}
    >
      <div className="flex w-72 max-w-full flex-col gap-3 text-sm">
        {views.isError && <p className="text-failed">{explainError(views.error).message}</p>}
        {views.data?.length === 0 && (
          <p className="text-muted">
            Keep what you look for again and again: choose it in the list, then save it here.
          </p>
        )}
        <Views title="Yours" views={own} query={query} onOpen={() => setOpen(false)} />
        <Views title="For everybody" views={shared} query={query} onOpen={() => setOpen(false)} />
        {query === "" ? (
          <p className="text-dim text-xs">All runs are shown. Choose some, and they can be saved as a view.</p>
        ) : (
          <SaveView query={query} />
        )}
      </div>
    </Popover>
  );
}

interface ViewsProps {
  title: string;
  views: readonly SavedView[];
  query: string;
  onOpen: () => void;
}

function Views({ title, views, query, onOpen }: ViewsProps) {
  if (views.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="pb-1 font-normal text-dim text-xs">{title}</h2>
      <ul className="flex max-h-60 flex-col overflow-y-auto">
        {views.map((view) => (
          <ViewLine key={view.id} view={view} query={query} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function ViewLine({ view, query, onOpen }: { view: SavedView } & Pick<ViewsProps, "query" | "onOpen">) {
  const mayManage = useMay("view.manage");
  const trpc = useTRPC();
  const change = useViewChange();
  const [name, setName] = useState<string | null>(null);
  const rename = useMutation(trpc.view.rename.mutationOptions(change));
  const remove = useMutation(trpc.view.remove.mutationOptions(change));
  const { query: wanted, address } = readViewQuery(view.query);
  if (name !== null) {
    const submit = (event: FormEvent) => {
      event.preventDefault();
      if (name.trim() === "") return;
      if (name.trim() !== view.name) rename.mutate({ id: view.id, name: name.trim() });
      setName(null);
    };
    return (
      <li>
        <form onSubmit={submit} className="flex gap-1 py-0.5">
          <span className="min-w-0 flex-1">
            <TextField
              label={`New name of ${view.name}`}
              value={name}
              onValueChange={setName}
              maxLength={LONGEST_NAME}
              autoFocus
            />
          </span>
          <Button type="submit">Rename</Button>
        </form>
      </li>
    );
  }
  return (
    <li className="flex items-center gap-1">
      <Link
        href={address}
        onClick={onOpen}
        aria-current={wanted === query ? "page" : undefined}
        className={cx(
          "min-w-0 flex-1 truncate rounded-chip px-1.5 py-1 hover:bg-raised",
          wanted === query && "bg-raised font-medium",
        )}
      >
        <bdi>{view.name}</bdi>
      </Link>
      {(mayManage || !view.isForAll) && (
        <>
          <IconButton
            size="sm"
            name={`Rename ${view.name}`}
            icon={<PencilLine {...ICON} />}
            onClick={() => setName(view.name)}
          />
          <IconButton
            size="sm"
            name={`Delete ${view.name}`}
            icon={<Trash2 {...ICON} />}
            onClick={() => remove.mutate({ id: view.id })}
          />
        </>
      )}
    </li>
  );
}

function SaveView({ query }: { query: string }) {
  const trpc = useTRPC();
  const mayManage = useMay("view.manage");
  const change = useViewChange();
  const [name, setName] = useState("");
  const [isForAll, setForAll] = useState(false);
  const save = useMutation(trpc.view.save.mutationOptions(change));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "" || save.isPending) return;
    save.mutate({ name: name.trim(), query, isForAll }, { onSuccess: () => setName("") });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 border-t pt-3">
      <div className="flex gap-1.5">
        <span className="min-w-0 flex-1">
          <TextField
            label="Name of the view"
            placeholder="Name for what is shown"
            value={name}
            onValueChange={setName}
            maxLength={LONGEST_NAME}
          />
        </span>
        <Button type="submit" disabled={name.trim() === ""} busy={save.isPending}>
          Save
        </Button>
      </div>
      {mayManage && <Checkbox checked={isForAll} onCheckedChange={setForAll} label="For everybody in the workspace" />}
    </form>
  );
}

/** After a change the views are read again; why one was refused is said. */
function useViewChange() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  return {
    onSettled: () => cache.invalidateQueries({ queryKey: trpc.view.list.queryKey() }),
    onError: (error: unknown) =>
      toast({ title: "The view was not changed", detail: explainError(error).message, tone: "failed" as const }),
  };
}
