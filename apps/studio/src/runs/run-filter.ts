import { RUN_STATUSES, type RunStatus } from "@orrery/engine";

/** Which runs are shown, as the address says it. */
export interface RunFilter {
  readonly status?: RunStatus;
  readonly workflowId?: string;
  /** The last run of the page before. */
  readonly cursor?: string;
}

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the filter from an address; what does not fit is passed over. */
export function readRunFilter(params: SearchParams): RunFilter {
  const status = RUN_STATUSES.find((one) => one === params.status);
  const { workflow, after } = params;
  return {
    ...(status && { status }),
    ...(typeof workflow === "string" && UUID.test(workflow) && { workflowId: workflow }),
    ...(typeof after === "string" && UUID.test(after) && { cursor: after }),
  };
}

/** The address that shows these runs. */
export function runFilterAddress(filter: RunFilter): string {
  const query = new URLSearchParams({
    ...(filter.status && { status: filter.status }),
    ...(filter.workflowId && { workflow: filter.workflowId }),
    ...(filter.cursor && { after: filter.cursor }),
  });
  const text = query.toString();
  return text === "" ? "/runs" : `/runs?${text}`;
}
