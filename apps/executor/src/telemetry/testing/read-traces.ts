/** A span as it stood in an `ExportTraceServiceRequest`. Attributes whose values are lists or maps are left out. */
export interface ReceivedSpan {
  readonly service: string;
  readonly schemaUrl: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly links: number;
  readonly events: readonly string[];
  /** 2: error. */
  readonly status: number;
}

type Field = { readonly number: number; readonly int: bigint; readonly bytes: Buffer };

/** Reads the protobuf of an OTLP request for traces (opentelemetry-proto 1, `trace.proto`). Throws where it is cut off. */
export function readTraces(body: Buffer): readonly ReceivedSpan[] {
  return all(fieldsOf(body), 1).flatMap((resourceSpans) => {
    const parts = fieldsOf(resourceSpans);
    const resource = attributesOf(all(fieldsOf(all(parts, 1)[0] ?? Buffer.alloc(0)), 1));
    return all(parts, 2).flatMap((scope) => {
      const ofScope = fieldsOf(scope);
      const schemaUrl = text(all(ofScope, 3)[0]);
      return all(ofScope, 2).map((span) => readSpan(span, { service: String(resource["service.name"]), schemaUrl }));
    });
  });
}

function readSpan(bytes: Buffer, of: { readonly service: string; readonly schemaUrl: string }): ReceivedSpan {
  const fields = fieldsOf(bytes);
  const one = (number: number) => fields.find((field) => field.number === number);
  const ms = (number: number) => Number((one(number)?.int ?? 0n) / 1_000_000n);
  const status = fieldsOf(one(15)?.bytes ?? Buffer.alloc(0)).find(({ number }) => number === 3);
  return {
    ...of,
    traceId: one(1)?.bytes.toString("hex") ?? "",
    spanId: one(2)?.bytes.toString("hex") ?? "",
    parentSpanId: one(4)?.bytes.toString("hex") ?? "",
    name: text(one(5)?.bytes),
    kind: Number(one(6)?.int ?? 0n),
    startedAt: ms(7),
    endedAt: ms(8),
    attributes: attributesOf(all(fields, 9)),
    events: all(fields, 11).map((event) => text(all(fieldsOf(event), 2)[0])),
    links: all(fields, 13).length,
    status: Number(status?.int ?? 0n),
  };
}

function attributesOf(pairs: readonly Buffer[]): Record<string, string | number | boolean> {
  const read = pairs.flatMap((pair): (readonly [string, string | number | boolean])[] => {
    const fields = fieldsOf(pair);
    const [value] = fieldsOf(all(fields, 2)[0] ?? Buffer.alloc(0));
    if (value === undefined) return [];
    const name = text(all(fields, 1)[0]);
    if (value.number === 1) return [[name, text(value.bytes)]];
    if (value.number === 2) return [[name, value.int !== 0n]];
    if (value.number === 3) return [[name, Number(value.int)]];
    return value.number === 4 ? [[name, value.bytes.readDoubleLE(0)]] : [];
  });
  return Object.fromEntries(read);
}

function text(bytes: Buffer | undefined): string {
  return bytes?.toString("utf8") ?? "";
}

function all(fields: readonly Field[], number: number): Buffer[] {
  return fields.flatMap((field) => (field.number === number ? [field.bytes] : []));
}

/** The fields of one message: varints and fixed ones as `int`, those with a length as `bytes`. */
function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > message.length) throw new RangeError("The message is cut off.");
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = Number(varint());
    const [number, wire] = [tag >>> 3, tag & 7];
    if (wire === 0) fields.push({ number, int: varint(), bytes: Buffer.alloc(0) });
    else if (wire === 2) fields.push({ number, int: 0n, bytes: take(Number(varint())) });
    else {
      const bytes = take(wire === 1 ? 8 : 4);
      fields.push({ number, int: wire === 1 ? bytes.readBigUInt64LE(0) : BigInt(bytes.readUInt32LE(0)), bytes });
    }
  }
  return fields;
}
