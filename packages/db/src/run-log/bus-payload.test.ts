import fc from "fast-check";
import { expect, test } from "vitest";
import { deltaPayloads, parseDeltaPayload } from "./bus-payload.ts";

test("any text comes back whole, in pieces below what NOTIFY takes, never cut inside a character", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 1, maxLength: 20_000, size: "max" }),
      fc.nat(1e6),
      (text, offset) => {
        const payloads = deltaPayloads("01a209d7-6808-7394-a8ff-90caf07ee597", {
          stepKey: "a",
          attempt: 1,
          offset,
          text,
        });
        let at = offset;
        for (const payload of payloads) {
          expect(Buffer.byteLength(payload)).toBeLessThan(7_900);
          const { delta } = parseDeltaPayload(payload);
          expect(delta.offset).toBe(at);
          expect(/^[\udc00-\udfff]/.test(delta.text) && at > offset).toBe(false);
          at += delta.text.length;
        }
        expect(payloads.map((payload) => parseDeltaPayload(payload).delta.text).join("")).toBe(text);
      },
    ),
    { numRuns: 25 },
  );
});
