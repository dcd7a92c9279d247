import type { AppRouter } from "@orrery/api";
import type { CardHost } from "@orrery/node-kit/card";
import { type TRPCClient, TRPCClientError } from "@trpc/client";

export interface RunHostOptions {
  readonly client: TRPCClient<AppRouter>;
  /** The run that is shown; null where none is. */
  readonly runId: string | null;
  readonly openDocs: (type: string) => void;
  /** Whether the person may answer what waits; they may where this is left out. */
  readonly mayAnswer?: boolean;
}

/** What the canvas and its cards ask of the studio, answered by the server. */
export function createRunHost({ client, runId, openDocs, mayAnswer = true }: RunHostOptions): CardHost {
  return {
    mayAnswer,
    async options(kind, query) {
      if (kind === "workflows") {
        const { workflows } = await client.workflow.list.query({});
        return workflows.map(({ id, name }) => ({ value: id, label: name }));
      }
      if (kind === "credentials") {
        const wanted = query.split(" ");
        const found = await client.credential.list.query();
        return found
          .filter((credential) => wanted.includes(credential.kind))
          .map(({ handle, hosts }) => ({ value: handle, label: handle, aside: hosts.join(", ") }));
      }
      if (kind === "tool-servers") {
        const tools = await client.mcp.tools.query();
        const servers = Map.groupBy(tools, ({ server }) => server);
        return [...servers].map(([server, of]) => ({ value: server, label: server, aside: `${of.length} approved` }));
      }
      if (kind === "tools") {
        const tools = await client.mcp.tools.query();
        return tools
          .filter(({ server }) => server === query)
          .map(({ tool, face }) => ({ value: tool, label: tool, ...(face.title !== "" && { aside: face.title }) }));
      }
      if (kind !== "models") return [];
      const wanted = query.trim().toLowerCase();
      const models = await client.models.list.query();
      return models
        .filter((model) => `${model.id} ${model.label}`.toLowerCase().includes(wanted))
        .map((model) => ({
          value: model.id,
          label: model.id,
          ...(model.label !== model.id && { aside: model.label }),
        }));
    },
    async readValue(valueId) {
      if (runId === null) return { kind: "missing" };
      try {
        const { value } = await client.run.value.query({ runId, valueId });
        return { kind: "value", value };
      } catch (error) {
        if (error instanceof TRPCClientError && error.data?.code === "NOT_FOUND") return { kind: "missing" };
        throw error;
      }
    },
    async readPart(valueId, { path, offset }) {
      if (runId === null) return null;
      try {
        return await client.run.valuePart.query({ runId, valueId, path: [...path], offset });
      } catch (error) {
        if (error instanceof TRPCClientError && error.data?.code === "NOT_FOUND") return null;
        throw error;
      }
    },
    async findIn(valueId, text) {
      return runId === null ? { hits: [], isWhole: true } : client.run.findInValue.query({ runId, valueId, text });
    },
    async answer(answer) {
      if (runId === null) throw new Error("There is no run to answer.");
      await client.run.answer.mutate({ runId, ...answer });
    },
    openDocs,
  };
}
