import { type DeviationKind, deviationKinds } from "@orrery/engine/baseline";
import type { AlertTargetInput } from "@orrery/services";

/** A target as its form holds it: what one may go back to is kept, whichever way it is sent. */
export interface AlertDraft {
  readonly name: string;
  readonly channel: "webhook" | "email";
  readonly url: string;
  readonly from: string;
  readonly to: string;
  readonly credential: string;
  readonly kinds: readonly DeviationKind[];
  /** Minutes. */
  readonly quiet: string;
  readonly enabled: boolean;
}

/** The form of a target, or of a new one. */
export function alertDraft(target?: AlertTargetInput): AlertDraft {
  const place = target?.place;
  return {
    name: target?.name ?? "",
    channel: place?.channel ?? "webhook",
    url: place?.channel === "webhook" ? place.url : "",
    from: place?.channel === "email" ? place.from : "",
    to: place?.channel === "email" ? place.to.join(", ") : "",
    credential: target?.credential ?? "",
    kinds: target?.kinds ?? deviationKinds,
    quiet: String(target?.quietMinutes ?? 60),
    enabled: target?.enabled ?? true,
  };
}

/** Whether it can be saved, as far as a browser knows. */
export function isComplete({ name, channel, url, from, to, credential, kinds }: AlertDraft): boolean {
  const hasPlace = channel === "webhook" ? url.trim() !== "" : from.trim() !== "" && to.trim() !== "";
  return name.trim() !== "" && hasPlace && credential !== "" && kinds.length > 0;
}

export function draftTarget({ name, channel, url, from, to, credential, kinds, quiet, enabled }: AlertDraft) {
  return {
    ...{ name, credential, kinds: [...kinds], quietMinutes: Number(quiet), enabled },
    place:
      channel === "webhook"
        ? { channel, url }
        : {
            channel,
            from,
            to: to
              .split(",")
              .map((one) => one.trim())
              .filter((one) => one !== ""),
          },
  };
}
