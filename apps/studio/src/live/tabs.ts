import type { LiveItem, Topic } from "@orrery/services";
import type { LiveStatus } from "./live-hub.ts";
import { createTopicBoard } from "./topic-board.ts";

type Message =
  | { readonly kind: "want"; readonly tab: string; readonly topics: readonly Topic[] }
  | { readonly kind: "who" }
  | { readonly kind: "item"; readonly item: LiveItem }
  | { readonly kind: "status"; readonly status: LiveStatus };

export interface StreamHandlers {
  readonly onData: (message: { readonly id: string; readonly data: LiveItem }) => void;
  readonly onConnectionStateChange: (change: { readonly state: "idle" | "connecting" | "pending" }) => void;
  readonly onError: () => void;
}

export interface TabsDeps {
  /** What this tab wants now, from where it stands. */
  readonly topics: () => readonly Topic[];
  readonly open: (topics: readonly Topic[], handlers: StreamHandlers) => { unsubscribe(): void };
  readonly onItem: (item: LiveItem) => void;
  readonly onStatus: (status: LiveStatus) => void;
}

const retryMs = 2000;
/** Several follows in one go (a page that mounts) open one stream. */
const settleMs = 20;
const channelName = "orrery-live";

/** The tabs' agreement: who leads, what all want, and the way of items from the leader to the others. */
export function createTabs(deps: TabsDeps): { changed(): void } {
  const me = crypto.randomUUID();
  const channel = new BroadcastChannel(channelName);
  const board = createTopicBoard();
  let stepDown: (() => void) | null = null;
  let stream: { unsubscribe(): void } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asking = false;

  const send = (message: Message): void => channel.postMessage(message);
  const leading = (): boolean => stepDown !== null;

  const setStatus = (status: LiveStatus): void => {
    deps.onStatus(status);
    send({ kind: "status", status });
  };

  const close = (): void => {
    stream?.unsubscribe();
    stream = null;
    board.opened([]);
  };

  const reopenSoon = (ms: number): void => {
    if (timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      reopen();
    }, ms);
  };

  const tell = (): void => {
    const topics = deps.topics();
    board.want(me, topics);
    send({ kind: "want", tab: me, topics });
  };

  /** A tab that vanished without a word is forgotten: those that live answer. */
  const ask = (): void => {
    board.forget();
    tell();
    send({ kind: "who" });
  };

  const reopen = (): void => {
    if (!leading()) return;
    if (stream !== null && board.covered()) return;
    close();
    const topics = board.union();
    if (topics.length === 0) return;
    board.opened(topics);
    stream = deps.open(topics, {
      onData: ({ data }) => {
        board.gave(data);
        deps.onItem(data);
        send({ kind: "item", item: data });
      },
      onConnectionStateChange: ({ state }) => {
        if (state === "pending") setStatus("open");
        else if (state === "connecting") setStatus("lost");
      },
      onError: () => {
        setStatus("lost");
        close();
        setTimeout(() => {
          ask();
          reopenSoon(settleMs);
        }, retryMs);
      },
    });
  };

  const lead = (): void => {
    if (leading() || asking) return;
    asking = true;
    void navigator.locks.request(channelName, async () => {
      asking = false;
      if (deps.topics().length === 0) return;
      await new Promise<void>((resolve) => {
        stepDown = resolve;
        ask();
        reopenSoon(settleMs);
      });
      stepDown = null;
      close();
    });
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === "want") {
      board.want(data.tab, data.topics);
      if (leading()) reopenSoon(settleMs);
    } else if (data.kind === "who") tell();
    else if (!leading() && data.kind === "item") deps.onItem(data.item);
    else if (!leading() && data.kind === "status") deps.onStatus(data.status);
  };

  addEventListener("pagehide", () => send({ kind: "want", tab: me, topics: [] }));

  return {
    changed() {
      tell();
      if (deps.topics().length === 0) stepDown?.();
      else if (leading()) reopenSoon(settleMs);
      else lead();
    },
  };
}
