import type { AppRouter } from "@orrery/api";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { TroubleStore } from "./trouble.ts";

/** Tells the store what every answer says of Orrery's health; no answer at all says nothing. */
export function troubleLink(trouble: TroubleStore): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) => {
        const kind = op.type === "subscription" ? null : op.type;
        return next(op).subscribe({
          next(value) {
            if (kind !== null) trouble.answered(kind, null);
            observer.next(value);
          },
          error(error) {
            const reason: unknown = error.data?.reason;
            if (kind !== null && typeof reason === "string") trouble.answered(kind, reason);
            observer.error(error);
          },
          complete: () => observer.complete(),
        });
      });
}
