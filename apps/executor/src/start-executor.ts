import { createNodeBooks } from "@orrery/db/dashboard";
import { readRetentionSettings } from "@orrery/db/retention";
import {
  createFiles,
  createMemoryStore,
  isPassingTrouble,
  openRunStore,
  parseDatabaseUrl,
  patientSql,
} from "@orrery/db/run-log";
import { createEgress, createTargets, type EgressOptions, parseHostList, parseRates } from "@orrery/egress";
import { commandSchema } from "@orrery/engine";
import { createTools } from "@orrery/mcp";
import { createMemory } from "@orrery/memory";
import { createModels } from "@orrery/models";
import type { Catalog, Runtimes } from "@orrery/node-kit";
import { catalog } from "@orrery/nodes/catalog";
import { runtimes } from "@orrery/nodes/runtimes";
import { createMailClient, createSqlClient, createSqliteClient } from "@orrery/protocols";
import {
  createRunner,
  type Dispatch,
  joinExecutors,
  type Membership,
  type Runner,
  type RunnerNews,
  startDispatch,
} from "@orrery/runner";
import type { Services } from "@orrery/services";
import {
  checkInstanceKey,
  createModelSetup,
  createRunSubmitter,
  createSecrets,
  createTokenDirectory,
  createToolSetup,
  followRun,
  InstanceKeyProblem,
  instanceSecretOf,
  readInstanceKey,
  readMaxQueued,
} from "@orrery/services/triggers";
import { keepAlerts } from "./alerts/keep-alerts.ts";
import { sendAlert } from "./alerts/send-alert.ts";
import { chores } from "./chores.ts";
import { executorLabels } from "./executor-labels.ts";
import type { HookMeans } from "./hooks/answer-hook.ts";
import { createEndWaiter } from "./hooks/await-end.ts";
import { createRunStarter } from "./hooks/start-runs.ts";
import { keepBaselines } from "./keep-baselines.ts";
import { keepMemory } from "./keep-memory.ts";
import { keepPlaces } from "./keep-places.ts";
import { keepSchedules } from "./keep-schedules.ts";
import { keepSearch } from "./keep-search.ts";
import { keepTallies } from "./keep-tallies.ts";
import type { McpMeans } from "./mcp/answer-mcp.ts";
import type { McpDoor } from "./mcp/open-mcp-door.ts";
import { createMetrics, type ExecutorMetrics } from "./metrics/create-metrics.ts";
import type { OpenAiMeans } from "./openai/answer-openai.ts";
import type { RestMeans } from "./rest/answer-rest.ts";
import { openServices } from "./rest/open-services.ts";
import { signalAddresses } from "./signal-addresses.ts";
import { startTraces } from "./telemetry/start-traces.ts";
import { readTraceSettings } from "./telemetry/trace-settings.ts";
import type { TraceSink } from "./telemetry/trace-sink.ts";

export interface ExecutorOptions {
  readonly databaseUrl: string;
  /** Active runs at a time. */
  readonly capacity?: number;
  /** Read for the model endpoint, for `ORRERY_ALLOW_PRIVATE_HOSTS`, and for how long logs are kept. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ports of 127.0.0.1 that no step may reach, beside the database's. */
  readonly ownPorts?: readonly number[];
  readonly news: RunnerNews & {
    /** The database is away, or back; said once each time. */
    readonly onDatabase: (isThere: boolean, error?: unknown) => void;
    /** What a chore did, in one sentence. */
    readonly onNote?: (note: string) => void;
  };
  /** Instead of all node types of this installation. */
  readonly types?: { readonly catalog: Catalog; readonly runtimes: Runtimes };
  /** The process is this executor and nothing else: its memory and event loop are among the figures. */
  readonly isOwnProcess?: boolean;
  /** Where spans go instead of the collector that the process's own environment names. */
  readonly traceSink?: TraceSink;
}

export interface RunningExecutor {
  /** Resolves when it takes runs for the first time; rejects only when it is stopped before. */
  readonly ready: Promise<void>;
  /** Whether it takes runs, and the database answers now. */
  isReady(): Promise<boolean>;
  readonly figures: Runner["figures"];
  readonly metrics: Pick<ExecutorMetrics, "text" | "contentType">;
  /** What a reader of them has to bring; undefined: they are for this machine only. */
  readonly metricsToken: string | undefined;
  /** What calls from outside need. */
  readonly hooks: HookMeans & RestMeans & McpMeans & OpenAiMeans;
  /** Gives everything back and ends within ten seconds. */
  stop(): Promise<void>;
}

const version = "0.1.0";
const defaultCapacity = 1_000;
const longestPauseMs = 2_000;
const graceMs = 6_000;
/** In a heartbeat: the busiest. */
const targetsShown = 12;

/**
 * Runs an executor inside this process. It begins as soon as the database can be reached, and keeps trying until then.
 * @throws DatabaseProblem where the URL is none, and Error in words where the model endpoint is set up wrongly.
 */
export function startExecutor(options: ExecutorOptions): RunningExecutor {
  const { news, capacity = defaultCapacity } = options;
  const env = options.env ?? process.env;
  const labels = executorLabels(env);
  const targets = createTargets({ rates: parseRates(env.ORRERY_TARGET_RATES ?? "") });
  const egress = createEgress({ ...egressOptions(options, env), targets });
  const instanceKey = readInstanceKey(env);
  const retention = readRetentionSettings(env);
  const maxQueued = readMaxQueued(env);
  const tracing = readTraceSettings(env);
  const choreNews = { onNote: (note: string) => news.onNote?.(note), onTrouble: news.onTrouble };
  let isAway = false;
  const onDatabase = (isThere: boolean, error?: unknown): void => {
    if (isAway === !isThere) return;
    isAway = !isThere;
    news.onDatabase(isThere, error);
  };
  const store = openRunStore({
    databaseUrl: options.databaseUrl,
    parseCommand: (row) => commandSchema.parse(row),
    onAway: (error) => onDatabase(false, error),
  });
  let membership: Membership | undefined;
  let dispatch: Dispatch | undefined;
  let places: ReturnType<typeof keepPlaces> | undefined;
  let isStopping = false;

  let secret: Promise<string> | undefined;
  const readSecret = (): Promise<string> => {
    secret ??= instanceSecretOf(store.pool);
    secret.catch(() => {
      secret = undefined;
    });
    return secret;
  };

  const ofSteps = patientSql(store.sql, {
    isOver: () => isStopping,
    onTrouble: (error) => trouble("A step has to wait for the database", error),
  });
  const secrets = createSecrets(ofSteps, instanceKey);
  const metrics = createMetrics({
    version,
    capacity,
    figures: () => runner.figures,
    targets: targets.view,
    pool: () => store.pool,
    sql: store.sql,
    isOwnProcess: options.isOwnProcess === true,
  });
  const setup = metrics.models.counting(
    createModelSetup(ofSteps, (error) => trouble("A model call could not be written down", error)),
  );
  const models = createModels({ env, egress, setup, secrets });
  const tools = createTools({ egress, setup: createToolSetup(ofSteps, instanceKey, secrets), secrets });
  const [sql, mail] = [createSqlClient(egress), createMailClient(egress)];
  const memory = createMemory({ store: createMemoryStore(ofSteps), embeddings: models, now: Date.now });
  const runner = createRunner({
    ...store,
    ...(options.types ?? { catalog, runtimes }),
    means: {
      egress,
      models,
      secrets,
      sql,
      sqlite: createSqliteClient(),
      mail,
      files: createFiles(ofSteps),
      tools,
      memory,
      clock: { now: () => Date.now() },
      labels: new Set(labels),
      tellsTrace: tracing !== null,
    },
    signalAddress: signalAddresses(env, readSecret),
    owner: () => membership?.id ?? "",
    mayBegin: () => membership?.isFresh() ?? false,
    isPassing: isPassingTrouble,
    news: { ...news, onTrouble: (what, error) => trouble(what, error), onRecorded: metrics.runs.take },
  });

  const trouble = (what: string, error: unknown): void => {
    if (error !== undefined && isPassingTrouble(error)) onDatabase(false, error);
    else news.onTrouble(what, error);
  };

  const waiter = createEndWaiter(store);
  const directory = createTokenDirectory(store.pool, store.bus);
  let services: Promise<Services> | undefined;
  let mcp: Promise<McpDoor> | undefined;
  const hooks: HookMeans & RestMeans & McpMeans & OpenAiMeans = {
    mcp: () => {
      mcp ??= import("./mcp/open-mcp-door.ts").then(({ openMcpDoor }) => openMcpDoor({ waiter, bus: store.bus }));
      return mcp;
    },
    services: () => {
      services ??= openServices(store, maxQueued);
      return services;
    },
    store,
    waiter,
    directory,
    starter: createRunStarter({
      submitter: createRunSubmitter(store.pool, maxQueued),
      runner,
      waiter,
      owner: (coming) => {
        const hasRoom = !isStopping && dispatch !== undefined && runner.figures.active + coming < capacity;
        return hasRoom && membership?.isFresh() === true ? membership.id : null;
      },
    }),
    secret: readSecret,
  };

  const stopListening = store.bus.subscribe("drive", (hint) => {
    const [executor, runId] = hint.split("/");
    const isMine = membership?.isFresh() === true && executor === membership.id;
    if (runId !== undefined && isMine && runner.figures.active * 2 < capacity) runner.driveAhead(runId);
  });

  const isReady = async (): Promise<boolean> => {
    if (dispatch === undefined || isStopping) return false;
    const answer = store.pool.query("SELECT 1").then(
      () => true,
      () => false,
    );
    const patience = new Promise<boolean>((resolve) => setTimeout(resolve, 2_000, false).unref());
    return Promise.race([answer, patience]);
  };

  const begin = async (): Promise<void> => {
    for (let tries = 0; !isStopping; tries += 1) {
      try {
        if (instanceKey !== null) await checkInstanceKey(store.pool, instanceKey);
        membership ??= await joinExecutors({
          executors: store.executors,
          version,
          capacity,
          labels,
          targets: () => JSON.stringify(targets.view(targetsShown)),
          active: () => runner.figures.active,
          poolIds: () => dispatch?.poolIds() ?? [],
          onBuried: () => runner.abandonAll(),
          onBeat: () => onDatabase(true),
          onFresh: () => runner.wakeAll(),
          onTrouble: trouble,
        });
        dispatch = await startDispatch({
          databaseUrl: options.databaseUrl,
          capacity,
          drive: runner.drive,
          follow: (runId) => followRun(store.pool, store.values, { runId, maxQueued }),
          chores: chores({ databaseUrl: options.databaseUrl, sql: store.sql, retention, ...choreNews }),
          onTrouble: trouble,
        });
        await membership.beatNow();
        places ??= keepPlaces({ store, runner, labels, capacity, targets, onTrouble: trouble });
        return;
      } catch (error) {
        if (error instanceof InstanceKeyProblem) throw error;
        trouble("The executor could not begin", error);
        await new Promise((resolve) => setTimeout(resolve, Math.min(longestPauseMs, 100 * 2 ** Math.min(tries, 5))));
      }
    }
    throw new Error("The executor was stopped before it began.");
  };
  const ready = begin();
  const endSchedules = keepSchedules({
    pool: store.pool,
    maxQueued,
    isActive: () => dispatch !== undefined && membership?.isFresh() === true,
    onTrouble: trouble,
  });
  ready.catch(() => undefined);
  const endReading = keepMemory({
    pool: store.pool,
    memory,
    egress,
    isActive: () => dispatch !== undefined && membership?.isFresh() === true,
    onNote: choreNews.onNote,
    onTrouble: trouble,
  });

  const endSearch = keepSearch({
    sql: store.sql,
    isActive: () => dispatch !== undefined && membership?.isFresh() === true,
    onTrouble: trouble,
  });

  const endTallies = keepTallies({
    sql: store.sql,
    log: store.log,
    books: createNodeBooks(store.sql),
    sinks: [keepBaselines(env)],
    isActive: () => dispatch !== undefined && membership?.isFresh() === true,
    onTrouble: trouble,
  });

  const endAlerts = keepAlerts({
    sql: store.sql,
    send: (delivery, stop) => sendAlert({ egress, mail, secrets }, delivery, stop),
    isActive: () => dispatch !== undefined && membership?.isFresh() === true,
    onTrouble: trouble,
  });

  const endTraces = startTraces({
    settings: tracing,
    sink: options.traceSink,
    store,
    catalog: options.types?.catalog ?? catalog,
    version,
    executorId: () => membership?.id ?? "",
    isActive: () => dispatch !== undefined && membership?.isFresh() === true,
    news: metrics.traces,
    onNote: choreNews.onNote,
    onCollector: news.onTrouble,
    onTrouble: trouble,
  });

  return {
    ready,
    isReady,
    hooks,
    metrics,
    metricsToken: env.ORRERY_METRICS_TOKEN,
    get figures() {
      return runner.figures;
    },
    async stop() {
      isStopping = true;
      places?.stop();
      membership?.drain().catch(() => undefined);
      stopListening();
      directory.close();
      await mcp?.then((door) => door.close()).catch(() => undefined);
      waiter.close();
      await Promise.all([endTraces(), endSchedules(), endReading(), endSearch(), endTallies(), endAlerts()]);
      await ready.catch(() => undefined);
      // Jobs end when their runs are let go, so both have to happen at once.
      await Promise.all([dispatch?.stop(), runner.stop(graceMs)]);
      await Promise.race([membership?.leave(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
      await Promise.all([store.close(), egress.close()]);
    },
  };
}

function egressOptions(options: ExecutorOptions, env: Readonly<Record<string, string | undefined>>): EgressOptions {
  const database = parseDatabaseUrl(options.databaseUrl);
  return {
    allowPrivateHosts: parseHostList(env.ORRERY_ALLOW_PRIVATE_HOSTS ?? ""),
    refuse: [
      { host: database.hostname, port: Number(database.port || 5432) },
      ...(options.ownPorts ?? []).map((port) => ({ host: "127.0.0.1", port })),
    ],
  };
}
