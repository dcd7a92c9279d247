/** How a run stands that does not change any more. */
export const endedStatuses = ["succeeded", "failed", "cancelled"] as const;
