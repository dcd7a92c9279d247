import { expect, test } from "vitest";
import { readTraceSettings } from "./trace-settings.ts";

const at = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };

test.each([
  [{}, null],
  [{ ...at, OTEL_SDK_DISABLED: "true" }, null],
  [{ ...at, OTEL_TRACES_EXPORTER: "none" }, null],
  [at, { withContent: false }],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://c.example/v1/traces" }, { withContent: false }],
  [{ ...at, ORRERY_OTEL_CONTENT: "true" }, { withContent: true }],
  [{ ...at, ORRERY_OTEL_CONTENT: "no" }, { withContent: false }],
])("%j", (env, expected) => {
  expect(readTraceSettings(env)).toEqual(expected);
});

test.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317" }, "begins with http"],
  [{ ...at, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, "must be http/protobuf"],
  [{ ...at, OTEL_TRACES_EXPORTER: "zipkin" }, "must be otlp or none"],
])("%j is refused in words", (env, words) => {
  expect(() => readTraceSettings(env)).toThrow(words);
});
