"use client";
import type { CredentialRow } from "@orrery/services";
import { Button, Dialog, Field, RelativeTime, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { KIND_WORDS, splitHosts } from "./credential-words.ts";

/** One credential, with what may be done to it. */
export function CredentialLine({ row, canChange }: { row: CredentialRow; canChange: boolean }) {
  const [asked, setAsked] = useState<"replace" | "remove" | null>(null);
  const { handle, kind, hosts, open, createdAt, replacedAt, lastUsedAt, usedBy } = row;
  const who = [open.user ?? open.name, open.database].filter((one) => one !== undefined).join(" · ");
  return (
    <li className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-48 flex-1">
        <p className="break-all font-mono text-code">{handle}</p>
        <p className="text-dim text-xs">
          {KIND_WORDS[kind].label}
          {who !== "" && (
            <>
              {" "}
              <bdi className="break-all font-mono text-code">{who}</bdi>
            </>
          )}{" "}
          · to <span className="break-all font-mono text-code">{hosts.join(", ")}</span>
        </p>
        <p className="text-dim text-xs">
          {replacedAt === null ? "added " : "replaced "}
          <RelativeTime at={replacedAt ?? createdAt} /> ·{" "}
          {lastUsedAt === null ? (
            "never used"
          ) : (
            <>
              used <RelativeTime at={lastUsedAt} />
            </>
          )}
          {usedBy.length > 0 && ` · in ${usedBy.join(", ")}`}
        </p>
      </div>
      {canChange && (
        <div className="flex gap-2">
          <Button size="sm" aria-label={`Replace ${handle}`} onClick={() => setAsked("replace")}>
            Replace
          </Button>
          <Button size="sm" variant="danger" aria-label={`Delete ${handle}`} onClick={() => setAsked("remove")}>
            Delete
          </Button>
        </div>
      )}
      {asked === "replace" && <ReplaceDialog row={row} onClose={() => setAsked(null)} />}
      {asked === "remove" && <RemoveDialog row={row} onClose={() => setAsked(null)} />}
    </li>
  );
}

interface RowDialogProps {
  row: CredentialRow;
  onClose: () => void;
}

function ReplaceDialog({ row, onClose }: RowDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [value, setValue] = useState("");
  const [hosts, setHosts] = useState(row.hosts.join(", "));
  const onSuccess = () => {
    router.refresh();
    onClose();
  };
  const replace = useMutation(trpc.credential.replace.mutationOptions({ onSuccess }));
  const form = `replace-${row.id}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    replace.mutate({ id: row.id, hosts: splitHosts(hosts), ...(value !== "" && { value }) });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Replace ${row.handle}`}
      description="Steps that begin from now on use what you save."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={replace.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <Field label={KIND_WORDS[row.kind].secret} hint="Leave it empty to keep the value.">
          <TextField type="password" autoComplete="new-password" value={value} onValueChange={setValue} mono />
        </Field>
        <Field
          label={KIND_WORDS[row.kind].server === undefined ? "Hosts it may go to" : "Server"}
          hint={KIND_WORDS[row.kind].server?.hint ?? "With commas."}
        >
          <TextField value={hosts} onValueChange={setHosts} mono />
        </Field>
        {replace.isError && (
          <p role="alert" className="text-failed text-sm">
            {explainError(replace.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function RemoveDialog({ row, onClose }: RowDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const onSuccess = () => {
    router.refresh();
    onClose();
  };
  const remove = useMutation(trpc.credential.remove.mutationOptions({ onSuccess }));
  const uses =
    row.usedBy.length === 0 ? "No published workflow uses it." : `Used by ${row.usedBy.join(", ")}: these will fail.`;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Delete ${row.handle}?`}
      description={`${uses} The value is gone for good.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: row.id })}>
            Delete
          </Button>
        </>
      }
    >
      {remove.isError && (
        <p role="alert" className="text-failed text-sm">
          {explainError(remove.error).message}
        </p>
      )}
    </Dialog>
  );
}
