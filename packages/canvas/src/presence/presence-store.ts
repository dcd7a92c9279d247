import { createStore } from "zustand/vanilla";
import { freeColour } from "./presence-colour.ts";
import {
  keepSame,
  MOST_CHOSEN,
  NOWHERE,
  type OwnSign,
  type PresencePlace,
  type PresenceSign,
} from "./presence-place.ts";

/** Another tab that has the same workflow open: somebody else's, or one's own. */
export interface Companion {
  readonly key: string;
  readonly name: string;
  /** Another tab of who looks. */
  readonly isMe: boolean;
  /** See `presence-colour.ts`. */
  readonly colour: number;
}

export interface PresenceState {
  /** In the order in which they came. Changes with who is there only. */
  readonly companions: readonly Companion[];
  readonly places: ReadonlyMap<string, PresencePlace>;
  /** The key of whom the view follows. */
  readonly following: string | null;
}

export interface PresenceStore {
  getState(): PresenceState;
  subscribe(listener: () => void): () => void;
  /** From now on everybody is heard: says hello. */
  opened(): void;
  receive(sign: PresenceSign): void;
  /** Where this tab is now; told soon, and not at all while nobody else is there. */
  put(part: Partial<PresencePlace>): void;
  follow(key: string | null): void;
  /** Forgets the others and sends nothing until it is opened again; the caller says that it left. */
  away(): void;
  /** As `away`, for good. */
  close(): void;
  readonly tab: string;
}

export interface CreatePresenceOptions {
  /** Another for each page that is open. */
  readonly tab: string;
  /** Sends a sign to all others. A rejected promise: it did not arrive. */
  readonly send: (sign: OwnSign) => Promise<void>;
}

/** Ten signs a second at most. */
const REST_MS = 100;
const BEAT_MS = 5_000;
/** After this silence a tab is taken for gone: two of its beats are missing. */
const SILENCE_MS = 12_500;
const LOOK_MS = 1_000;

interface Known extends Omit<Companion, "isMe"> {
  readonly personId: string;
  place: PresencePlace;
  heardAt: number;
}

/**
 * Who else has a workflow open. Whoever comes says hello, and those who are there answer; while nobody answers, nothing is
 * sent. With company each tab says where it is when that changes, and every five seconds that it is there. A tab that has not
 * been heard for too long is taken for gone; where it was the last one a hello asks whether it is, as the silence may have
 * been one's own (a suspended machine).
 */
export function createPresence({ tab, send }: CreatePresenceOptions): PresenceStore {
  const known = new Map<string, Known>();
  let me: string | null = null;
  let place: PresencePlace = NOWHERE;
  let due: OwnSign["kind"] | null = null;
  let sending = false;
  let lastSent = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let watch: ReturnType<typeof setInterval> | null = null;
  let closed = false;
  let isAway = false;
  const store = createStore<PresenceState>(() => ({ companions: [], places: new Map(), following: null }));

  function show(peopleChanged: boolean): void {
    const { companions, following } = store.getState();
    store.setState({
      companions: peopleChanged
        ? [...known.values()].map(({ key, name, colour, personId }) => ({ key, name, colour, isMe: personId === me }))
        : companions,
      places: new Map([...known].map(([key, one]) => [key, one.place])),
      following: following !== null && known.has(following) ? following : null,
    });
  }

  function say(kind: "hello" | "here"): void {
    if (closed || isAway) return;
    if (due !== "hello") due = kind;
    arrange(Math.max(0, lastSent + REST_MS - Date.now()));
  }

  function arrange(ms: number): void {
    if (timer !== null || sending || due === null) return;
    timer = setTimeout(
      () => {
        timer = null;
        void tell();
      },
      Math.min(ms, BEAT_MS),
    );
  }

  async function tell(): Promise<void> {
    if (closed || isAway || due === null) return;
    const kind = due;
    due = null;
    sending = true;
    lastSent = Date.now();
    const { following } = store.getState();
    // Who follows shows nothing of their own: two who follow each other would never come to rest.
    const shown = following === null ? place : { ...place, view: null };
    try {
      await send({ tab, kind, place: shown });
    } catch {
      if (kind === "hello") due = "hello";
      lastSent = Date.now() + BEAT_MS - REST_MS;
    } finally {
      sending = false;
    }
    if (!closed) arrange(Math.max(0, lastSent + REST_MS - Date.now()));
  }

  function look(): void {
    const now = Date.now();
    let gone = false;
    for (const [key, { heardAt }] of known) {
      if (now - heardAt <= SILENCE_MS) continue;
      known.delete(key);
      gone = true;
    }
    if (gone) show(true);
    if (known.size === 0) {
      rest();
      say("hello");
    } else if (now - lastSent >= BEAT_MS) say("here");
  }

  function rest(): void {
    if (watch !== null) clearInterval(watch);
    watch = null;
  }

  function away(): void {
    isAway = true;
    due = null;
    known.clear();
    show(true);
    rest();
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  return {
    tab,
    getState: () => store.getState(),
    subscribe: (listener) => store.subscribe(listener),
    opened() {
      isAway = false;
      say("hello");
    },
    receive(sign) {
      if (closed || isAway) return;
      if (sign.tab === tab) {
        if (me === null) {
          me = sign.person.id;
          show(true);
        }
        return;
      }
      const key = `${sign.person.id}/${sign.tab}`;
      const before = known.get(key);
      if (sign.kind === "left") {
        if (known.delete(key)) show(true);
        if (known.size === 0) rest();
        return;
      }
      if (before) {
        before.place = keepSame(before.place, sign.place);
        before.heardAt = Date.now();
      } else {
        const colour = freeColour(
          key,
          [...known.values()].map((one) => one.colour),
        );
        const { id, name } = sign.person;
        known.set(key, { key, name, colour, personId: id, place: sign.place, heardAt: Date.now() });
      }
      show(before === undefined);
      watch ??= setInterval(look, LOOK_MS);
      if (sign.kind === "hello" || before === undefined) say("here");
    },
    put(part) {
      const next = { ...place, ...part };
      place = keepSame(place, { ...next, chosen: next.chosen.slice(0, MOST_CHOSEN) });
      if (known.size > 0) say("here");
    },
    follow(key) {
      store.setState({ following: key !== null && known.has(key) ? key : null });
    },
    away,
    close() {
      closed = true;
      away();
    },
  };
}
