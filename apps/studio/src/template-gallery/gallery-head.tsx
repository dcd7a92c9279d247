"use client";
import { Button, Dialog, RelativeTime, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMay } from "../access/access-context.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import type { GalleryFace } from "./template-section.ts";

/** Where a gallery comes from, how fresh what is known of it is, and ways to ask it again and to take it away. */
export function GalleryHead({ gallery }: { gallery: GalleryFace }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const mayChange = useMay("template.write");
  const onError = (error: unknown) =>
    toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" });
  const refresh = useMutation(
    trpc.template.refreshGallery.mutationOptions({
      onSuccess: ({ changed }) => {
        toast({ title: changed ? "The gallery was read anew" : "The gallery has not changed", tone: "done" });
        router.refresh();
      },
      onError,
    }),
  );
  const remove = useMutation(
    trpc.template.removeGallery.mutationOptions({
      onSuccess: () => {
        toast({ title: "The gallery is removed", detail: "Workflows made from it stay.", tone: "done" });
        setAsking(false);
        router.refresh();
      },
      onError,
    }),
  );
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <p className="min-w-0 text-dim text-xs">
        <span className="break-all">{URL.parse(gallery.url)?.host ?? gallery.url}</span> · checked{" "}
        <RelativeTime at={gallery.checkedAt} />
      </p>
      {mayChange && (
        <>
          <Button
            size="sm"
            aria-label={`Check for changes: ${gallery.title}`}
            busy={refresh.isPending}
            onClick={() => refresh.mutate({ id: gallery.id })}
          >
            Check for changes
          </Button>
          <Button
            size="sm"
            variant="danger"
            aria-label={`Remove the gallery: ${gallery.title}`}
            onClick={() => setAsking(true)}
          >
            Remove
          </Button>
          {isAsking && (
            <Dialog
              open
              onOpenChange={setAsking}
              title={`Remove ${gallery.title}?`}
              description="Its templates leave the gallery for everybody in the workspace. Workflows made from them stay, and it can be added again."
              actions={
                <>
                  <Button onClick={() => setAsking(false)}>Cancel</Button>
                  <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: gallery.id })}>
                    Remove
                  </Button>
                </>
              }
            />
          )}
        </>
      )}
    </div>
  );
}
