/**
 * What runs in the fresh realm before the user's code, as text: it is never evaluated here. It gives `console`, makes time
 * and chance repeatable, and hands back the tools for the border, which the user's code cannot replace afterwards.
 */
export const prelude = `((now, seed, write, ask, kinds) => {
  const { parse, stringify } = JSON;
  const { construct } = Reflect;
  const RealDate = Date;
  const text = (value) => {
    if (typeof value === "string") return value;
    try {
      const json = value instanceof Error ? undefined : stringify(value);
      return json === undefined ? String(value) : json;
    } catch {
      return "[not shown]";
    }
  };
  const line = (...values) => write(values.map(text).join(" "));
  globalThis.console = { log: line, info: line, warn: line, error: line, debug: line };
  function FixedDate(...given) {
    if (new.target === undefined) return new RealDate(now).toString();
    return construct(RealDate, given.length === 0 ? [now] : given, new.target);
  }
  FixedDate.prototype = RealDate.prototype;
  FixedDate.prototype.constructor = FixedDate;
  FixedDate.now = () => now;
  FixedDate.parse = RealDate.parse;
  FixedDate.UTC = RealDate.UTC;
  globalThis.Date = FixedDate;
  let state = seed | 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const OwnPromise = Promise;
  const OwnError = Error;
  const call = (kind, read) => (...given) =>
    new OwnPromise((resolve, reject) => {
      const said = ask(kind, stringify(given));
      if (said === undefined) return;
      const answer = parse(said);
      if (answer.ok) return resolve(read(parse(answer.json)));
      const error = new OwnError(answer.message);
      error.name = "CallError";
      error.code = answer.code;
      reject(error);
    });
  const response = ({ status, headers, body }) => ({
    status,
    ok: status >= 200 && status < 300,
    headers,
    text: async () => body,
    json: async () => parse(body),
  });
  for (const kind of kinds.split(" ")) {
    if (kind === "fetch") globalThis.fetch = call("fetch", response);
    if (kind === "generate") globalThis.generate = call("generate", (given) => given);
  }
  return {
    run: (main, inputJson) => main(parse(inputJson)),
    output: (value) => {
      const json = stringify(value);
      return json === undefined ? "null" : json;
    },
    message: (error) => {
      try {
        return error instanceof Error ? error.name + ": " + error.message : text(error);
      } catch {
        return "something that cannot be shown";
      }
    },
    stack: (error) => {
      try {
        return String(error.stack);
      } catch {
        return "";
      }
    },
  };
})`;
