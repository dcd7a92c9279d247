/** One timer a key, ordered by (at, key). `at` is epoch ms. */
export interface Timer {
  readonly at: number;
  readonly key: string;
}

/**
 * A binary heap that knows where each key stands, so that a timer can be taken back in O(log n). Two heaps with the same
 * timers give the same `toSorted()`, whatever way they came to them.
 */
export class TimerHeap {
  private readonly heap: Timer[] = [];
  private readonly places = new Map<string, number>();

  get size(): number {
    return this.heap.length;
  }

  /** When the next timer is due; null without one. */
  get nextAt(): number | null {
    return this.heap[0]?.at ?? null;
  }

  /** Sets or moves the timer of a key. */
  set(key: string, at: number): void {
    this.delete(key);
    const timer = { at, key };
    this.heap.push(timer);
    this.rise(this.heap.length - 1, timer);
  }

  /** Takes a timer back; nothing happens where there is none. */
  delete(key: string): void {
    const place = this.places.get(key);
    if (place === undefined) return;
    this.places.delete(key);
    const last = this.heap.pop();
    if (last === undefined || last.key === key) return;
    this.rise(place, last);
    this.sink(this.places.get(last.key) ?? place, last);
  }

  /** The keys due at `now`, in order of (at, key). Costs only what is due. */
  due(now: number): string[] {
    const found: Timer[] = [];
    const open = [0];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const timer = this.heap[place];
      if (timer === undefined || timer.at > now) continue;
      found.push(timer);
      open.push(2 * place + 1, 2 * place + 2);
    }
    return found.sort(compareTimers).map((timer) => timer.key);
  }

  toSorted(): Timer[] {
    return [...this.heap].sort(compareTimers);
  }

  private rise(from: number, timer: Timer): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.heap[above];
      if (parent === undefined || compareTimers(parent, timer) <= 0) break;
      this.put(place, parent);
      place = above;
    }
    this.put(place, timer);
  }

  private sink(from: number, timer: Timer): void {
    let place = from;
    for (;;) {
      const left = this.heap[2 * place + 1];
      const right = this.heap[2 * place + 2];
      const smaller = right !== undefined && left !== undefined && compareTimers(right, left) < 0 ? right : left;
      if (smaller === undefined || compareTimers(timer, smaller) <= 0) break;
      const below = smaller === left ? 2 * place + 1 : 2 * place + 2;
      this.put(place, smaller);
      place = below;
    }
    this.put(place, timer);
  }

  private put(place: number, timer: Timer): void {
    this.heap[place] = timer;
    this.places.set(timer.key, place);
  }
}

function compareTimers(a: Timer, b: Timer): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
