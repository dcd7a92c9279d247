"use client";
import type { FileRow } from "@orrery/services";
import { Button, EmptyState } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { Files as FilesIcon } from "lucide-react";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC, useTRPCClient } from "../trpc/trpc.ts";
import { FileLine } from "./file-line.tsx";

export interface FilesProps {
  files: readonly FileRow[];
  more: boolean;
  canChange: boolean;
}

/** The files of the workspace, by name: to be downloaded and deleted. */
export function Files({ files: first, more: hasMore, canChange }: FilesProps) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const [files, setFiles] = useState(first);
  const [more, setMore] = useState(hasMore);
  const next = useMutation({
    mutationFn: (after: string) => client.file.list.query({ after }),
    onSuccess: (page) => {
      setFiles([...files, ...page.files]);
      setMore(page.more);
    },
  });
  const remove = useMutation(
    trpc.file.remove.mutationOptions({
      onSuccess: (_, { name }) => setFiles((shown) => shown.filter((file) => file.name !== name)),
    }),
  );
  const problem = remove.error ?? next.error;
  return (
    <section aria-label="Files" className="flex flex-col gap-3">
      <p className="text-muted text-sm">
        Steps write, read and list these by name: a File step, or an HTTP request that saves its answer. What is deleted
        or replaced can still be read by runs that had it, for 30 days.
      </p>
      {problem !== null && (
        <p role="alert" className="text-failed text-sm">
          {explainError(problem).message}
        </p>
      )}
      {files.length === 0 ? (
        <EmptyState icon={<FilesIcon aria-hidden size={18} strokeWidth={1.75} />} title="No files yet">
          Add a File step to a workflow, and run it.
        </EmptyState>
      ) : (
        <ul aria-label="Files" className="flex flex-col rounded-card border">
          {files.map((file) => (
            <FileLine
              key={file.name}
              file={file}
              {...(canChange && { onRemove: () => remove.mutateAsync({ name: file.name }) })}
            />
          ))}
        </ul>
      )}
      {more && (
        <Button busy={next.isPending} onClick={() => next.mutate(files.at(-1)?.name ?? "")}>
          Show more
        </Button>
      )}
    </section>
  );
}
