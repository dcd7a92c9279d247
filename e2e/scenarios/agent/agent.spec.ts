import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { installation } from "../../fixtures/installation.ts";
import { startScriptedModel } from "../../fixtures/scripted-model.ts";
import { expect, test } from "../../fixtures/test.ts";

const script = [
  {
    text: "I look the order up first.",
    calls: [{ id: "c1", name: "find_an_order", args: '{"order":"A-1"}' }],
  },
  {
    text: "It is late. I would tell the customer.",
    calls: [{ id: "c2", name: "tell_the_customer", args: '{"text":"Order A-1 is late."}' }],
  },
  { text: "The order A-1 is late, and the customer knows." },
];

const drawing = {
  schema: "orrery.graph/v1",
  name: "Order desk",
  nodes: [
    {
      id: "start",
      type: "input",
      position: { x: 0, y: 0 },
      config: { schema: { type: "object", properties: { question: { type: "string" } }, required: ["question"] } },
    },
    {
      id: "helper",
      type: "agent",
      label: "Order desk",
      position: { x: 300, y: 0 },
      config: { model: "desk/scripted-1", prompt: "{{ start.question }}", tools: {} },
    },
    {
      id: "find",
      type: "transform",
      label: "Find an order",
      position: { x: 220, y: 300 },
      config: { value: { order: "{{ call.args.order }}", state: "late" } },
    },
    {
      id: "tell",
      type: "template",
      label: "Tell the customer",
      position: { x: 520, y: 300 },
      config: { text: "Dear customer, {{ call.args.text }}" },
    },
    { id: "end", type: "output", position: { x: 640, y: 0 }, config: { value: "{{ helper.text }}" } },
  ],
  edges: [
    { id: "e1", source: "start", sourceHandle: "out", target: "helper", targetHandle: "in" },
    { id: "e2", source: "helper", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
};

test("an agent gets two tools on the canvas, asks a person before one, and shows each turn with its cost", async ({
  editor,
  page,
  api,
}) => {
  const [port] = (await installation()).toolPorts;
  const model = await startScriptedModel(port, script);
  const added = await api.mutate("models.addProvider", {
    handle: "desk",
    kind: "openai-compatible",
    baseUrl: `http://127.0.0.1:${port}/v1`,
    models: ["scripted-1"],
  });
  expect(added.ok()).toBe(true);
  await api.mutate("models.setPrice", { model: "desk/scripted-1", price: { input: 2, output: 10 } });
  try {
    const id = await api.createWorkflow(drawing);
    await editor.open(id);

    // A canvas that is still finding its view moves under the pointer: then the line is drawn again.
    const makeTool = async (nodeId: string, title: string): Promise<void> => {
      await expect(async () => {
        await page.getByRole("button", { name: "Fit everything" }).click();
        await editor.drag(editor.port("helper", "tools"), editor.port(nodeId, "in"));
        const edge = page.getByRole("group", { name: `${title} is a tool of Order desk` });
        await expect(edge).toHaveCount(1, { timeout: 5_000 });
      }).toPass();
    };
    await makeTool("find", "Find an order");
    const finding = editor.inspector.getByRole("region", { name: "Tool Find an order" });
    await expect(finding.getByLabel("Name", { exact: true })).toHaveValue("find_an_order");
    await expect(finding.getByLabel("Name of field 1")).toHaveValue("order");
    await finding.getByLabel("What it does, and when to use it").fill("Finds an order by its number.");

    await makeTool("tell", "Tell the customer");
    const telling = editor.inspector.getByRole("region", { name: "Tool Tell the customer" });
    await telling.getByLabel("What it does, and when to use it").fill("Writes a message for the customer.");
    await telling.getByRole("radio", { name: "Ask a person" }).click();
    await expectAccessible(page);
    await editor.saved();
    expect((await api.draft(id)).graph.nodes[1]).toMatchObject({
      config: { tools: { find: { permission: "allow" }, tell: { name: "tell_the_customer", permission: "ask" } } },
    });

    await page.keyboard.press("Escape");
    await editor.askToRun();
    await editor.runForm.getByLabel(/question/i).fill("Where is A-1?");
    const release = model.hold();
    const runId = await editor.start();
    await expect(editor.card("helper")).toContainText("Turn 1 · thinking");
    await expect(editor.card("helper")).toContainText("hm hm");
    release();

    await editor.expectState("helper", "waiting");
    await expect(editor.card("helper")).toContainText("waiting for your word");
    await editor.expectState("find", "succeeded");
    await expect.poll(() => api.status(runId)).toBe("waiting");
    await editor.card("helper").click({ position: { x: 60, y: 16 } });
    await editor.inspector.getByRole("tab", { name: "Turns" }).click();
    const turns = editor.inspector.getByRole("list", { name: "Turns" });
    const call = turns.getByRole("listitem", { name: "Call of Tell the customer" });
    await expect(call.getByLabel("Text", { exact: true })).toHaveValue("Order A-1 is late.");
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectTidy(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await call.getByLabel("Text", { exact: true }).fill("Order A-1 comes tomorrow.");
    await call.getByRole("button", { name: "Allow as changed" }).click();

    await editor.expectState("helper", "succeeded");
    await expect(editor.card("helper")).toContainText("3 turns · 2 tool calls");
    // 3 × (210 × $2 + 40 × $10) for a million.
    await expect(editor.card("helper")).toContainText("750 tok");
    await expect(editor.card("helper")).toContainText("$0.0025");
    await turns.getByRole("button", { name: /^Turn 2/ }).click();
    await expect(call).toContainText("A person changed what the model asked for.");
    await expect(call).toContainText("Dear customer, Order A-1 comes tomorrow.");
    await turns.getByRole("button", { name: /^Turn 1/ }).click();
    await expect(turns).toContainText("I look the order up first.");
    await expect(turns.getByRole("listitem", { name: "Call of Find an order" })).toContainText("late");
    await expect(turns.getByRole("button", { name: /^Turn 3/ })).toContainText("250 tok");
    expect(await api.ending(runId)).toBe("succeeded");
    expect(await api.output(runId)).toBe("The order A-1 is late, and the customer knows.");
    expect(model.asked).toEqual([0, 1, 2]);
  } finally {
    model.close();
    const providers = await api.query("models.providers", {});
    const body: { readonly result: { readonly data: readonly { readonly id: string; readonly handle: string }[] } } =
      await providers.json();
    for (const { id, handle } of body.result.data)
      if (handle === "desk") await api.mutate("models.removeProvider", { id });
  }
});
