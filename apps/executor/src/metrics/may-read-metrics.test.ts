import { expect, test } from "vitest";
import { mayReadMetrics } from "./may-read-metrics.ts";

const here = { remoteAddress: "127.0.0.1" };
const host = "127.0.0.1:4000";

test.each([
  ["from this machine", { headers: { host }, socket: here }, undefined, true],
  ["by its name", { headers: { host: "localhost:4000" }, socket: { remoteAddress: "::1" } }, undefined, true],
  ["by an address of IPv4 in IPv6", { headers: { host }, socket: { remoteAddress: "::ffff:127.0.0.1" } }, "", true],
  ["from elsewhere", { headers: { host }, socket: { remoteAddress: "10.0.0.7" } }, undefined, false],
  ["through a proxy", { headers: { host, "x-forwarded-for": "1.2.3.4" }, socket: here }, undefined, false],
  ["under a name that leads here", { headers: { host: "evil.example" }, socket: here }, undefined, false],
  ["without the token, from this machine", { headers: { host }, socket: here }, "t0ken", false],
  ["with another token", { headers: { host, authorization: "Bearer other" }, socket: here }, "t0ken", false],
  [
    "with the token, from anywhere",
    { headers: { host: "orrery:4000", authorization: "Bearer t0ken" }, socket: { remoteAddress: "10.0.0.7" } },
    "t0ken",
    true,
  ],
  ["from nowhere", { headers: {}, socket: {} }, undefined, false],
])("%s", (_, request, token, expected) => {
  expect(mayReadMetrics(request, token)).toBe(expected);
});
