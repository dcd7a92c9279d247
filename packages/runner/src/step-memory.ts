import {
  type MemoryChoice,
  type MemoryItem,
  type MemoryNamespace,
  type MemoryPlace,
  type NewMemoryRecord,
  StepFailure,
  type StepMemory,
} from "@orrery/node-kit";
import { derivedId, joinLabels, type Memory, type MemoryFacts, memoryNamespace, type SecretMask } from "@orrery/ports";
import { isJsonObject } from "./json-object.ts";

/** The step that uses memory, and what its plan grants it: `scope/name`, and `scope/name:write` where it may change it. */
export interface MemoryUse {
  readonly memory: Memory | undefined;
  readonly grants: readonly string[];
  readonly runId: string;
  readonly workspaceId: string;
  readonly stepKey: string;
  /** Epoch ms: of the run's start, so that the ids of records are the same for every attempt. */
  readonly runStartedAt: number;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly mask: SecretMask | undefined;
}

const mostItems = 1_000;
const longestText = 64 * 1024;
const longestMetadata = 8 * 1024;
const longestSubject = 200;
const defaultEmbedder = "offline";
const defaultMaxRecords = 100_000;

/** Memory as one step sees it. What it writes is only made ready here: it goes out with the step's success. */
export function createStepMemory(use: MemoryUse): StepMemory {
  const { workspaceId, signal, mask } = use;
  let remembered = 0;

  const open = async (place: MemoryPlace, wanted: "read" | "write") => {
    const { memory, grants } = use;
    const grant = `${place.scope}/${place.name}`;
    if (memory === undefined || !grants.includes(wanted === "write" ? `${grant}:write` : grant)) {
      throw refusal("MEMORY_NOT_GRANTED", `This step may not ${verbs[wanted]} the memory ${grant}.`);
    }
    const namespace = memoryNamespace({
      workspaceId,
      scope: place.scope,
      name: place.name,
      subject: await subjectOf(use, memory, place),
    });
    const facts = await memory.facts(namespace);
    const isOpen = facts === null || facts.runs === "write" || (facts.runs === "read" && wanted === "read");
    if (!isOpen)
      throw refusal(
        "MEMORY_CLOSED",
        `Runs may not ${verbs[wanted]} the memory ${grant}. It is set so on the Memory page.`,
      );
    return { memory, namespace, facts };
  };

  return {
    async remember(place, items) {
      const { memory, namespace, facts } = await open(place, "write");
      if (facts?.kind === "knowledge") {
        throw refusal(
          "MEMORY_KNOWLEDGE",
          `${place.name} is a knowledge base: it holds documents, and runs only read it.`,
        );
      }
      const clean = items.map((item) => cleanItem(item, mask));
      await checkRoom({ memory, namespace, facts }, clean);
      const embedder = facts?.embedder ?? defaultEmbedder;
      const { vectors } = await memory.embed(
        { model: embedder, texts: clean.map(({ text }) => text), signal },
        workspaceId,
      );
      const records = clean.map((item, i): NewMemoryRecord => {
        const vector = vectors[i];
        if (vector === undefined) throw refusal("MEMORY_EMBEDDING", "The embedding model gave too few vectors.");
        const ttlMs = item.ttlMs ?? facts?.ttlMs ?? null;
        const { text, metadata, key } = item;
        return {
          id: recordId(use, namespace, { key, index: remembered + i }),
          key,
          text,
          metadata,
          // What a step was given may come from anywhere.
          labels: { i: "U", c: [] },
          embedder,
          vector,
          expiresAt: ttlMs === null ? null : use.now() + ttlMs,
        };
      });
      remembered += records.length;
      return { ids: records.map(({ id }) => id), write: { do: "remember", namespace, embedder, records } };
    },

    async recall(place, { query, limit, metadata, read }) {
      const { memory, namespace, facts } = await open(place, "read");
      const nothing = { hits: [], embedder: facts?.embedder ?? "", labels: joinLabels([]) };
      if (facts === null) return { ...nothing, write: { do: "note-read", ids: [] } };
      const { hits, embedder } = await memory.recall({
        namespace,
        query,
        limit,
        signal,
        ...(metadata !== undefined && { metadata }),
        ...(read === "run" && { runId: use.runId }),
      });
      const write = { do: "note-read", ids: hits.map(({ id }) => id) } as const;
      return { hits, embedder, write, labels: joinLabels(hits.map(({ labels }) => labels)) };
    },

    async forget(place, choice) {
      const { memory, namespace, facts } = await open(place, "write");
      const checked = cleanChoice(choice);
      if (facts?.kind === "knowledge") {
        throw refusal(
          "MEMORY_KNOWLEDGE",
          `${place.name} is a knowledge base: its documents are removed on the Memory page.`,
        );
      }
      const count = facts === null ? 0 : await memory.count(namespace.id, checked);
      return { count, write: { do: "forget", namespaceId: namespace.id, choice: checked } };
    },
  };
}

const verbs = { read: "read", write: "change" } as const;

async function subjectOf({ runId }: MemoryUse, memory: Memory, { scope, person = "" }: MemoryPlace): Promise<string> {
  switch (scope) {
    case "workspace":
      return "";
    case "run":
      return runId;
    case "person": {
      const subject = person.trim();
      if (subject === "" || subject.length > longestSubject || hasNul(subject)) {
        throw refusal("MEMORY_PERSON", `Say whom it is about, in at most ${longestSubject} characters.`);
      }
      return subject;
    }
    case "workflow": {
      const workflow = await memory.workflowOf(runId);
      if (workflow !== null) return workflow;
      throw refusal(
        "MEMORY_NO_WORKFLOW",
        "This run belongs to no workflow, so it has no memory of one. Use the workspace's.",
      );
    }
  }
}

/** An item as it is kept: whole, of bounded size, without credentials. */
function cleanItem(item: MemoryItem, mask: SecretMask | undefined) {
  const text = (mask?.text(item.text) ?? item.text).toWellFormed();
  const metadata = mask === undefined ? (item.metadata ?? {}) : hiddenObject(mask, item.metadata);
  const key = item.key ?? null;
  if (text.trim() === "") throw refusal("MEMORY_TEXT", "There is no text to remember.");
  const bytes = Buffer.byteLength(text);
  if (bytes > longestText) {
    const kb = Math.ceil(bytes / 1024);
    throw refusal(
      "MEMORY_TEXT",
      `The text has ${kb} KB; a record holds at most 64. Cut it into pieces with Chunk.`,
      "limit",
    );
  }
  if (Buffer.byteLength(JSON.stringify(metadata)) > longestMetadata) {
    throw refusal("MEMORY_METADATA", "The metadata has more than 8 KB.", "limit");
  }
  if (key !== null && (key === "" || key.length > longestSubject)) {
    throw refusal("MEMORY_KEY", `A key has 1 to ${longestSubject} characters.`);
  }
  if (hasNul(text) || hasNul(key ?? "") || jsonHasNul(metadata)) {
    throw refusal("MEMORY_TEXT", "Text with zero bytes cannot be remembered: it is no text.");
  }
  return { text, metadata, key, ttlMs: item.ttlMs };
}

function cleanChoice(choice: MemoryChoice): MemoryChoice {
  if (jsonHasNul(choice)) throw refusal("MEMORY_CHOICE", "No record has zero bytes.");
  return choice;
}

async function checkRoom(
  {
    memory,
    namespace,
    facts,
  }: { readonly memory: Memory; readonly namespace: MemoryNamespace; readonly facts: MemoryFacts | null },
  items: readonly { readonly key: string | null }[],
): Promise<void> {
  if (items.length > mostItems) {
    throw refusal("MEMORY_TOO_MANY", `A step remembers at most ${mostItems.toLocaleString("en")} texts.`, "limit");
  }
  const max = facts?.maxRecords ?? defaultMaxRecords;
  const there = facts === null ? 0 : await memory.count(namespace.id, {});
  if (there + items.length <= max) return;
  // Those that replace a record need no room.
  const replaced = await Promise.all(items.map(({ key }) => (key === null ? 0 : memory.count(namespace.id, { key }))));
  const added = items.length - replaced.reduce((sum, n) => sum + n, 0);
  if (there + added <= max) return;
  const full = `The memory ${namespace.name} is full: it holds ${max.toLocaleString("en")} records. Forget some, or raise its limit.`;
  throw refusal("MEMORY_FULL", full, "limit");
}

/** A keyed record is the same whoever writes it; any other follows from run, step and number. */
function recordId(
  { runId, stepKey, runStartedAt }: MemoryUse,
  namespace: MemoryNamespace,
  { key, index }: { readonly key: string | null; readonly index: number },
): string {
  return key === null
    ? derivedId(runStartedAt, `${runId} ${stepKey} memory ${index}`)
    : derivedId(0, `${namespace.id} key ${key}`);
}

function hiddenObject(mask: SecretMask, metadata: MemoryItem["metadata"]) {
  const hidden = mask.json(metadata ?? {});
  return isJsonObject(hidden) ? hidden : {};
}

function hasNul(text: string): boolean {
  return text.includes("\0");
}

/** As JSON text, where a backslash may itself be escaped. */
function jsonHasNul(value: MemoryChoice | MemoryItem["metadata"]): boolean {
  return /(?<!\\)(?:\\\\)*\\u0000/.test(JSON.stringify(value));
}

function refusal(code: string, message: string, kind: "permanent" | "limit" = "permanent"): StepFailure {
  return new StepFailure({ code, message, class: kind });
}
