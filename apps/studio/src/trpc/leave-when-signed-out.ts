import { TRPCClientError } from "@trpc/client";
import { leavePage } from "../frame/leave-page.ts";

/** A session that has ended sends to the sign-in page; everything else is for the screen that asked. */
export function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof TRPCClientError)) return;
  if (error.data?.code === "UNAUTHORIZED") leavePage(() => window.location.assign("/sign-in"), "signed-out");
}
